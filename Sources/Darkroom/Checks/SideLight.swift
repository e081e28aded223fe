/// Even light from both sides (2017 规范：光线均匀，光源左右各 45°).
///
/// Stops between both halves of the face.
///
/// Good portraits: up to 0.77; light from one side: 1.15 and more, except where it fell
/// against the light that was there already.
struct SideLight: PhotoCheck {
  let name = "side-light"
  let title = "左右光线"

  static let limits = CheckLimits(failBelow: -1.5, lookBelow: -0.8, lookAbove: 0.8, failAbove: 1.5)

  func finding(of photo: JudgedPhoto) -> Finding {
    guard let light = photo.measures.light else { return noFace }
    // the image's left is the person's right
    let dark = light.leftOverRight > 0 ? "左" : "右"
    return judge(
      light.leftOverRight, unit: "EV", Self.limits, look: "脸的\(dark)侧偏暗，请人工看", fail: "脸的\(dark)侧太暗：请把两侧的灯调成一样亮、一样远后重拍")
  }
}
