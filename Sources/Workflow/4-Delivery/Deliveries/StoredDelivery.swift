import Foundation
import GraduatePhotos
import Storage

/// A delivery's row.
struct StoredDelivery: Sendable {
  let id: String
  let campaignID: String
  let institutionID: String
  let ordinal: Int
  let number: String
  let day: CalendarDay
  let campaignTitle: String
  let institutionCode: String
  let institutionName: String
  let regime: Regime
  let key: PhotoKey
  let capacity: DiscCapacity
  /// Empty for an encrypted one.
  let plainReason: String
  let previousID: String?
  let manifests: String
  let signingKeyID: String
  let lockSealed: [UInt8]
  let lockKeyID: String
  let portraits: Int
  let missing: Int
  let madeBy: String
  let madeAt: Int64

  var isPlain: Bool { !plainReason.isEmpty }

  static let columns = """
    d.id, d.campaign_id, d.institution_id, d.ordinal, d.number, d.delivered_on, d.campaign_title, d.institution_code,
    d.institution_name, d.regime, d.photo_key, d.capacity, d.plain_reason, d.previous_id, d.manifests, d.signing_key,
    d.lock_sealed, d.key_id, d.portraits, d.missing, d.made_by, d.made_at
    """

  init(from row: SQLRow) throws {
    id = try row.text("id")
    guard let day = CalendarDay.parse(try row.text("delivered_on")), let regime = Regime(rawValue: try row.text("regime")),
      let key = PhotoKey(rawValue: try row.text("photo_key")), let capacity = DiscCapacity(rawValue: try row.text("capacity"))
    else { throw StoredDeliveryFault(deliveryID: id) }
    campaignID = try row.text("campaign_id")
    institutionID = try row.text("institution_id")
    ordinal = try row.int("ordinal")
    number = try row.text("number")
    self.day = day
    campaignTitle = try row.text("campaign_title")
    institutionCode = try row.text("institution_code")
    institutionName = try row.text("institution_name")
    self.regime = regime
    self.key = key
    self.capacity = capacity
    plainReason = try row.text("plain_reason")
    previousID = try row.optionalText("previous_id")
    manifests = try row.text("manifests")
    signingKeyID = try row.text("signing_key")
    lockSealed = try row.blob("lock_sealed")
    lockKeyID = try row.text("key_id")
    portraits = try row.int("portraits")
    missing = try row.int("missing")
    madeBy = try row.text("made_by")
    madeAt = try row.integer("made_at")
  }
}

/// A row that no operation wrote: the database was changed by other hands.
struct StoredDeliveryFault: Error { let deliveryID: String }

/// Somebody's row in a delivery.
struct StoredDeliveryItem: Sendable {
  let position: Int
  let personID: String
  let classNumber: Int
  let volume: Int
  /// Nil for who is missing.
  let portraitID: String?
  let sha256: String
  let byteCount: Int
  let checksum: UInt32
  /// Nil when the person was erased.
  let opened: FrozenItem?
}

/// What was delivered with a portrait, as it was then; sealed under the person's own key.
struct FrozenItem: Codable, Sendable {
  var institutionName: String
  var studyCenterName: String
  var category: Category
  var department: String
  var major: String
  var classGroup: String
  var studentNumber: String
  var name: String
  var idNumber: String
  var code: String
  var shotSerial: String
  /// On the disc; empty for who is missing.
  var path: String
  /// The person's share of the delivery's key.
  var share: [UInt8]

  init(_ line: DeliveryLine, path: String, share: [UInt8]) {
    institutionName = line.institutionName
    studyCenterName = line.studyCenterName
    category = line.category
    department = line.department
    major = line.major
    classGroup = line.classGroup
    studentNumber = line.studentNumber
    name = line.name
    idNumber = line.idNumber
    code = line.code
    shotSerial = line.shotSerial
    self.path = path
    self.share = share
  }

  static func record(deliveryID: String, personID: String) -> String { "delivery_item:\(deliveryID):\(personID)" }

  func line(of item: StoredDeliveryItem, _ delivery: StoredDelivery) -> DeliveryLine {
    DeliveryLine(
      internalNumber: item.personID, institutionCode: delivery.institutionCode, institutionName: institutionName,
      studyCenterName: studyCenterName, category: category, department: department, major: major, classGroup: classGroup,
      studentNumber: studentNumber, name: name, idNumber: idNumber, code: code, shotSerial: shotSerial, sha256: item.sha256,
      byteCount: item.byteCount)
  }

