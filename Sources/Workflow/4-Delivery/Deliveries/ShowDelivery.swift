import GraduatePhotos
import Paperwork
import Storage

/// A delivery as its page shows it.
public struct DeliveryFacts: Sendable {
  public struct Volume: Sendable, Identifiable {
    public let number: Int
    public let portraits: Int
    public let byteCount: Int
    public let sha256: String
    public var id: Int { number }
  }

  public struct Dispatch: Sendable {
    public let manner: DeliveryManner
    public let carrier: String
    public let tracking: String
    public let note: String
    public let by: String
    public let at: Int64
  }

  public struct Fetch: Sendable {
    public let part: DeliveryPart
    public let by: String
    public let at: Int64
  }

  public struct Receipt: Sendable {
    public let onPaper: Bool
    public let note: String
    public let by: String
    public let at: Int64
  }

  public let line: DeliveryListLine
  public let institutionCode: String
  public let regime: Regime
  public let key: PhotoKey
  public let capacity: DiscCapacity
  /// Why it is not encrypted; nil for an encrypted one.
  public let plainReason: String?
  public let madeBy: String
  /// Nil for the first delivery.
  public let changes: DeliveryChangeCounts?
  public let classes: [DeliveryClassLine]
  public let volumes: [Volume]
  public let dispatches: [Dispatch]
  /// Newest first.
  public let fetched: [Fetch]
  public let receipt: Receipt?
  /// Portraits of it that were taken back since: they are in its archive, and no longer count.
  public let withdrawn: Int
  public let reminders: [Int64]
  /// 64 hexadecimal digits.
  public let publicKey: String
}

extension CollectionCenter {
  /// - Throws: `DeliveryDeskRefusal.unknown`.
  public func showDelivery(
    _ deliveryID: String, campaignID: String, by reader: some DeliveryReader
  ) async throws -> DeliveryFacts {
    try await records.read { transaction in
      try transaction.deliveryFacts(try transaction.storedDelivery(deliveryID, campaignID: campaignID, for: reader))
    }
  }
}

extension Transaction {
  fileprivate func deliveryFacts(_ delivery: StoredDelivery) throws -> DeliveryFacts {
    let id: [SQLValue] = [.text(delivery.id)]
    guard let line = try deliveryLines("d.id = ?", id).first else { throw DeliveryDeskRefusal.unknown }
    return DeliveryFacts(
      line: line, institutionCode: delivery.institutionCode, regime: delivery.regime, key: delivery.key,
      capacity: delivery.capacity, plainReason: delivery.isPlain ? delivery.plainReason : nil,
      madeBy: try deliveryPersonName(delivery.madeBy),
      changes: delivery.previousID == nil ? nil : try deliveryChangeCounts(delivery.id),
      classes: try deliveryClasses(delivery.id),
      volumes: try deliveryVolumes(of: delivery.id).map {
        DeliveryFacts.Volume(number: $0.number, portraits: $0.portraits, byteCount: $0.byteCount, sha256: $0.sha256)
      }, dispatches: try deliveryDispatches(delivery.id), fetched: try deliveryFetches(delivery.id),
      receipt: try deliveryReceipt(delivery.id),
      withdrawn: try count(Self.withdrawnOfDelivery, id),
      reminders: try rows(
        "SELECT reminded_at FROM delivery_reminded WHERE delivery_id = ? ORDER BY reminded_at", id
      ).map { try $0.integer("reminded_at") },
      publicKey: HexText.write(try keys.deliveryPublicKey(keyID: delivery.signingKeyID)))
  }

  private func deliveryPersonName(_ accountID: String) throws -> String {
    try row("SELECT name FROM account WHERE id = ?", [.text(accountID)])?.text("name") ?? Self.machineName
  }

  private func deliveryChangeCounts(_ id: String) throws -> DeliveryChangeCounts {
    var counts = DeliveryChangeCounts()
    for row in try rows("SELECT kind, COUNT(*) AS n FROM delivery_change WHERE delivery_id = ? GROUP BY kind", [.text(id)]) {
      let count = try row.int("n")
      switch DeliveryChangeKind(rawValue: try row.text("kind")) {
      case .added: counts.added = count
      case .replaced: counts.replaced = count
      case .corrected: counts.corrected = count
      case .removed: counts.removed = count
      case nil: break
      }
    }
    return counts
  }

  private func deliveryClasses(_ id: String) throws -> [DeliveryClassLine] {
    try rows(
      """
      SELECT number, category, department, class_group, portraits, missing FROM delivery_class WHERE delivery_id = ?
      ORDER BY number
      """, [.text(id)]
    ).compactMap { row in
      guard let category = Category(rawValue: try row.text("category")) else { return nil }
      return DeliveryClassLine(
        number: try row.int("number"), category: category, department: try row.text("department"),
        classGroup: try row.text("class_group"), portraits: try row.int("portraits"), missing: try row.int("missing"))
    }
  }

  private func deliveryDispatches(_ id: String) throws -> [DeliveryFacts.Dispatch] {
    try rows(
      """
      SELECT manner, carrier, tracking, note, dispatched_by, dispatched_at FROM delivery_dispatch WHERE delivery_id = ?
      ORDER BY dispatched_at, id
      """, [.text(id)]
    ).map { row in
      DeliveryFacts.Dispatch(
        manner: DeliveryManner(rawValue: try row.text("manner")) ?? .hand, carrier: try row.text("carrier"),
        tracking: try row.text("tracking"), note: try row.text("note"),
        by: try deliveryPersonName(row.text("dispatched_by")), at: try row.integer("dispatched_at"))
    }
  }

  private func deliveryFetches(_ id: String) throws -> [DeliveryFacts.Fetch] {
    try rows(
      """
      SELECT part, account_id, fetched_at FROM delivery_fetched WHERE delivery_id = ? ORDER BY fetched_at DESC, part LIMIT 50
      """, [.text(id)]
    ).compactMap { row in
      guard let part = DeliveryPart(text: try row.text("part")) else { return nil }
      return DeliveryFacts.Fetch(
        part: part, by: try deliveryPersonName(row.text("account_id")), at: try row.integer("fetched_at"))
    }
  }

  private func deliveryReceipt(_ id: String) throws -> DeliveryFacts.Receipt? {
    try row("SELECT way, note, received_by, received_at FROM delivery_received WHERE delivery_id = ?", [.text(id)]).map { row in
      DeliveryFacts.Receipt(
        onPaper: try row.text("way") == "paper", note: try row.text("note"),
        by: try deliveryPersonName(row.text("received_by")), at: try row.integer("received_at"))
    }
  }
}
