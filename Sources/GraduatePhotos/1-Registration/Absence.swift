/// Somebody who is due but cannot come to the visit: why, and the way on; never a reason to leave the list.
public struct Absence: Sendable, Hashable, Codable {
  public enum Reason: String, Sendable, Hashable, CaseIterable, Codable {
    case internship
    case abroad
    case hospital
    case military
    case otherPlace = "other-place"
    case other

    public var chineseName: String {
      switch self {
      case .internship: "实习"
      case .abroad: "出国"
      case .hospital: "住院"
      case .military: "入伍"
      case .otherPlace: "在外地"
      case .other: "其他"
      }
    }
  }

  /// 去向: where the photo will come from instead.
  public enum WayOn: Sendable, Hashable, Codable {
    /// Comes back and is shot with a later visit.
    case returns(CalendarDay)
    case makeup
    /// The agency of another province takes the photo; a 散拍证明 with the five-digit code is printed for it.
    case otherBranch(province: String)

    public var chineseName: String {
      switch self {
      case .returns(let day): "\(day.chinese)返校拍摄"
      case .makeup: "参加补拍"
      case .otherBranch(let province): "到\(province)采集单位散拍"
      }
    }
  }

  public var reason: Reason
  public var wayOn: WayOn
  public var remark: String

  public init(reason: Reason, wayOn: WayOn, remark: String = "") {
    self.reason = reason
    self.wayOn = wayOn
    self.remark = remark
  }

  /// What is wrong with the way on, judged against the campaign; nil when it leads to a photo.
  public func problem(in plan: CampaignPlan, today: CalendarDay) -> AbsenceProblem? {
    switch wayOn {
    case .returns(let day):
      if day < today { return .returnPassed(day) }
      let last = plan.days(of: .makeup)?.last ?? plan.phases.last?.days.last
      if let last, day > last { return .returnTooLate(day, last: last) }
    case .makeup:
      guard let makeup = plan.days(of: .makeup) else { return .noMakeup }
      if makeup.last < today { return .makeupPassed(makeup) }
    case .otherBranch(let province):
      if province.trimmed.isEmpty { return .provinceMissing }
      if StudyCenter.shortProvince(province) == StudyCenter.shortProvince(plan.province) { return .sameProvince(province) }
    }
    return nil
  }
}

/// Why a way on leads nowhere.
public enum AbsenceProblem: Refusal, Hashable {
  case returnPassed(CalendarDay)
  case returnTooLate(CalendarDay, last: CalendarDay)
  case noMakeup
  case makeupPassed(CalendarDays)
  case provinceMissing
  case sameProvince(String)

  public var code: String {
    switch self {
    case .returnPassed: "absence.return-passed"
    case .returnTooLate: "absence.return-too-late"
    case .noMakeup: "absence.no-makeup"
    case .makeupPassed: "absence.makeup-passed"
    case .provinceMissing: "absence.province-missing"
    case .sameProvince: "absence.same-province"
    }
  }

  public var message: String {
    switch self {
    case .returnPassed(let day): "返校日期 \(day.chinese) 已经过去"
    case .returnTooLate(let day, let last): "返校日期 \(day.chinese) 晚于最后的拍摄日期 \(last.chinese)"
    case .noMakeup: "本次采集没有安排补拍"
    case .makeupPassed(let days): "补拍（\(days.chinese)）已经结束"
    case .provinceMissing: "没有填写所在省份"
    case .sameProvince(let province): "\(province)就在本次采集的省份"
    }
  }

  public var hint: String {
    switch self {
    case .returnPassed, .noMakeup: "请改选返校日期，或到外省采集单位散拍"
    case .returnTooLate: "请改为补拍，或到外省采集单位散拍"
    case .makeupPassed: "请联系采集计划员"
    case .provinceMissing: "请填写学生所在的省份"
    case .sameProvince: "请改选返校日期或补拍"
    }
  }
}
