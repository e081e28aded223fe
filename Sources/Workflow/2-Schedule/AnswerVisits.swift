import GraduatePhotos
import Storage

/// What a place says of its days.
public enum VisitAnswer: Sendable, Hashable {
  case confirmed
  /// Another day, with the reason.
  case otherDay(wanted: String, reason: String)
}

/// An answer on record.
public struct VisitAnswerLine: Sendable {
  public let placeID: String
  public let version: Int
  public let answer: VisitAnswer
  /// Milliseconds UTC.
  public let answeredAt: Int64
}

extension CollectionCenter {
  /// Says that a place agrees with its days, or wants another one; the planner is told of the latter.
  ///
  /// - Throws: `ScheduleRefusal`; `ChangedMeanwhile` when a newer version was published meanwhile.
  public func answerVisits(
    _ answer: VisitAnswer, of placeID: String, campaignID: String, seen version: Int, by speaker: some VisitSpeaker
  ) async throws {
    let id = identifier()
    try await records.write { transaction in
      let place = try transaction.tourPlace(placeID, in: campaignID)
      guard speaker.speaks(for: place) else { throw ScheduleRefusal.placeUnknown }
      guard let newest = try transaction.newestScheduleVersion(campaignID) else { throw ScheduleRefusal.nothingPublished }
      guard newest == version else {
        throw try transaction.changedMeanwhile("时间安排", recordKind: "schedule", recordID: "\(campaignID)/\(newest)")
      }
      var wanted = ""
      var reason = ""
      if case .otherDay(let day, let why) = answer {
        (wanted, reason) = (day.trimmed, why.trimmed)
        var problems: [String] = []
        if wanted.isEmpty { problems.append("请写希望改到哪一天") }
        if reason.isEmpty { problems.append("请写改期的原因") }
        if max(wanted.count, reason.count) > PlannerLimits.textCharacters { problems.append("写得太长") }
        guard problems.isEmpty else { throw ScheduleRefusal.problems(problems) }
        try transaction.notifyKeepers(
          campaignID: campaignID, title: "有一处请求改期",
          // What was typed stays on the page: nobody knows what stands in it.
          body: "\(place.name)请求改期，请打开页面看希望的日期和原因。",
          path: "/campaigns/\(campaignID)/visits/\(placeID)", roles: [.planner], by: speaker)
      }
      try transaction.insertVisitAnswer(id, answer, wanted, reason, placeID, campaignID, version, by: speaker)
      try transaction.journal(
        JournalLine(
          action: .visitAnswered, recordKind: "visit-answer", recordID: placeID, campaignID: campaignID,
          details: ["answer": answer == .confirmed ? "confirmed" : "other-day", "version": String(version)]), by: speaker)
    }
  }

  /// The newest answer of each place to a version of the schedule.
  public func visitAnswers(campaignID: String, version: Int, by keeper: some CampaignKeeper) async throws -> [VisitAnswerLine] {
    try await records.read { try $0.storedVisitAnswers(campaignID, version: version) }
  }

  /// What a place said of a version; nil while it did not.
  public func visitAnswer(
    of placeID: String, campaignID: String, version: Int, by speaker: some VisitSpeaker
  ) async throws -> VisitAnswerLine? {
    try await records.read { transaction in
      guard speaker.speaks(for: try transaction.tourPlace(placeID, in: campaignID)) else { throw ScheduleRefusal.placeUnknown }
      return try transaction.storedVisitAnswers(campaignID, version: version).first { $0.placeID == placeID }
    }
  }
}

extension Transaction {
  fileprivate func insertVisitAnswer(
    _ id: String, _ answer: VisitAnswer, _ wanted: String, _ reason: String, _ placeID: String, _ campaignID: String,
    _ version: Int, by speaker: some SignedIn
  ) throws {
    try execute(
      """
      INSERT INTO visit_answer (id, campaign_id, place_id, schedule_version, answer, wanted, reason, answered_by, answered_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .text(id), .text(campaignID), .text(placeID), .int(version), .text(answer == .confirmed ? "confirmed" : "other-day"),
        .text(wanted), .text(reason), .text(speaker.accountID), .integer(now),
      ])
  }

  /// The newest answer of each place that still holds: given to this version, or to an earlier one in which the place had the same visits.
  fileprivate func storedVisitAnswers(_ campaignID: String, version: Int) throws -> [VisitAnswerLine] {
    var newest: [String: VisitAnswerLine] = [:]
    let stored = try rows(
      """
      SELECT place_id, schedule_version, answer, wanted, reason, answered_at FROM visit_answer
      WHERE campaign_id = ? AND schedule_version <= ? ORDER BY answered_at, id
      """, [.text(campaignID), .int(version)])
    for row in stored {
      let isConfirmed = try row.text("answer") == "confirmed"
      newest[try row.text("place_id")] = VisitAnswerLine(
        placeID: try row.text("place_id"), version: try row.int("schedule_version"),
        answer: isConfirmed ? .confirmed : .otherDay(wanted: try row.text("wanted"), reason: try row.text("reason")),
        answeredAt: try row.integer("answered_at"))
    }
    var facts: [Int: [String: [[String]]]] = [:]
    for asked in Set(newest.values.map(\.version)).union([version]) where !newest.isEmpty {
      facts[asked] = Dictionary(grouping: try storedVisits(campaignID, version: asked), by: \.placeID).mapValues {
        $0.map(\.facts)
      }
    }
    newest = newest.filter { facts[$1.version]?[$0] == facts[version]?[$0] }
    return newest.values.sorted { $0.placeID < $1.placeID }
  }
}
