import Foundation
import GraduatePhotos
import Storage

extension Transaction {
  /// Portraits of a delivery that were taken back.
  static let withdrawnOfDelivery = """
    SELECT COUNT(*) AS n FROM delivery_item i JOIN portrait_withdrawn w ON w.portrait_id = i.portrait_id
    WHERE i.delivery_id = ?
    """

  /// Writes a packed delivery down, as long as nothing that it rests on changed.
  ///
  /// - Throws: `DeliveryDeskRefusal.meanwhile`.
  func insertDelivery(_ packed: PackedDelivery, by clerk: Clerk) throws {
    let basis = packed.plan.basis
    // Packing took its time: people, data, portraits and the delivery before are still those that the clerk saw.
    let present = try deliveryBasis(campaignID: basis.campaign.id, institutionID: basis.institutionID)
    guard present.fingerprint(packed.plan.options) == basis.fingerprint(packed.plan.options) else {
      throw DeliveryDeskRefusal.meanwhile
    }
    try insertDeliveryRow(packed, by: clerk)
    try insertDeliveryItems(packed)
    // A portrait that was taken back while the archive was read is not delivered.
    guard try count(Self.withdrawnOfDelivery, [.text(packed.id)]) == 0 else { throw DeliveryDeskRefusal.meanwhile }
    try insertDeliveryParts(packed)
    try insertDeliveryChanges(packed)
    let plan = packed.plan
    try journal(
      JournalLine(
        action: .deliveryMade, recordKind: "delivery", recordID: packed.id, campaignID: basis.campaign.id,
        details: [
          "number": basis.number, "institution": basis.institutionID, "heads": String(plan.photoCount),
          "missing": String(packed.people.count - plan.photoCount), "manifests": packed.manifests,
          "volumes": String(plan.volumes.count), "key": plan.options.key.rawValue,
          "plain": plan.options.isPlain ? "yes" : "no",
        ].merging(plan.options.isPlain ? ["reason": plan.options.plainReason] : [:]) { first, _ in first }), by: clerk)
    try notify(
      NoticeDraft(
        campaignID: basis.campaign.id, audience: .institution(basis.institutionID), title: "照片可以领取：\(basis.number)",
        body: "\(plan.photoCount) 人的照片已交付。请下载或等候邮寄，收到后当即核对并确认收到。",
        path: "/campaigns/\(basis.campaign.id)/deliveries/\(packed.id)"), by: clerk)
  }

  private func insertDeliveryRow(_ packed: PackedDelivery, by clerk: Clerk) throws {
    let (basis, options) = (packed.plan.basis, packed.plan.options)
    let lock = try JSONEncoder().encode(packed.lock)
    try execute(
      """
      INSERT INTO delivery (id, campaign_id, institution_id, ordinal, number, delivered_on, campaign_title, institution_code,
        institution_name, regime, photo_key, capacity, plain_reason, previous_id, manifests, signing_key, lock_sealed, key_id,
        portraits, missing, made_by, made_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .text(packed.id), .text(basis.campaign.id), .text(basis.institutionID), .int(basis.ordinal), .text(basis.number),
        .text(basis.day.compact), .text(basis.campaign.plan.title), .text(basis.institutionCode),
        .text(basis.institutionName), .text(basis.regime.rawValue), .text(options.key.rawValue),
        .text(options.capacity.rawValue), .text(options.plainReason), .optional(basis.previous?.id),
        .text(packed.manifests), .text(packed.signingKeyID),
        .blob(try keys.seal(lock, as: DeliveryLock.record(packed.id))), .text(keys.encryptionKeyID),
        .int(packed.plan.photoCount), .int(packed.people.count - packed.plan.photoCount), .text(clerk.accountID),
        .integer(now),
      ])
    try sql.insertMany(
      into: "delivery_class",
      columns: ["delivery_id", "number", "category", "department", "class_group", "portraits", "missing"],
      rows: packed.plan.classes.map { group in
        [
          .text(packed.id), .int(group.number), .text(group.category.rawValue), .text(group.department),
          .text(group.classGroup), .int(group.portraits), .int(group.missing),
        ]
      })
  }

  private func insertDeliveryItems(_ packed: PackedDelivery) throws {
    let encoder = JSONEncoder()
    var rows: [[SQLValue]] = []
    rows.reserveCapacity(packed.people.count)
    for (position, person) in packed.people.enumerated() {
      let place = packed.plan.place(of: person.id)
      let frozen = FrozenItem(person.line, path: place.path, share: packed.shares[position])
      let sealed = try sealForGraduate(
        person.id, Array(try encoder.encode(frozen)), as: FrozenItem.record(deliveryID: packed.id, personID: person.id))
      let checksum = position < packed.checksums.count ? Int64(packed.checksums[position]) : 0
      rows.append([
        .text(packed.id), .int(position), .text(person.id), .int(place.classNumber), .int(place.volume),
        .optional(person.portraitID), .text(person.line.sha256), .int(person.line.byteCount), .integer(checksum), .blob(sealed),
      ])
    }
    try sql.insertMany(
      into: "delivery_item",
      columns: [
        "delivery_id", "position", "person_id", "class_number", "volume", "portrait_id", "sha256", "byte_count", "checksum",
        "sealed",
      ], rows: rows)
  }

  private func insertDeliveryParts(_ packed: PackedDelivery) throws {
    try sql.insertMany(
      into: "delivery_volume", columns: ["delivery_id", "number", "portraits", "byte_count", "sha256", "code"],
      rows: packed.volumes.map { volume in
        [
          .text(packed.id), .int(volume.number), .int(volume.portraits), .int(volume.byteCount), .text(volume.sha256),
          .text(hexadecimal(volume.code)),
        ]
      })
    try sql.insertMany(
      into: "delivery_file", columns: ["delivery_id", "volume", "ordinal", "path", "byte_count", "sha256", "checksum"],
      rows: packed.files.map { file in
        [
          .text(packed.id), .int(file.volume), .int(file.ordinal), .text(file.path), .int(file.byteCount),
          .text(file.sha256), .integer(Int64(file.checksum)),
        ]
      })
    try sql.insertMany(
      into: "delivery_piece", columns: ["id", "delivery_id", "volume", "ordinal", "byte_count", "stored_hash", "key_id"],
      rows: packed.pieces.map { piece in
        [
          .text(piece.id), .text(packed.id), .int(piece.volume), .int(piece.ordinal), .int(piece.byteCount),
          .text(piece.storedHash.hex), .text(piece.keyID),
        ]
      })
  }

  private func insertDeliveryChanges(_ packed: PackedDelivery) throws {
    guard let changes = packed.plan.changes else { return }
    let kinds: [(DeliveryChangeKind, [String])] = [
      (.added, changes.added.map(\.internalNumber)), (.replaced, changes.replaced.map(\.now.internalNumber)),
      (.corrected, changes.corrected.map(\.now.internalNumber)), (.removed, changes.removed.map(\.internalNumber)),
    ]
    try sql.insertMany(
      into: "delivery_change", columns: ["delivery_id", "kind", "person_id"],
      rows: kinds.flatMap { kind, people in people.map { [.text(packed.id), .text(kind.rawValue), .text($0)] } })
  }
}

/// What became of somebody since the delivery before.
public enum DeliveryChangeKind: String, Sendable, CaseIterable {
  case added, replaced, corrected, removed

  public var chineseName: String {
    switch self {
    case .added: "新增"
    case .replaced: "换片"
    case .corrected: "数据更正"
    case .removed: "撤回"
    }
  }
}
