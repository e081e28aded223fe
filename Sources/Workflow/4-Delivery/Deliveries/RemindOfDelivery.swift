import GraduatePhotos
import Storage

extension CollectionCenter {
  /// Reminds an institution of a delivery whose receipt it did not confirm; once a day.
  ///
  /// - Throws: `DeliveryDeskRefusal.unknown`, `.receivedAlready`, `.remindedToday`.
  public func remindOfDelivery(_ deliveryID: String, campaignID: String, by clerk: Clerk) async throws {
    try await records.write { transaction in
      let delivery = try transaction.storedDelivery(deliveryID, campaignID: campaignID)
      let key: [SQLValue] = [.text(deliveryID)]
      guard try transaction.row("SELECT 1 AS n FROM delivery_received WHERE delivery_id = ?", key) == nil else {
        throw DeliveryDeskRefusal.receivedAlready
      }
      let today = transaction.today.startMilliseconds
      guard
        try transaction.row(
          "SELECT 1 AS n FROM delivery_reminded WHERE delivery_id = ? AND reminded_at >= ?", key + [.integer(today)]) == nil
      else { throw DeliveryDeskRefusal.remindedToday }
      try transaction.remind(of: delivery, by: clerk)
    }
  }

  /// Reminds of every newest delivery that nobody confirmed `DeliveryDeskLimits.receiptDays` after it was made, sent, or last reminded
  /// of; called by the clock.
  public func remindOfDeliveries() async throws {
    let due = try await records.read { transaction in
      try transaction.unconfirmed().map { (try $0.text("id"), try $0.text("campaign_id")) }
    }
    for (id, campaignID) in due {
      try await records.write { transaction in
        // Another node may have been first.
        guard try transaction.unconfirmed().contains(where: { try $0.text("id") == id }) else { return }
        try transaction.remind(of: transaction.storedDelivery(id, campaignID: campaignID), by: CenterItself())
      }
    }
  }
}

extension Transaction {
  static let unconfirmedDeliveries = """
    SELECT d.id, d.campaign_id FROM delivery d
    WHERE d.made_at < ?
      AND NOT EXISTS (SELECT 1 FROM delivery_item i JOIN portrait_withdrawn w ON w.portrait_id = i.portrait_id
        WHERE i.delivery_id = d.id)
      AND NOT EXISTS (SELECT 1 FROM delivery_received r WHERE r.delivery_id = d.id)
      AND NOT EXISTS (SELECT 1 FROM delivery n WHERE n.campaign_id = d.campaign_id AND n.institution_id = d.institution_id
        AND n.ordinal > d.ordinal)
      AND NOT EXISTS (SELECT 1 FROM delivery_dispatch p WHERE p.delivery_id = d.id AND p.dispatched_at >= ?)
      AND NOT EXISTS (SELECT 1 FROM delivery_reminded q WHERE q.delivery_id = d.id AND q.reminded_at >= ?)
      AND (SELECT COUNT(*) FROM delivery_reminded m WHERE m.delivery_id = d.id) < ?
    ORDER BY d.id
    """

  fileprivate func unconfirmed() throws -> [SQLRow] {
    let since: SQLValue = .integer(now - Int64(DeliveryDeskLimits.receiptDays) * 86_400_000)
    return try rows(Self.unconfirmedDeliveries, [since, since, since, .int(DeliveryDeskLimits.remindersByClock)])
  }

  fileprivate func remind(of delivery: StoredDelivery, by actor: some SignedIn) throws {
    try execute(
      "INSERT INTO delivery_reminded (delivery_id, reminded_at, reminded_by) VALUES (?, ?, ?)",
      [.text(delivery.id), .integer(now), .text(actor.accountID)])
    try journal(delivery, .deliveryReminded, by: actor)
    try tell(
      delivery, "提醒：请确认收到 \(delivery.number)",
      "\(delivery.day.chinese)交付的照片还没有确认收到。收到了请在网页上确认并核对；没有收到请告诉总部。", by: actor)
  }
}
