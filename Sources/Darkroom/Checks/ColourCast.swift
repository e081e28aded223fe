/// True white balance.
///
/// Hue of the skin: people of every tone lie between 19 and 62 degrees under white light. The other half of the cast is seen in
/// the background's colour.
struct ColourCast: PhotoCheck {
  let name = "colour-cast"
  let title = "没有偏色"

  /// Degrees, 0 red – 90 yellow.
  static let limits = CheckLimits(failBelow: -10, lookBelow: 8, lookAbove: 75, failAbove: 95)

  func finding(of photo: JudgedPhoto) -> Finding {
    guard let colour = photo.measures.colour else { return noFace }
    guard TrueColour.limits.verdict(colour.skinChroma) < .fail else { return unmeasured("照片没有颜色") }
    let cast = colour.skinHue < 40 ? "红紫" : "黄绿"
    return judge(
      colour.skinHue, unit: "°", Self.limits, look: "肤色偏\(cast)，请人工看", fail: "照片偏\(cast)：请按灯光色温设好白平衡后重拍")
  }
}
