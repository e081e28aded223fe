/// Light not burnt out (2017 规范：无高光光斑).
///
/// Share of the face where a channel has lost its detail.
///
/// Good portraits: up to 0.002; over-exposed ones: 0.28 and more. Dark skin does not burn out; there the whites of the eyes tell: up to 201 in
/// good portraits, 204 and more in over-exposed ones.
struct Overexposure: PhotoCheck {
  let name = "overexposure"
  let title = "没有过曝"

  static let limits = CheckLimits(lookAbove: 0.03, failAbove: 0.15)

  /// Brightness levels of the white of the eyes.
  static let whites = CheckLimits(lookAbove: 212)

  func finding(of photo: JudgedPhoto) -> Finding {
    guard let light = photo.measures.light else { return noFace }
    let skin = judge(
      light.clipped, Self.limits, look: "脸上有过亮的地方，请人工看", fail: "脸部曝光过度：请减少曝光或把灯移远后重拍")
    guard skin.verdict == .pass, photo.hasVisibleEyes else { return skin }
    let whites = judge(light.whiteOfEyes, Self.whites, look: "眼白过亮，照片可能曝光过度，请人工看", fail: "")
    return whites.verdict > .pass ? whites : skin
  }
}
