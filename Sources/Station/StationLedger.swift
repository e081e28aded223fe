import Foundation
import GraduatePhotos
import Outward
import Storage

/// A visit as packets and rows name it.
public struct VisitName: Sendable, Hashable, Codable {
  public var campaign: String
  public var number: Int

  public init(campaign: String, number: Int) {
    self.campaign = campaign
    self.number = number
  }
}

/// What is written down together with a happening of a shot.
struct ShotRecord: Sendable {
  var original: [UInt8]
  /// JPEG; nil when none could be made.
  var portrait: [UInt8]?
  /// What is shown at the station: the portrait, or a small copy of a picture that none could be cut from.
  var shown: [UInt8]?
  var view: ShotView
}

/// What the station keeps of a shot to show and compare it.
struct ShotView: Sendable, Codable {
  /// The face's embedding; nil when none was found.
  var embedding: [Float]?
  /// What was measured, as an SVG picture of the portrait's size; empty without a face.
  var drawing: String
}

/// Writes down what happened: sealed for this station's eyes, and as a packet for the center, in one transaction.
///
/// A picture is on the disk, synced, before the row that names it: what was confirmed outlives a power cut (promise 5).
actor StationLedger {
  let database: SQLiteDatabase
  let packets: DiskPhotoStore
  let sealed: DiskPhotoStore
  private let identity: StationIdentity
  private let clock: StationClock
  private let chance: Chance
  private let gate = Turnstile()
  private var lastSequence: Int
  private var lastAt: Int64
  /// The clock was found set back, and it was said.
  private var isBehind = false
  /// Milliseconds that a clock may be corrected by without a word.
  private static let unsaidMilliseconds: Int64 = 60_000

  init(
    database: SQLiteDatabase, packets: DiskPhotoStore, sealed: DiskPhotoStore, identity: StationIdentity, clock: StationClock,
    chance: Chance
  ) async throws {
    self.database = database
    self.packets = packets
    self.sealed = sealed
    self.identity = identity
    self.clock = clock
    self.chance = chance
    let station = identity.id
    (lastSequence, lastAt) = try await database.read { sql in
      let row = try sql.row(
        "SELECT COALESCE(MAX(sequence), 0) AS n, COALESCE(MAX(at), 0) AS t FROM happening WHERE station = ?", [.text(station)])
      return (try row?.int("n") ?? 0, try row?.integer("t") ?? 0)
    }
  }

  /// Writes several happenings down, all or none, in their order.
  ///
  /// - Returns: the happenings as written.
  func write(
    _ deeds: [Deed], shot: ShotRecord? = nil, of visit: VisitName, head: TakeAlongHead, key: VisitKey, by account: String
  ) async throws -> [Happening] {
    try await gate.pass { try await self.writeAlone(deeds, shot: shot, of: visit, head: head, key: key, by: account) }
  }

  private func writeAlone(
    _ deeds: [Deed], shot: ShotRecord?, of visit: VisitName, head: TakeAlongHead, key: VisitKey, by account: String
  ) async throws -> [Happening] {
    let sealer = try PacketSealer(
      signingKey: identity.signingKey, recipient: PacketRecipient(id: head.recipient, publicKey: head.recipientKey))
    // A clock that was set back does not turn the order of the day around.
    let now = clock.now()
    let at = max(now, lastAt)
    let isJump = lastAt - now > Self.unsaidMilliseconds
    let deeds = isJump && !isBehind ? [.noticed(Self.clockNotice(lastAt - now))] + deeds : deeds
    isBehind = isJump
    var happenings: [Happening] = []
    var rows: [LedgerRow] = []
    var view: (portrait: String?, sealed: [UInt8])?
    for deed in deeds {
      let happening = Happening(
        id: chance.identifier(at: at), station: identity.id, sequence: lastSequence + happenings.count + 1, at: at, by: account,
        deed: deed)
      var files: [(role: String, bytes: [UInt8])] = []
      if case .shot = deed, let shot {
        files.append(("original", shot.original))
        if let portrait = shot.portrait { files.append(("portrait", portrait)) }
      }
      rows.append(try await row(of: happening, files: files, visit, key, sealer))
      if case .shot(let shotDeed) = deed, let shot { view = try await seal(shot, shotDeed, key) }
      happenings.append(happening)
    }
    let (written, shotView) = (rows, view)
    let shotDeed = deeds.lazy.compactMap { if case .shot(let deed) = $0 { deed } else { nil } }.first
    try await database.write { sql in
      for row in written { try row.insert(visit, into: sql) }
      guard let shotDeed, let shotView else { return }
      try sql.insertView(shotView, of: shotDeed, visit, at: at)
    }
    lastSequence += happenings.count
    lastAt = at
    return happenings
  }

  private static func clockNotice(_ milliseconds: Int64) -> StationNotice {
    StationNotice(
      kind: .clockJumped, chinese: "这台电脑的时钟往回跳了 \(milliseconds / 60_000) 分钟，请核对时间。拍摄的先后不受影响。")
  }

  private func row(
    of happening: Happening, files: [(role: String, bytes: [UInt8])], _ visit: VisitName, _ key: VisitKey,
    _ sealer: PacketSealer
  ) async throws -> LedgerRow {
    let body = try Self.encoder.encode(happening)
    let packet = try sealer.seal(
      PacketHead(
        packet: happening.id, station: happening.station, campaign: visit.campaign, visit: visit.number,
        sequence: happening.sequence, recipient: ""), kind: "happening", body: String(decoding: body, as: UTF8.self),
      files: files)
    let isLarge = packet.count > VisitDeskLimits.packetInRowBytes
    return LedgerRow(
      happening: happening, sealed: try key.seal(body, as: "happening:\(happening.id)"), isShot: !files.isEmpty,
      packet: isLarge ? nil : packet, file: isLarge ? try await packets.put(packet).hex : nil, byteCount: packet.count)
  }

  private func seal(
    _ shot: ShotRecord, _ deed: ShotDeed, _ key: VisitKey
  ) async throws -> (portrait: String?, sealed: [UInt8]) {
    var portrait: String?
    if let bytes = shot.shown { portrait = try await sealed.put(key.seal(bytes, as: "portrait:\(deed.id)")).hex }
    return (portrait, try key.seal(Self.encoder.encode(shot.view), as: "view:\(deed.id)"))
  }

  /// Keeps what other stations and the center told of a visit; they send it to the center themselves.
  func keep(_ happenings: [Happening], of visit: VisitName, key: VisitKey) async throws {
    let rows = try happenings.map { happening in
      (happening, try key.seal(Self.encoder.encode(happening), as: "happening:\(happening.id)"))
    }
    try await database.write { sql in
      for (happening, bytes) in rows {
        try sql.execute(
          """
          INSERT INTO happening (id, campaign, visit, station, sequence, at, sealed) VALUES (?, ?, ?, ?, ?, ?, ?)
          ON CONFLICT DO NOTHING
          """,
          [
            .text(happening.id), .text(visit.campaign), .int(visit.number), .text(happening.station), .int(happening.sequence),
            .integer(happening.at), .blob(bytes),
          ])
      }
    }
  }

  /// Everything that is known of a visit.
  func happenings(of visit: VisitName, key: VisitKey) async throws -> [Happening] {
    let rows = try await database.read { sql in
      try sql.rows(
        "SELECT id, sealed FROM happening WHERE campaign = ? AND visit = ? ORDER BY station, sequence",
        [.text(visit.campaign), .int(visit.number)]
      ).map { (try $0.text("id"), try $0.blob("sealed")) }
    }
    return try rows.map { id, bytes in
      try JSONDecoder().decode(Happening.self, from: Data(key.open(bytes, as: "happening:\(id)")))
    }
  }

  static var encoder: JSONEncoder {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return encoder
  }
}