  /// Nil for who is missing.
  func placed(of item: StoredDeliveryItem, _ delivery: StoredDelivery) -> PlacedPhoto? {
    guard let cut = path.lastIndex(of: "/") else { return nil }
    return PlacedPhoto(line: line(of: item, delivery), folder: String(path[..<cut]), path: path)
  }
}

/// Password and seed of a delivery, sealed.
struct DeliveryLock: Codable, Sendable {
  var password: String
  var seed: [UInt8]

  static func record(_ deliveryID: String) -> String { "delivery:\(deliveryID)" }

  /// Letters and digits that nobody takes for others, in groups.
  static func fresh(_ chance: Chance) -> DeliveryLock {
    let letters = Array("23456789abcdefghjkmnpqrstuvwxyz2".utf8)
    let groups = (0..<DeliveryDeskLimits.passwordGroups).map { _ in
      String(decoding: chance.bytes(4).map { letters[Int($0 & 31)] }, as: UTF8.self)
    }
    return DeliveryLock(password: groups.joined(separator: "-"), seed: chance.bytes(32))
  }
}

extension Transaction {
  /// A delivery of the institution, or of any where none is named; what one may not see does not exist.
  ///
  /// - Throws: `DeliveryDeskRefusal.unknown`.
  func storedDelivery(_ id: String, campaignID: String, of institutionID: String? = nil) throws -> StoredDelivery {
    let found = try row(
      "SELECT \(StoredDelivery.columns) FROM delivery d WHERE d.id = ? AND d.campaign_id = ?", [.text(id), .text(campaignID)])
    guard let delivery = try found.map(StoredDelivery.init(from:)) else { throw DeliveryDeskRefusal.unknown }
    if let institutionID, institutionID != delivery.institutionID { throw DeliveryDeskRefusal.unknown }
    return delivery
  }

  func storedDelivery(_ id: String, campaignID: String, for reader: some DeliveryReader) throws -> StoredDelivery {
    try storedDelivery(id, campaignID: campaignID, of: reader.deliveredTo)
  }

  static let itemsOfDelivery = """
    SELECT i.position, i.person_id, i.class_number, i.volume, i.portrait_id, i.sha256, i.byte_count, i.checksum, i.sealed,
      k.wrapped, k.key_id
    FROM delivery_item i LEFT JOIN graduate_key k ON k.graduate_id = i.person_id WHERE i.delivery_id = ? ORDER BY i.position
    """

  /// Everybody of a delivery in the order of positions, opened as far as nobody was erased.
  func deliveryItems(of delivery: StoredDelivery) throws -> [StoredDeliveryItem] {
    var items: [StoredDeliveryItem] = []
    items.reserveCapacity(delivery.portraits + delivery.missing)
    let decoder = JSONDecoder()
    try sql.forEachRow(Self.itemsOfDelivery, [.text(delivery.id)]) { row in
      let person = try row.text("person_id")
      let opened = try frozenItem(row, of: person, in: delivery.id, decoder)
      items.append(
        StoredDeliveryItem(
          position: try row.int("position"), personID: person, classNumber: try row.int("class_number"),
          volume: try row.int("volume"), portraitID: try row.optionalText("portrait_id"), sha256: try row.text("sha256"),
          byteCount: try row.int("byte_count"), checksum: UInt32(truncatingIfNeeded: try row.integer("checksum")),
          opened: opened))
    }
    return items
  }

  /// What a row of an item holds, with the person's own key beside it; nil when the person was erased.
  func frozenItem(
    _ row: SQLRow, of personID: String, in deliveryID: String, _ decoder: JSONDecoder = JSONDecoder()
  ) throws -> FrozenItem? {
    try openForGraduate(
      personID, row.blob("sealed"), as: FrozenItem.record(deliveryID: deliveryID, personID: personID), keyIn: row
    ).map { try decoder.decode(FrozenItem.self, from: Data($0)) }
  }

  func deliveryLock(of delivery: StoredDelivery) throws -> DeliveryLock {
    let plain = try keys.open(delivery.lockSealed, under: delivery.lockKeyID, as: DeliveryLock.record(delivery.id))
    return try JSONDecoder().decode(DeliveryLock.self, from: Data(plain))
  }
}
