/// 学籍异动: why somebody leaves the list of those due; always with a date and the document behind it.
public struct StatusChange: Sendable, Hashable, Codable {
  public enum Kind: String, Sendable, Hashable, CaseIterable, Codable {
    case suspension
    case withdrawal
    case transfer
    case deferral
    case military
    case death
    case earlyGraduation = "early-graduation"
    case hasPhoto = "has-photo"
    case expulsion
    case enteredByMistake = "entered-by-mistake"

    public var chineseName: String {
      switch self {
      case .suspension: "休学"
      case .withdrawal: "退学"
      case .transfer: "转学"
      case .deferral: "延期"
      case .military: "入伍"
      case .death: "死亡"
      case .earlyGraduation: "提前毕业"
      case .hasPhoto: "已有照片"
      case .expulsion: "开除学籍"
      case .enteredByMistake: "录入有误"
      }
    }

    public init?(text: String) {
      let word = text.compactHalfWidth
      if let kind = Self.allCases.first(where: { $0.chineseName.hasSameCodePoints(as: word) }) {
        self = kind
        return
      }
      switch word {
      case "延期毕业", "延长学制", "延长学习年限": self = .deferral
      case "参军", "应征入伍", "保留学籍": self = .military
      case "转出": self = .transfer
      case "取消学籍": self = .withdrawal
      default: return nil
      }
    }

    /// An entry made by mistake never was anybody: all others name the decision they rest on.
    public var needsDocument: Bool { self != .enteredByMistake }
  }

  public var kind: Kind
  /// The day it takes effect.
  public var day: CalendarDay
  /// Number or title of the document, such as 「校学〔2026〕12号」.
  public var document: String
  public var remark: String

  public init(kind: Kind, day: CalendarDay, document: String, remark: String = "") {
    self.kind = kind
    self.day = day
    self.document = document
    self.remark = remark
  }

  /// The first thing wrong with it.
  public func problem(today: CalendarDay) -> RegistrationRefusal? {
    if kind.needsDocument, document.trimmed.isEmpty { return .statusChangeWithoutDocument(kind) }
    // A leave that is decided may begin later, but not in years.
    if today.days(until: day) > 366 { return .statusChangeDay(day) }
    return nil
  }
}
