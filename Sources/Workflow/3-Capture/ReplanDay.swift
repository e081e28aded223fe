import GraduatePhotos
import Storage

/// What replanning a visit's day would do.
public struct DayReplan: Sendable, Equatable {
  /// In Chinese: what stays, what moves where.
  public let sentence: String
  /// The remainder goes to a day that does not follow: the place has to agree.
  public let needsConsent: Bool
  /// Nothing would change.
  public let isEmpty: Bool
  /// Some classes have no half-day at all.
  public let isShort: Bool
}

extension CollectionCenter {
  /// What `replanDay` would do now.
  public func dayReplan(_ visitNumber: Int, campaignID: String, by keeper: some DayKeeper) async throws -> DayReplan {
    try await records.read { transaction in
      let visit = try transaction.openVisit(visitNumber, campaignID, by: keeper)
      return try transaction.rest(of: visit).outcome
    }
  }

  /// Gives today's classes the times they will have, and moves those that will not be finished to the next free half-day; the schedule gets
  /// a new version, and the place is told.
  ///
  /// - consented: the place agreed with a day that does not follow its others.
  /// - Returns: the new version.
  /// - Throws: `CaptureRefusal.nothingToReplan`, `.needsConsent`, `.noFreeHalfDay`, `.visitUnknown`, `.notToday`.
  public func replanDay(
    _ visitNumber: Int, consented: Bool, campaignID: String, by keeper: some DayKeeper
  ) async throws -> SchedulePublished {
    let id = identifier()
    return try await records.write { transaction in
      let visit = try transaction.openVisit(visitNumber, campaignID, by: keeper)
      let (rest, draft, outcome) = try transaction.rest(of: visit)
      if outcome.isEmpty { throw CaptureRefusal.nothingToReplan }
      if outcome.isShort { throw CaptureRefusal.noFreeHalfDay(outcome.sentence) }
      if outcome.needsConsent, !consented { throw CaptureRefusal.needsConsent(outcome.sentence) }
      var plan = draft.plan
      plan.visits.removeAll { $0.number == visitNumber }
      plan.visits.append(rest.today)
      if let next = rest.next { plan.visits.append(next) }
      try transaction.keepDraft(id, plan, note: "第 \(visitNumber) 场按当天进度重排", campaignID: campaignID, by: keeper)
      let published = try transaction.publish(
        transaction.storedDraft(id, in: campaignID), input: transaction.tourInput(campaignID), campaignID: campaignID,
        by: keeper)
      try transaction.journal(
        JournalLine(
          action: .dayReplanned, recordKind: "visit", recordID: visit.record.id, campaignID: campaignID,
          details: [
            "visit": String(visitNumber), "version": String(published.version), "moved": String(rest.moved.count),
            "consent": outcome.needsConsent ? "yes" : "no",
          ]), by: keeper)
      return published
    }
  }
}

extension Transaction {
  /// Nothing moves: when the day will end.
  private func goingOn(_ today: Visit, _ visit: OpenVisit) throws -> String {
    let end = today.turns.map(\.span.end).max() ?? today.span.end
    let close = try crewSessions(visit.record.crewID).last?.end ?? end
    let late = end > close ? "，超过工作时间 \(end - close) 分钟" : ""
    return "今天 \(MinuteSpan.clock(end)) 拍完\(late)，各班改按现在的进度叫号"
  }

  fileprivate func rest(of visit: OpenVisit) throws -> (rest: RestOfDay, draft: TourDraft, outcome: DayReplan) {
    let draft = try publishedDraft(visit.campaign.id, version: visit.version)
    guard let planned = draft.plan.visit(visit.record.number) else { throw CaptureRefusal.visitUnknown }
    let problem = try tourInput(visit.campaign.id).problem
    let came = try cameByTurn(visit)
    let progress = try livingDay(of: visit)
    let groups = problem.institutions.first { $0.id == visit.place.id }?.groups ?? []
    var keys: [String: TurnKey] = [:]
    for group in groups {
      keys[group.id] = TurnKey(category: group.category, department: group.department, classGroup: group.classGroup)
    }
    // Who did not come in a class that is over is not waited for.
    let closed = Set(progress.turns.filter { $0.state == .closed }.map(\.key))
    var counted = planned
    counted.turns = planned.turns.map { turn in
      guard let key = keys[turn.group], closed.contains(key) else { return turn }
      return ClassTurn(group: turn.group, heads: min(turn.heads, came[key] ?? 0), span: turn.span)
    }
    var done: [String: Int] = [:]
    for turn in counted.turns { done[turn.group] = keys[turn.group].flatMap { came[$0] }.map { min($0, turn.heads) } }
    let rules = TourRules(problem)
    var rest = rules.rest(
      of: counted, outlook: rules.outlook(of: counted, done: done, now: minuteOfDay), in: draft.plan)
    rest = rest.restoring(heads: planned)
    let isShort = !rest.moved.isEmpty && rest.next == nil
    let isEmpty = rest.moved.isEmpty && rest.today.turns.map(\.callMinutes) == planned.turns.map(\.callMinutes)
    let sentence = try rest.moved.isEmpty && !isEmpty ? goingOn(rest.today, visit) : rest.chinese
    return (
      rest, draft,
      DayReplan(sentence: sentence, needsConsent: rest.needsConsent, isEmpty: isEmpty, isShort: isShort)
    )
  }
}
