/// 性别, with the codes of GB/T 2261.1 that admission and degree files use; rosters write the Chinese word.
public enum Sex: Int, Sendable, Hashable, CaseIterable, Codable {
  case male = 1
  case female = 2

  public var chineseName: String { self == .male ? "男" : "女" }

  /// Reads 男, 女, 1, 2, with 性/生 behind or in full width; anything else is nil.
  public init?(text: String) {
    // Every row of a roster asks, and nearly all write these: bytes are quicker than the comparison of characters.
    if text.hasSameCodePoints(as: "男") {
      self = .male
      return
    }
    if text.hasSameCodePoints(as: "女") {
      self = .female
      return
    }
    switch text {
    case "1", "男性", "男生", "01": self = .male
    case "2", "女性", "女生", "02": self = .female
    default:
      let tidy = text.compactHalfWidth
      guard !tidy.hasSameCodePoints(as: text), let sex = Sex(text: tidy) else { return nil }
      self = sex
    }
  }
}
