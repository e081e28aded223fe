/// Why somebody comes to the make-up (A1, A6), as the 补拍情况表 says it.
public enum MakeupGround: String, Sendable, Hashable, CaseIterable, Codable {
  /// 漏拍: has no shot.
  case missed
  /// Closed eyes or an odd expression: always free (A6).
  case eyesOrExpression = "eyes-or-expression"
  case other

  public var chineseName: String {
    switch self {
    case .missed: "漏拍"
    case .eyesOrExpression: "闭眼或特殊表情"
    case .other: "其他"
    }
  }

  /// Whether the shot costs nothing: a re-shoot for the camera's fault does not (A6), and nobody pays twice for one head (A10).
  ///
  /// `wasShot`: he has a shot that was or will be paid for.
  public func isFree(wasShot: Bool) -> Bool { self == .eyesOrExpression || wasShot }
}

/// Where somebody stands who wants to come to the make-up.
public enum MakeupStanding: Sendable, Hashable {
  /// No shot of him, or none that was accepted; `wasShot` when there is one.
  case missing(wasShot: Bool)
  /// He has a portrait, and a photo claim is open.
  case claimed(MakeupGround)
  /// He has a portrait and nobody said anything against it.
  case captured
  /// A shot of him waits for the head office's eyes.
  case waiting
  case left(StatusChange.Kind)
  /// Not of this campaign.
  case unknown
}

/// Who may come, why, and whether it is free (A1, N4, A6).
public struct MakeupEntitlement: Sendable, Hashable {
  public let ground: MakeupGround
  public let isFree: Bool

  /// - Throws: `MakeupRefusal.captured`, `.waiting`, `.left`, `.unknown`.
  public init(_ standing: MakeupStanding) throws(MakeupRefusal) {
    switch standing {
    case .missing(let wasShot): (ground, isFree) = (wasShot ? .other : .missed, wasShot)
    case .claimed(let claim): (ground, isFree) = (claim, claim.isFree(wasShot: true))
    case .captured: throw .captured
    case .waiting: throw .waiting
    case .left(let kind): throw .left(kind)
    case .unknown: throw .unknown
    }
  }
}
