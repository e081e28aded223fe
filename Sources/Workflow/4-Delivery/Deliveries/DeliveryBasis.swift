import Crypto
import GraduatePhotos
import Paperwork
import Storage

/// Somebody who is due, with the portrait that counts now or without one.
struct DeliveryPerson: Sendable {
  /// Hash and size are those of the portrait; empty and 0 without one.
  var line: DeliveryLine
  /// Nil for who is missing.
  var portraitID: String?

  var id: String { line.internalNumber }
}

/// What a delivery is made of, read at one moment.
struct DeliveryBasis: Sendable {
  let campaign: StoredCampaign
  let institutionID: String
  let institutionCode: String
  let institutionName: String
  /// Everybody who is due, in the order of their numbers.
  let people: [DeliveryPerson]
  let previous: DeliveredBefore?
  let day: CalendarDay

  var regime: Regime { campaign.plan.regime }
  var ordinal: Int { (previous?.ordinal ?? 0) + 1 }

  /// 「2014-10730-001」: on discs and slips, and never another's.
  var number: String { Self.number(campaign.plan, institutionCode, letter: "", ordinal) }

  /// 「2014-62-10730-G001」: with a letter for what is no delivery of a disc.
  static func number(of place: RosterPlaceInCenter, letter: String, _ ordinal: Int) -> String {
    number(place.plan, place.institutionCode, letter: letter, ordinal)
  }

  private static func number(_ plan: CampaignPlan, _ institutionCode: String, letter: String, _ ordinal: Int) -> String {
    let kind = plan.kind == .graduation ? "" : "X"
    let code = institutionCode.replacing("临", with: "L")
    let count = String(ordinal)
    return "\(plan.graduatingClass.year)\(kind)-\(plan.provinceCode)-\(code)-\(letter)"
      + String(repeating: "0", count: max(0, 3 - count.count)) + count
  }

  /// Stands for all that a delivery made of it would hold.
  func fingerprint(_ options: DeliveryOptions) -> String {
    var sum = SHA256Sum()
    func add(_ texts: [String]) { sum.add(Array((texts.joined(separator: "\u{1F}") + "\u{1E}").utf8)) }
    add([
      campaign.id, campaign.plan.title, institutionCode, institutionName, previous?.id ?? "", options.key.rawValue,
      options.capacity.rawValue, options.plainReason,
    ])
    for person in people { add([person.portraitID ?? "", person.line.sha256] + person.line.texts) }
    return HexText.write(sum.digest().prefix(16))
  }
}

/// The delivery before.
struct DeliveredBefore: Sendable {
  let id: String
  let ordinal: Int
  /// SHA-256 of its manifests.
  let manifests: String
  let key: PhotoKey
  let capacity: DiscCapacity
  let isPlain: Bool
  /// Of everybody who had a portrait in it.
  let lines: [DeliveryLine]
}

extension DeliveryLine {
  /// Everything that is said of a person, in one order.
  var texts: [String] {
    [
      internalNumber, institutionCode, institutionName, studyCenterName, category.rawValue, department, major, classGroup,
      studentNumber, name, idNumber, code, shotSerial,
    ]
  }
}

extension Transaction {
  /// - Throws: `DeliveryDeskRefusal.unknown` for an institution that does not take part.
  func deliveryBasis(campaignID: String, institutionID: String) throws -> DeliveryBasis {
    let campaign = try storedCampaign(campaignID)
    let place: RosterPlaceInCenter
    do { place = try rosterPlace(campaignID: campaignID, institutionID: institutionID).place } catch is RosterImportRefusal {
      throw DeliveryDeskRefusal.unknown
    }
    let people = try campaign.plan.regime == .code ? codesForDelivery(place) : graduatesForDelivery(place)
    return DeliveryBasis(
      campaign: campaign, institutionID: institutionID, institutionCode: place.institutionCode,
      institutionName: place.institutionName, people: people,
      previous: try deliveredBefore(campaignID: campaignID, institutionID: institutionID), day: today)
  }

  private static let portraitColumns = "p.id AS portrait_id, p.sha256, f.byte_count, t.serial"

