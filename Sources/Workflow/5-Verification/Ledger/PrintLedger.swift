import Foundation
import GraduatePhotos
import Paperwork
import Storage

extension CollectionCenter {
  /// Prints the version of an institution's ledger that was handed in: the numbers of its moment, with number, date, the content's
  /// hash, the end of the journal's chain and a QR; printed again, it is the same paper (promise 8).
  ///
  /// - Throws: `SealRefusal.notFound`, `.nothingHandedIn`, `PrintRefusal` when no font draws a character.
  public func printLedger(
    _ id: String, by printer: some LedgerReader & PaperReader
  ) async throws -> PrintedPaper {
    let (moment, paper) = try await records.write { transaction in
      let subject = try transaction.sealTarget(.ledger, id, within: printer.paperReach)
      guard let newest = try transaction.newestLedger(id) else {
        throw SealRefusal.nothingHandedIn(.ledger)
      }
      let campaign = try transaction.storedCampaign(subject.campaignID)
      let paper = LedgerPaper(
        plan: campaign.plan, owner: try transaction.ledgerOwner(subject.institutionID, in: campaign),
        ledger: try LedgerBody(text: newest.body).ledger, scope: .institution, countedAt: LedgerMoment.text(newest.at),
        today: CalendarDay(milliseconds: newest.at))
      return (try transaction.paperMoment(of: subject, by: printer), paper)
    }
    return PrintedPaper(paper: moment.paper, pdf: try await desks.prints.work { try paper.pdf(moment.identity) })
  }

  /// The ledger as it is now as a workbook: an institution's by class, or the province's by institution.
  ///
  /// - Throws: `LedgerDeskRefusal.institutionUnknown`, `TableWriteRefusal`.
  public func ledgerBook(
    campaignID: String, institutionID: String? = nil, by reader: any LedgerReader
  ) async throws -> PreparedFile {
    let sheet = try await ledger(campaignID: campaignID, institutionID: institutionID, by: reader)
    let path = PreparedFile.newPath(in: spool, identifier())
    let folder = spool.path
    try await desks.prints.work { try sheet.paper.writeBook(to: path, temporaryFolder: folder) }
    return PreparedFile(
      path: path, fileName: "\(sheet.owner)_应采实采对账_\(sheet.today.compact).xlsx", contentType: PreparedFile.xlsx)
  }

  /// The province's ledger as it is now on paper, for the files of those who see all institutions: nobody's seal is put on it.
  ///
  /// - Throws: `PrintRefusal` when no font draws a character.
  public func provinceLedgerPDF(
    campaignID: String, by reader: any LedgerReader
  ) async throws -> (pdf: [UInt8], fileName: String) {
    let (sheet, head) = try await records.read { transaction in
      (try transaction.ledgerSheet(campaignID, nil, reader), try transaction.chainHead(campaignID))
    }
    let number = "账-\(sheet.plan.provinceCode)-\(sheet.plan.graduatingClass.year)-\(sheet.today.compact)"
    let hash = try InstitutionSealSubject.hash(
      kind: .ledger, subjectID: "", version: 0, campaignID: campaignID, body: LedgerBody(sheet.ledger, [:]).text())
    let identity = PaperIdentity(
      number: number, date: sheet.today.chinese, contentHash: "\(hash.prefix(16))　日志链头：\(head.text)",
      createdAt: sheet.countedAt / 1_000)
    let pdf = try await desks.prints.work { try sheet.paper.pdf(identity) }
    return (pdf, "\(number) 应采实采对账表.pdf")
  }
}
