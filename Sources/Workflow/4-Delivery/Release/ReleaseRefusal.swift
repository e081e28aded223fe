import GraduatePhotos

/// Why a portrait is not released, or not sent back.
public enum ReleaseRefusal: Refusal, Equatable {
  case changed
  case portraitUnknown
  case tooMany(limit: Int)
  case noReason
  case reasonTooLong(limit: Int)
  case idNumberInReason

  public var code: String {
    switch self {
    case .changed: "release.changed"
    case .portraitUnknown: "release.portrait-unknown"
    case .tooMany: "release.too-many"
    case .noReason: "release.no-reason"
    case .reasonTooLong: "release.reason-too-long"
    case .idNumberInReason: "release.id-number-in-reason"
    }
  }

  public var message: String {
    switch self {
    case .changed: "这张照片已经换了，或者刚被别人处理过"
    case .portraitUnknown: "没有这张照片，或者刚被别人处理过"
    case .tooMany(let limit): "一次最多放行 \(limit) 张"
    case .noReason: "没有写原因"
    case .reasonTooLong(let limit): "原因超过 \(limit) 字"
    case .idNumberInReason: "原因里像是有身份证号"
    }
  }

  public var hint: String {
    switch self {
    case .changed, .portraitUnknown: "请刷新页面，看现在的照片"
    case .tooMany: "请分几次放行"
    case .noReason: "请写一句为什么，例如「闭眼」，学校和摄影员都会看到"
    case .reasonTooLong: "请写短一些"
    case .idNumberInReason: "学校和摄影员都看得到原因，请去掉号码"
    }
  }
}

extension String {
  /// Trimmed and within bounds, without what could be somebody's identity number: crews and institutions read it.
  ///
  /// - Throws: `ReleaseRefusal.noReason`, `.reasonTooLong`, `.idNumberInReason`.
  func releaseReason() throws -> String {
    let limit = DeliveryDeskLimits.textCharacters
    let reason = try reason(limit: limit, none: ReleaseRefusal.noReason, tooLong: ReleaseRefusal.reasonTooLong(limit: limit))
    guard !CodeModeGuard.holdsIDNumber(reason) else { throw ReleaseRefusal.idNumberInReason }
    return reason
  }
}
