/// What an institution asked for when it registered.
public struct Wish: Sendable, Hashable, Codable {
  public enum Content: Sendable, Hashable, Codable {
    /// Not in these days: exam week, a sports meeting.
    case notOn(days: CalendarDays)
    case morningsOnly
    case afternoonsOnly
  }

  public var content: Content
  /// A firm wish is a condition; the others are counted when they are not met.
  public var isFirm: Bool
  /// Why, in the institution's words.
  public var reason: String

  public init(_ content: Content, isFirm: Bool = false, reason: String = "") {
    self.content = content
    self.isFirm = isFirm
    self.reason = reason
  }

  /// 「10月8日–10月12日不安排（期中考试）」.
  public var chinese: String {
    let what =
      switch content {
      case .notOn(let days): "\(days.chinese)不安排"
      case .morningsOnly: "安排在上午"
      case .afternoonsOnly: "安排在下午"
      }
    return reason.isEmpty ? what : "\(what)（\(reason)）"
  }

  /// True when a visit on the day, working in the span, does what was asked for; noon divides the day.
  public func isMet(on day: CalendarDay, span: MinuteSpan) -> Bool {
    switch content {
    case .notOn(let days): !days.contains(day)
    case .morningsOnly: span.end <= Self.noon + 60
    case .afternoonsOnly: span.start >= Self.noon
    }
  }

  /// Minutes since midnight; a morning may end up to an hour later.
  static let noon = 720
}
