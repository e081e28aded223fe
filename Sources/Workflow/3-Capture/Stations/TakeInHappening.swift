import GraduatePhotos
import Storage

/// A crew member at a station: who did it is what the station wrote down and signed.
struct AtStation: SignedIn {
  let accountID: String
  var roleName: String { Role.photographer.rawValue }
}

extension Transaction {
  /// Takes in what a packet tells: the happening, and what it comes to.
  ///
  /// What does not fit is put in review instead.
  ///
  /// - Returns: why it was put in review; nil when it was taken in.
  @discardableResult
  func takeIn(_ packet: StoredPacket, _ visit: inout KeptVisit) throws -> String? {
    guard let happening = try? HappeningJSON.happening(packet.body) else {
      let why = "内容看不懂，可能来自更新的程序"
      try putInReview(packet, why)
      return why
    }
    if let why = try misfit(happening, of: packet, in: visit.log) {
      try putInReview(packet, why)
      return why
    }
    do {
      visit = try sql.savepoint {
        var next = visit
        try take(happening, packetID: packet.id, &next)
        return next
      }
      return nil
    } catch let error where Self.liesInThePacket(error) {
      // It would fail for ever, and everything behind it with it: a person looks instead.
      let why = "记录时出错（\(FaultText.of(error))）"
      try putInReview(packet, why)
      return why
    }
  }

  /// Whether a packet would fail the same way however often it is tried.
  static func liesInThePacket(_ error: any Error) -> Bool {
    switch error {
    case StorageError.unique, StorageError.foreignKey, StorageError.notNull, StorageError.check: true
    // U+0000 in a text, a number out of range.
    case StorageError.other(let code): code.hasPrefix("22")
    case is JournalLineTooLong, is NoticeFault: true
    default: false
    }
  }

  /// Writes a happening down and brings the tables to what the log says with it.
  func take(_ happening: Happening, packetID: String?, _ visit: inout KeptVisit) throws {
    let before = visit.log
    visit.ordinal = try insert(happening, packetID: packetID, visit)
    visit.log.take([happening])
    let actor = AtStation(accountID: happening.by)
    try VisitTables(self, visit.campaignID, visit.visit, because: happening, packetID: packetID).bring(
      from: before, to: visit.log)
    try journal(happening, visit, by: actor)
    try tell(happening, visit, by: actor)
  }

  /// Why a happening cannot be taken in as it is.
  func misfit(_ happening: Happening, of packet: StoredPacket, in log: VisitLog) throws -> String? {
    guard try row("SELECT id FROM happening WHERE id = ?", [.text(happening.id)]) == nil else { return "这件事已从别的数据包收过" }
    guard let part = try stationVisit(packet.campaignID, packet.visit, packet.stationID) else {
      return "这台工作站没有领过第 \(packet.visit) 场"
    }
    for person in Set(happening.deed.people) where log.spares[person] == nil {
      guard try isPerson(person, of: packet.campaignID) else { return "学生名单里没有这个人（编号 \(person.prefix(36))）" }
    }
    switch happening.deed {
    case .checkedIn(let deed):
      guard StationNumbers.range(of: deed.queue) == part.range else { return "排队号 \(deed.queue) 不在这台工作站的号段里" }
      let other = try row(
        "SELECT id FROM check_in WHERE campaign_id = ? AND visit_number = ? AND queue_number = ?",
        [.text(packet.campaignID), .int(packet.visit), .int(deed.queue)])
      guard other == nil else { return "排队号 \(StationNumbers.queueText(deed.queue)) 已给过别人" }
    case .shot(let deed): return try misfit(deed, range: part.range, of: packet)
    case .spare(let person):
      guard try !isInCodeMode(packet.campaignID) || person.holdsNothingPersonal else { return "采集码模式不收姓名和学号" }
    default: break
    }
    return nil
  }

  private func misfit(_ deed: ShotDeed, range: Int, of packet: StoredPacket) throws -> String? {
    let serial = StationNumbers.serialText(deed.serial)
    guard StationNumbers.range(of: deed.serial) == range else { return "拍摄序号 \(serial) 不在这台工作站的号段里" }
    let other = try row(
      "SELECT id FROM shot WHERE id = ? OR campaign_id = ? AND visit_number = ? AND serial = ?",
      [.text(deed.id), .text(packet.campaignID), .int(packet.visit), .int(deed.serial)])
    guard other == nil else { return "拍摄序号 \(serial) 已有照片" }
    let original = try row(
      "SELECT sha256, byte_count FROM packet_file WHERE packet_id = ? AND role = 'original'", [.text(packet.id)])
    guard let original else { return "拍摄序号 \(serial) 的数据包里没有原片" }
    guard try original.text("sha256") == deed.sha256, try original.int("byte_count") == deed.byteCount else {
      return "拍摄序号 \(serial) 的原片和记录的不是同一个文件"
    }
    return nil
  }

  func isInCodeMode(_ campaignID: String) throws -> Bool {
    try row("SELECT regime FROM campaign WHERE id = ?", [.text(campaignID)])?.text("regime") == Regime.code.rawValue
  }

  /// A graduate or a code of the campaign, or somebody on no list who was written down before.
  private func isPerson(_ id: String, of campaignID: String) throws -> Bool {
    try row(
      """
      SELECT 1 AS n FROM graduate WHERE id = ? AND campaign_id = ?
      UNION ALL SELECT 1 FROM collection_code WHERE id = ? AND campaign_id = ?
      UNION ALL SELECT 1 FROM spare_person WHERE id = ? AND campaign_id = ?
      """, [.text(id), .text(campaignID), .text(id), .text(campaignID), .text(id), .text(campaignID)]) != nil
  }

  func insert(_ happening: Happening, packetID: String?, _ visit: KeptVisit) throws -> Int {
    let ordinal = try count(
      """
      INSERT INTO happening_counter (campaign_id, visit_number, last) VALUES (?, ?, 1)
      ON CONFLICT (campaign_id, visit_number) DO UPDATE SET last = happening_counter.last + 1 RETURNING last AS n
      """, [.text(visit.campaignID), .int(visit.visit)])
    let sealed = try keys.seal(HappeningJSON.bytes(happening), as: SealedValues.happenings.record([happening.id]))
    try execute(
      """
      INSERT INTO happening (id, station_id, sequence, campaign_id, visit_number, ordinal, happened_at, done_by, kind, body_sealed,
        key_id, packet_id, taken_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .text(happening.id), .text(happening.station), .int(happening.sequence), .text(visit.campaignID), .int(visit.visit),
        .int(ordinal), .integer(happening.at), .text(happening.by), .text(happening.deed.kind), .blob(sealed),
        .text(keys.encryptionKeyID), .optional(packetID), .integer(now),
      ])
    return ordinal
  }
}
