import Crypto
import Foundation
import GraduatePhotos
import Storage

@testable import Workflow

extension Province {
  /// A portrait of somebody as a station's packet brought it and the head office released it; its id.
  ///
  /// The person's next number: an earlier one is replaced.
  @discardableResult
  public func releasePortrait(of person: String, serial: Int, bytes: [UInt8], campaignID: String) async throws -> String {
    try await center.releasePortrait(of: person, serial: serial, bytes: bytes, campaignID: campaignID)
  }

  /// The same with made-up bytes that nobody looks at where no JPEG is given; `shot` makes the ids, and the serial from 10001.
  @discardableResult
  public func releasePortrait(
    of person: String, shot: Int, jpeg: [UInt8]? = nil, campaignID: String = "campaign-2014"
  ) async throws -> String {
    try await center.releasePortrait(
      of: person, serial: 10_000 + shot, bytes: jpeg ?? Array("portrait \(shot)".utf8), campaignID: campaignID, mark: shot)
  }

  public func clerk(_ signInName: String = "clerk") async throws -> Clerk {
    Clerk(accountID: try await account(.clerk, signInName))
  }
}

extension CollectionCenter {
  @discardableResult
  public func releasePortrait(
    of person: String, serial: Int, bytes: [UInt8], campaignID: String, mark: Int? = nil
  ) async throws -> String {
    let mark = mark ?? serial
    let file = "file-\(mark)"
    let hash = try await photos.put(try keys.current.seal(bytes, as: "packet_file:\(file)"))
    let original = try await photos.put(try keys.current.seal(bytes, as: "packet_file:original-\(mark)"))
    let sha256 = SHA256.hash(data: bytes).map { String(format: "%02x", $0) }.joined()
    return try await records.write { transaction in
      try transaction.insertShot(of: person, serial, mark, sha256, campaignID)
      for (id, role, stored) in [(file, "portrait", hash), ("original-\(mark)", "original", original)] {
        try transaction.execute(
          """
          INSERT INTO packet_file (id, packet_id, role, sha256, byte_count, stored_hash, key_id) VALUES (?, ?, ?, ?, ?, ?, ?)
          """,
          [
            .text(id), .text("packet-\(mark)"), .text(role), .text(sha256), .int(bytes.count), .text(stored.hex),
            .text(transaction.keys.encryptionKeyID),
          ])
      }
      let number = try transaction.count(
        "SELECT COALESCE(MAX(number), 0) + 1 AS n FROM portrait WHERE campaign_id = ? AND person_id = ?",
        [.text(campaignID), .text(person)])
      try transaction.execute(
        """
        INSERT INTO portrait (id, campaign_id, person_id, number, shot_id, file_id, sha256, released_by, released_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, 'test', ?)
        """,
        [
          .text("portrait-\(mark)"), .text(campaignID), .text(person), .int(number), .text("shot-\(mark)"), .text(file),
          .text(sha256), .integer(transaction.now),
        ])
      return "portrait-\(mark)"
    }
  }
}

extension Transaction {
  /// Station, packet, happening, shot and whose it is; of a visit whose log nobody reads.
  fileprivate func insertShot(of person: String, _ serial: Int, _ mark: Int, _ sha256: String, _ campaignID: String) throws {
    let empty = try keys.seal([UInt8](), as: "test")
    try execute(
      """
      INSERT INTO station (id, name, public_key, enrolled_by, enrolled_at) VALUES ('station-released', '1 号工作站', ?, 'test', ?)
      ON CONFLICT (id) DO NOTHING
      """, [.blob([UInt8](repeating: 1, count: 32)), .integer(now)])
    try execute(
      """
      INSERT INTO station_packet (id, station_id, campaign_id, visit_number, sequence, kind, body_sealed, key_id, byte_count,
        slot, received_at) VALUES (?, 'station-released', ?, 900, ?, 'happening', ?, ?, 1, '', ?)
      """,
      [
        .text("packet-\(mark)"), .text(campaignID), .int(mark), .blob(empty), .text(keys.encryptionKeyID), .integer(now),
      ])
    try execute(
      """
      INSERT INTO happening (id, station_id, sequence, campaign_id, visit_number, ordinal, happened_at, done_by, kind,
        body_sealed, key_id, packet_id, taken_at) VALUES (?, 'station-released', ?, ?, 900, ?, ?, 'test', 'shot', ?, ?, ?, ?)
      """,
      [
        .text("happening-\(mark)"), .int(mark), .text(campaignID), .int(100_000 + mark), .integer(now), .blob(empty),
        .text(keys.encryptionKeyID), .text("packet-\(mark)"), .integer(now),
      ])
    try execute(
      """
      INSERT INTO shot (id, campaign_id, visit_number, serial, station_id, packet_id, happening_id, original_sha256, verdict,
        problems, source, taken_at, arrived_at) VALUES (?, ?, 900, ?, 'station-released', ?, ?, ?, 'pass', '[]', 'folder', NULL, ?)
      """,
      [
        .text("shot-\(mark)"), .text(campaignID), .int(serial), .text("packet-\(mark)"), .text("happening-\(mark)"),
        .text(sha256), .integer(now),
      ])
    try execute(
      "INSERT INTO shot_binding (shot_id, number, person_id, happening_id, since) VALUES (?, 1, ?, ?, ?)",
      [.text("shot-\(mark)"), .text(person), .text("happening-\(mark)"), .integer(now)])
  }
}
