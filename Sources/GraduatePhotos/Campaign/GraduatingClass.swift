/// 届: those who finish in the given calendar year.
///
/// Never called bare "class".
public struct GraduatingClass: Sendable, Hashable, Comparable, Codable {
  public var year: Int

  public init(year: Int) { self.year = year }

  /// 「2026届」.
  public var chineseName: String { "\(year)届" }
  public var next: GraduatingClass { GraduatingClass(year: year + 1) }

  public static func < (left: GraduatingClass, right: GraduatingClass) -> Bool { left.year < right.year }
}

/// 采集种类: graduation photos, or enrolment photos of freshmen, which are arranged separately (A2).
public enum CampaignKind: String, Sendable, Hashable, CaseIterable, Codable {
  case graduation
  case freshmen

  public var chineseName: String { self == .graduation ? "毕业" : "新生入学" }
  /// 「毕业生图像信息采集」, 「新生入学图像信息采集」: for titles.
  public var chineseTitle: String { self == .graduation ? "毕业生图像信息采集" : "新生入学图像信息采集" }
}

/// 采集方式: whether the center holds the roster, or only opaque collection codes (design.md, since 2023).
public enum Regime: String, Sendable, Hashable, CaseIterable, Codable {
  case roster
  case code

  public var chineseName: String { self == .roster ? "名单模式" : "采集码模式" }
}

/// 类别: the shooting groups of A9.3.
public enum Category: String, Sendable, Hashable, CaseIterable, Codable {
  case regular
  case adult
  case postgraduate

  public var chineseName: String {
    switch self {
    case .regular: "普通"
    case .adult: "成人"
    case .postgraduate: "研究生"
    }
  }

  /// Reads the Chinese word, common longer forms and the certificate number's kind digit (1 普通, 5 成人, 7 网络 as adult).
  public init?(text: String) {
    switch text {
    case "普通", "普通高校", "普通高等教育", "普通全日制", "普通本专科", "全日制", "1": self = .regular
    case "成人", "成人教育", "成人高等教育", "成教", "继续教育", "电大", "开放教育", "网络教育", "5", "7": self = .adult
    case "研究生", "研究生教育", "博士", "硕士", "博士研究生", "硕士研究生": self = .postgraduate
    default:
      let tidy = text.compactHalfWidth
      guard !tidy.hasSameCodePoints(as: text), let category = Category(text: tidy) else { return nil }
      self = category
    }
  }

  /// Levels that belong to the category; another one is an error in the roster.
  public var levels: Set<StudyLevel> {
    self == .postgraduate ? Self.postgraduateLevels : Self.otherLevels
  }

  private static let postgraduateLevels: Set<StudyLevel> = [.doctor, .master]
  private static let otherLevels: Set<StudyLevel> = [.secondBachelor, .bachelor, .upgradedBachelor, .associate]
}
