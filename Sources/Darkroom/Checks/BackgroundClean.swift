/// Nothing else behind the person (2017 规范：无他物).
///
/// By the share of the background whose colour is another, and by the edges in it.
///
/// Even backgrounds: up to 1.6 % and 0.2 levels, studio walls 1.3 levels; scenes: 40 % and more, 7 levels and more.
struct BackgroundClean: PhotoCheck {
  let name = "background-clean"
  let title = "背景干净"

  /// Per cent of the background.
  static let uneven = CheckLimits(lookAbove: 2.5, failAbove: 10)
  /// Brightness levels.
  static let texture = CheckLimits(lookAbove: 2.5, failAbove: 6)

  func finding(of photo: JudgedPhoto) -> Finding {
    guard photo.measures.placement != nil else { return noFace }
    guard let background = photo.measures.background else { return unmeasured("背景太少") }
    let uneven = judge(
      background.uneven * 100, unit: "%", Self.uneven, look: "背景颜色不匀，请人工看", fail: "背景不干净：请用纯色背景、移走杂物后重拍")
    let texture = judge(background.texture, Self.texture, look: "背景有花纹或杂物，请人工看", fail: "背景有花纹或杂物：请用纯色背景后重拍")
    return uneven.verdict >= texture.verdict ? uneven : texture
  }
}
