/// Even light from above and below (2017 规范：光线均匀，灯与肩同高).
///
/// Stops between forehead and lower face; the brighter of cheeks and chin counts, so that a beard is no shadow.
///
/// Good portraits: −0.41 … 0.90; light from above: 1.22 and more, from below: −0.75 and less.
struct TopLight: PhotoCheck {
  let name = "top-light"
  let title = "上下光线"

  static let limits = CheckLimits(failBelow: -1.2, lookBelow: -0.48, lookAbove: 0.95, failAbove: 1.5)

  func finding(of photo: JudgedPhoto) -> Finding {
    guard let light = photo.measures.light else { return noFace }
    let isFromTop = light.topOverBottom > 0
    return judge(
      light.topOverBottom, unit: "EV", Self.limits, look: isFromTop ? "光线偏上，脸的下半部偏暗，请人工看" : "光线偏下，额头偏暗，请人工看",
      fail: isFromTop ? "光线来自上方，脸的下半部太暗：请把灯降到与肩同高后重拍" : "光线来自下方，额头太暗：请把灯抬高后重拍")
  }
}
