/// What the national site says of one graduate's proofing there (N5), as an institution downloads it.
public enum NationalProofStatus: String, Sendable, Hashable, CaseIterable, Codable {
  case checked
  case unchecked
  /// Checked, and something is wrong.
  case error

  public var chineseName: String {
    switch self {
    case .checked: "已校对"
    case .unchecked: "未校对"
    case .error: "校对有误"
    }
  }

  /// Reads the word of the list; spaces and full-width forms do not matter.
  ///
  /// Nil for a word that is not known, which is said, not guessed.
  public init?(text: String) {
    switch text.compactHalfWidth {
    case "已校对", "已核对", "已确认", "校对正确", "核对正确", "确认无误", "无误", "正确", "通过", "校对通过", "是": self = .checked
    case "未校对", "未核对", "未确认", "待校对", "待确认", "未登录", "否": self = .unchecked
    case "有误", "校对有误", "核对有误", "信息有误", "照片有误", "错误", "校对错误", "有异议", "不通过", "校对不通过": self = .error
    default: return nil
    }
  }
}
