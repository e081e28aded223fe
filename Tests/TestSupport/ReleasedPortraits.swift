import Crypto
import Foundation
import GraduatePhotos

@testable import Workflow

extension Province {
  /// A released portrait of somebody with everything behind it: as if a station had sent the shot and a clerk had released it.
  ///
  /// - `shot`: tells shots apart; it makes the ids and the serial.
  /// - `jpeg`: its bytes; made-up ones, that nobody looks at, where nothing is given.
  ///
  /// Returns the portrait's id.
  @discardableResult
  public func releasePortrait(
    of person: String, shot: Int, jpeg: [UInt8]? = nil, campaignID: String = "campaign-2014"
  ) async throws -> String {
    let bytes = jpeg ?? Array("portrait \(shot)".utf8)
    let file = "file-\(shot)"
    let keys = center.keys.current
    let stored = try await center.photos.put(try keys.seal(bytes, as: "packet_file:\(file)"))
    let sha256 = hexadecimal(SHA256.hash(data: bytes))
    return try await center.records.write { transaction in
      try transaction.putShot(shot, campaignID)
      try transaction.execute(
        """
        INSERT INTO packet_file (id, packet_id, role, sha256, byte_count, stored_hash, key_id)
        VALUES (?, ?, 'portrait', ?, ?, ?, ?)
        """,
        [
          .text(file), .text("packet-\(shot)"), .text(sha256), .int(bytes.count), .text(stored.hex),
          .text(keys.encryptionKeyID),
        ])
      let number = try transaction.count(
        "SELECT COALESCE(MAX(number), 0) + 1 AS n FROM portrait WHERE campaign_id = ? AND person_id = ?",
        [.text(campaignID), .text(person)])
      try transaction.execute(
        """
        INSERT INTO portrait (id, campaign_id, person_id, number, shot_id, file_id, sha256, released_by, released_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, 'clerk', ?)
        """,
        [
          .text("portrait-\(shot)"), .text(campaignID), .text(person), .int(number), .text("shot-\(shot)"), .text(file),
          .text(sha256), .integer(transaction.now),
        ])
      return "portrait-\(shot)"
    }
  }
}

extension Transaction {
  fileprivate func putShot(_ shot: Int, _ campaignID: String) throws {
    try execute(
      """
      INSERT INTO station (id, name, public_key, enrolled_by, enrolled_at) VALUES ('station-of-shots', '1 号工作站', ?, 'test', ?)
      ON CONFLICT (id) DO NOTHING
      """, [.blob([UInt8](repeating: 1, count: 32)), .integer(now)])
    try execute(
      """
      INSERT INTO station_packet (id, station_id, campaign_id, visit_number, sequence, kind, body_sealed, key_id, byte_count, slot,
        received_at) VALUES (?, 'station-of-shots', ?, 90, ?, 'happening', ?, 'k', 0, '', ?)
      """, [.text("packet-\(shot)"), .text(campaignID), .int(shot), .blob([]), .integer(now)])
    try execute(
      """
      INSERT INTO happening (id, station_id, sequence, campaign_id, visit_number, ordinal, happened_at, done_by, kind, body_sealed,
        key_id, packet_id, taken_at) VALUES (?, 'station-of-shots', ?, ?, 90, ?, ?, 'test', 'shot', ?, 'k', ?, ?)
      """,
      [
        .text("happening-\(shot)"), .int(shot), .text(campaignID), .int(shot), .integer(now), .blob([]),
        .text("packet-\(shot)"), .integer(now),
      ])
    try execute(
      """
      INSERT INTO shot (id, campaign_id, visit_number, serial, station_id, packet_id, happening_id, original_sha256, verdict, problems,
        source, taken_at, arrived_at) VALUES (?, ?, 90, ?, 'station-of-shots', ?, ?, 'o', 'pass', '[]', 'folder', NULL, ?)
      """,
      [
        .text("shot-\(shot)"), .text(campaignID), .int(10_000 + shot), .text("packet-\(shot)"), .text("happening-\(shot)"),
        .integer(now),
      ])
  }
}
