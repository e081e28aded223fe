import GraduatePhotos
import Storage

/// What a publication changed.
public struct SchedulePublished: Sendable {
  public let version: Int
  /// Places whose days, times or crews are others than before, by name; all of them in the first version.
  public let changed: [String]
}

extension CollectionCenter {
  /// Publishes a draft as the next version of the schedule: its visits become rows that never change, and the places whose days changed are told.
  ///
  /// - Throws: `ScheduleRefusal.rulesBroken` when the plan, judged by what is known now, breaks a hard rule.
  public func publishSchedule(
    _ draftID: String, campaignID: String, by keeper: some CampaignKeeper
  ) async throws -> SchedulePublished {
    try await records.write { transaction in
      let draft = try transaction.openDraft(draftID, in: campaignID)
      guard !draft.plan.visits.isEmpty else { throw ScheduleRefusal.nothingToPublish }
      let input = try transaction.tourInput(campaignID, draftID: draftID)
      let broken = TourRules(input.problem).violations(of: draft.plan)
      guard broken.isEmpty else { throw ScheduleRefusal.rulesBroken(broken.map(\.message)) }
      return try transaction.publish(draft, input: input, campaignID: campaignID, by: keeper)
    }
  }
}

extension Transaction {
  /// Makes a draft the schedule in force: its visits become rows, the places whose days changed are told.
  ///
  /// - Throws: `ScheduleRefusal.visitsBegun` when a visit that people were checked in at would be another one.
  func publish(
    _ draft: TourDraft, input: TourInput, campaignID: String, by keeper: some SignedIn
  ) throws -> SchedulePublished {
    let before = try newestScheduleVersion(campaignID)
    let old = try before.map { try storedVisits(campaignID, version: $0) } ?? []
    try checkBegun(old, draft.plan, campaignID)
    let version = (before ?? 0) + 1
    try insertSchedule(campaignID, version: version, draftID: draft.id, by: keeper)
    for visit in draft.plan.visits {
      guard let place = input.places.first(where: { $0.id == visit.institution }) else { throw ScheduleRefusal.placeUnknown }
      try insertVisit(visit, id: identifier(), place, input.problem, campaignID: campaignID, version: version)
    }
    let new = try storedVisits(campaignID, version: version)
    let changed = input.places.filter { place in
      old.filter { $0.placeID == place.id }.map(\.facts) != new.filter { $0.placeID == place.id }.map(\.facts)
    }
    for place in changed {
      try tell(place, new.filter { $0.placeID == place.id }, isFirst: before == nil, campaignID, by: keeper)
    }
    try journal(
      JournalLine(
        action: .schedulePublished, recordKind: "schedule", recordID: "\(campaignID)/\(version)", campaignID: campaignID,
        details: ["version": String(version), "visits": String(new.count), "changed": String(changed.count)]), by: keeper)
    return SchedulePublished(version: version, changed: changed.map(\.name))
  }

  /// A visit that has begun keeps its place, day, point and crew: shot serials and queue numbers bear its number.
  private func checkBegun(_ old: [VisitRecord], _ plan: TourPlan, _ campaignID: String) throws {
    let begun = try begunVisits(campaignID)
    let lost = old.filter { begun.contains($0.number) }.filter { record in
      guard let visit = plan.visit(record.number) else { return true }
      return visit.institution != record.placeID || visit.day != record.day || visit.point != record.point
        || visit.crew != record.crewID
    }
    // A number that was used in an earlier version only is not given to another visit either.
    let known = Set(old.map(\.number))
    let reused = plan.visits.map(\.number).filter { begun.contains($0) && !known.contains($0) }
    guard lost.isEmpty, reused.isEmpty else {
      throw ScheduleRefusal.visitsBegun((lost.map(\.number) + reused).sorted())
    }
  }

  /// Numbers of visits at which somebody was checked in, or of which a station told anything; one that was only taken along is none.
  func begunVisits(_ campaignID: String) throws -> Set<Int> {
    Set(
      try rows(
        """
        SELECT DISTINCT visit_number FROM check_in WHERE campaign_id = ?
        UNION SELECT visit_number FROM happening_counter WHERE campaign_id = ?
        """, [.text(campaignID), .text(campaignID)]
      ).map { try $0.int("visit_number") })
  }
}

extension Transaction {
  /// A notice to a place's people (N3): the days, or that there are none any more.
  fileprivate func tell(
    _ place: TourPlace, _ visits: [VisitRecord], isFirst: Bool, _ campaignID: String, by keeper: some SignedIn
  ) throws {
    let days = Set(visits.map(\.day)).sorted()
    let when = days.prefix(6).map(\.chinese).joined(separator: "、") + (days.count > 6 ? " 等 \(days.count) 天" : "")
    let title = isFirst ? "拍摄时间已安排" : "拍摄时间有变化"
    let body = days.isEmpty ? "原来的拍摄日期取消了，新的日期另行通知。" : "拍摄日期：\(when)。请看各班的时间，确认或提出改期，并按要求准备场地。"
    try tellPlace(
      place, title: title, body: body, path: "/campaigns/\(campaignID)/visits/\(place.id)", campaignID, by: keeper)
  }

  /// A notice to the people of an institution, or of a study center.
  func tellPlace(
    _ place: TourPlace, title: String, body: String, path: String, _ campaignID: String, by keeper: some SignedIn
  ) throws {
    guard let centerID = place.studyCenterID else {
      return _ = try notify(
        NoticeDraft(campaignID: campaignID, audience: .institution(place.institutionID), title: title, body: body, path: path),
        by: keeper)
    }
    for account in try studyCenterPeople(centerID) {
      try notify(
        NoticeDraft(campaignID: campaignID, audience: .account(account), title: title, body: body, path: path), by: keeper)
    }
  }

  func newestScheduleVersion(_ campaignID: String) throws -> Int? {
    try row("SELECT MAX(version) AS version FROM schedule WHERE campaign_id = ?", [.text(campaignID)])?
      .optionalInteger("version").map { Int($0) }
  }

  fileprivate func insertSchedule(_ campaignID: String, version: Int, draftID: String, by keeper: some SignedIn) throws {
    try execute(
      "INSERT INTO schedule (campaign_id, version, draft_id, published_by, published_at) VALUES (?, ?, ?, ?, ?)",
      [.text(campaignID), .int(version), .text(draftID), .text(keeper.accountID), .integer(now)])
  }

  fileprivate func insertVisit(
    _ visit: Visit, id: String, _ place: TourPlace, _ problem: TourProblem, campaignID: String, version: Int
  ) throws {
    try execute(
      """
      INSERT INTO visit (id, campaign_id, schedule_version, number, place_id, institution_id, study_center_id, crew_id, point, day,
        from_minute, until_minute) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .text(id), .text(campaignID), .int(version), .int(visit.number), .text(place.id), .text(place.institutionID),
        .optional(place.studyCenterID), .text(visit.crew), .int(visit.point), .text(visit.day.compact), .int(visit.span.start),
        .int(visit.span.end),
      ])
    let groups = problem.institutions.first { $0.id == place.id }?.groups ?? []
    for (ordinal, turn) in visit.turns.enumerated() {
      guard let group = groups.first(where: { $0.id == turn.group }) else { continue }
      try execute(
        """
        INSERT INTO visit_turn (visit_id, ordinal, category, department, class_group, heads, from_minute, until_minute)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """,
        [
          .text(id), .int(ordinal), .text(group.category.rawValue), .text(group.department), .text(group.classGroup),
          .int(turn.heads), .int(turn.span.start), .int(turn.span.end),
        ])
    }
  }
}
