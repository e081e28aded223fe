import GraduatePhotos
import Storage

/// An order in the list.
public struct ReprintSummary: Sendable, Identifiable {
  public let id: String
  public let number: String
  public let institutionID: String
  public let institution: String
  public let people: Int
  /// As ordered.
  public let photos: Int
  public let price: Fen?
  public let state: ReprintState
  public let placedBy: String
  public let placedAt: Int64
  /// When the last step was.
  public let lastAt: Int64
}

public struct ReprintList: Sendable {
  public let orders: [ReprintSummary]
  public let total: Int
  /// Those that wait to be printed, of all that the reader sees.
  public let waiting: Int
}

extension CollectionCenter {
  /// Orders that the reader sees: those that wait for prints first, the oldest before the others; then the newest.
  ///
  /// - institutionID: for the head office; nil is all.
  /// - state: nil is all.
  /// - page: from 1.
  public func reprintOrders(
    campaignID: String, institutionID: String? = nil, state: ReprintState? = nil, page: Int = 1, by reader: any ReprintReader
  ) async throws -> ReprintList {
    try await records.read { transaction in
      let year = try transaction.storedCampaign(campaignID).year
      let reach = reader.reprintReach.condition
      var sql = "o.campaign_id = ? AND \(reach.sql)"
      var arguments: [SQLValue] = [.text(campaignID)] + reach.arguments
      if let institutionID {
        sql += " AND o.institution_id = ?"
        arguments.append(.text(institutionID))
      }
      let waiting = try transaction.count(
        "SELECT COUNT(*) AS n FROM (\(Transaction.reprintSummaries(where: sql))) d WHERE d.state = 'placed'", arguments)
      var condition = "1 = 1"
      var values = arguments
      if let state {
        condition = "d.state = ?"
        values.append(.text(state.rawValue))
      }
      let from = "FROM (\(Transaction.reprintSummaries(where: sql))) d WHERE \(condition)"
      let total = try transaction.count("SELECT COUNT(*) AS n \(from)", values)
      let found = try transaction.rows(
        """
        SELECT d.id, d.number, d.institution_id, d.price_fen, d.placed_at, d.placer, d.people, d.photos, d.state, d.last_at \(from)
        ORDER BY CASE WHEN d.state = 'placed' THEN 0 ELSE 1 END, CASE WHEN d.state = 'placed' THEN d.placed_at ELSE -d.placed_at END,
          d.id LIMIT ? OFFSET ?
        """, values + WorkflowLimits.page(page, of: total))
      let names = try transaction.institutionNames(of: found, in: year)
      return ReprintList(
        orders: try found.map { try Transaction.reprintSummary($0, names) }, total: total, waiting: waiting)
    }
  }

  /// Institutions that ordered, for the head office to choose from, by code.
  public func reprintInstitutions(campaignID: String, by clerk: Clerk) async throws -> [(id: String, name: String)] {
    try await records.read { transaction in
      let year = try transaction.storedCampaign(campaignID).year
      return try transaction.rows(
        """
        SELECT DISTINCT i.id, i.code FROM reprint_order o JOIN institution i ON i.id = o.institution_id
        WHERE o.campaign_id = ? ORDER BY i.code, i.id
        """, [.text(campaignID)]
      ).map { (try $0.text("id"), try transaction.institutionName($0.text("id"), in: year) ?? "") }
    }
  }
}

extension Transaction {
  fileprivate static func reprintSummaries(where condition: String) -> String {
    """
    SELECT o.id, o.number, o.institution_id, o.price_fen, o.placed_at, a.name AS placer,
      (SELECT COUNT(DISTINCT l.person_id) FROM reprint_line l WHERE l.order_id = o.id) AS people,
      (SELECT CAST(SUM(l.copies) AS BIGINT) FROM reprint_line l WHERE l.order_id = o.id) AS photos,
      COALESCE(e.step, s.step, 'placed') AS state, COALESCE(e.done_at, s.done_at, o.placed_at) AS last_at
    FROM reprint_order o LEFT JOIN account a ON a.id = o.placed_by
    LEFT JOIN reprint_step s ON s.order_id = o.id AND s.slot = 'printed'
    LEFT JOIN reprint_step e ON e.order_id = o.id AND e.slot = 'end'
    WHERE \(condition)
    """
  }

  fileprivate static func reprintSummary(_ row: SQLRow, _ names: [String: String]) throws -> ReprintSummary {
    let institution = try row.text("institution_id")
    return ReprintSummary(
      id: try row.text("id"), number: try row.text("number"), institutionID: institution,
      institution: names[institution] ?? "", people: try row.int("people"), photos: try row.int("photos"),
      price: try row.optionalInt("price_fen").map { Fen($0) },
      state: ReprintState(rawValue: try row.text("state")) ?? .placed,
      placedBy: try row.optionalText("placer") ?? machineName, placedAt: try row.integer("placed_at"),
      lastAt: try row.integer("last_at"))
  }
}
