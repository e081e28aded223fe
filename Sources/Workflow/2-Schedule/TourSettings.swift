import GraduatePhotos
import Storage

/// What the planner sets for all visits of a campaign.
public struct TourSettings: Sendable, Hashable, Codable {
  /// Where the agency sits: nights there are nobody's duty (A9.4).
  public var capital: String
  /// From a crew's arrival to the first shot, and from the last one to its departure, minutes.
  public var setUpMinutes: Int
  /// Minutes since midnight.
  public var earliestDeparture: Int
  public var latestArrival: Int
  public var lead: DeliveryLead
  public var detourPercent: Int
  public var kilometersPerHour: Int
  public var minutesInsideCity: Int
  /// Typed times between cities; the others are estimated.
  public var times: [TravelTime]

  public init(
    capital: String, setUpMinutes: Int = 30, earliestDeparture: Int = 390, latestArrival: Int = 1_260,
    lead: DeliveryLead = DeliveryLead(), detourPercent: Int = 130, kilometersPerHour: Int = 70, minutesInsideCity: Int = 20,
    times: [TravelTime] = []
  ) {
    self.capital = capital
    self.setUpMinutes = setUpMinutes
    self.earliestDeparture = earliestDeparture
    self.latestArrival = latestArrival
    self.lead = lead
    self.detourPercent = detourPercent
    self.kilometersPerHour = kilometersPerHour
    self.minutesInsideCity = minutesInsideCity
    self.times = times
  }

  /// What cannot be, in Chinese.
  func problems() -> [String] {
    var problems: [String] = []
    if capital.trimmed.isEmpty { problems.append("没有填写采集单位所在城市") }
    if !(0...240).contains(setUpMinutes) { problems.append("布置时间应在 0–240 分钟之间") }
    if !(0..<1_440).contains(earliestDeparture) || !(0..<1_440).contains(latestArrival) || earliestDeparture >= latestArrival {
      problems.append("最早出发应早于最晚到达")
    }
    for (what, days) in [
      ("制作", lead.processingDays), ("寄送", lead.deliveryDays), ("核对", lead.verificationDays),
    ] where !(0...90).contains(days) { problems.append("\(what)天数应在 0–90 之间") }
    if !(100...400).contains(detourPercent) { problems.append("绕行比例应在 100–400% 之间") }
    if !(10...200).contains(kilometersPerHour) { problems.append("车速应在每小时 10–200 公里之间") }
    if !(0...240).contains(minutesInsideCity) { problems.append("市内路程应在 0–240 分钟之间") }
    for time in times {
      if time.from == time.to { problems.append("「\(time.from)」到自己不用填写路程") }
      if !(1...2_880).contains(time.minutes) { problems.append("「\(time.from)」到「\(time.to)」的路程应在 1–2880 分钟之间") }
    }
    return problems
  }
}

/// The settings in force.
public struct TourSettingsPage: Sendable {
  public let settings: TourSettings
  /// 0 while the usual ones hold.
  public let version: Int
}

extension CollectionCenter {
  public func tourSettings(campaignID: String, by keeper: some CampaignKeeper) async throws -> TourSettingsPage {
    try await records.read { try $0.storedTourSettings($0.storedCampaign(campaignID)) }
  }

  /// Sets what holds for all visits.
  ///
  /// - Returns: the version now in force.
  /// - Throws: `ScheduleRefusal.problems`; `ChangedMeanwhile` when somebody was first.
  @discardableResult
  public func setTourSettings(
    _ settings: TourSettings, campaignID: String, seen version: Int, by keeper: some CampaignKeeper
  ) async throws -> Int {
    let problems = settings.problems()
    guard problems.isEmpty else { throw ScheduleRefusal.problems(problems) }
    return try await records.write { transaction in
      let before = try transaction.storedTourSettings(transaction.storedCampaign(campaignID))
      guard before.version == version else {
        throw try transaction.changedMeanwhile("日程设置", recordKind: "tour-settings", recordID: campaignID)
      }
      guard before.settings != settings else { return version }
      try transaction.upsertTourSettings(settings, campaignID: campaignID, version: version + 1)
      try transaction.journal(
        JournalLine(
          action: .tourSettingsChanged, recordKind: "tour-settings", recordID: campaignID, campaignID: campaignID,
          details: [
            "capital": settings.capital, "lead-days": String(settings.lead.workingDays), "times": String(settings.times.count),
          ]),
        by: keeper)
      return version + 1
    }
  }
}

extension Transaction {
  func storedTourSettings(_ campaign: StoredCampaign) throws -> TourSettingsPage {
    if let row = try row("SELECT body, version FROM tour_settings WHERE campaign_id = ?", [.text(campaign.id)]) {
      return TourSettingsPage(
        settings: try CampaignJSON.value(TourSettings.self, from: row.text("body")), version: try row.int("version"))
    }
    return TourSettingsPage(
      settings: TourSettings(capital: ChineseProvince.capital(of: campaign.plan.province) ?? ""), version: 0)
  }

  func upsertTourSettings(_ settings: TourSettings, campaignID: String, version: Int) throws {
    try execute(
      """
      INSERT INTO tour_settings (campaign_id, body, version, changed_at) VALUES (?, ?, ?, ?)
      ON CONFLICT (campaign_id) DO UPDATE SET body = excluded.body, version = excluded.version, changed_at = excluded.changed_at
      """, [.text(campaignID), .text(try CampaignJSON.text(settings)), .int(version), .integer(now)])
  }
}
