/// Light enough.
///
/// By the white of the eyes, which is about the same for dark and pale people: the brightness of a face alone would refuse dark
/// skin.
///
/// Good portraits of every tone: 115 and up; darkened ones: up to 99. Mild darkness leaves the whites of a pale person above 115; then skin and
/// whites are dark together: dark skin has whites 1.6 times as bright as itself and more, darkened pale skin 1.0–1.4.
struct Darkness: PhotoCheck {
  let name = "darkness"
  let title = "亮度"

  /// Brightness levels.
  static let limits = CheckLimits(failBelow: 85, lookBelow: 113)

  /// Brightness of the skin below which the ratio is asked, and the ratio of whites to skin below which it is not the skin that is dark.
  private static let darkSkin = 112.0
  private static let ratioOfDarkSkin = 1.45

  func finding(of photo: JudgedPhoto) -> Finding {
    guard let light = photo.measures.light else { return noFace }
    guard photo.hasVisibleEyes else { return unmeasured("眼睛被遮住或反光") }
    let whole = judge(
      light.whiteOfEyes, Self.limits, look: "照片偏暗，请人工看", fail: "照片太暗：请增加曝光或调整灯光后重拍（不要后期提亮）")
    let isDim = light.skinLuma < Self.darkSkin && light.whiteOfEyes < Self.ratioOfDarkSkin * light.skinLuma
    guard whole.verdict == .pass, isDim else { return whole }
    return Finding(
      check: name, verdict: .look, value: light.whiteOfEyes, low: Self.limits.low, message: "照片偏暗，请人工看")
  }
}
