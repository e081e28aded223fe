import GraduatePhotos

/// Why a portrait is not released, or not sent back.
public enum ReleaseRefusal: Refusal, Equatable {
  case changed
  case portraitUnknown
  case tooMany(limit: Int)
  case noReason
  case reasonTooLong(limit: Int)

  public var code: String {
    switch self {
    case .changed: "release.changed"
    case .portraitUnknown: "release.portrait-unknown"
    case .tooMany: "release.too-many"
    case .noReason: "release.no-reason"
    case .reasonTooLong: "release.reason-too-long"
    }
  }

  public var message: String {
    switch self {
    case .changed: "这张照片已经换了，或者刚被别人处理过"
    case .portraitUnknown: "没有这张照片，或者刚被别人处理过"
    case .tooMany(let limit): "一次最多放行 \(limit) 张"
    case .noReason: "没有写原因"
    case .reasonTooLong(let limit): "原因超过 \(limit) 字"
    }
  }

  public var hint: String {
    switch self {
    case .changed, .portraitUnknown: "请刷新页面，看现在的照片"
    case .tooMany: "请分几次放行"
    case .noReason: "请写一句为什么，例如「闭眼」，学校和摄影员都会看到"
    case .reasonTooLong: "请写短一些"
    }
  }
}

/// Bounds of the head office's desk.
public enum DeliveryDeskLimits {
  /// Portraits of a page.
  public static let portraitsOnPage = 100
  /// Rows of a list's page.
  public static let rowsOnPage = 50
  /// Portraits that one click releases.
  public static let releasedAtOnce = 200
  /// Characters of a typed reason.
  public static let reasonCharacters = 200
}

extension String {
  /// Trimmed and within bounds.
  ///
  /// - Throws: `ReleaseRefusal.noReason`, `.reasonTooLong`.
  func releaseReason() throws -> String {
    let reason = trimmed
    guard !reason.isEmpty else { throw ReleaseRefusal.noReason }
    guard reason.count <= DeliveryDeskLimits.reasonCharacters else {
      throw ReleaseRefusal.reasonTooLong(limit: DeliveryDeskLimits.reasonCharacters)
    }
    return reason
  }
}
