import GraduatePhotos
import Paperwork
import Storage

extension CollectionCenter {
  /// Prints the version that was handed in; printed again, it is the same paper with the same number and QR (promise 8).
  ///
  /// - Throws: `SealRefusal.notFound`, `.nothingHandedIn`, `PrintRefusal` when no font draws a character.
  public func printMissingLetter(_ id: String, by printer: some PaperReader) async throws -> PrintedPaper {
    let print = try await records.write { transaction in
      let letter = try transaction.missingLetter(id, within: printer.paperReach)
      guard let subject = try transaction.missingLetterSubject(id) else {
        throw SealRefusal.nothingHandedIn(.missingLetter)
      }
      try transaction.journalOpening(
        OpenedInFull(campaignID: letter.campaignID, institutionID: letter.institutionID, why: "missing-paper"), by: printer)
      let moment = try transaction.paperMoment(of: subject, by: printer)
      let place = try transaction.rosterPlace(campaignID: letter.campaignID, institutionID: letter.institutionID).place
      return MissingLetterPrint(
        moment: moment, letter: letter, place: place, people: try transaction.peopleOf(letter, place))
    }
    return PrintedPaper(paper: print.moment.paper, pdf: try await desks.prints.work { try print.pdf() })
  }
}

/// Everything that is on the page.
private struct MissingLetterPrint: Sendable {
  let moment: PaperMoment
  let letter: StoredMissingLetter
  let place: RosterPlaceInCenter
  let people: [ErrataPerson]

  func pdf() throws -> [UInt8] {
    if place.plan.regime == .code {
      return try paper(people.map { ($0, try CodeCaption(code: $0.name, shotSerial: "")) }).pdf(moment.identity)
    }
    let named = people.map { person in
      (
        person,
        RosterCaption(
          institution: place.institutionName, name: person.name, studentNumber: person.studentNumber,
          idNumber: person.idNumber, shotSerial: "")
      )
    }
    return try paper(named).pdf(moment.identity)
  }

  private func paper<Person: ListedPerson>(_ people: [(ErrataPerson, Person)]) -> MissingLetterPaper<Person> {
    let contact = letter.body.contact
    return MissingLetterPaper(
      campaign: place.plan.title, recipient: place.plan.office(.headOffice)?.name ?? "总部",
      institution: place.institutionName, institutionCode: place.institutionCode, delivery: letter.body.delivery,
      rows: people.map { MissingLetterPaper.Row($0.1, group: $0.0.group.title) }, contactName: contact.name,
      address: contact.address, telephone: contact.telephone, issued: moment.day.chinese)
  }
}

extension Transaction {
  /// A letter's people in its order, as far as they are still there.
  func peopleOf(_ letter: StoredMissingLetter, _ place: RosterPlaceInCenter) throws -> [ErrataPerson] {
    let due = Dictionary(try dueOf(place).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    return letter.body.people.compactMap { due[$0] }
  }
}
