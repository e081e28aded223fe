import GraduatePhotos
import Outward
import Storage

/// A packet's row.
struct StoredPacket: Sendable {
  let id: String
  let stationID: String
  let campaignID: String
  let visit: Int
  let sequence: Int
  let kind: String
  let body: [UInt8]

  init(id: String, stationID: String, campaignID: String, visit: Int, sequence: Int, kind: String, body: [UInt8]) {
    (self.id, self.stationID, self.campaignID, self.visit) = (id, stationID, campaignID, visit)
    (self.sequence, self.kind, self.body) = (sequence, kind, body)
  }

  init(_ packet: ReadPacket) {
    self.init(
      id: packet.head.packet, stationID: packet.head.station, campaignID: packet.head.campaign, visit: packet.head.visit,
      sequence: packet.head.sequence, kind: packet.kind, body: packet.body)
  }

  static let columns = "p.id, p.station_id, p.campaign_id, p.visit_number, p.sequence, p.kind, p.body_sealed, p.key_id"

  init(from row: SQLRow, _ keys: KeyRing) throws {
    let id = try row.text("id")
    self.init(
      id: id, stationID: try row.text("station_id"), campaignID: try row.text("campaign_id"),
      visit: try row.int("visit_number"),
      sequence: try row.int("sequence"), kind: try row.text("kind"),
      body: try keys.open(row.blob("body_sealed"), under: row.text("key_id"), as: SealedValues.packets.record([id])))
  }
}

extension Transaction {
  /// What a repeated packet is told; nil for a new one.
  func answer(to packetID: String) throws -> PacketTaken? {
    try row(
      """
      SELECT p.id, r.packet_id AS review, d.packet_id AS decided FROM station_packet p
      LEFT JOIN packet_in_review r ON r.packet_id = p.id LEFT JOIN packet_reviewed d ON d.packet_id = p.id WHERE p.id = ?
      """, [.text(packetID)]
    ).map { row in
      let waits = try row.optionalText("review") != nil && row.optionalText("decided") == nil
      return PacketTaken(packet: packetID, state: waits ? .review : .known)
    }
  }

  /// Writes a packet down and takes in what it tells when it is its turn.
  func take(_ packet: ReadPacket, _ files: [StoredFile], _ visits: inout OpenVisits) throws -> PacketTaken {
    let stored = StoredPacket(packet)
    let isFirst = try isFree(stored)
    try insert(packet, slot: isFirst ? "" : stored.id)
    for file in files { try insert(file, of: stored.id) }
    if let why = try doubt(about: packet, isFirst: isFirst) {
      try putInReview(stored, why)
      if isFirst { try advance(stored) }
      return PacketTaken(packet: stored.id, state: .review)
    }
    let last = try lastSequence(of: stored.stationID)
    // A later one than the next waits for those between; an earlier one was given up and came all the same.
    guard stored.sequence <= last + 1 else { return PacketTaken(packet: stored.id, state: .taken) }
    let why = try visits.change(stored.campaignID, stored.visit, self) { try takeIn(stored, &$0) }
    try advance(stored)
    return PacketTaken(packet: stored.id, state: why == nil ? .taken : .review)
  }

  func hasNextPacket(of stationID: String) throws -> Bool {
    let next = try lastSequence(of: stationID) + 1
    return try row(
      """
      SELECT 1 AS n FROM station_packet WHERE station_id = ? AND sequence = ? AND slot = ''
      UNION ALL SELECT 1 FROM packet_given_up WHERE station_id = ? AND sequence = ?
      """, [.text(stationID), .int(next), .text(stationID), .int(next)]) != nil
  }

