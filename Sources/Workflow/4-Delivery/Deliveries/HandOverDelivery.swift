import GraduatePhotos
import Storage

/// How a delivery leaves the head office, beside being fetched.
public enum DeliveryManner: String, Sendable, CaseIterable {
  case post, hand

  public var chineseName: String { self == .post ? "快递" : "当面交接" }
}

/// What is noted of a delivery that left.
public struct DeliveryDispatch: Sendable, Hashable {
  public var manner: DeliveryManner
  public var carrier: String
  public var tracking: String
  public var note: String

  public init(manner: DeliveryManner, carrier: String = "", tracking: String = "", note: String = "") {
    self.manner = manner
    self.carrier = carrier
    self.tracking = tracking
    self.note = note
  }

  /// - Throws: `DeliveryDeskRefusal.noCarrier`, `.noTracking`, `.textTooLong`, `.idNumberInText`.
  fileprivate func checked() throws -> DeliveryDispatch {
    var dispatch = self
    dispatch.note = try note.deliveryText("备注")
    dispatch.carrier = manner == .post ? try carrier.deliveryText("快递公司") : ""
    dispatch.tracking =
      manner == .post ? try tracking.deliveryText("快递单号", limit: DeliveryDeskLimits.trackingCharacters) : ""
    guard manner == .post else { return dispatch }
    if dispatch.carrier.isEmpty { throw DeliveryDeskRefusal.noCarrier }
    if dispatch.tracking.isEmpty { throw DeliveryDeskRefusal.noTracking }
    return dispatch
  }
}

extension CollectionCenter {
  /// The password of an encrypted delivery; each time it is shown stands in the journal.
  ///
  /// - Throws: `DeliveryDeskRefusal.unknown`, `.notEncrypted`.
  public func deliveryPassword(
    _ deliveryID: String, campaignID: String, by reader: some DeliveryReader
  ) async throws -> String {
    try await records.write { transaction in
      let delivery = try transaction.storedDelivery(deliveryID, campaignID: campaignID, for: reader)
      guard !delivery.isPlain else { throw DeliveryDeskRefusal.notEncrypted }
      try transaction.journal(delivery, .deliveryPasswordShown, by: reader)
      return try transaction.deliveryLock(of: delivery).password
    }
  }

  /// Notes that a delivery left by post or was handed over, and tells the institution.
  ///
  /// - operation: of the page that was sent.
  /// - Throws: `DeliveryDeskRefusal.unknown`, those of what was typed.
  public func dispatchDelivery(
    _ deliveryID: String, _ dispatch: DeliveryDispatch, campaignID: String, operation: String, by clerk: Clerk
  ) async throws {
    let dispatch = try dispatch.checked()
    _ = try await records.once("\(operation):\(clerk.accountID)", kind: "delivery-dispatch") { transaction -> String in
      let delivery = try transaction.storedDelivery(deliveryID, campaignID: campaignID)
      let id = transaction.identifier()
      try transaction.execute(
        """
        INSERT INTO delivery_dispatch (id, delivery_id, manner, carrier, tracking, note, dispatched_by, dispatched_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """,
        [
          .text(id), .text(deliveryID), .text(dispatch.manner.rawValue), .text(dispatch.carrier), .text(dispatch.tracking),
          .text(dispatch.note), .text(clerk.accountID), .integer(transaction.now),
        ])
      try transaction.journal(
        delivery, .deliveryDispatched, ["manner": dispatch.manner.rawValue, "tracking": dispatch.tracking], by: clerk)
      if dispatch.manner == .post {
        // A long tracking number could be taken for a person's: the page has it.
        try transaction.tell(
          delivery, "照片已寄出：\(delivery.number)", "\(dispatch.carrier)，单号见网页。收到后请当即核对并确认收到。", by: clerk)
      }
      return id
    }
  }

  /// The institution confirms that a delivery came; said twice, the first time counts.
  ///
  /// - Throws: `DeliveryDeskRefusal.unknown`.
  public func receiveDelivery(_ deliveryID: String, campaignID: String, by liaison: Liaison) async throws {
    try await records.write { transaction in
      let delivery = try transaction.storedDelivery(deliveryID, campaignID: campaignID, for: liaison)
      _ = try transaction.receive(delivery, onPaper: false, note: "", by: liaison)
    }
  }

  /// The clerk registers a receipt that came on paper.
  ///
  /// - Throws: `DeliveryDeskRefusal.unknown`, `.receivedAlready`, those of the note.
  public func registerReceipt(
    of deliveryID: String, note: String, campaignID: String, by clerk: Clerk
  ) async throws {
    let note = try note.deliveryText("备注")
    try await records.write { transaction in
      let delivery = try transaction.storedDelivery(deliveryID, campaignID: campaignID)
      guard try transaction.receive(delivery, onPaper: true, note: note, by: clerk) else {
        throw DeliveryDeskRefusal.receivedAlready
      }
    }
  }
}

extension Transaction {
  /// False when it was received before.
  fileprivate func receive(
    _ delivery: StoredDelivery, onPaper: Bool, note: String, by actor: some SignedIn
  ) throws -> Bool {
    let fresh = try execute(
      """
      INSERT INTO delivery_received (delivery_id, way, note, received_by, received_at) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (delivery_id) DO NOTHING
      """,
      [.text(delivery.id), .text(onPaper ? "paper" : "page"), .text(note), .text(actor.accountID), .integer(now)])
    guard fresh == 1 else { return false }
    try journal(delivery, .deliveryReceived, ["way": onPaper ? "paper" : "page"], by: actor)
    return true
  }

  func journal(
    _ delivery: StoredDelivery, _ action: JournalLine.Action, _ details: [String: String] = [:], by actor: some SignedIn
  ) throws {
    try journal(
      JournalLine(
        action: action, recordKind: "delivery", recordID: delivery.id, campaignID: delivery.campaignID,
        details: details.merging(["number": delivery.number]) { first, _ in first }), by: actor)
  }

  /// A notice to the institution about its delivery.
  func tell(_ delivery: StoredDelivery, _ title: String, _ body: String, by actor: some SignedIn) throws {
    try notify(
      NoticeDraft(
        campaignID: delivery.campaignID, audience: .institution(delivery.institutionID), title: title, body: body,
        path: "/campaigns/\(delivery.campaignID)/deliveries/\(delivery.id)"), by: actor)
  }
}
