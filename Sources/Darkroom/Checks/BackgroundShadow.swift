/// No shadow behind the person (2017 规范：无阴影).
///
/// Share of the background darker than its median by more than 3 in lightness: soft shadows are seen by their area, not by
/// their edge.
///
/// Even backgrounds: up to 0.9 % (loose hair); shadows of a fifth of the light: 2.9 % and more.
struct BackgroundShadow: PhotoCheck {
  let name = "background-shadow"
  let title = "背景没有阴影"

  /// Per cent of the background.
  static let limits = CheckLimits(lookAbove: 1.4, failAbove: 2)

  func finding(of photo: JudgedPhoto) -> Finding {
    guard photo.measures.placement != nil else { return noFace }
    guard let background = photo.measures.background else { return unmeasured("背景太少") }
    return judge(
      background.shadow * 100, unit: "%", Self.limits, look: "背景可能有阴影，请人工看", fail: "背景有阴影：请让人离背景 1 米以上、加背景灯后重拍")
  }
}
