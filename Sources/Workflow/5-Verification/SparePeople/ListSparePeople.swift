import GraduatePhotos
import Storage

/// Somebody who was shot and stood on no list, as his institution sees him.
public struct SpareCard: Sendable, Identifiable {
  public let id: String
  /// As he said it at the door; empty in code mode.
  public let name: String
  /// As he said it; an identity number is masked.
  public let number: String
  public let note: String
  public let group: CheckedClass
  public let visit: Int
  public let madeAt: Int64
  public let shots: Int
  /// The decision that counts; nil while there is none or it was taken back.
  public let decision: SpareDecision?
  /// To whom it was given: name and student number, in code mode the code alone.
  public let givenTo: String
  public let decidedBy: String
  public let decidedAt: Int64?
  /// Who on the list he seems to be, without a photo so far.
  public let suggestion: Suggestion?

  public struct Suggestion: Sendable, Identifiable {
    public let id: String
    public let name: String
    public let studentNumber: String
  }

  public var isOpen: Bool { decision == nil }
}

extension CollectionCenter {
  /// Everybody on no list who was shot at the institution's visits, those without a decision first.
  public func sparePeople(campaignID: String, by liaison: Liaison) async throws -> [SpareCard] {
    try await records.read { transaction in
      let place = try transaction.rosterPlace(campaignID: campaignID, institutionID: liaison.institutionID).place
      return try transaction.rows(
        Transaction.spareOfInstitution + " ORDER BY s.made_at, s.id", [.text(campaignID), .text(liaison.institutionID)]
      ).map { try transaction.spareCard($0, place) }.sorted { $0.isOpen && !$1.isOpen }
    }
  }

  /// How many wait for the institution's word.
  public func openSpareCount(campaignID: String, by liaison: Liaison) async throws -> Int {
    try await records.read { transaction in
      try transaction.count(
        """
        SELECT COUNT(*) AS n FROM (\(Transaction.spareOfInstitution)) o WHERE NOT EXISTS (
          SELECT 1 FROM spare_decided d WHERE d.spare_id = o.id AND d.outcome <> 'reopened'
            AND d.number = (SELECT MAX(x.number) FROM spare_decided x WHERE x.spare_id = d.spare_id))
        """, [.text(campaignID), .text(liaison.institutionID)])
    }
  }

  /// The picture of a card that its institution decides about: the chosen one, else the last; JPEG.
  ///
  /// - Throws: `SpareRefusal.unknown`.
  public func sparePicture(_ id: String, campaignID: String, by liaison: Liaison) async throws -> [UInt8] {
    let file = try await records.read { transaction in
      _ = try transaction.spareRow(id, campaignID, liaison)
      return try transaction.row(
        """
        SELECT f.id FROM shot_binding b JOIN shot t ON t.id = b.shot_id
        JOIN packet_file f ON f.packet_id = t.packet_id AND f.role = 'portrait'
        WHERE b.person_id = ? ORDER BY (SELECT COUNT(*) FROM shot_chosen c WHERE c.shot_id = t.id) DESC, t.serial DESC LIMIT 1
        """, [.text(id)])
    }
    guard let file else { throw SpareRefusal.unknown }
    return try await open(.packetFiles, try file.text("id"))
  }
}

extension Transaction {
  /// By the place of the visit, as it is published now.
  static let spareOfInstitution = """
    SELECT s.id, s.campaign_id, s.visit_number, s.department, s.class_group, s.body_sealed, s.key_id, s.made_at
    FROM spare_person s WHERE s.campaign_id = ? AND ? = (
      SELECT v.institution_id FROM visit v WHERE v.campaign_id = s.campaign_id AND v.number = s.visit_number
      ORDER BY v.schedule_version DESC LIMIT 1)
    """

  /// - Throws: `SpareRefusal.unknown` for another institution's.
  func spareRow(_ id: String, _ campaignID: String, _ liaison: Liaison) throws -> SQLRow {
    let found = try row(
      Self.spareOfInstitution + " AND s.id = ?", [.text(campaignID), .text(liaison.institutionID), .text(id)])
    guard let found else { throw SpareRefusal.unknown }
    return found
  }

  /// The newest decision with its number; nil when there is none.
  func spareDecision(_ id: String) throws -> (number: Int, decision: SpareDecision, by: String, at: Int64)? {
    let found = try row(
      """
      SELECT number, outcome, person_id, reason, decided_by, decided_at FROM spare_decided WHERE spare_id = ?
      ORDER BY number DESC LIMIT 1
      """, [.text(id)])
    guard let found else { return nil }
    let decision: SpareDecision =
      switch try found.text("outcome") {
      case "given": .given(graduate: try found.optionalText("person_id") ?? "")
      case "declined": .declined(SpareDecision.DeclineReason(rawValue: try found.text("reason")) ?? .unwanted)
      default: .reopened
      }
    return (try found.int("number"), decision, try found.text("decided_by"), try found.integer("decided_at"))
  }

  /// Shots that were ever bound to somebody on no list.
  func spareShots(_ id: String) throws -> [String] {
    try rows("SELECT DISTINCT shot_id FROM shot_binding WHERE person_id = ? ORDER BY shot_id", [.text(id)]).map {
      try $0.text("shot_id")
    }
  }

  fileprivate func spareCard(_ row: SQLRow, _ place: RosterPlaceInCenter) throws -> SpareCard {
    let id = try row.text("id")
    let body = try keys.open(row.blob("body_sealed"), under: row.text("key_id"), as: SealedValues.sparePersons.record([id]))
    let person = try CampaignJSON.value(SparePerson.self, from: String(decoding: body, as: UTF8.self))
    let newest = try spareDecision(id)
    let decision = newest?.decision == .reopened ? nil : newest?.decision
    var givenTo = ""
    if case .given(let graduate)? = decision, let found = try? errataPerson(graduate, place) {
      givenTo = [found.name, found.studentNumber].filter { !$0.isEmpty }.joined(separator: " ")
    }
    return SpareCard(
      id: id, name: person.name,
      number: CodeModeGuard.holdsIDNumber(person.number) ? IDNumber.masked(person.number) : person.number,
      note: person.note,
      group: CheckedClass(department: try row.text("department"), classGroup: try row.text("class_group")),
      visit: try row.int("visit_number"), madeAt: try row.integer("made_at"), shots: try spareShots(id).count,
      decision: decision,
      givenTo: givenTo,
      decidedBy: try newest.flatMap { try self.row("SELECT name FROM account WHERE id = ?", [.text($0.by)])?.text("name") }
        ?? "", decidedAt: decision == nil ? nil : newest?.at,
      suggestion: decision == nil ? try suggestion(for: person, place) : nil)
  }

  /// By the number he said, else by his name where only one bears it; never somebody who has a photo.
  private func suggestion(for person: SparePerson, _ place: RosterPlaceInCenter) throws -> SpareCard.Suggestion? {
    var found: [ErrataPerson] = []
    if !person.number.isEmpty, let one = try? errataPerson(numbered: person.number, place) { found = [one] }
    if found.isEmpty, place.plan.regime == .roster, !person.name.isEmpty {
      found = try errataPeople(place, where: "g.name = ?", [.text(person.name)])
    }
    guard found.count == 1, let one = found.first, one.portraitID == nil else { return nil }
    return SpareCard.Suggestion(id: one.id, name: one.name, studentNumber: one.studentNumber)
  }
}