  /// Takes in the packets that follow the last one without a gap, up to a bound.
  func takeInWaiting(of stationID: String, _ visits: inout OpenVisits) throws {
    var last = try lastSequence(of: stationID)
    for _ in 0..<StationLimits.packetsInTransaction {
      let found = try row(
        """
        SELECT \(StoredPacket.columns), r.packet_id AS review FROM station_packet p
        LEFT JOIN packet_in_review r ON r.packet_id = p.id
        WHERE p.station_id = ? AND p.sequence = ? AND p.slot = ''
        """, [.text(stationID), .int(last + 1)])
      guard let found else {
        let isGivenUp = try row(
          "SELECT 1 AS n FROM packet_given_up WHERE station_id = ? AND sequence = ?", [.text(stationID), .int(last + 1)])
        guard isGivenUp != nil else { break }
        last += 1
        continue
      }
      let packet = try StoredPacket(from: found, keys)
      last += 1
      guard try found.optionalText("review") == nil else { continue }
      _ = try visits.change(packet.campaignID, packet.visit, self) { try takeIn(packet, &$0) }
    }
    try setLastSequence(last, of: stationID)
  }

  /// What can be said of a packet before its happening is looked at.
  private func doubt(about packet: ReadPacket, isFirst: Bool) throws -> String? {
    let head = packet.head
    if try station(head.station)?.isRevoked ?? true { return "工作站已停用" }
    guard try row("SELECT id FROM campaign WHERE id = ?", [.text(head.campaign)]) != nil else { return "没有这个年度采集" }
    guard try stationVisit(head.campaign, head.visit, head.station) != nil else { return "这台工作站没有领过第 \(head.visit) 场" }
    if !isFirst { return "第 \(head.sequence) 号已有另一个数据包" }
    guard head.sequence >= 1 else { return "序号不对" }
    return packet.doubt
  }

  private func isFree(_ packet: StoredPacket) throws -> Bool {
    try row(
      "SELECT id FROM station_packet WHERE station_id = ? AND sequence = ? AND slot = ''",
      [.text(packet.stationID), .int(packet.sequence)]) == nil
  }

  private func insert(_ packet: ReadPacket, slot: String) throws {
    let head = packet.head
    try execute(
      """
      INSERT INTO station_packet (id, station_id, campaign_id, visit_number, sequence, kind, body_sealed, key_id, byte_count, slot,
        received_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .text(head.packet), .text(head.station), .text(head.campaign), .int(head.visit), .int(head.sequence),
        .text(packet.kind),
        .blob(try keys.seal(packet.body, as: SealedValues.packets.record([head.packet]))), .text(keys.encryptionKeyID),
        .int(packet.byteCount), .text(slot), .integer(now),
      ])
  }

  private func insert(_ file: StoredFile, of packetID: String) throws {
    try execute(
      """
      INSERT INTO packet_file (id, packet_id, role, sha256, byte_count, stored_hash, key_id) VALUES (?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .text(file.id), .text(packetID), .text(file.role), .text(file.sha256), .int(file.byteCount), .text(file.storedHash),
        .text(file.keyID),
      ])
  }

  func putInReview(_ packet: StoredPacket, _ why: String) throws {
    let campaign = try row("SELECT id FROM campaign WHERE id = ?", [.text(packet.campaignID)])?.text("id")
    try execute(
      "INSERT INTO packet_in_review (packet_id, campaign_id, why, since) VALUES (?, ?, ?, ?)",
      [.text(packet.id), .text(campaign ?? ""), .text(why), .integer(now)])
    try journal(
      JournalLine(
        action: .packetToReview, recordKind: "packet", recordID: packet.id, campaignID: campaign,
        details: ["station": packet.stationID, "sequence": String(packet.sequence), "kind": packet.kind, "why": why]),
      by: CenterItself())
  }

  func lastSequence(of stationID: String) throws -> Int {
    try count("SELECT last AS n FROM packet_counter WHERE station_id = ?", [.text(stationID)])
  }

  /// A packet that waited for nobody moves the counter on; one that was given up before does not.
  private func advance(_ packet: StoredPacket) throws {
    guard try packet.sequence == lastSequence(of: packet.stationID) + 1 else { return }
    try setLastSequence(packet.sequence, of: packet.stationID)
  }

  private func setLastSequence(_ last: Int, of stationID: String) throws {
    try execute(
      """
      INSERT INTO packet_counter (station_id, last) VALUES (?, ?)
      ON CONFLICT (station_id) DO UPDATE SET last = excluded.last
      """, [.text(stationID), .int(last)])
  }
}
