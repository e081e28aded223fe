import Foundation
import GraduatePhotos
import Storage

/// Somebody looked at, or changed, what is kept about a graduate.
public struct LookAtMe: Sendable {
  public let at: Int64
  /// The role and, where it is of the own institution, nothing more: names of staff are not the graduate's business.
  public let who: String
  public let what: String
}

extension CollectionCenter {
  /// Who looked at the graduate's data or changed them, newest first, from the journal; what was done with a whole class is there too.
  public func looks(at graduate: SignedInGraduate) async throws -> [LookAtMe] {
    try await records.read { transaction in
      guard
        let row = try transaction.row(
          "SELECT department, class_group, institution_id FROM graduate WHERE id = ?", [.text(graduate.personID)])
      else { return [] }
      let group = (department: try row.text("department"), name: try row.text("class_group"))
      let own = try transaction.rows(
        """
        SELECT l.written_at, l.action, l.actor_role, l.details FROM journal_line l
        WHERE l.graduate_id = ? AND l.action NOT IN ('special-case.approved', 'special-case.withdrawn')
        ORDER BY l.written_at DESC, l.id DESC LIMIT ?
        """, [.text(graduate.personID), .int(ProofLimits.looks)])
      let classes = try transaction.rows(
        """
        SELECT l.written_at, l.action, l.actor_role, l.details FROM journal_line l
        WHERE l.record_kind = 'class' AND l.record_id = ? AND l.scope = ? AND l.action IN ('class.opened', 'proof.slips-printed')
        ORDER BY l.written_at DESC, l.id DESC LIMIT ?
        """, [.text(row.text("institution_id")), .text(graduate.campaignID), .int(ProofLimits.openings)])
      let looks = try own.map { try LookAtMe($0) } + classes.compactMap { try LookAtMe($0, of: group) }
      return Array(looks.sorted { $0.at > $1.at }.prefix(ProofLimits.looks))
    }
  }
}

extension LookAtMe {
  fileprivate init(_ row: SQLRow) throws {
    let role = try row.text("actor_role")
    let details = try JSONDecoder().decode([String: String].self, from: Data(row.text("details").utf8))
    self.init(
      at: try row.integer("written_at"),
      who: role == Role.graduate.rawValue ? "本人" : Role(rawValue: role)?.chineseName ?? "系统",
      what: JournaledValues.action(try row.text("action"), details))
  }

  /// Nil for another class's line.
  fileprivate init?(_ row: SQLRow, of group: (department: String, name: String)) throws {
    let details = try JSONDecoder().decode([String: String].self, from: Data(row.text("details").utf8))
    guard let department = details["department"], let name = details["class"],
      department.hasSameCodePoints(as: group.department), name.hasSameCodePoints(as: group.name)
    else { return nil }
    try self.init(row)
  }
}
