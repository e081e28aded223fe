import GraduatePhotos
import Storage

/// How a station does at a visit, as the center knows it.
public struct StationLine: Sendable, Identifiable {
  public let id: String
  public let name: String
  public let isRevoked: Bool
  /// The letter of its queue numbers.
  public let letter: String
  /// Milliseconds UTC; nil when nothing came yet.
  public let lastPacketAt: Int64?
  public let lastShotAt: Int64?
  public let shots: Int
  /// Shots of the last hour.
  public let pace: Int
  public let packets: Int
  public let inReview: Int
  /// Packets that are missing in its sequence, at whichever visit.
  public let missingPackets: Int
}

/// A visit that stations took along, as their happenings tell it.
public struct StationsVisit: Sendable, Identifiable {
  public let visit: Int
  public let place: String
  public let crewName: String
  public let day: CalendarDay
  public let stations: [StationLine]
  public let queue: Int
  public let captured: Int
  public let heads: Int
  public let toRetake: Int
  public let looseShots: Int
  /// Shots that stations hold back, by the reason that people read; the oldest first.
  public let held: [(why: String, shots: Int)]
  /// Shots with each kind of problem, the most frequent first; the kind is the name of the photo check.
  public let findings: [(check: String, shots: Int)]
  /// Classes that are not complete, in the visit's order.
  public let missing: [(turn: TurnKey, heads: Int, captured: Int)]
  public let isClosed: Bool

  public var id: Int { visit }
}

extension CollectionCenter {
  /// Every visit of a day that stations took along, by number.
  public func stationsOverview(
    campaignID: String, on day: CalendarDay? = nil, by keeper: some CampaignKeeper
  ) async throws -> [StationsVisit] {
    let (found, kept) = try await records.read { [visits] transaction in
      let names = try transaction.crewNames(campaignID)
      let taken = try transaction.visitsWithStations(campaignID)
      var kept: [KeptVisit] = []
      let found = try transaction.watchedVisits(campaignID, on: day ?? transaction.today, by: keeper).filter {
        taken.contains($0.record.number)
      }.map { visit in
        let newest = try transaction.newest(visits.visit(campaignID, visit.record.number))
        kept.append(newest)
        return try transaction.overview(of: visit, newest.log, crewName: names[visit.record.crewID] ?? "")
      }
      return (found, kept)
    }
    for visit in kept { visits.keep(visit) }
    return found.sorted { $0.visit < $1.visit }
  }

  /// Packets in review, and missing ones, of a whole campaign: what waits on its keepers.
  public func stationsWaiting(campaignID: String, by keeper: some CampaignKeeper) async throws -> Int {
    try await packetsInReview(campaignID: campaignID, by: keeper).count
  }
}

extension Transaction {
  fileprivate func visitsWithStations(_ campaignID: String) throws -> Set<Int> {
    Set(
      try rows("SELECT DISTINCT visit_number FROM station_visit WHERE campaign_id = ?", [.text(campaignID)]).map {
        try $0.int("visit_number")
      })
  }

  fileprivate func overview(of visit: OpenVisit, _ log: VisitLog, crewName: String) throws -> StationsVisit {
    let captured = log.captured
    var capturedByTurn: [TurnKey: Int] = [:]
    for person in captured {
      if let turn = log.checkIns[person]?.deed.turn { capturedByTurn[turn, default: 0] += 1 }
    }
    var findings: [String: Int] = [:]
    for shot in log.shots.values where shot.setAside == nil {
      for check in Set(shot.deed.problems.map(\.check)) { findings[check, default: 0] += 1 }
    }
    var held: [(why: String, shots: Int)] = []
    let reasons = log.held
    for why in log.shotOrder.compactMap({ reasons[$0] }) {
      if let at = held.firstIndex(where: { $0.why == why }) { held[at].shots += 1 } else { held.append((why: why, shots: 1)) }
    }
    let people = Set(log.checkIns.keys).union(log.shots.values.compactMap(\.person))
    return StationsVisit(
      visit: visit.record.number, place: visit.place.name, crewName: crewName, day: visit.record.day,
      stations: try stationLines(visit, log), queue: log.queue.count, captured: captured.count, heads: visit.record.heads,
      toRetake: people.count { log.standing(of: $0) == .toRetake }, looseShots: log.looseShots.count,
      held: held,
      findings: findings.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { (check: $0.key, shots: $0.value) },
      missing: visit.record.turns.compactMap { turn in
        let done = capturedByTurn[turn.key] ?? 0
        return done < turn.heads ? (turn: turn.key, heads: turn.heads, captured: done) : nil
      }, isClosed: log.closed != nil)
  }

  private func stationLines(_ visit: OpenVisit, _ log: VisitLog) throws -> [StationLine] {
    try rows(
      Self.stationsOfVisit,
      [.text(visit.campaign.id), .int(visit.record.number)]
    ).map { row in
      let id = try row.text("station_id")
      let shots = log.shots.values.filter { $0.station == id }
      let since = now - StationLimits.paceMilliseconds
      let first = try StationNumbers.first(of: row.int("station_range"))
      return StationLine(
        id: id, name: try row.text("name"), isRevoked: try row.optionalText("revoked") != nil,
        letter: String(StationNumbers.queueText(first).prefix(1)),
        lastPacketAt: try row.optionalInteger("last_packet"), lastShotAt: shots.map(\.at).max(), shots: shots.count,
        pace: shots.count { $0.at > since && $0.at <= now }, packets: try row.int("packets"),
        inReview: try row.int("in_review"),
        missingPackets: try missingSequences(of: id).count)
    }
  }

  static let stationsOfVisit = """
    SELECT v.station_id, v.station_range, s.name, x.station_id AS revoked,
      (SELECT MAX(p.received_at) FROM station_packet p WHERE p.campaign_id = v.campaign_id AND p.visit_number = v.visit_number
        AND p.station_id = v.station_id) AS last_packet,
      (SELECT COUNT(*) FROM station_packet p WHERE p.campaign_id = v.campaign_id AND p.visit_number = v.visit_number
        AND p.station_id = v.station_id) AS packets,
      (SELECT COUNT(*) FROM station_packet p JOIN packet_in_review r ON r.packet_id = p.id
        WHERE p.campaign_id = v.campaign_id AND p.visit_number = v.visit_number AND p.station_id = v.station_id
        AND NOT EXISTS (SELECT 1 FROM packet_reviewed d WHERE d.packet_id = p.id)) AS in_review
    FROM station_visit v JOIN station s ON s.id = v.station_id LEFT JOIN station_revoked x ON x.station_id = v.station_id
    WHERE v.campaign_id = ? AND v.visit_number = ? ORDER BY v.station_range
    """
}
