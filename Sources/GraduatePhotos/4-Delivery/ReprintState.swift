/// How far an order for further prints (加洗) is; each state but the first is a row that says who and when.
public enum ReprintState: String, Sendable, Hashable, CaseIterable, Codable {
  case placed
  case printed
  case handedOver = "handed-over"
  case cancelled

  public var chineseName: String {
    switch self {
    case .placed: "等待冲印"
    case .printed: "已冲印"
    case .handedOver: "已交"
    case .cancelled: "已取消"
    }
  }

  /// What may follow; who ordered cancels only what was not printed.
  public func mayBecome(_ next: ReprintState, byHeadOffice: Bool) -> Bool {
    switch (self, next) {
    case (.placed, .printed), (.printed, .handedOver), (.printed, .cancelled): byHeadOffice
    case (.placed, .cancelled): true
    default: false
    }
  }
}

/// Why a line of an order is held back: it is not printed, and not paid for.
public enum ReprintHold: String, Sendable, Hashable, CaseIterable, Codable {
  /// The release of the portrait was taken back since.
  case withdrawn
  /// 学籍异动, or no record any more.
  case left
  /// A character that no font draws, or data that do not fit.
  case blocked

  public var chineseName: String {
    switch self {
    case .withdrawn: "照片已撤回"
    case .left: "学籍异动"
    case .blocked: "打印不了"
    }
  }

  public var advice: String {
    switch self {
    case .withdrawn: "有新照片放行后再生成文件"
    case .left: "不再冲印；异动撤销后再生成文件"
    case .blocked: "请看照片打印页的说明"
    }
  }
}
