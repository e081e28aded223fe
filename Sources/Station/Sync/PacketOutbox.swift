import Foundation
import GraduatePhotos
import Storage

/// A packet that is still only here.
struct WaitingPacket: Sendable {
  let id: String
  let sequence: Int
  let visit: VisitName
  let bytes: [UInt8]?
  let file: String?
  let byteCount: Int
}

/// How far the center has what this station made.
public struct SyncState: Sendable, Hashable {
  public var packets: Int
  public var confirmed: Int
  public var onStick: Int
  /// Neither here nor there confirmed twice: photos of which this station has the only copy.
  public var onlyHere: Int
  public var bytesWaiting: Int64
}

extension StationLedger {
  /// Packets that the center has not confirmed, oldest first.
  func waitingPackets(limit: Int, after sequence: Int = 0) async throws -> [WaitingPacket] {
    try await database.read { sql in
      try sql.rows(
        """
        SELECT id, sequence, campaign, visit, bytes, file, byte_count FROM packet p
        WHERE sequence > ? AND NOT EXISTS (SELECT 1 FROM packet_copy c WHERE c.packet_id = p.id AND c.place = 'center')
        ORDER BY sequence LIMIT ?
        """, [.int(sequence), .int(limit)]
      ).map { row in
        WaitingPacket(
          id: try row.text("id"), sequence: try row.int("sequence"),
          visit: VisitName(campaign: try row.text("campaign"), number: try row.int("visit")),
          bytes: try row.optionalBlob("bytes"), file: try row.optionalText("file"), byteCount: try row.int("byte_count"))
      }
    }
  }

  /// The sealed bytes, whole as they were written.
  func bytes(of packet: WaitingPacket) async throws -> [UInt8] {
    if let bytes = packet.bytes { return bytes }
    guard let hash = packet.file.flatMap({ PhotoHash($0) }) else { return [] }
    return try await packets.read(hash)
  }

  /// A packet lies somewhere else too.
  func noteCopy(of ids: [String], at place: String, now: Int64) async throws {
    try await database.write { sql in
      for id in ids {
        try sql.execute(
          "INSERT INTO packet_copy (packet_id, place, at) VALUES (?, ?, ?) ON CONFLICT (packet_id, place) DO NOTHING",
          [.text(id), .text(place), .integer(now)])
      }
    }
  }

  func syncState() async throws -> SyncState {
    try await database.read { sql in
      let row = try sql.row(
        """
        SELECT COUNT(*) AS packets, SUM(CASE WHEN c.packet_id IS NULL THEN 0 ELSE 1 END) AS confirmed,
          SUM(CASE WHEN s.packet_id IS NULL THEN 0 ELSE 1 END) AS stick,
          SUM(CASE WHEN p.is_shot = 1 AND c.packet_id IS NULL AND s.packet_id IS NULL THEN 1 ELSE 0 END) AS lonely,
          SUM(CASE WHEN c.packet_id IS NULL THEN p.byte_count ELSE 0 END) AS waiting
        FROM packet p LEFT JOIN packet_copy c ON c.packet_id = p.id AND c.place = 'center'
          LEFT JOIN packet_copy s ON s.packet_id = p.id AND s.place = 'stick'
        """)
      return SyncState(
        packets: try row?.int("packets") ?? 0, confirmed: try row?.optionalInt("confirmed") ?? 0,
        onStick: try row?.optionalInt("stick") ?? 0, onlyHere: try row?.optionalInt("lonely") ?? 0,
        bytesWaiting: try row?.optionalInteger("waiting") ?? 0)
    }
  }
}
