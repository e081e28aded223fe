import GraduatePhotos
import Storage

/// A crew as its page shows it.
public struct CrewPage: Sendable, Identifiable {
  public let crew: Crew
  /// Who the two are; names of the agency's staff.
  public let members: [String]
  /// Grows with every change; a change names the version it was made from.
  public let version: Int

  public var id: String { crew.id }
}

extension CollectionCenter {
  /// The campaign's crews by name, those that were dismissed left out.
  public func crews(campaignID: String, by keeper: some CampaignKeeper) async throws -> [CrewPage] {
    try await records.read { try $0.storedCrews(campaignID) }
  }

  /// Adds a crew; its id is made here.
  ///
  /// - Returns: the id.
  /// - Throws: `ScheduleRefusal`, `CampaignRefusal.unknown`.
  public func addCrew(
    _ crew: Crew, members: [String], to campaignID: String, by keeper: some CampaignKeeper
  ) async throws -> String {
    let id = identifier()
    return try await records.write { transaction in
      let campaign = try transaction.storedCampaign(campaignID)
      let others = try transaction.storedCrews(campaignID)
      guard others.count < PlannerLimits.crews else { throw ScheduleRefusal.tooManyCrews(limit: PlannerLimits.crews) }
      let page = CrewPage(crew: crew.named(id), members: members.map(\.trimmed).filter { !$0.isEmpty }, version: 1)
      try page.check(against: others, province: campaign.plan.province)
      try transaction.insertCrew(page, in: campaignID)
      try transaction.journalCrew(.crewAdded, page, campaignID, by: keeper)
      return id
    }
  }

  /// Changes a crew.
  ///
  /// - Returns: the version now in force.
  /// - Throws: `ScheduleRefusal`; `ChangedMeanwhile` when somebody was first.
  @discardableResult
  public func changeCrew(
    _ crew: Crew, members: [String], in campaignID: String, seen version: Int, by keeper: some CampaignKeeper
  ) async throws -> Int {
    try await records.write { transaction in
      let campaign = try transaction.storedCampaign(campaignID)
      let all = try transaction.storedCrews(campaignID)
      guard all.contains(where: { $0.id == crew.id }) else { throw ScheduleRefusal.crewUnknown }
      let page = CrewPage(crew: crew, members: members.map(\.trimmed).filter { !$0.isEmpty }, version: version + 1)
      try page.check(against: all.filter { $0.id != crew.id }, province: campaign.plan.province)
      guard try transaction.updateCrew(page, seen: version) else {
        throw try transaction.changedMeanwhile("这个拍摄小组", recordKind: "crew", recordID: crew.id)
      }
      try transaction.journalCrew(.crewChanged, page, campaignID, by: keeper)
      return version + 1
    }
  }

  /// Takes a crew out of the tour; what it did stays on record.
  ///
  /// - Throws: `ScheduleRefusal.crewHasVisits` while the newest published schedule needs it.
  public func dismissCrew(_ id: String, in campaignID: String, by keeper: some CampaignKeeper) async throws {
    try await records.write { transaction in
      guard let crew = try transaction.storedCrews(campaignID).first(where: { $0.id == id }) else {
        throw ScheduleRefusal.crewUnknown
      }
      if let newest = try transaction.newestScheduleVersion(campaignID),
        try transaction.hasVisits(of: id, campaignID: campaignID, version: newest)
      {
        throw ScheduleRefusal.crewHasVisits(name: crew.crew.name)
      }
      try transaction.insertCrewDismissed(id, by: keeper)
      try transaction.journalCrew(.crewDismissed, crew, campaignID, by: keeper)
    }
  }
}

extension Crew {
  fileprivate func named(_ id: String) -> Crew {
    var crew = self
    crew.id = id
    return crew
  }
}

extension CrewPage {
  /// Finds what keeps a crew from working.
  fileprivate func check(against others: [CrewPage], province: String) throws(ScheduleRefusal) {
    var problems: [String] = []
    if crew.name.trimmed.isEmpty { problems.append("没有填写小组名称") }
    if crew.name.count > PlannerLimits.nameCharacters { problems.append("小组名称太长") }
    if others.contains(where: { $0.crew.name == crew.name }) { problems.append("已有名叫「\(crew.name)」的小组") }
    if crew.homeCity.trimmed.isEmpty { problems.append("没有填写驻地城市") }
    if members.count != 2 { problems.append("每组应为两人（通知第九条第 4 项），现在写了 \(members.count) 人") }
    if members.contains(where: { $0.count > PlannerLimits.nameCharacters }) { problems.append("成员姓名太长") }
    if crew.sessions.isEmpty { problems.append("没有填写工作时间") }
    for session in crew.sessions where session.minutes < 30 { problems.append("工作时间 \(session.chinese) 不足半小时，请核对") }
    for (one, next) in zip(crew.sessions, crew.sessions.dropFirst()) where one.end > next.start {
      problems.append("工作时间 \(one.chinese) 和 \(next.chinese) 重叠")
    }
    for days in crew.daysOff where days.isBackwards { problems.append("休息日 \(days.chinese) 的结束早于开始") }
    guard problems.isEmpty else { throw .crewProblems(problems) }
  }
}
