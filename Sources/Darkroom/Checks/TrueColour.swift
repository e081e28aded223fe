/// In colour (2017 规范：24 位真彩色).
///
/// Saturation of the skin: dark skin has the least, 8.6.
struct TrueColour: PhotoCheck {
  let name = "true-colour"
  let title = "彩色"

  static let limits = CheckLimits(failBelow: 3, lookBelow: 6.5)

  func finding(of photo: JudgedPhoto) -> Finding {
    guard let colour = photo.measures.colour else { return noFace }
    return judge(colour.skinChroma, Self.limits, look: "颜色很淡，请人工看", fail: "照片没有颜色：请用彩色原片")
  }
}
