import Foundation
import GraduatePhotos
import Storage

/// How the sign-off of a class stands.
public struct ClassCheckState: Sendable {
  /// What keeps it from being handed in; nil when it can be.
  public let obstacle: SignOffObstacle?
  /// Nil before the first hand-in.
  public let id: String?
  /// The newest version that was handed in; 0 before the first.
  public let version: Int
  /// What was handed in is what stands there now.
  public let isCurrent: Bool
  /// Of the newest version.
  public let seal: Seal?
  /// Of the newest version.
  public let reopened: ClassReopened?
  public let handedInBy: String
  public let handedInAt: Int64?
  public let paperNumber: String?

  /// People of the newest version who left since it was sealed, where everything else is as it was; else 0.
  public let leftSinceSeal: Int

  /// Sealed, and nothing is another one since; who left behind the seal is told by the ledger and opens nothing.
  public var isSigned: Bool { seal != nil && reopened == nil && (isCurrent || leftSinceSeal > 0) }
  /// Handed in as it stands, and nobody put a seal on it yet.
  public var waitsForSeal: Bool { version > 0 && seal == nil && isCurrent }
}

/// That a sealed class was opened again.
public struct ClassReopened: Sendable, Hashable {
  public let why: String
  public let by: String
  public let at: Int64
}

/// What a class's seal vouches for: ids, numbers and hashes, so that erasing a person leaves it whole and says nothing of him.
struct ClassCheckBody: Codable, Sendable {
  struct Person: Codable, Sendable, Hashable {
    let id: String
    let record: Int64
    let portrait: Int
    /// Of the portrait's bytes; empty without.
    let sha256: String
    let verdict: Int
    let verdicts: String
    /// SHA-256 of the sealed details; empty without.
    let details: String
  }

  let department: String
  let classGroup: String
  let tally: ClassTally
  let people: [Person]

  init(_ group: CheckedClass, _ people: [CheckedPerson]) {
    department = group.department
    classGroup = group.classGroup
    tally = ClassTally(people)
    self.people = people.map { person in
      Person(
        id: person.id, record: person.recordVersion, portrait: person.portrait?.number ?? 0,
        sha256: person.portrait?.sha256 ?? "", verdict: person.verdict?.number ?? 0,
        verdicts: PersonVerdict.Verdict.stored(person.verdict?.verdicts ?? []), details: person.verdict?.detailsHash ?? "")
    }
  }

  init(text: String) throws { self = try JSONDecoder().decode(ClassCheckBody.self, from: Data(text.utf8)) }

  func text() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }

  /// How many are not among `present`, when those who are stand there as they did; 0 when anything else changed.
  func left(from present: ClassCheckBody) -> Int {
    let there = Set(present.people.map(\.id))
    return people.filter { there.contains($0.id) } == present.people ? people.count - present.people.count : 0
  }
}

/// The address of a class's sign-off.
func classCheckPath(campaignID: String, id: String) -> String { "/campaigns/\(campaignID)/verification/checks/\(id)" }

/// A class that was handed in.
struct ClassCheckRow: Sendable {
  let id: String
  let campaignID: String
  let institutionID: String
  let group: CheckedClass

  var given: GivenPlace { GivenPlace(campaignID: campaignID, institutionID: institutionID) }
}

extension Transaction {
  func classCheckOwner(_ id: String) throws -> PaperOwner? {
    try classCheckRow(id).map { PaperOwner(institutionID: $0.institutionID, studyCenterID: nil) }
  }

  /// Nil also when what was handed in is not what stands there now: then it has to be handed in again before it can be sealed.
  func classCheckSealSubject(_ id: String) throws -> InstitutionSealSubject? {
    guard let check = try classCheckRow(id), let newest = try newestClassCheck(id), newest.body == (try presentBody(check))
    else {
      return nil
    }
    return try InstitutionSealSubject(
      .classCheck, id, version: newest.number, body: newest.body, campaignID: check.campaignID,
      institutionID: check.institutionID, path: classCheckPath(campaignID: check.campaignID, id: id))
  }

  func classCheckRow(_ id: String) throws -> ClassCheckRow? {
    try row(
      "SELECT id, campaign_id, institution_id, department, class_group FROM class_check WHERE id = ?", [.text(id)]
    ).map { try Self.classCheckRow($0) }
  }

