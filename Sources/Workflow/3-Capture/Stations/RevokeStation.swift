import GraduatePhotos
import Storage

extension CollectionCenter {
  /// Takes a station out of service: lost, stolen, sold.
  ///
  /// What comes from it from now on waits in review; what came before stays.
  ///
  /// - typed: the station's name, as whoever decides typed it.
  /// - Throws: `StationRefusal.stationUnknown`, `.noReason`, `.reasonTooLong`, `.notTyped`; a second time it stays as it was.
  public func revokeStation(_ id: String, reason: String, typed: String, by keeper: some CampaignKeeper) async throws {
    let reason = try reason.checkedReason()
    try await records.write { transaction in
      guard let station = try transaction.station(id) else { throw StationRefusal.stationUnknown }
      guard typed.trimmed == station.name else { throw StationRefusal.notTyped(station.name) }
      guard !station.isRevoked else { return }
      try transaction.execute(
        "INSERT INTO station_revoked (station_id, reason, revoked_by, revoked_at) VALUES (?, ?, ?, ?)",
        [.text(id), .text(reason), .text(keeper.accountID), .integer(transaction.now)])
      try transaction.journal(
        JournalLine(action: .stationRevoked, recordKind: "station", recordID: id, details: ["reason": reason]), by: keeper)
    }
  }

  /// What is said of a station before it is taken out of service.
  ///
  /// - Throws: `StationRefusal.stationUnknown`.
  public func stationName(_ id: String, by keeper: some CampaignKeeper) async throws -> (name: String, isRevoked: Bool) {
    guard let station = try await records.read({ try $0.station(id) }) else { throw StationRefusal.stationUnknown }
    return (station.name, station.isRevoked)
  }

  /// No longer waits for packets that are missing in a station's sequence: what came behind them is taken in.
  ///
  /// One that comes all the same is taken in then.
  ///
  /// - Returns: how many are no longer waited for.
  /// - Throws: `StationRefusal.stationUnknown`.
  @discardableResult
  public func giveUpMissingPackets(of id: String, campaignID: String, by keeper: some CampaignKeeper) async throws -> Int {
    let given = try await records.write { transaction in
      guard try transaction.station(id) != nil else { throw StationRefusal.stationUnknown }
      let missing = try transaction.missingSequences(of: id)
      for sequence in missing {
        try transaction.execute(
          "INSERT INTO packet_given_up (station_id, sequence, given_up_by, given_up_at) VALUES (?, ?, ?, ?)",
          [.text(id), .int(sequence), .text(keeper.accountID), .integer(transaction.now)])
      }
      guard !missing.isEmpty else { return 0 }
      try transaction.journal(
        JournalLine(
          action: .packetGapGivenUp, recordKind: "station", recordID: id, campaignID: campaignID,
          details: ["packets": String(missing.count), "first": String(missing[0])]), by: keeper)
      return missing.count
    }
    try await takeInWaiting(of: id)
    return given
  }
}

extension String {
  /// Trimmed and within bounds.
  ///
  /// - Throws: `StationRefusal.noReason`, `.reasonTooLong`.
  func checkedReason() throws -> String {
    let limit = StationLimits.reasonCharacters
    return try reason(limit: limit, none: StationRefusal.noReason, tooLong: StationRefusal.reasonTooLong(limit: limit))
  }
}

extension Transaction {
  /// Sequences between the last one that was gone through and the newest that came, which did not come and are still waited for.
  func missingSequences(of stationID: String) throws -> [Int] {
    let last = try lastSequence(of: stationID)
    let came = try rows(
      """
      SELECT sequence FROM station_packet WHERE station_id = ? AND slot = '' AND sequence > ?
      UNION SELECT sequence FROM packet_given_up WHERE station_id = ? AND sequence > ?
      """, [.text(stationID), .int(last), .text(stationID), .int(last)]
    ).map { try $0.int("sequence") }
    guard let newest = came.max(), newest > last else { return [] }
    let there = Set(came)
    // A station that counts wildly must not make us write down millions of gaps.
    return Array(((last + 1)...newest).lazy.filter { !there.contains($0) }.prefix(StationLimits.missingPackets))
  }
}
