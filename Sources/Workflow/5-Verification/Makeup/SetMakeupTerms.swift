import GraduatePhotos
import Storage

/// The make-up of a campaign as it is set.
public struct MakeupTermsPage: Sendable {
  /// Nil while the campaign names no days.
  public let terms: MakeupTerms?
  public let settings: MakeupSettings
  /// 0 while the usual ones hold.
  public let version: Int
  /// Nobody is told where to go while it is false: no days, or nobody who shoots there.
  public var isOpen: Bool { terms != nil && !settings.crewID.isEmpty }
}

/// Why the make-up cannot be set or looked at.
public enum MakeupDeskRefusal: Refusal, Equatable {
  case problems([MakeupSettings.Problem])
  /// The campaign has no days of it.
  case noMakeup
  case nobodyChosen
  case tooMany(limit: Int)
  case notBooked
  case groupUnknown
  case operation

  public var code: String {
    switch self {
    case .problems: "makeup-desk.problems"
    case .noMakeup: "makeup-desk.no-makeup"
    case .nobodyChosen: "makeup-desk.nobody-chosen"
    case .tooMany: "makeup-desk.too-many"
    case .notBooked: "makeup-desk.not-booked"
    case .groupUnknown: "makeup-desk.group-unknown"
    case .operation: "makeup-desk.operation"
    }
  }

  public var message: String {
    switch self {
    case .problems(let problems): problems.map(\.message).joined(separator: "；")
    case .noMakeup: "本次采集还没有安排补拍"
    case .nobodyChosen: "没有选人"
    case .tooMany(let limit): "一次最多 \(limit) 人"
    case .notBooked: "没有预约，或已经取消"
    case .groupUnknown: "没有这辆专车的预约，或已经取消"
    case .operation: "页面太旧"
    }
  }

  public var hint: String {
    switch self {
    case .problems: ""
    case .noMakeup: "请等采集计划员在年度设置里填写补拍的日期和地点"
    case .nobodyChosen: "请先在名单里勾选"
    case .tooMany: "请分几次预约"
    case .notBooked, .groupUnknown: "请刷新页面，看现在的情况"
    case .operation: "请刷新页面再做一次"
    }
  }
}

extension CollectionCenter {
  /// When, where and how fast the branch shoots, for everybody who is signed in: it names no person.
  public func makeupTerms(campaignID: String, by reader: any SignedIn) async throws -> MakeupTermsPage {
    try await records.read { try $0.makeupTerms($0.storedCampaign(campaignID)) }
  }

  /// Sets hours, pace, crew and what to bring; days and place are the campaign's own.
  ///
  /// - Returns: the version now in force.
  /// - Throws: `MakeupDeskRefusal.problems`; `ChangedMeanwhile` when somebody was first.
  @discardableResult
  public func setMakeupSettings(
    _ settings: MakeupSettings, campaignID: String, seen version: Int, by keeper: some CampaignKeeper
  ) async throws -> Int {
    let problems = settings.problems()
    guard problems.isEmpty else { throw MakeupDeskRefusal.problems(problems) }
    return try await records.write { transaction in
      let before = try transaction.makeupTerms(transaction.storedCampaign(campaignID))
      guard before.version == version else {
        throw try transaction.changedMeanwhile("补拍安排", recordKind: "makeup-settings", recordID: campaignID)
      }
      guard before.settings != settings else { return version }
      if !settings.crewID.isEmpty, try !transaction.storedCrews(campaignID).contains(where: { $0.id == settings.crewID }) {
        throw MakeupDeskRefusal.problems([.init(.crew, "没有这个拍摄小组")])
      }
      let lost = try transaction.bookingsOutside(settings, campaignID)
      guard lost == 0 else {
        throw MakeupDeskRefusal.problems([
          .init(.sessions, "已有 \(lost) 人约在要取消的时段。请保留这些时段，或先请学校改约")
        ])
      }
      try transaction.upsertMakeupSettings(settings, campaignID, version: version + 1, by: keeper)
      try transaction.journal(
        JournalLine(
          action: .makeupSettingsChanged, recordKind: "makeup-settings", recordID: campaignID, campaignID: campaignID,
          details: [
            "hours-before": before.settings.sessions.map(\.chinese).joined(separator: " "),
            "hours": settings.sessions.map(\.chinese).joined(separator: " "),
            "pace-before": before.settings.headsPerQuarter.map { String($0) } ?? "",
            "pace": settings.headsPerQuarter.map { String($0) } ?? "", "crew-before": before.settings.crewID,
            "crew": settings.crewID,
          ]), by: keeper)
      return version + 1
    }
  }
}

extension Transaction {
  func makeupTerms(_ campaign: StoredCampaign) throws -> MakeupTermsPage {
    let stored = try row("SELECT body, version FROM makeup_settings WHERE campaign_id = ?", [.text(campaign.id)])
    let settings = try stored.map { try CampaignJSON.value(MakeupSettings.self, from: $0.text("body")) } ?? MakeupSettings()
    return MakeupTermsPage(
      terms: MakeupTerms(plan: campaign.plan, settings: settings), settings: settings,
      version: try stored?.int("version") ?? 0)
  }

  /// People who booked a quarter of an hour that these hours do not have.
  fileprivate func bookingsOutside(_ settings: MakeupSettings, _ campaignID: String) throws -> Int {
    guard let terms = MakeupTerms(plan: try storedCampaign(campaignID).plan, settings: settings) else { return 0 }
    let book = try makeupBook(campaignID, terms)
    return book.booked.filter { !terms.days.contains($0.key.day) || !terms.quarters.contains($0.key.minute) }
      .values.reduce(0, +)
  }

  fileprivate func upsertMakeupSettings(
    _ settings: MakeupSettings, _ campaignID: String, version: Int, by keeper: some SignedIn
  ) throws {
    try execute(
      """
      INSERT INTO makeup_settings (campaign_id, body, version, changed_by, changed_at) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (campaign_id) DO UPDATE SET body = excluded.body, version = excluded.version, changed_by = excluded.changed_by,
        changed_at = excluded.changed_at
      """,
      [
        .text(campaignID), .text(try CampaignJSON.text(settings)), .int(version), .text(keeper.accountID), .integer(now),
      ])
  }
}
