import Foundation
import GraduatePhotos
import Paperwork
import Storage

extension CollectionCenter {
  /// Prints the newest version of an institution's statement: the sums of its moment, with number, date, the content's hash, the end of
  /// the journal's chain and a QR; printed again, it is the same paper (promise 8).
  ///
  /// - Throws: `SealRefusal.notFound`, `.nothingHandedIn`, `PrintRefusal` when no font draws a character.
  public func printFees(_ id: String, by printer: some FeeStatementReader) async throws -> PrintedPaper {
    let (moment, paper) = try await records.write { transaction in
      let subject = try transaction.sealTarget(.fees, id, within: printer.paperReach)
      guard let newest = try transaction.newestFees(id) else { throw SealRefusal.nothingHandedIn(.fees) }
      let campaign = try transaction.storedCampaign(subject.campaignID)
      let paper = FeeStatementPaper(
        campaign: campaign.plan.title, institution: try transaction.ledgerOwner(subject.institutionID, in: campaign),
        statement: newest.body.statement, classes: newest.body.classes.map(\.printed),
        countedAt: LedgerMoment.text(newest.issuedAt))
      return (try transaction.paperMoment(of: subject, by: printer), paper)
    }
    return PrintedPaper(paper: moment.paper, pdf: try await desks.prints.work { try paper.pdf(moment.identity) })
  }

  /// Prints a payment's receipt with the place for the agency's stamp (A10).
  ///
  /// - Throws: `FeeDeskRefusal.unknown`, `.cancelledAlready`, `PrintRefusal`.
  public func printFeeReceipt(
    _ id: String, campaignID: String, by planner: Planner
  ) async throws -> (pdf: [UInt8], fileName: String) {
    let (paper, identity) = try await records.write { transaction in
      let campaign = try transaction.storedCampaign(campaignID)
      let found = try transaction.row(
        "SELECT institution_id FROM fee_payment WHERE id = ? AND campaign_id = ?", [.text(id), .text(campaignID)])
      guard let institution = try found?.text("institution_id"),
        let row = try transaction.feePayments(campaignID: campaignID, institutionID: institution)[institution]?
          .first(where: { $0.id == id })
      else { throw FeeDeskRefusal.unknown }
      guard row.cancelled == nil else { throw FeeDeskRefusal.cancelledAlready }
      let paper = FeeReceiptPaper(
        campaign: campaign.plan.title, institution: try transaction.ledgerOwner(institution, in: campaign), number: row.number,
        payment: row.payment, invoice: row.invoice)
      try transaction.journal(
        JournalLine(
          action: .feeReceiptPrinted, recordKind: "fee-payment", recordID: id, campaignID: campaignID,
          details: ["institution": institution, "number": row.number]), by: planner)
      let hash = try InstitutionSealSubject.hash(
        kind: .fees, subjectID: id, version: 1, campaignID: campaignID,
        body: ([row.number] + row.payment.written(row.invoice)).joined(separator: "\u{1F}"))
      let identity = PaperIdentity(
        number: row.number, date: transaction.today.chinese,
        contentHash: "\(hash.prefix(16))　日志链头：\(try transaction.chainHead(campaignID).text)", createdAt: transaction.now / 1_000
      )
      return (paper, identity)
    }
    let pdf = try await desks.prints.work { try paper.pdf(identity) }
    return (pdf, "\(identity.number) \(paper.title).pdf")
  }
}

extension FeeBody.ClassLine {
  var printed: FeeStatementPaper.ClassLine { .init(title: title, captured: captured, exempt: exempt) }
}
