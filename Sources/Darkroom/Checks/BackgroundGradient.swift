/// A background without a slope of brightness (2017 规范：均匀无渐变).
///
/// Change of lightness over the portrait.
///
/// Even backgrounds: up to 0.3; drawn gradients: 30; studio walls lit from one side: 6–16.
struct BackgroundGradient: PhotoCheck {
  let name = "background-gradient"
  let title = "背景均匀"

  /// Lightness 0–100.
  static let limits = CheckLimits(lookAbove: 4, failAbove: 7)

  func finding(of photo: JudgedPhoto) -> Finding {
    guard photo.measures.placement != nil else { return noFace }
    guard let background = photo.measures.background else { return unmeasured("背景太少") }
    return judge(
      background.gradient, Self.limits, look: "背景略有深浅，请人工看", fail: "背景一边亮一边暗：请把背景灯调匀、人离背景远一些后重拍")
  }
}
