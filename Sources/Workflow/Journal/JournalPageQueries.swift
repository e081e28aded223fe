import Foundation
import Storage

/// A statement with its arguments.
struct JournalQuery {
  var text: String
  var arguments: [SQLValue]
}

extension Transaction {
  /// The center's own journal is read by those who see all of it; a campaign's only where there is one.
  func hasJournal(_ campaignID: String?, institutionID: String?) throws -> Bool {
    guard let campaignID else { return institutionID == nil }
    return try row("SELECT id FROM campaign WHERE id = ?", [.text(campaignID)]) != nil
  }

  /// One page and one line more, newest first; every part of it is found by an index (`JournalPagesTests`).
  ///
  /// - `campaignID`: nil for the center's own lines.
  func journalQuery(
    _ campaignID: String?, _ subject: JournalSubject, olderThan mark: JournalMark?, institutionID: String?
  ) throws -> JournalQuery {
    let center = "center"
    var query = JournalQuery(text: "", arguments: [])
    // A person's and a record's page is whole: what was done outside the campaign (a sign-in, a new link) belongs to it.
    let isWhole = campaignID != nil && subject != .everything
    var conditions = [isWhole ? "l.scope IN (?, ?)" : "l.scope = ?"]
    var arguments: [SQLValue] = [.text(campaignID ?? center)] + (isWhole ? [.text(center)] : [])
    switch subject {
    case .everything: break
    case .record(let kind, let id):
      conditions.append("l.record_kind = ? AND l.record_id = ?")
      arguments += [.text(kind), .text(id)]
    case .person(let id):
      conditions.append("l.actor_id = ?")
      arguments.append(.text(id))
    }
    if let institutionID, try !isOwn(subject, of: institutionID) {
      query = linesOf(institutionID, in: campaignID ?? center)
      conditions.append("l.id IN (SELECT id FROM mine)")
    }
    if let mark {
      conditions.append("l.written_at <= ? AND (l.written_at < ? OR l.id < ?)")
      arguments += [.integer(mark.writtenAt), .integer(mark.writtenAt), .text(mark.lineID)]
    }
    query.text += """
      SELECT l.id, l.written_at, l.actor_role, l.actor_id, a.name AS actor_name, l.action, l.record_kind, l.record_id, l.details,
        k.position
      FROM journal_line l LEFT JOIN account a ON a.id = l.actor_id LEFT JOIN journal_link k ON k.line_id = l.id
      WHERE \(conditions.joined(separator: " AND ")) ORDER BY l.written_at DESC, l.id DESC LIMIT \(JournalPage.size + 1)
      """
    query.arguments += arguments
    return query
  }

  /// The subject itself is the institution's, so that all its lines are.
  private func isOwn(_ subject: JournalSubject, of institutionID: String) throws -> Bool {
    switch subject {
    case .everything: return false
    case .person(let id), .record("account", let id):
      return try row("SELECT institution_id FROM account WHERE id = ?", [.text(id)])?.optionalText("institution_id")
        == institutionID
    case .record("institution", let id): return id == institutionID
    case .record(let kind, let id):
      guard let record = Self.ownedRecords.first(where: { $0.kind == kind }) else { return false }
      return try row("SELECT \(record.owner) AS owner FROM \(record.table) WHERE id = ?", [.text(id)])?.optionalText("owner")
        == institutionID
    }
  }

  /// `WITH mine (id) AS (…)`: lines written by people of the institution, and lines about its records.
  private func linesOf(_ institutionID: String, in campaignID: String) -> JournalQuery {
    var parts = [
      "SELECT o.id FROM journal_line o WHERE o.actor_id IN (SELECT p.id FROM account p WHERE p.institution_id = ?)",
      "SELECT o.id FROM journal_line o WHERE o.record_kind = 'institution' AND o.record_id = ?",
      """
      SELECT o.id FROM journal_line o WHERE o.record_kind = 'account' AND o.record_id IN
        (SELECT p.id FROM account p WHERE p.institution_id = ?)
      """,
      """
      SELECT o.id FROM journal_line o WHERE o.graduate_id IN
        (SELECT g.id FROM graduate g WHERE g.campaign_id = ? AND g.institution_id = ?)
      """,
    ]
    var arguments: [SQLValue] = [
      .text(institutionID), .text(institutionID), .text(institutionID), .text(campaignID), .text(institutionID),
    ]
    for record in Self.ownedRecords where record.kind != "graduate" {
      parts.append(
        """
        SELECT o.id FROM journal_line o WHERE o.record_kind = '\(record.kind)' AND o.record_id IN
          (SELECT r.id FROM \(record.table) r WHERE \(record.campaign) = ? AND r.\(record.owner) = ?)
        """)
      arguments += [.text(campaignID), .text(institutionID)]
    }
    return JournalQuery(text: "WITH mine (id) AS (\(parts.joined(separator: " UNION ")))\n", arguments: arguments)
  }

  /// Kinds of records that belong to an institution: the table, its column with the campaign, its column with the institution.
  private static var ownedRecords: [(kind: String, table: String, campaign: String, owner: String)] {
    [
      ("slip", "slip", "r.campaign_id", "institution_id"), ("document", "document", "r.campaign_id", "institution_id"),
      ("study-center", "study_center", "r.campaign_id", "parent_institution_id"),
      ("roster-import", "roster_import", "r.campaign_id", "institution_id"),
      ("roster-upload", "roster_upload", "r.campaign_id", "institution_id"), ("notice", "notice", "r.scope", "institution_id"),
      ("graduate", "graduate", "r.campaign_id", "institution_id"),
    ]
  }

  func journalEntry(_ row: SQLRow) throws -> JournalEntry {
    let details = Data(try row.text("details").utf8)
    return JournalEntry(
      id: try row.text("id"), writtenAt: try row.integer("written_at"), role: try row.text("actor_role"),
      actorID: try row.text("actor_id"), actorName: try row.optionalText("actor_name"), action: try row.text("action"),
      recordKind: try row.text("record_kind"), recordID: try row.text("record_id"),
      details: try JSONDecoder().decode([String: String].self, from: details), position: try row.optionalInteger("position"))
  }
}
