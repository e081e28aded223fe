import GraduatePhotos
import Paperwork
import Storage

/// A PDF ready to print.
public struct PrintedClassCheck: Sendable {
  public let paper: StampedPaper
  public let pdf: [UInt8]
  public var fileName: String { "\(paper.number) \(paper.kind.chineseName).pdf" }
}

extension CollectionCenter {
  /// Prints the version that was handed in; printed again, it is the same paper with the same number and QR.
  ///
  /// The foot carries the content's hash and the end of the campaign's journal at this moment (promise 8).
  /// - Throws: `SealRefusal.notFound`, `.nothingHandedIn`, `PrintRefusal` when no font draws a character.
  public func printClassCheck(
    _ id: String, by printer: some VerificationReader & PaperReader
  ) async throws -> PrintedClassCheck {
    let print = try await records.write { transaction in
      let record = try transaction.classCheckRecord(id, within: printer.paperReach)
      guard let subject = try transaction.classCheckSealSubject(id) else { throw SealRefusal.nothingHandedIn(.classCheck) }
      let place = try transaction.rosterPlace(campaignID: subject.campaignID, institutionID: subject.institutionID).place
      return ClassCheckPrint(
        paper: try transaction.paper(for: subject, by: printer), record: record, place: place,
        head: try transaction.chainHead(subject.campaignID), day: transaction.today, now: transaction.now)
    }
    return PrintedClassCheck(paper: print.paper, pdf: try await desks.prints.work { try print.pdf() })
  }
}

/// Everything that is on the page.
private struct ClassCheckPrint: Sendable {
  let paper: StampedPaper
  let record: ClassCheckRecord
  let place: RosterPlaceInCenter
  let head: ChainHead
  let day: CalendarDay
  let now: Int64

  func pdf() throws -> [UInt8] {
    try page.pdf(
      PaperIdentity(
        number: "\(paper.number)（第 \(paper.version) 版）", date: day.chinese,
        contentHash: "\(paper.contentHash.prefix(16))　日志链头：\(head.text)", code: paper.code, createdAt: now / 1000))
  }

  private var page: ClassCheckPaper {
    ClassCheckPaper(
      campaign: place.plan.title, institutionName: place.institutionName, institutionCode: place.institutionCode,
      department: record.group.department, classGroup: record.group.classGroup, people: record.tally.people,
      pictures: record.tally.pictures, right: record.tally.right,
      findings: record.found.map { person in
        ClassCheckPaper.Finding(
          name: person.name, studentNumber: person[.studentNumber], serial: person[.plannedSerial],
          kinds: (person.verdict?.verdicts ?? []).map(\.chineseName).joined(separator: "、"), words: person.verdict?.words ?? "")
      })
  }
}