  func classCheckRow(_ group: CheckedClass, _ given: GivenPlace) throws -> ClassCheckRow? {
    try row(
      """
      SELECT id, campaign_id, institution_id, department, class_group FROM class_check
      WHERE campaign_id = ? AND institution_id = ? AND department = ? AND class_group = ?
      """, [.text(given.campaignID), .text(given.institutionID), .text(group.department), .text(group.classGroup)]
    ).map { try Self.classCheckRow($0) }
  }

  private static func classCheckRow(_ row: SQLRow) throws -> ClassCheckRow {
    ClassCheckRow(
      id: try row.text("id"), campaignID: try row.text("campaign_id"), institutionID: try row.text("institution_id"),
      group: CheckedClass(department: try row.text("department"), classGroup: try row.text("class_group")))
  }

  struct ClassCheckVersion: Sendable {
    let number: Int
    let body: String
    let by: String
    let at: Int64
  }

  func newestClassCheck(_ id: String) throws -> ClassCheckVersion? {
    try row(
      """
      SELECT v.number, v.body, v.handed_in_at, a.name FROM class_check_version v LEFT JOIN account a ON a.id = v.handed_in_by
      WHERE v.class_check_id = ? ORDER BY v.number DESC LIMIT 1
      """, [.text(id)]
    ).map { row in
      ClassCheckVersion(
        number: try row.int("number"), body: try row.text("body"), by: try row.optionalText("name") ?? Self.machineName,
        at: try row.integer("handed_in_at"))
    }
  }

  func reopening(of id: String, version: Int) throws -> ClassReopened? {
    try row(
      """
      SELECT r.why, r.reopened_at, a.name FROM class_check_reopened r LEFT JOIN account a ON a.id = r.reopened_by
      WHERE r.class_check_id = ? AND r.number = ?
      """, [.text(id), .int(version)]
    ).map { row in
      ClassReopened(
        why: try row.text("why"), by: try row.optionalText("name") ?? Self.machineName, at: try row.integer("reopened_at"))
    }
  }

  /// The seal that locks a class's verdicts: of the newest sealed version, unless it was opened again.
  func classSealInForce(_ group: CheckedClass, _ given: GivenPlace) throws -> Seal? {
    guard let check = try classCheckRow(group, given), let seal = try seals(of: .classCheck, check.id).first else { return nil }
    return try reopening(of: check.id, version: seal.version) == nil ? seal : nil
  }

  /// Everybody who is due in a class, whoever asks.
  func classPeople(_ group: CheckedClass, _ given: GivenPlace, in place: RosterPlaceInCenter) throws -> [CheckedPerson] {
    try checkedPeople(
      group.place(given.campaignID).condition(GraduateScope(institutionID: given.institutionID)), in: place)
  }

  private func presentBody(_ check: ClassCheckRow) throws -> String {
    let place = try rosterPlace(campaignID: check.campaignID, institutionID: check.institutionID).place
    return try ClassCheckBody(check.group, classPeople(check.group, check.given, in: place)).text()
  }

  func signOffObstacle(_ people: [CheckedPerson], _ group: CheckedClass, _ given: GivenPlace) throws -> SignOffObstacle? {
    let claims = try claimStandings(
      group.place(given.campaignID).condition(GraduateScope(institutionID: given.institutionID)))
    return SignOffObstacle(
      people.map { CheckedStanding(verdicts: $0.verdict?.verdicts, claims: claims[$0.id] ?? [:]) })
  }

  func classCheckState(_ group: CheckedClass, _ given: GivenPlace, in place: RosterPlaceInCenter) throws -> ClassCheckState {
    let people = try classPeople(group, given, in: place)
    let check = try classCheckRow(group, given)
    let newest = try check.flatMap { try newestClassCheck($0.id) }
    let (id, version) = (check?.id ?? "", newest?.number ?? 0)
    let present = ClassCheckBody(group, people)
    let seal = try seal(of: .classCheck, id, version: version)
    let isCurrent = try newest.map { try present.text() == $0.body } ?? false
    let left = try seal == nil || isCurrent ? 0 : newest.map { try ClassCheckBody(text: $0.body).left(from: present) } ?? 0
    return ClassCheckState(
      obstacle: try signOffObstacle(people, group, given), id: check?.id, version: version, isCurrent: isCurrent, seal: seal,
      reopened: try reopening(of: id, version: version),
      handedInBy: newest?.by ?? "", handedInAt: newest?.at,
      paperNumber: try paper(of: .classCheck, id, version: version)?.number, leftSinceSeal: left)
  }
}
