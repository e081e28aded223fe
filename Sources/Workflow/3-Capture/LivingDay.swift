import GraduatePhotos
import Storage

/// Somebody who was taken although it was not his turn, or sent on; no name: the queue number says who it was to those who may know.
public struct DoorNote: Sendable, Hashable {
  public enum Kind: Sendable, Hashable { case outOfTurn, exception, refused }

  /// Milliseconds UTC.
  public let at: Int64
  public let queueNumber: Int?
  public let turn: TurnKey?
  public let kind: Kind
  public let why: String
}

/// A visit of today with how far it is.
public struct LivingVisit: Sendable {
  public let record: VisitRecord
  public let place: TourPlace
  public let crewName: String
  public let progress: VisitProgress
  /// People of classes of other visits that the crew took, whom the on-site lead took, and who were sent on.
  public let outOfTurn: Int
  public let exceptions: Int
  public let refused: Int
  /// Classes that were asked to come early.
  public let called: Set<TurnKey>

  /// At the branch (A1).
  public var isMakeup: Bool { record.placeID == TakeAlong.branchID }
}

extension CollectionCenter {
  /// Today's visits that somebody may watch, by time.
  public func livingDay(campaignID: String, by watcher: some DayWatcher) async throws -> [LivingVisit] {
    try await records.read { transaction in
      let names = try transaction.crewNames(campaignID)
      return try transaction.watchedVisits(campaignID, on: transaction.today, by: watcher).map {
        try transaction.livingVisit($0, names)
      }
    }
  }

  /// One visit, of whichever day.
  ///
  /// - Throws: `CaptureRefusal.visitUnknown`.
  public func livingVisit(_ number: Int, campaignID: String, by watcher: some DayWatcher) async throws -> LivingVisit {
    try await records.read { transaction in
      try transaction.livingVisit(
        transaction.watchedVisit(number, campaignID, by: watcher), transaction.crewNames(campaignID))
    }
  }
}

extension CollectionCenter {
  /// Who was taken out of turn or by exception at a visit, and who was sent on, with the reasons (promise 9).
  ///
  /// - Throws: `CaptureRefusal.visitUnknown`.
  public func doorNotes(of visitNumber: Int, campaignID: String, by watcher: some DayWatcher) async throws -> [DoorNote] {
    try await records.read { transaction in
      try transaction.doorNotes(transaction.watchedVisit(visitNumber, campaignID, by: watcher))
    }
  }
}

extension Transaction {
  fileprivate func livingVisit(_ visit: OpenVisit, _ crewNames: [String: String]) throws -> LivingVisit {
    let counts = try doorCounts(visit)
    return LivingVisit(
      record: visit.record, place: visit.place, crewName: crewNames[visit.record.crewID] ?? "",
      progress: try livingDay(of: visit), outOfTurn: counts.outOfTurn, exceptions: counts.exceptions, refused: counts.refused,
      called: try calledTurns(visit))
  }

  func livingDay(of visit: OpenVisit) throws -> VisitProgress {
    let now = visit.record.day == today ? minuteOfDay : visit.record.day < today ? 24 * 60 : 0
    return VisitProgress(
      turns: visit.record.turns.map { ($0.key, $0.heads, $0.span) }, sessions: try sessions(of: visit),
      headsPerHour: visit.campaign.plan.studentsPerHour, came: try cameByTurn(visit), now: now)
  }

  private func calledTurns(_ visit: OpenVisit) throws -> Set<TurnKey> {
    Set(
      try rows(
        "SELECT category, department, class_group FROM class_call WHERE campaign_id = ? AND visit_number = ?",
        [.text(visit.campaign.id), .int(visit.record.number)]
      ).compactMap { row in
        guard let category = Category(rawValue: try row.text("category")) else { return nil }
        return TurnKey(category: category, department: try row.text("department"), classGroup: try row.text("class_group"))
      })
  }
}
