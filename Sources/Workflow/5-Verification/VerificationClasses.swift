import GraduatePhotos
import Storage

/// How far the sign-off of a class is.
public enum ClassSignature: Sendable, Hashable {
  case none
  /// Handed in, and waits for its seal.
  case waiting
  case sealed(by: String, at: Int64)
  /// Sealed, and a picture, a record or a verdict is another one since.
  case changedSince(at: Int64)
  case reopened(at: Int64)
}

/// A class with its progress.
public struct CheckedClassLine: Sendable {
  public let group: CheckedClass
  public let tally: ClassTally
  /// Whose verdicts there are.
  public let checkers: [String]
  /// Of the newest verdict; nil before the first.
  public let lastAt: Int64?
  public let signature: ClassSignature
  /// Its sign-off; nil before it was handed in.
  public let checkID: String?
}

extension CollectionCenter {
  /// The classes of an institution with their progress, in roster order; only what the reader may see.
  ///
  /// - Throws: `ClassCheckRefusal.codeMode`.
  public func verificationClasses(campaignID: String, by reader: some VerificationReader) async throws -> [CheckedClassLine] {
    try await records.read { transaction in
      _ = try transaction.checkedPlace(campaignID, by: reader)
      return try transaction.checkedClasses(campaignID, reader.institutionID, reader.graduateScope)
    }
  }
}

extension Transaction {
  /// The classes of people, counted.
  static func classTallies(where condition: String) -> String {
    """
    SELECT d.department, d.class_group, COUNT(*) AS people, CAST(SUM(d.has_picture) AS BIGINT) AS pictures,
      CAST(SUM(d.is_right) AS BIGINT) AS is_right, CAST(SUM(d.is_found) AS BIGINT) AS is_found, MAX(d.given_at) AS given_at
    FROM (SELECT g.department, g.class_group, CASE WHEN p.id IS NULL THEN 0 ELSE 1 END AS has_picture,
        CASE WHEN v.verdicts = 'right' AND \(verdictHolds) THEN 1 ELSE 0 END AS is_right,
        CASE WHEN v.verdicts <> 'right' AND \(verdictHolds) THEN 1 ELSE 0 END AS is_found, v.given_at
      FROM graduate g \(Portrait.present(of: "g")) \(newestVerdict(of: "g"))
      WHERE \(condition) AND NOT \(GraduateScope.hasLeft)) d
    GROUP BY d.department, d.class_group ORDER BY d.department, d.class_group
    """
  }

  func checkedClasses(
    _ campaignID: String, _ institutionID: String, _ scope: GraduateScope
  ) throws -> [CheckedClassLine] {
    let (condition, arguments) = scope.condition(campaignID: campaignID)
    let checkers = try checkers(condition, arguments)
    let signs = try classSigns(campaignID, institutionID)
    return try rows(Self.classTallies(where: condition), arguments).map { row in
      let group = CheckedClass(department: try row.text("department"), classGroup: try row.text("class_group"))
      let tally = ClassTally(
        people: try row.int("people"), pictures: try row.int("pictures"), right: try row.int("is_right"),
        found: try row.int("is_found"))
      let lastAt = try row.optionalInteger("given_at")
      let sign = signs[group]
      return CheckedClassLine(
        group: group, tally: tally, checkers: checkers[group] ?? [], lastAt: lastAt,
        signature: sign?.signature(open: tally.open, lastAt: lastAt) ?? .none, checkID: sign?.checkID)
    }
  }

  /// Who looked at what: the names by class, those who began first.
  private func checkers(_ condition: String, _ arguments: [SQLValue]) throws -> [CheckedClass: [String]] {
    var found: [CheckedClass: [String]] = [:]
    for row in try rows(
      """
      SELECT d.department, d.class_group, d.name FROM (
        SELECT g.department, g.class_group, CASE WHEN v.checker <> '' THEN v.checker ELSE COALESCE(a.name, '') END AS name, v.given_at
        FROM graduate g JOIN verdict v ON v.campaign_id = g.campaign_id AND v.person_id = g.id AND v.verdicts <> ''
        LEFT JOIN account a ON a.id = v.given_by WHERE \(condition)) d
      GROUP BY d.department, d.class_group, d.name ORDER BY MIN(d.given_at), d.name
      """, arguments)
    {
      let group = CheckedClass(department: try row.text("department"), classGroup: try row.text("class_group"))
      found[group, default: []].append(try row.text("name"))
    }
    return found
  }
}

/// What is known of a class's sign-off.
struct ClassSign: Sendable {
  let checkID: String
  /// The newest version that was handed in.
  let version: Int
  let sealedVersion: Int?
  let sealedBy: String
  let sealedAt: Int64?
  /// When the sealed version was opened again.
  let reopenedAt: Int64?

  func signature(open: Int, lastAt: Int64?) -> ClassSignature {
    guard let sealedAt, let sealedVersion else { return .waiting }
    if version > sealedVersion { return .waiting }
    if let reopenedAt { return .reopened(at: reopenedAt) }
    return open > 0 || (lastAt ?? 0) > sealedAt ? .changedSince(at: sealedAt) : .sealed(by: sealedBy, at: sealedAt)
  }
}

extension Transaction {
  /// Sign-offs of an institution's classes, by class.
  fileprivate func classSigns(_ campaignID: String, _ institutionID: String) throws -> [CheckedClass: ClassSign] {
    var signs: [CheckedClass: ClassSign] = [:]
    for row in try rows(
      """
      SELECT k.id, k.department, k.class_group,
        (SELECT MAX(x.number) FROM class_check_version x WHERE x.class_check_id = k.id) AS version,
        e.subject_version, e.sealed_at, a.name, r.reopened_at
      FROM class_check k
      LEFT JOIN seal e ON e.kind = 'class-check' AND e.subject_id = k.id AND e.subject_version =
        (SELECT MAX(y.subject_version) FROM seal y WHERE y.kind = 'class-check' AND y.subject_id = k.id)
      LEFT JOIN account a ON a.id = e.sealed_by
      LEFT JOIN class_check_reopened r ON r.class_check_id = k.id AND r.number = e.subject_version
      WHERE k.campaign_id = ? AND k.institution_id = ?
      """, [.text(campaignID), .text(institutionID)])
    {
      signs[CheckedClass(department: try row.text("department"), classGroup: try row.text("class_group"))] = ClassSign(
        checkID: try row.text("id"), version: try row.optionalInt("version") ?? 0,
        sealedVersion: try row.optionalInt("subject_version"), sealedBy: try row.optionalText("name") ?? Self.machineName,
        sealedAt: try row.optionalInteger("sealed_at"), reopenedAt: try row.optionalInteger("reopened_at"))
    }
    return signs
  }
}