  private func graduatesForDelivery(_ place: RosterPlaceInCenter) throws -> [DeliveryPerson] {
    var people: [DeliveryPerson] = []
    try sql.forEachRow(
      """
      SELECT \(StoredGraduate.readColumns), \(Self.portraitColumns) FROM graduate g \(Portrait.present(of: "g"))
      WHERE g.campaign_id = ? AND g.institution_id = ? AND NOT \(GraduateScope.hasLeft) ORDER BY g.id
      """, [.text(place.campaignID), .text(place.institutionID)]
    ) { row in
      let entry = try StoredGraduate.entry(from: row, place: place, keys: keys)
      let center = try row.optionalText("study_center_id").flatMap { place.studyCenterName($0) }
      let line = DeliveryLine(
        internalNumber: try row.text("id"), institutionCode: place.institutionCode, institutionName: place.institutionName,
        studyCenterName: center ?? entry.studyCenterName, category: entry.category, department: entry.department,
        major: entry.major, classGroup: entry.classGroup, studentNumber: entry.studentNumber, name: entry.name.value,
        idNumber: entry.idNumber.value, shotSerial: "", sha256: "", byteCount: 0)
      people.append(try deliveryPerson(line, row))
    }
    return people
  }

  private func codesForDelivery(_ place: RosterPlaceInCenter) throws -> [DeliveryPerson] {
    var people: [DeliveryPerson] = []
    try sql.forEachRow(
      """
      SELECT c.id, c.study_center_id, c.code_sealed, c.code_key, c.category, c.department, c.class_group, \(Self.portraitColumns)
      FROM collection_code c \(Portrait.present(of: "c"))
      WHERE c.campaign_id = ? AND c.institution_id = ? AND NOT \(Self.codeHasLeft) ORDER BY c.id
      """, [.text(place.campaignID), .text(place.institutionID)]
    ) { row in
      let id = try row.text("id")
      guard let category = Category(rawValue: try row.text("category")) else { throw StoredGraduateFault(graduateID: id) }
      let code = try keys.open(
        row.blob("code_sealed"), under: row.text("code_key"), as: SealedValues.collectionCodes.record([id]))
      let line = DeliveryLine(
        internalNumber: id, institutionCode: place.institutionCode, institutionName: place.institutionName,
        studyCenterName: try row.optionalText("study_center_id").flatMap { place.studyCenterName($0) } ?? "",
        category: category, department: try row.text("department"), classGroup: try row.text("class_group"),
        studentNumber: "", name: "", idNumber: "", code: String(decoding: code, as: UTF8.self), shotSerial: "", sha256: "",
        byteCount: 0)
      people.append(try deliveryPerson(line, row))
    }
    return people
  }

  private func deliveryPerson(_ line: DeliveryLine, _ row: SQLRow) throws -> DeliveryPerson {
    guard let portrait = try row.optionalText("portrait_id") else { return DeliveryPerson(line: line) }
    var line = line
    line.sha256 = try row.text("sha256")
    line.byteCount = try row.int("byte_count")
    line.shotSerial = StationNumbers.serialText(try row.int("serial"))
    return DeliveryPerson(line: line, portraitID: portrait)
  }

  private func deliveredBefore(campaignID: String, institutionID: String) throws -> DeliveredBefore? {
    guard let id = try newestDelivery(campaignID: campaignID, institutionID: institutionID) else { return nil }
    let delivery = try storedDelivery(id, campaignID: campaignID)
    // Whoever was erased since then is in no later delivery either.
    let items = try deliveryItems(of: delivery).compactMap { $0.opened?.line(of: $0, delivery) }.filter { !$0.sha256.isEmpty }
    return DeliveredBefore(
      id: id, ordinal: delivery.ordinal, manifests: delivery.manifests, key: delivery.key, capacity: delivery.capacity,
      isPlain: delivery.isPlain, lines: items)
  }

  func newestDelivery(campaignID: String, institutionID: String) throws -> String? {
    try row(
      "SELECT id FROM delivery WHERE campaign_id = ? AND institution_id = ? ORDER BY ordinal DESC LIMIT 1",
      [.text(campaignID), .text(institutionID)]
    )?.text("id")
  }
}
