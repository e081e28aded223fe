import GraduatePhotos
import Storage

/// A delivery in a list.
public struct DeliveryListLine: Sendable, Identifiable {
  /// How far it is on its way.
  public enum State: String, Sendable {
    case made, dispatched, fetched, received

    public var chineseName: String {
      switch self {
      case .made: "待寄送或下载"
      case .dispatched: "已寄出"
      case .fetched: "已下载，待确认"
      case .received: "已确认收到"
      }
    }
  }

  public let id: String
  public let institutionID: String
  public let institutionName: String
  public let number: String
  public let day: CalendarDay
  public let portraits: Int
  public let missing: Int
  public let isPlain: Bool
  public let state: State
  public let madeAt: Int64
}

/// An institution and what of its portraits is ready.
public struct DeliveryInstitutionLine: Sendable, Identifiable {
  public let id: String
  public let code: String
  public let name: String
  /// Present portraits of those who are due.
  public var released = 0
  /// Of these, in no delivery before.
  public var added = 0
  /// Of these, another one than in the delivery before.
  public var replaced = 0
  /// Delivered before, and with no portrait now.
  public var removed = 0
  /// Portraits that wait for eyes.
  public var waiting = 0
  /// Deliveries so far.
  public var deliveries = 0
  public var last: DeliveryListLine?

  public var isReady: Bool { added + replaced + removed > 0 }
}

extension CollectionCenter {
  /// What is ready to be delivered, by institution; those with something new first, then by code.
  public func deliveryOverview(campaignID: String, by clerk: Clerk) async throws -> [DeliveryInstitutionLine] {
    try await records.read { transaction in
      let campaign = try transaction.storedCampaign(campaignID)
      var lines: [String: DeliveryInstitutionLine] = [:]
      for row in try transaction.rows(
        """
        SELECT DISTINCT i.id, i.code FROM \(Transaction.partTaken) t JOIN institution i ON i.id = t.institution_id
        WHERE t.campaign_id = ?
        """, [.text(campaignID)])
      {
        let id = try row.text("id")
        lines[id] = DeliveryInstitutionLine(
          id: id, code: try row.text("code"), name: try transaction.institutionName(id, in: campaign.year) ?? "")
      }
      try transaction.countDeliverable(campaign, &lines)
      for line in try transaction.deliveryLines("d.campaign_id = ?", [.text(campaignID)]) {
        lines[line.institutionID]?.deliveries += 1
        if lines[line.institutionID]?.last == nil { lines[line.institutionID]?.last = line }
      }
      return lines.values.sorted { ($0.isReady ? 0 : 1, $0.code) < ($1.isReady ? 0 : 1, $1.code) }
    }
  }

  /// An institution's deliveries, the newest first.
  public func deliveries(
    of institutionID: String, campaignID: String, by reader: some DeliveryReader
  ) async throws -> [DeliveryListLine] {
    guard reader.deliveredTo == nil || reader.deliveredTo == institutionID else { throw DeliveryDeskRefusal.unknown }
    return try await records.read { transaction in
      try transaction.deliveryLines(
        "d.campaign_id = ? AND d.institution_id = ?", [.text(campaignID), .text(institutionID)])
    }
  }
}

