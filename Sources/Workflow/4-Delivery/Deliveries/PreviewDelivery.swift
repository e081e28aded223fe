import GraduatePhotos
import Paperwork

/// A delivery before it is made: what it would hold.
public struct DeliveryPreview: Sendable {
  public struct Volume: Sendable {
    public let number: Int
    public let portraits: Int
    /// Bytes of its portraits.
    public let portraitBytes: Int
  }

  public let institutionCode: String
  public let institutionName: String
  public let regime: Regime
  public let number: String
  public let options: DeliveryOptions
  public let portraits: Int
  public let missing: Int
  public let classes: [DeliveryClassLine]
  public let volumes: [Volume]
  /// Against the delivery before; nil for the first.
  public let changes: DeliveryChangeCounts?
  /// It would be as the delivery before: there is nothing to make.
  public let isUnchanged: Bool
  /// Portraits of the institution that still wait for eyes.
  public let waiting: Int
  /// What `makeDelivery` is told, so that nothing is made that was not seen.
  public let seen: String
}

/// How many are new, have another picture, other data, or are gone.
public struct DeliveryChangeCounts: Sendable, Hashable {
  public var added = 0
  public var replaced = 0
  public var corrected = 0
  public var removed = 0

  public init() {}

  init(_ changes: DeliveryChanges) {
    added = changes.added.count
    replaced = changes.replaced.count
    corrected = changes.corrected.count
    removed = changes.removed.count
  }

  public var isEmpty: Bool { self == DeliveryChangeCounts() }
}

/// A class of a delivery.
public struct DeliveryClassLine: Sendable, Identifiable {
  public let number: Int
  public let category: Category
  public let department: String
  public let classGroup: String
  public let portraits: Int
  public let missing: Int

  public var id: Int { number }
}

extension CollectionCenter {
  /// A dry look at the institution's next delivery: nothing is stored.
  ///
  /// - Throws: `DeliveryDeskRefusal.unknown`, `.nothingReleased`, those of the options; `DeliveryRefusal` for what cannot be laid out.
  public func previewDelivery(
    of institutionID: String, campaignID: String, _ options: DeliveryOptions, by clerk: Clerk
  ) async throws -> DeliveryPreview {
    let (basis, waiting) = try await records.read { transaction in
      (
        try transaction.deliveryBasis(campaignID: campaignID, institutionID: institutionID),
        try transaction.portraitsWaiting(campaignID: campaignID, institutionID: institutionID)
      )
    }
    let plan = try DeliveryPlan(basis, options)
    guard plan.photoCount > 0 else { throw DeliveryDeskRefusal.nothingReleased }
    return DeliveryPreview(
      institutionCode: basis.institutionCode, institutionName: basis.institutionName, regime: basis.regime,
      number: basis.number, options: plan.options, portraits: plan.photoCount, missing: basis.people.count - plan.photoCount,
      classes: plan.classes.map {
        DeliveryClassLine(
          number: $0.number, category: $0.category, department: $0.department, classGroup: $0.classGroup,
          portraits: $0.portraits, missing: $0.missing)
      },
      volumes: plan.volumes.map { volume in
        DeliveryPreview.Volume(
          number: volume.number, portraits: volume.photos.count,
          portraitBytes: volume.photos.reduce(0) { $0 + $1.line.byteCount })
      }, changes: plan.changes.map(DeliveryChangeCounts.init), isUnchanged: plan.isUnchanged, waiting: waiting,
      seen: basis.fingerprint(plan.options))
  }
}

extension Transaction {
  fileprivate func portraitsWaiting(campaignID: String, institutionID: String) throws -> Int {
    try count(
      """
      SELECT COUNT(*) AS n FROM release_queue q WHERE q.campaign_id = ? AND (
        EXISTS (SELECT 1 FROM graduate g WHERE g.id = q.person_id AND g.institution_id = ?)
        OR EXISTS (SELECT 1 FROM collection_code c WHERE c.id = q.person_id AND c.institution_id = ?))
      """, [.text(campaignID), .text(institutionID), .text(institutionID)])
  }
}
