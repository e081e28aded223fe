import GraduatePhotos
import Storage

/// The center's own door writes down what it does as stations do, so that they see its queue.
extension Transaction {
  /// The door as a station: range 0 of a visit's numbers.
  static func doorStation(_ visit: OpenVisit) -> String { "door-\(visit.campaign.id)-\(visit.record.number)" }

  /// Writes down what the door did; its rows are written already.
  ///
  /// - id: the check-in's, or a fresh one.
  /// - earliest: after what it answers, even when the clock of the station that wrote that is ahead.
  func note(
    _ deed: Deed, id: String, at visit: OpenVisit, notBefore earliest: Int64 = 0, by keeper: some SignedIn
  ) throws {
    let station = Self.doorStation(visit)
    let last = try row(
      """
      SELECT sequence, happened_at FROM happening WHERE campaign_id = ? AND visit_number = ? AND station_id = ?
      ORDER BY sequence DESC LIMIT 1
      """, [.text(visit.campaign.id), .int(visit.record.number), .text(station)])
    let happening = Happening(
      id: id, station: station, sequence: try last.map { try $0.int("sequence") + 1 } ?? 1,
      at: max(now, earliest, try last?.integer("happened_at") ?? 0), by: keeper.accountID, deed: deed)
    let kept = KeptVisit(campaignID: visit.campaign.id, visit: visit.record.number)
    _ = try insert(happening, packetID: nil, kept)
  }

  /// A check-in as the log has it.
  func checkInDeed(
    _ person: DuePerson, queue: Int, _ manner: CheckInManner, why: String
  ) -> Deed {
    .checkedIn(
      CheckInDeed(
        person: person.id, placeID: person.placeID, turn: person.turn, queue: queue,
        manner: CheckInDeed.Manner(rawValue: manner.rawValue) ?? .exception, why: why))
  }
}
