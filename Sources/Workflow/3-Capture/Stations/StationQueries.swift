import GraduatePhotos
import Storage

/// A station as the center knows it.
struct StoredStation: Sendable {
  let id: String
  let name: String
  /// Ed25519, 32 bytes.
  let publicKey: [UInt8]
  let isRevoked: Bool
}

/// A visit that a station took along.
struct StationVisit: Sendable {
  let id: String
  let range: Int
  let sealedKey: [UInt8]
  let keyID: String
}

extension Transaction {
  func station(_ id: String) throws -> StoredStation? {
    try row(
      """
      SELECT s.id, s.name, s.public_key, r.station_id AS revoked FROM station s
      LEFT JOIN station_revoked r ON r.station_id = s.id WHERE s.id = ?
      """, [.text(id)]
    ).map { row in
      StoredStation(
        id: try row.text("id"), name: try row.text("name"), publicKey: try row.blob("public_key"),
        isRevoked: try row.optionalText("revoked") != nil)
    }
  }

  /// Writes a station down at its first visit; later its card has to be the same.
  ///
  /// - Throws: `StationRefusal.keyDiffers`, `.revoked`.
  func enrol(_ card: StationCard, key: [UInt8], by photographer: some SignedIn) throws {
    if let known = try station(card.id) {
      guard known.publicKey == key else { throw StationRefusal.keyDiffers }
      guard !known.isRevoked else { throw StationRefusal.revoked }
      return
    }
    try execute(
      "INSERT INTO station (id, name, public_key, enrolled_by, enrolled_at) VALUES (?, ?, ?, ?, ?)",
      [.text(card.id), .text(card.name), .blob(key), .text(photographer.accountID), .integer(now)])
    try journal(
      JournalLine(
        action: .stationEnrolled, recordKind: "station", recordID: card.id, details: ["key": hexadecimal(key)]),
      by: photographer)
  }

  func stationVisit(_ campaignID: String, _ visit: Int, _ stationID: String) throws -> StationVisit? {
    try row(
      """
      SELECT id, station_range, key_sealed, key_id FROM station_visit
      WHERE campaign_id = ? AND visit_number = ? AND station_id = ?
      """, [.text(campaignID), .int(visit), .text(stationID)]
    ).map { row in
      StationVisit(
        id: try row.text("id"), range: try row.int("station_range"), sealedKey: try row.blob("key_sealed"),
        keyID: try row.text("key_id"))
    }
  }

  /// The station's part of a visit: made at the first time, the same ever after.
  ///
  /// - Throws: `StationRefusal.noRangeLeft`.
  func allotted(
    _ campaignID: String, _ visit: Int, _ stationID: String, fresh: (id: String, key: [UInt8]), by photographer: some SignedIn
  ) throws -> (visit: StationVisit, key: [UInt8]) {
    if let known = try stationVisit(campaignID, visit, stationID) {
      return (known, try keys.open(known.sealedKey, under: known.keyID, as: SealedValues.stationVisits.record([known.id])))
    }
    let range =
      try count(
        "SELECT MAX(station_range) AS n FROM station_visit WHERE campaign_id = ? AND visit_number = ?",
        [.text(campaignID), .int(visit)]) + 1
    guard range <= StationNumbers.mostStations else { throw StationRefusal.noRangeLeft }
    let sealed = try keys.seal(fresh.key, as: SealedValues.stationVisits.record([fresh.id]))
    try execute(
      """
      INSERT INTO station_visit (id, campaign_id, visit_number, station_id, station_range, key_sealed, key_id, taken_by, taken_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .text(fresh.id), .text(campaignID), .int(visit), .text(stationID), .int(range), .blob(sealed),
        .text(keys.encryptionKeyID), .text(photographer.accountID), .integer(now),
      ])
    return (
      StationVisit(id: fresh.id, range: range, sealedKey: sealed, keyID: keys.encryptionKeyID), fresh.key
    )
  }
}
