import GraduatePhotos
import Storage

/// A packet that waits for somebody's decision.
public struct PacketInReview: Sendable, Identifiable {
  public let id: String
  public let stationID: String
  public let stationName: String
  /// The visit its head names.
  public let visit: Int
  public let sequence: Int
  /// What it tells, in Chinese: 「照片」.
  public let kind: String
  public let why: String
  /// Milliseconds UTC.
  public let since: Int64
  public let byteCount: Int
  /// Of a campaign that is not here.
  public let isOfNoCampaign: Bool
}

extension CollectionCenter {
  /// What waits for a decision in a campaign, and what names no campaign of this center; the oldest first.
  public func packetsInReview(campaignID: String, by keeper: some CampaignKeeper) async throws -> [PacketInReview] {
    try await records.read { transaction in
      try (transaction.packetsInReview(campaignID) + transaction.packetsInReview("")).sorted {
        ($0.since, $0.id) < ($1.since, $1.id)
      }
    }
  }

  /// Takes a packet in that waited: as if it had fitted.
  ///
  /// - Throws: `StationRefusal.packetUnknown`, `.reviewedAlready`, `.noReason`, `.stillDoesNotFit`; then it goes on waiting.
  public func acceptPacket(_ id: String, campaignID: String, reason: String, by keeper: some CampaignKeeper) async throws {
    let reason = try reason.checkedReason()
    let kept = try await records.write { [visits] transaction in
      let packet = try transaction.packetToReview(id, in: campaignID)
      guard !packet.campaignID.isEmpty, packet.campaignID == campaignID else {
        throw StationRefusal.stillDoesNotFit("没有这个年度采集")
      }
      guard let happening = try? HappeningJSON.happening(packet.body) else {
        throw StationRefusal.stillDoesNotFit("内容看不懂，请先升级中心")
      }
      var visit = try transaction.newest(visits.visit(packet.campaignID, packet.visit))
      if let why = try transaction.misfit(happening, of: packet, in: visit.log) { throw StationRefusal.stillDoesNotFit(why) }
      do { try transaction.take(happening, packetID: id, &visit) } catch let error as StorageError {
        // Named as what it is only where trying again cannot help.
        if case .unique = error { throw StationRefusal.stillDoesNotFit("号码或编号已经用过") }
        throw error
      }
      try transaction.decide(packet, .packetAccepted, "accepted", reason, by: keeper)
      return visit
    }
    visits.keep(kept)
  }

  /// Leaves a packet without effect for good; its files stay.
  ///
  /// - Throws: `StationRefusal.packetUnknown`, `.reviewedAlready`, `.noReason`.
  public func refusePacket(_ id: String, campaignID: String, reason: String, by keeper: some CampaignKeeper) async throws {
    let reason = try reason.checkedReason()
    try await records.write { transaction in
      let packet = try transaction.packetToReview(id, in: campaignID)
      try transaction.decide(packet, .packetRefused, "refused", reason, by: keeper)
    }
  }
}

extension Transaction {
  static let inReview = """
    SELECT p.id, p.station_id, s.name, p.visit_number, p.sequence, p.kind, r.why, r.since, p.byte_count, r.campaign_id
    FROM packet_in_review r JOIN station_packet p ON p.id = r.packet_id JOIN station s ON s.id = p.station_id
    WHERE r.campaign_id = ? AND NOT EXISTS (SELECT 1 FROM packet_reviewed d WHERE d.packet_id = r.packet_id)
    ORDER BY r.since LIMIT ?
    """

  fileprivate func packetsInReview(_ campaignID: String) throws -> [PacketInReview] {
    try rows(Self.inReview, [.text(campaignID), .int(StationLimits.listedPackets)]).map { row in
      PacketInReview(
        id: try row.text("id"), stationID: try row.text("station_id"), stationName: try row.text("name"),
        visit: try row.int("visit_number"), sequence: try row.int("sequence"), kind: DeedWords.name(try row.text("kind")),
        why: try row.text("why"), since: try row.integer("since"), byteCount: try row.int("byte_count"),
        isOfNoCampaign: try row.text("campaign_id").isEmpty)
    }
  }

  fileprivate func packetToReview(_ id: String, in campaignID: String) throws -> StoredPacket {
    let found = try row(
      """
      SELECT \(StoredPacket.columns), d.packet_id AS decided FROM packet_in_review r JOIN station_packet p ON p.id = r.packet_id
      LEFT JOIN packet_reviewed d ON d.packet_id = p.id WHERE r.packet_id = ? AND r.campaign_id IN (?, '')
      """, [.text(id), .text(campaignID)])
    guard let found else { throw StationRefusal.packetUnknown }
    guard try found.optionalText("decided") == nil else { throw StationRefusal.reviewedAlready }
    return try StoredPacket(from: found, keys)
  }

  fileprivate func decide(
    _ packet: StoredPacket, _ action: JournalLine.Action, _ decision: String, _ reason: String, by keeper: some SignedIn
  ) throws {
    try execute(
      "INSERT INTO packet_reviewed (packet_id, decision, reason, reviewed_by, reviewed_at) VALUES (?, ?, ?, ?, ?)",
      [.text(packet.id), .text(decision), .text(reason), .text(keeper.accountID), .integer(now)])
    let campaign = try row("SELECT id FROM campaign WHERE id = ?", [.text(packet.campaignID)])?.text("id")
    try journal(
      JournalLine(
        action: action, recordKind: "packet", recordID: packet.id, campaignID: campaign,
        details: [
          "station": packet.stationID, "visit": String(packet.visit), "sequence": String(packet.sequence), "kind": packet.kind,
          "reason": reason,
        ]), by: keeper)
  }
}

/// What happened at a visit, in a word.
enum DeedWords {
  private static let names = [
    "checked-in": "签到", "check-in-withdrawn": "撤销签到", "sent-on": "到场未拍", "seated": "就座", "seat-undone": "撤回就座",
    "shot": "照片", "chosen": "选定照片", "set-aside": "弃用照片", "overruled": "人工放行", "bound": "照片认领", "repaired": "整段改正",
    "repair-taken-back": "撤回整段改正", "settled": "核对无误", "held-back": "扣住照片", "twins-answered": "疑似双胞胎的答复", "spare": "名单外人员",
    "excused": "当天不拍",
    "signed": "签字", "noticed": "设备情况", "closed": "结束一天",
  ]

  static func name(_ kind: String) -> String { names[kind] ?? "其他" }
}
