import GraduatePhotos
import Storage

/// A portrait that was released and counts.
public struct ReleasedPortrait: Sendable, Identifiable {
  public let id: String
  public let shotID: String
  /// Empty in code mode.
  public let name: String
  /// Student number; empty in code mode.
  public let number: String
  public let institution: String
  public let turn: TurnKey?
  public let visit: Int
  public let serial: Int
  public let releasedBy: String
  public let releasedAt: Int64
}

extension CollectionCenter {
  /// What was released, the last first, a page of them.
  ///
  /// - serial: only portraits of this shot serial.
  /// - page: from 1.
  public func releasedPortraits(
    campaignID: String, serial: Int? = nil, page: Int, by clerk: Clerk
  ) async throws -> (portraits: [ReleasedPortrait], total: Int) {
    try await records.read { transaction in
      let year = try transaction.storedCampaign(campaignID).year
      let from = """
        FROM portrait p JOIN shot s ON s.id = p.shot_id
          LEFT JOIN graduate g ON g.id = p.person_id LEFT JOIN collection_code c ON c.id = p.person_id
          LEFT JOIN account a ON a.id = p.released_by
        WHERE p.campaign_id = ? \(serial == nil ? "" : "AND s.serial = ?") AND \(Portrait.stands("p"))
        """
      let arguments: [SQLValue] = [.text(campaignID)] + (serial.map { [.int($0)] } ?? [])
      let total = try transaction.count("SELECT COUNT(*) AS n \(from)", arguments)
      let found = try transaction.rows(
        """
        SELECT p.id, p.shot_id, p.released_at, s.visit_number, s.serial, g.name, g.student_number,
          COALESCE(g.institution_id, c.institution_id, '') AS institution_id, COALESCE(g.category, c.category) AS category,
          COALESCE(g.department, c.department) AS department, COALESCE(g.class_group, c.class_group) AS class_group,
          a.name AS clerk
        \(from) ORDER BY p.released_at DESC, p.id DESC LIMIT ? OFFSET ?
        """, arguments + WorkflowLimits.page(page, of: total))
      let names = try transaction.institutionNames(of: found, in: year)
      let portraits = try found.map { row in
        ReleasedPortrait(
          id: try row.text("id"), shotID: try row.text("shot_id"), name: try row.optionalText("name") ?? "",
          number: try row.optionalText("student_number") ?? "", institution: names[try row.text("institution_id")] ?? "",
          turn: try transaction.turn(of: row), visit: try row.int("visit_number"), serial: try row.int("serial"),
          releasedBy: try row.optionalText("clerk") ?? Transaction.machineName, releasedAt: try row.integer("released_at"))
      }
      return (portraits, total)
    }
  }
}
