import GraduatePhotos

extension CollectionCenter {
  /// What the form of a new campaign begins with: the previous one a year on, else the usual shape of a year.
  ///
  /// - Throws: `CampaignRefusal.unknown`.
  public func campaignDraft(from previousID: String? = nil) async throws -> CampaignPlan {
    try await records.read { transaction in
      guard let previousID else { return CampaignPlan.usual(on: transaction.today) }
      return CampaignPlan.next(from: try transaction.storedCampaign(previousID).plan)
    }
  }

  /// Opens a year's campaign (N1): province, class and kind are its identity, there is one of each.
  ///
  /// - Parameters:
  ///   - plan: every setting; `CampaignPlan.problems()` must find no error.
  ///   - previousID: the campaign its form was filled from.
  ///   - operation: the same for a repeated request.
  ///   - keeper: who decides for the province.
  /// - Returns: the campaign's id.
  /// - Throws: `CampaignRefusal`.
  public func openCampaign(
    _ plan: CampaignPlan, after previousID: String? = nil, operation: String? = nil, by keeper: some ProvinceKeeper
  ) async throws -> String {
    let id = identifier()
    return try await records.perhapsOnce(operation, kind: "campaign.open") { transaction in
      if let previousID { _ = try transaction.storedCampaign(previousID) }
      try transaction.openCampaign(id: id, try plan.checked(), after: previousID, by: keeper)
      return id
    }
  }
}

extension Transaction {
  func openCampaign(id: String, _ plan: CampaignPlan, after previousID: String?, by keeper: some ProvinceKeeper) throws {
    guard try storedStandard(plan.photoStandard) != nil else { throw CampaignRefusal.standardUnknown(plan.photoStandard) }
    guard try campaignID(province: plan.province, year: plan.graduatingClass.year, kind: plan.kind) == nil else {
      throw CampaignRefusal.alreadyOpen(title: plan.title)
    }
    try insertCampaign(id: id, plan, previousID: previousID)
    try insertCampaignVersion(id, version: 1, plan, by: keeper)
    let campaign = try storedCampaign(id)
    // Those of institutions come when the institution is invited.
    if let before = try previousOfSameKind(campaign) { try carryStudyCenters(from: before, to: campaign, by: keeper) }
    let details = [
      "province": plan.provinceCode, "class": String(plan.graduatingClass.year), "kind": plan.kind.rawValue,
      "regime": plan.regime.rawValue, "standard": plan.photoStandard, "fee": plan.feePerHead.plain,
    ]
    try journal(
      JournalLine(action: .campaignOpened, recordKind: "campaign", recordID: id, campaignID: id, details: details), by: keeper)
  }
}

extension CampaignPlan {
  /// The plan with its province's full name, when nothing stands against it.
  ///
  /// Tolerated problems may stay, as in an example whose persons were left out on purpose.
  func checked(tolerating tolerated: (CampaignProblem) -> Bool = { _ in false }) throws(CampaignRefusal) -> CampaignPlan {
    guard offices.count <= CampaignLimits.offices else { throw .tooManyOffices(limit: CampaignLimits.offices) }
    if let field = tooLongField { throw .tooLong(field: field) }
    var plan = self
    if let known = ChineseProvince.named(province) {
      plan.province = known.name
      guard known.code == provinceCode || provinceCode.isEmpty else {
        throw .provinceCodeDiffers(province: known.name, code: known.code)
      }
      plan.provinceCode = known.code
    } else if !province.trimmed.isEmpty {
      throw .provinceUnknown(province)
    }
    let errors = plan.problems().filter { $0.severity == .error && !tolerated($0) }
    guard errors.isEmpty else { throw .incomplete(errors) }
    return plan
  }

  /// The shape of a year as the notice has it (two phases, make-up, data check), for a province's first campaign.
  ///
  /// Autumn begins the work for the class of the next calendar year. Codes came with the class of 2023; the names of those
  /// before may be held by the agency.
  static func usual(on today: CalendarDay) -> CampaignPlan {
    let year = today.month >= 7 ? today.year + 1 : today.year
    func days(_ firstYear: Int, _ first: (Int, Int), _ lastYear: Int, _ last: (Int, Int)) -> CalendarDays? {
      let from = CalendarDay(year: firstYear, month: first.0, day: first.1)
      let through = CalendarDay(year: lastYear, month: last.0, day: last.1)
      guard let from, let through else { return nil }
      return CalendarDays(from, through: through)
    }
    let windows: [(CampaignWindow.Kind, CalendarDays?)] = [
      (.registration, days(year - 1, (9, 10), year - 1, (10, 31))),
      (.phase1, days(year - 1, (9, 18), year - 1, (12, 31))),
      (.phase2, days(year, (3, 1), year, (4, 8))),
      (.makeup, days(year, (4, 9), year, (4, 12))),
      (.dataCheck, days(year, (4, 21), year, (4, 30))),
      (.verification, days(year - 1, (11, 1), year, (4, 30))),
      (.proofing, days(year, (4, 21), year, (5, 20))),
    ]
    return CampaignPlan(
      province: "", provinceCode: "", graduatingClass: GraduatingClass(year: year), regime: year >= 2023 ? .code : .roster,
      offices: [Office(kind: .educationDepartment), Office(kind: .agency), Office(kind: .headOffice)],
      windows: windows.compactMap { kind, days in days.map { CampaignWindow(kind, $0) } }, feePerHead: .yuan(20),
      photoStandard: PhotoStandard.usual(for: year, kind: .graduation).id)
  }
}
