import GraduatePhotos
import Outward
import Storage

extension CollectionCenter {
  /// What other stations and the center's door did at a visit since a station last asked, at most `StationLimits.happeningsInAnswer`.
  ///
  /// - known: the highest sequence of each station that is known.
  /// - stationID: who asks, and proved it.
  /// - Throws: `StationRefusal.stationUnknown`, `.revoked`, `.notTaken`.
  public func happenings(
    of visitNumber: Int, campaignID: String, known: [String: Int], for stationID: String
  ) async throws -> [Happening] {
    let (sealed, keys) = try await records.read { transaction in
      guard let station = try transaction.station(stationID) else { throw StationRefusal.stationUnknown }
      guard !station.isRevoked else { throw StationRefusal.revoked }
      guard try transaction.stationVisit(campaignID, visitNumber, stationID) != nil else { throw StationRefusal.notTaken }
      return (
        try transaction.sealedHappenings(of: visitNumber, campaignID, known: known, for: stationID), transaction.keys
      )
    }
    return try sealed.map { row in
      try HappeningJSON.happening(keys.open(row.body, under: row.keyID, as: SealedValues.happenings.record([row.id])))
    }
  }

  /// Sees that a request comes from a station: its signature over path, time and body.
  ///
  /// - at: milliseconds UTC by the station's clock.
  /// - Throws: `StationRefusal.requestUnproven`, `.requestStale`, `.stationUnknown`.
  public func checkProof(_ signature: String, of stationID: String, path: String, at: Int64, body: [UInt8]) async throws {
    let (station, now) = try await records.read { (try $0.station(stationID), $0.now) }
    guard let station else { throw StationRefusal.stationUnknown }
    guard RequestProof.holds(signature, over: RequestProof.text(path: path, at: at, body: body), by: station.publicKey) else {
      throw StationRefusal.requestUnproven
    }
    guard abs(at.subtractingReportingOverflow(now).partialValue) <= RequestProof.toleranceMilliseconds else {
      throw StationRefusal.requestStale
    }
  }
}

private struct SealedHappening: Sendable {
  let id: String
  let body: [UInt8]
  let keyID: String
}

extension Transaction {
  /// Of each other station in the order of its sequence: who asks again goes on where he is.
  fileprivate func sealedHappenings(
    of visit: Int, _ campaignID: String, known: [String: Int], for stationID: String
  ) throws -> [SealedHappening] {
    let stations = try rows(
      """
      SELECT station_id FROM station_visit WHERE campaign_id = ? AND visit_number = ? AND station_id <> ? ORDER BY station_range
      """, [.text(campaignID), .int(visit), .text(stationID)]
    ).map { try $0.text("station_id") }
    var found: [SealedHappening] = []
    for other in ["door-\(campaignID)-\(visit)"] + stations {
      let room = StationLimits.happeningsInAnswer - found.count
      guard room > 0 else { break }
      found += try rows(
        Self.happeningsBehind, [.text(campaignID), .int(visit), .text(other), .int(known[other] ?? 0), .int(room)]
      )
      .map { SealedHappening(id: try $0.text("id"), body: try $0.blob("body_sealed"), keyID: try $0.text("key_id")) }
    }
    return found
  }

  static let happeningsBehind = """
    SELECT id, body_sealed, key_id FROM happening
    WHERE campaign_id = ? AND visit_number = ? AND station_id = ? AND sequence > ? ORDER BY sequence LIMIT ?
    """
}
