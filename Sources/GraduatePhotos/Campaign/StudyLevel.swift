/// 层次, with the codes of places 11–12 of the certificate number (domain.md 2.4).
public enum StudyLevel: String, Sendable, Hashable, CaseIterable, Codable {
  case doctor
  case master
  case secondBachelor = "second-bachelor"
  case bachelor
  /// 专升本: a bachelor for the certificate, but the second record of somebody who has an associate one.
  case upgradedBachelor = "upgraded-bachelor"
  case associate

  /// 01 doctor, 02 master, 04 second bachelor, 05 bachelor, 06 associate.
  public var code: String {
    switch self {
    case .doctor: "01"
    case .master: "02"
    case .secondBachelor: "04"
    case .bachelor, .upgradedBachelor: "05"
    case .associate: "06"
    }
  }

  public var chineseName: String {
    switch self {
    case .doctor: "博士"
    case .master: "硕士"
    case .secondBachelor: "第二学士学位"
    case .bachelor: "本科"
    case .upgradedBachelor: "专升本"
    case .associate: "专科(高职)"
    }
  }

  /// Reads the Chinese word, its common longer forms and the code; nil for anything else.
  public init?(text: String) {
    switch text {
    case "博士", "博士研究生", "博士生", "01": self = .doctor
    case "硕士", "硕士研究生", "硕士生", "研究生硕士", "02": self = .master
    case "第二学士学位", "二学位", "第二学位", "双学位", "04": self = .secondBachelor
    case "本科", "大学本科", "普通本科", "高起本", "05", "本科生": self = .bachelor
    case "专升本", "专科起点本科", "专起本", "专升本科", "本科(专升本)": self = .upgradedBachelor
    case "专科(高职)", "专科", "高职", "高职(专科)", "专科高职", "高职高专", "大专", "高起专", "大学专科", "06": self = .associate
    default:
      let tidy = text.compactHalfWidth
      guard !tidy.hasSameCodePoints(as: text), let level = StudyLevel(text: tidy) else { return nil }
      self = level
    }
  }
}

/// 学习形式, the Chinese words of domain.md 2.4.
public enum StudyMode: String, Sendable, Hashable, CaseIterable, Codable {
  case fullTime = "full-time"
  case releasedFromWork = "released-from-work"
  case spareTime = "spare-time"
  case evening
  case correspondence
  case television
  case network

  public var chineseName: String {
    switch self {
    case .fullTime: "普通全日制"
    case .releasedFromWork: "脱产"
    case .spareTime: "业余"
    case .evening: "夜大学"
    case .correspondence: "函授"
    case .television: "电视教育"
    case .network: "网络教育"
    }
  }

  public init?(text: String) {
    switch text {
    case "普通全日制", "全日制": self = .fullTime
    case "脱产": self = .releasedFromWork
    case "业余": self = .spareTime
    case "夜大学", "夜大": self = .evening
    case "函授": self = .correspondence
    case "电视教育", "电大", "开放教育": self = .television
    case "网络教育", "网络": self = .network
    default:
      let tidy = text.compactHalfWidth
      guard !tidy.hasSameCodePoints(as: text), let mode = StudyMode(text: tidy) else { return nil }
      self = mode
    }
  }
}

/// 毕结业: whether somebody graduates or completes without graduating; the degree (学位) is a separate matter.
public enum StudyOutcome: String, Sendable, Hashable, CaseIterable, Codable {
  case graduated
  case completed

  public var chineseName: String { self == .graduated ? "毕业" : "结业" }

  public init?(text: String) {
    switch text.compactHalfWidth {
    case "毕业": self = .graduated
    case "结业": self = .completed
    default: return nil
    }
  }
}
