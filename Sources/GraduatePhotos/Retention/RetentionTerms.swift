/// What of a campaign leaves together (promise 10); the raw value is stored.
public enum ErasedPart: String, Sendable, Hashable, CaseIterable, Codable {
  /// Originals, enrolment photos with their faces, and pictures of identity cards: portraits and records stay.
  case originals
  /// Everything that says who somebody is, and all pictures: counts, classes and hashes stay.
  case identity

  public var chineseName: String { self == .originals ? "原片和入学照片" : "个人信息和全部照片" }

  /// What goes and what stays, for whoever decides it.
  public var chineseExplanation: String {
    switch self {
    case .originals: "抹除拍摄原片、入学照片和比对数据、校对时上传的证件照片。标准照、学生名单、交付和核对记录都保留。"
    case .identity:
      "抹除姓名、学号、证件号、采集码、标准照和其余全部照片、学生的密码和校对码、盖章的名单类扫描件；操作日志里的个人信息不再能打开。各班人数、对账、费用和照片的校验值保留。"
    }
  }
}

/// How long a campaign keeps what, in months from the day after its last date.
public struct RetentionTerms: Sendable, Hashable, Codable {
  public var originalsMonths: Int
  public var identityMonths: Int

  /// Six months at least: so long logs and what they speak of are kept together; at most twenty years.
  public static let range = 6...240
  /// Where a campaign says nothing.
  public static let usual = RetentionTerms(originalsMonths: 24, identityMonths: 60)

  public init(originalsMonths: Int, identityMonths: Int) {
    self.originalsMonths = originalsMonths
    self.identityMonths = identityMonths
  }

  public func months(of part: ErasedPart) -> Int { part == .originals ? originalsMonths : identityMonths }

  public func problem() -> String? {
    guard ErasedPart.allCases.allSatisfy({ Self.range.contains(months(of: $0)) }) else {
      return "保存期限应在 \(Self.range.lowerBound)–\(Self.range.upperBound) 个月之间"
    }
    return identityMonths < originalsMonths ? "个人信息的保存期限不能短于原片" : nil
  }
}

extension CampaignPlan {
  public var retentionTerms: RetentionTerms { retention ?? .usual }

  /// The last date of the campaign, with every window; nil while it has none.
  public var lastDay: CalendarDay? { windows.map(\.days.last).max() }

  /// The first day on which a part may be erased; nil while the campaign has no dates.
  public func firstEraseDay(of part: ErasedPart) -> CalendarDay? {
    lastDay.map { $0.adding(days: 1).adding(months: retentionTerms.months(of: part)) }
  }
}

extension CalendarDay {
  /// The same date so many months on; the 31st becomes the last day where there is none.
  public func adding(months: Int) -> CalendarDay {
    let (place, shifted) = (year * 12 + month - 1 + months, adding(years: (month - 1 + months) / 12))
    let target = place % 12 + 1
    let last = Self.daysIn(month: target, of: shifted.year)
    return CalendarDay(year: shifted.year, month: target, day: min(day, last)) ?? self
  }
}
