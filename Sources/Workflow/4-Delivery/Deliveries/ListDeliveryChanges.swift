import GraduatePhotos
import Storage

/// Somebody whom a delivery changes.
public struct ChangedInDelivery: Sendable, Identifiable {
  public let id: String
  public let kind: DeliveryChangeKind
  public let department: String
  public let classGroup: String
  /// Empty in code mode, as is `name`.
  public let studentNumber: String
  public let name: String
  public let serial: String
}

extension CollectionCenter {
  /// The first people of a kind of change, with their data as they stand in the delivery (of who was removed, in the one before).
  ///
  /// - Throws: `DeliveryDeskRefusal.unknown`.
  public func changesInDelivery(
    _ deliveryID: String, _ kind: DeliveryChangeKind, campaignID: String, by reader: some DeliveryReader
  ) async throws -> [ChangedInDelivery] {
    try await records.read { transaction in
      let delivery = try transaction.storedDelivery(deliveryID, campaignID: campaignID, for: reader)
      let source = kind == .removed ? delivery.previousID ?? delivery.id : delivery.id
      return try transaction.rows(
        """
        SELECT x.person_id, i.sealed, k.wrapped, k.key_id FROM delivery_change x
        JOIN delivery_item i ON i.delivery_id = ? AND i.person_id = x.person_id
        LEFT JOIN graduate_key k ON k.graduate_id = x.person_id
        WHERE x.delivery_id = ? AND x.kind = ? ORDER BY i.position LIMIT ?
        """, [.text(source), .text(delivery.id), .text(kind.rawValue), .int(DeliveryDeskLimits.listedChanges)]
      ).compactMap { try transaction.changed($0, kind, in: source) }
    }
  }
}

extension Transaction {
  fileprivate func changed(_ row: SQLRow, _ kind: DeliveryChangeKind, in deliveryID: String) throws -> ChangedInDelivery? {
    let person = try row.text("person_id")
    guard let item = try frozenItem(row, of: person, in: deliveryID) else { return nil }
    return ChangedInDelivery(
      id: person, kind: kind, department: item.department, classGroup: item.classGroup, studentNumber: item.studentNumber,
      name: item.name, serial: item.shotSerial)
  }
}
