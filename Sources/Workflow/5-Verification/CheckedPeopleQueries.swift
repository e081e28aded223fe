import Crypto
import Foundation
import GraduatePhotos
import Storage

extension Transaction {
  /// The newest verdict about a row of `people` as `v`.
  static func newestVerdict(of people: String) -> String {
    let key = "campaign_id = \(people).campaign_id"
    return """
      LEFT JOIN verdict v ON v.\(key) AND v.person_id = \(people).id
        AND v.number = (SELECT MAX(n.number) FROM verdict n WHERE n.\(key) AND n.person_id = \(people).id)
      """
  }

  /// Whether it holds: not taken back, and picture and record are those that were looked at.
  static let verdictHolds = """
    v.verdicts <> '' AND v.portrait_number = COALESCE(p.number, 0) AND v.record_version = g.version
    """

  /// Picture and newest verdict.
  private static let checkedColumns = """
    p.id AS portrait_id, p.number AS portrait, p.sha256, t.serial, v.number AS verdict, v.portrait_number, v.record_version,
      v.verdicts, v.details_sealed, v.look, v.given_to, v.checker, v.checked_at, a.name AS given_by_name
    """

  /// People of classes with picture and newest verdict.
  static func checkedPeople(where condition: String) -> String {
    """
    SELECT \(StoredGraduate.readColumns), \(checkedColumns)
    FROM graduate g \(Portrait.present(of: "g")) \(newestVerdict(of: "g")) LEFT JOIN account a ON a.id = v.given_by
    WHERE \(condition) AND NOT \(GraduateScope.hasLeft)
    ORDER BY g.department, g.class_group, g.student_number, g.id
    """
  }

  /// The people who are due there, in roster order.
  ///
  /// - `openNumbers`: with identity numbers in full; whoever asks for that journals the class.
  func checkedPeople(
    _ condition: (sql: String, arguments: [SQLValue]), in place: RosterPlaceInCenter, openNumbers: Bool = false
  ) throws -> [CheckedPerson] {
    try rows(Self.checkedPeople(where: condition.sql), condition.arguments).map {
      try checkedPerson($0, in: place, openNumbers: openNumbers)
    }
  }

  private func checkedPerson(_ row: SQLRow, in place: RosterPlaceInCenter, openNumbers: Bool) throws -> CheckedPerson {
    let entry =
      openNumbers
      ? try StoredGraduate.entry(from: row, place: place, keys: keys) : try StoredGraduate.maskedEntry(from: row, place: place)
    let portrait = try checkedPortrait(row)
    let values = CheckedPerson.columns.map { column in
      // What was counted at the camera, not what a roster planned.
      (column, column == .plannedSerial ? portrait.map { StationNumbers.serialText($0.serial) } ?? "" : entry[column])
    }
    return CheckedPerson(
      id: try row.text("id"), group: CheckedClass(department: entry.department, classGroup: entry.classGroup),
      recordVersion: try row.integer("version"), values: values, portrait: portrait,
      newest: try standingVerdict(row, openNumbers: openNumbers))
  }

  private func checkedPortrait(_ row: SQLRow) throws -> CheckedPortrait? {
    try row.optionalText("portrait_id").map { id in
      CheckedPortrait(
        id: id, number: try row.int("portrait"), serial: try row.int("serial"), sha256: try row.text("sha256"))
    }
  }

  /// An institution's codes with picture and newest verdict (code mode): nothing is known of a person, so no record changes.
  func checkedCodes(_ place: RosterPlaceInCenter, id: String? = nil) throws -> [CheckedPerson] {
    try rows(
      """
      SELECT c.id, c.department, c.class_group, \(Self.checkedColumns)
      FROM collection_code c \(Portrait.present(of: "c")) \(Self.newestVerdict(of: "c"))
      LEFT JOIN account a ON a.id = v.given_by
      WHERE c.campaign_id = ? AND c.institution_id = ? AND NOT \(Self.codeHasLeft)
        \(id == nil ? "" : "AND c.id = ?") ORDER BY c.id
      """, [.text(place.campaignID), .text(place.institutionID)] + (id.map { [.text($0)] } ?? [])
    ).map { row in
      CheckedPerson(
        id: try row.text("id"),
        group: CheckedClass(department: try row.text("department"), classGroup: try row.text("class_group")),
        recordVersion: 0, values: [], portrait: try checkedPortrait(row), newest: try standingVerdict(row, openNumbers: true))
    }
  }

  private func standingVerdict(_ row: SQLRow, openNumbers: Bool) throws -> StandingVerdict? {
    guard let number = try row.optionalInt("verdict") else { return nil }
    let person = try row.text("id")
    let sealed = try row.optionalBlob("details_sealed")
    let details = try sealed.flatMap { try openForGraduate(person, $0, as: Self.verdictRecord(person, number)) }
      .map { try VerdictDetails(read: $0) }
    let typed = try row.text("checker")
    return StandingVerdict(
      number: number, verdicts: PersonVerdict.Verdict.read(try row.text("verdicts")), photoFaults: details?.photoFaults ?? [],
      corrections: details?.corrections ?? [],
      partner: details?.partner.map { PersonVerdict.Partner(id: $0.id, number: $0.number) }, note: details?.note ?? "",
      look: PersonVerdict.Look(rawValue: try row.int("look")) ?? .never, isOfTheRest: try row.text("given_to") == "rest",
      by: typed.isEmpty ? try row.optionalText("given_by_name") ?? Self.machineName : typed, at: try row.integer("checked_at"),
      words: details?.words(openNumbers: openNumbers) ?? "", portraitNumber: try row.int("portrait_number"),
      recordVersion: try row.integer("record_version"), detailsHash: sealed.map { hexadecimal(SHA256.hash(data: $0)) } ?? "")
  }

  /// What the details of a verdict are sealed as.
  static func verdictRecord(_ personID: String, _ number: Int) -> String { "verdict:\(personID):\(number)" }

  /// The newest claim of each kind about each person of these classes.
  func claimStandings(
    _ condition: (sql: String, arguments: [SQLValue])
  ) throws -> [String: [PersonVerdict.Verdict: ClaimStanding]] {
    var found: [String: [PersonVerdict.Verdict: ClaimStanding]] = [:]
    for row in try rows(
      """
      SELECT c.person_id, c.kind, e.how FROM graduate g JOIN claim c ON c.campaign_id = g.campaign_id AND c.person_id = g.id
      LEFT JOIN claim_ended e ON e.claim_id = c.id WHERE \(condition.sql) ORDER BY c.opened_at, c.id
      """, condition.arguments)
    {
      guard let kind = PersonVerdict.Verdict(rawValue: try row.text("kind")) else { continue }
      let how = try row.optionalText("how")
      found[try row.text("person_id"), default: [:]][kind] = ClaimEnding.standing(how)
    }
    return found
  }
}

extension ClassTally {
  /// Of people with their verdicts.
  init(_ people: [CheckedPerson]) {
    let right = people.count { $0.verdict?.verdicts == [.right] }
    self.init(
      people: people.count, pictures: people.count { $0.portrait != nil }, right: right,
      found: people.count { $0.verdict != nil } - right)
  }
}