private struct LedgerRow: Sendable {
  let happening: Happening
  let sealed: [UInt8]
  let isShot: Bool
  let packet: [UInt8]?
  let file: String?
  let byteCount: Int

  func insert(_ visit: VisitName, into sql: any SQLTransaction) throws {
    try sql.execute(
      "INSERT INTO happening (id, campaign, visit, station, sequence, at, sealed) VALUES (?, ?, ?, ?, ?, ?, ?)",
      [
        .text(happening.id), .text(visit.campaign), .int(visit.number), .text(happening.station), .int(happening.sequence),
        .integer(happening.at), .blob(sealed),
      ])
    try sql.execute(
      """
      INSERT INTO packet (id, sequence, campaign, visit, is_shot, bytes, file, byte_count) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .text(happening.id), .int(happening.sequence), .text(visit.campaign), .int(visit.number), .int(isShot ? 1 : 0),
        .optional(packet), .optional(file), .int(byteCount),
      ])
  }
}

extension SQLTransaction {
  fileprivate func insertView(
    _ view: (portrait: String?, sealed: [UInt8]), of shot: ShotDeed, _ visit: VisitName, at: Int64
  ) throws {
    try execute(
      "INSERT INTO shot_view (shot_id, campaign, visit, serial, portrait, sealed) VALUES (?, ?, ?, ?, ?, ?)",
      [
        .text(shot.id), .text(visit.campaign), .int(visit.number), .int(shot.serial), .optional(view.portrait),
        .blob(view.sealed),
      ])
    try execute(
      """
      INSERT INTO arrived_file (campaign, visit, sha256, shot_id, at) VALUES (?, ?, ?, ?, ?)
      """, [.text(visit.campaign), .int(visit.number), .text(shot.sha256), .text(shot.id), .integer(at)])
  }
}
