import GraduatePhotos
import Storage

/// Which of those who cannot come are wanted; nil is all.
public struct AbsenceFilter: Sendable, Hashable {
  public var reason: Absence.Reason?
  /// `returns`, `makeup` or `other-province`.
  public var wayOn: String?
  public var department: String?
  /// For who sees several institutions.
  public var institutionCode: String?

  public init(
    reason: Absence.Reason? = nil, wayOn: String? = nil, department: String? = nil, institutionCode: String? = nil
  ) {
    self.reason = reason
    self.wayOn = wayOn
    self.department = department
    self.institutionCode = institutionCode
  }

  /// The ways on by the words in which they are stored.
  public static let waysOn: [(code: String, chineseName: String)] = [
    ("returns", "返校拍摄"), ("makeup", "参加补拍"), ("other-province", "外省散拍"),
  ]

  /// What a row of `graduate g` has to meet beside its place.
  var condition: (sql: String, arguments: [SQLValue]) {
    var parts = ["x.graduate_id = g.id"]
    var arguments: [SQLValue] = []
    func require(_ column: String, _ value: String?) {
      guard let value else { return }
      parts.append("x.\(column) = ?")
      arguments.append(.text(value))
    }
    require("reason", reason?.rawValue)
    require("way_on", wayOn)
    var sql = " AND EXISTS (SELECT 1 FROM absence x WHERE \(parts.joined(separator: " AND ")))"
    if let institutionCode {
      sql += " AND EXISTS (SELECT 1 FROM institution y WHERE y.id = g.institution_id AND y.code = ?)"
      arguments.append(.text(institutionCode))
    }
    return (sql, arguments)
  }
}

extension CollectionCenter {
  /// The departments a reader sees, for filters; those without a name are left out.
  public func departments(campaignID: String, by reader: some GraduateReader) async throws -> [String] {
    try await records.read { transaction in
      let (condition, arguments) = GraduatePlace(campaignID: campaignID).condition(reader.graduateScope)
      return try transaction.rows(
        "SELECT DISTINCT g.department FROM graduate g WHERE \(condition) AND g.department <> '' ORDER BY g.department",
        arguments
      ).map { try $0.text("department") }
    }
  }
}
