/// Level shoulders (2017 规范：双肩平).
///
/// Slope by the person mask, where hair may lie on a shoulder: a person looks before it fails.
///
/// Good portraits: 98 % up to 8.8°, one 10.7; people turned by 12 and more: 12 and up.
struct ShouldersLevel: PhotoCheck {
  let name = "shoulders-level"
  let title = "双肩平"

  static let limits = CheckLimits(failBelow: -18, lookBelow: -11, lookAbove: 11, failAbove: 18)

  func finding(of photo: JudgedPhoto) -> Finding {
    guard let pose = photo.measures.pose else { return noFace }
    guard let shoulders = pose.shoulders else { return pass(nil, "照片里没有拍全双肩，不用比较") }
    // clockwise in the image is the person's left shoulder down
    let side = shoulders > 0 ? "左" : "右"
    return judge(
      shoulders, unit: "°", Self.limits, look: "\(side)肩偏低，请人工看", fail: "\(side)肩低了 \(Int(abs(shoulders).rounded()))°：请双肩放平后重拍")
  }
}