extension Transaction {
  /// Deliveries that meet a condition on `delivery d`, the newest first.
  func deliveryLines(_ condition: String, _ arguments: [SQLValue]) throws -> [DeliveryListLine] {
    try rows(
      """
      SELECT d.id, d.institution_id, d.institution_name, d.number, d.delivered_on, d.portraits, d.missing, d.plain_reason,
        d.made_at,
        (SELECT COUNT(*) FROM delivery_received r WHERE r.delivery_id = d.id) AS received,
        (SELECT COUNT(*) FROM delivery_dispatch p WHERE p.delivery_id = d.id) AS dispatched,
        (SELECT COUNT(*) FROM delivery_fetched f JOIN account a ON a.id = f.account_id
          WHERE f.delivery_id = d.id AND a.institution_id = d.institution_id) AS fetched
      FROM delivery d WHERE \(condition) ORDER BY d.ordinal DESC, d.id DESC
      """, arguments
    ).compactMap { row in
      guard let day = CalendarDay.parse(try row.text("delivered_on")) else { return nil }
      let state: DeliveryListLine.State =
        if try row.int("received") > 0 {
          .received
        } else if try row.int("fetched") > 0 {
          .fetched
        } else if try row.int("dispatched") > 0 {
          .dispatched
        } else {
          .made
        }
      return DeliveryListLine(
        id: try row.text("id"), institutionID: try row.text("institution_id"),
        institutionName: try row.text("institution_name"), number: try row.text("number"), day: day,
        portraits: try row.int("portraits"), missing: try row.int("missing"),
        isPlain: try !row.text("plain_reason").isEmpty, state: state, madeAt: try row.integer("made_at"))
    }
  }

  fileprivate func countDeliverable(_ campaign: StoredCampaign, _ lines: inout [String: DeliveryInstitutionLine]) throws {
    let isCode = campaign.plan.regime == .code
    for row in try rows(isCode ? Self.deliverableCodes : Self.deliverableGraduates, [.text(campaign.id), .text(campaign.id)]) {
      let id = try row.text("institution_id")
      lines[id]?.released = try row.int("released")
      lines[id]?.added = try row.int("added")
      lines[id]?.replaced = try row.int("replaced")
    }
    for row in try rows(Self.noLongerDelivered, [.text(campaign.id)]) {
      lines[try row.text("institution_id")]?.removed = try row.int("n")
    }
    let people = isCode ? "collection_code" : "graduate"
    for row in try rows(
      """
      SELECT g.institution_id, COUNT(*) AS n FROM release_queue q JOIN \(people) g ON g.id = q.person_id
      WHERE q.campaign_id = ? GROUP BY g.institution_id
      """, [.text(campaign.id)])
    {
      lines[try row.text("institution_id")]?.waiting = try row.int("n")
    }
  }

  /// The newest delivery of each institution.
  private static let newest = """
    (SELECT d.id, d.institution_id, d.campaign_id FROM delivery d WHERE d.campaign_id = ? AND d.ordinal = (
      SELECT MAX(x.ordinal) FROM delivery x WHERE x.campaign_id = d.campaign_id AND x.institution_id = d.institution_id))
    """

  private static func deliverable(_ people: String, _ hasLeft: String, as alias: String) -> String {
    """
    SELECT \(alias).institution_id, COUNT(*) AS released,
      CAST(SUM(CASE WHEN i.portrait_id IS NULL THEN 1 ELSE 0 END) AS BIGINT) AS added,
      CAST(SUM(CASE WHEN i.portrait_id <> p.id THEN 1 ELSE 0 END) AS BIGINT) AS replaced
    FROM portrait p JOIN \(people) \(alias) ON \(alias).id = p.person_id
    LEFT JOIN \(newest) l ON l.institution_id = \(alias).institution_id
    LEFT JOIN delivery_item i ON i.delivery_id = l.id AND i.person_id = p.person_id
    WHERE p.campaign_id = ? AND NOT \(hasLeft) AND p.number = \(Portrait.presentNumber("p", person: "person_id"))
    GROUP BY \(alias).institution_id
    """
  }

  static let deliverableGraduates = deliverable("graduate", GraduateScope.hasLeft, as: "g")
  static let deliverableCodes = deliverable("collection_code", codeHasLeft, as: "c")

  /// Delivered, and without a portrait that counts.
  static let noLongerDelivered = """
    SELECT l.institution_id, COUNT(*) AS n FROM \(newest) l JOIN delivery_item i ON i.delivery_id = l.id
    WHERE i.portrait_id IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM portrait p WHERE p.campaign_id = l.campaign_id AND p.person_id = i.person_id
        AND \(Portrait.stands("p")))
    GROUP BY l.institution_id
    """
}
