import GraduatePhotos
import Paperwork
import Storage

extension CollectionCenter {
  /// Prints the version that was handed in; printed again, it is the same paper with the same number and QR.
  ///
  /// The foot carries the content's hash and the end of the campaign's journal at this moment (promise 8).
  /// - Throws: `SealRefusal.notFound`, `.nothingHandedIn`, `PrintRefusal` when no font draws a character.
  public func printClassCheck(
    _ id: String, by printer: some VerificationReader & PaperReader
  ) async throws -> PrintedPaper {
    let print = try await records.write { transaction in
      let record = try transaction.classCheckRecord(id, within: printer.paperReach)
      guard let subject = try transaction.classCheckSealSubject(id) else { throw SealRefusal.nothingHandedIn(.classCheck) }
      let place = try transaction.rosterPlace(campaignID: subject.campaignID, institutionID: subject.institutionID).place
      return ClassCheckPrint(
        moment: try transaction.paperMoment(of: subject, by: printer), record: record, place: place)
    }
    return PrintedPaper(paper: print.moment.paper, pdf: try await desks.prints.work { try print.pdf() })
  }
}

/// Everything that is on the page.
private struct ClassCheckPrint: Sendable {
  let moment: PaperMoment
  let record: ClassCheckRecord
  let place: RosterPlaceInCenter

  func pdf() throws -> [UInt8] { try page.pdf(moment.identity) }

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
