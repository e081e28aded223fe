/// What a check says of one photo.
public struct Finding: Sendable, Hashable, Codable {
  /// 通过、需人工看、不合格, in this order.
  public enum Verdict: String, Sendable, Hashable, Comparable, CaseIterable, Codable {
    case pass, look, fail

    public var chineseName: String {
      switch self {
      case .pass: "通过"
      case .look: "需人工看"
      case .fail: "不合格"
      }
    }

    public static func < (one: Verdict, other: Verdict) -> Bool { one.rank < other.rank }

    private var rank: Int {
      switch self {
      case .pass: 0
      case .look: 1
      case .fail: 2
      }
    }
  }

  /// The check's stable name.
  public var check: String
  public var verdict: Verdict
  /// Nil when it could not be measured, or is no number.
  public var value: Double?
  /// Unit of `value`, `low` and `high`; empty for plain ratios.
  public var unit: String
  /// What passes, both ends included; a nil end is open.
  public var low: Double?
  public var high: Double?
  /// For the photographer: what is the matter and what to do; of a pass what is in order.
  public var message: String

  public init(
    check: String, verdict: Verdict, value: Double? = nil, unit: String = "", low: Double? = nil, high: Double? = nil,
    message: String
  ) {
    self.check = check
    self.verdict = verdict
    self.value = value
    self.unit = unit
    self.low = low
    self.high = high
    self.message = message
  }
}
