import GraduatePhotos
import Storage

/// Somebody who is due and without a portrait (A5).
public struct MissingPerson: Sendable, Identifiable {
  public let id: String
  /// In code mode the collection code.
  public let name: String
  public let studentNumber: String
  public let group: CheckedClass
  /// Number of the letter that asks for him; nil while none does.
  public let asked: String?
}

/// A missing letter as a list shows it.
public struct MissingLetterLine: Sendable, Identifiable {
  public let id: String
  public let institutionID: String
  public let institution: String
  /// As printed; nil before it was printed.
  public let number: String?
  public let people: Int
  public let answered: Int
  public let isSealed: Bool
  public let sentAt: Int64?
  public let clock: CaseClock
}

/// What an institution sees of its missing people.
public struct MissingOverview: Sendable {
  /// In roster order; only those whom the reader may see.
  public let people: [MissingPerson]
  /// The newest first.
  public let letters: [MissingLetterLine]
  /// Number of the newest delivery that the institution has; empty before any.
  public let delivery: String
  /// As the last letter, or the registration slip, has it.
  public let contact: MissingContact
}

extension CollectionCenter {
  /// Who of the institution is due and without a portrait, and the letters about them.
  public func missingOverview(campaignID: String, by reader: some VerificationReader) async throws -> MissingOverview {
    try await records.read { transaction in
      let place = try transaction.rosterPlace(campaignID: campaignID, institutionID: reader.institutionID).place
      let missing = try transaction.missingPeople(place)
      let seen = try transaction.idsSeen(by: reader, place)
      let letters = try transaction.missingLetters(
        "m.campaign_id = ? AND m.institution_id = ?", [.text(campaignID), .text(reader.institutionID)])
      return MissingOverview(
        people: missing.filter { seen.contains($0.id) }, letters: try letters.map { try transaction.line($0) },
        delivery: try transaction.deliveryToCheck(place), contact: try transaction.missingContact(letters.first, place))
    }
  }

  /// All letters that were sent, those that wait the longest first.
  public func missingDesk(campaignID: String, by reader: some ErrataOfficeReader) async throws -> [MissingLetterLine] {
    try await records.read { transaction in
      try transaction.missingLetters("m.campaign_id = ? AND t.sent_at IS NOT NULL", [.text(campaignID)])
        .map { try transaction.line($0) }
        .sorted { left, right in
          let (leftOpen, rightOpen) = (left.answered < left.people, right.answered < right.people)
          return leftOpen != rightOpen ? leftOpen : (left.sentAt ?? 0, left.id) < (right.sentAt ?? 0, right.id)
        }
    }
  }
}

extension Transaction {
  func missingPeople(_ place: RosterPlaceInCenter) throws -> [MissingPerson] {
    let missing = try errataPeople(place, where: "p.id IS NULL", []).inRosterOrder
    let standings = try missingStandings(missing.map(\.id), place.campaignID, place.institutionID)
    return missing.map { person in
      var asked: String?
      if case .asked(let number) = standings[person.id] { asked = number }
      return MissingPerson(
        id: person.id, name: person.name, studentNumber: person.studentNumber, group: person.group, asked: asked)
    }
  }

  fileprivate func idsSeen(by reader: some VerificationReader, _ place: RosterPlaceInCenter) throws -> Set<String> {
    let people = Self.people(in: place.plan.regime)
    let scope = reader.graduateScope.condition(campaignID: place.campaignID, of: people.alias)
    return Set(
      try rows("SELECT \(people.alias).id FROM \(people.table) WHERE \(scope.sql)", scope.arguments).map {
        try $0.text("id")
      })
  }

  /// Number of the newest delivery that the institution received or fetched.
  func deliveryToCheck(_ place: RosterPlaceInCenter) throws -> String {
    try deliveryLines("d.campaign_id = ? AND d.institution_id = ?", [.text(place.campaignID), .text(place.institutionID)])
      .first { $0.state == .received || $0.state == .fetched }?.number ?? ""
  }

  fileprivate func missingContact(_ last: StoredMissingLetter?, _ place: RosterPlaceInCenter) throws -> MissingContact {
    if let last { return last.body.contact }
    let slip = try slipRow(campaignID: place.campaignID, institutionID: place.institutionID, studyCenterID: nil)
    guard let slip, let body = try newestSlipBody(slip.id)?.body else {
      return MissingContact(name: "", address: "", telephone: "")
    }
    let read = try RegistrationSlip(canonicalBody: body)
    return MissingContact(name: read.contactName, address: read.address, telephone: read.telephone)
  }

  func line(_ letter: StoredMissingLetter) throws -> MissingLetterLine {
    let answers = try rows(
      "SELECT a.answered_at FROM missing_answer a WHERE a.letter_id = ? AND a.slot = '' ORDER BY a.answered_at",
      [.text(letter.id)])
    let year = try storedCampaign(letter.campaignID).year
    let people = Self.people(in: try storedCampaign(letter.campaignID).plan.regime)
    // Nobody waits for an answer about who left since.
    let waiting = try count(
      """
      SELECT COUNT(*) AS n FROM missing_person m JOIN \(people.table) ON \(people.alias).id = m.person_id
      WHERE m.letter_id = ? AND NOT \(people.hasLeft) AND NOT EXISTS (SELECT 1 FROM missing_answer a
        WHERE a.letter_id = m.letter_id AND a.person_id = m.person_id AND a.slot = '')
      """, [.text(letter.id)])
    let answeredAt = try answers.last?.integer("answered_at") ?? letter.sentAt
    return MissingLetterLine(
      id: letter.id, institutionID: letter.institutionID,
      institution: try institutionName(letter.institutionID, in: year) ?? "",
      number: try paper(of: .missingLetter, letter.id, version: letter.version)?.number, people: letter.body.people.count,
      answered: answers.count, isSealed: letter.seal != nil, sentAt: letter.sentAt,
      clock: letter.clock(answeredAt: letter.sentAt != nil && waiting == 0 ? answeredAt : nil))
  }
}
