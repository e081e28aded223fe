/// One of a campaign's spans of days (A1): what happens in it, and when.
public struct CampaignWindow: Sendable, Hashable, Codable {
  public enum Kind: String, Sendable, Hashable, CaseIterable, Codable {
    /// Slips and rosters are handed in; its last day is their deadline.
    case registration
    case phase1
    case phase2
    case phase3
    case makeup
    case dataCheck = "data-check"
    case verification
    case proofing

    public var chineseName: String {
      switch self {
      case .registration: "登记与名单"
      case .phase1: "第一阶段拍摄"
      case .phase2: "第二阶段拍摄"
      case .phase3: "第三阶段拍摄"
      case .makeup: "补拍"
      case .dataCheck: "数据核对"
      case .verification: "院校核对"
      case .proofing: "学生校对"
      }
    }

    public var isPhase: Bool { self == .phase1 || self == .phase2 || self == .phase3 }
  }

  public var kind: Kind
  public var days: CalendarDays

  public init(_ kind: Kind, _ days: CalendarDays) {
    self.kind = kind
    self.days = days
  }

  /// 「补拍：2014年4月9日（周三）–4月12日（周六）」.
  public var chinese: String { "\(kind.chineseName)：\(days.chinese)" }
}
