/// The head upright (2017 规范：坐正、双眼平视).
///
/// Degrees of the line through the eyes.
///
/// Good portraits: up to 5.3; people turned on purpose by 8 and more: 4.95 and up, because they held their heads a little tilted before. When
/// the shoulders lean the same way it is the picture that is turned, and less is enough: both together are up to 11 in good portraits, 16 and
/// more in turned ones.
struct HeadTilt: PhotoCheck {
  let name = "head-tilt"
  let title = "头部端正"

  static let limits = CheckLimits(failBelow: -5.5, lookBelow: -4.5, lookAbove: 4.5, failAbove: 5.5)
  /// Least tilt of the head, and of head and shoulders together, of a picture that is turned as a whole.
  private static let turned = (head: 3.2, together: 13.0)

  func finding(of photo: JudgedPhoto) -> Finding {
    guard let pose = photo.measures.pose else { return noFace }
    let roll = pose.roll
    // clockwise in the image is towards the person's left shoulder
    let side = roll > 0 ? "左" : "右"
    var finding = judge(
      roll, unit: "°", Self.limits, look: "头略向\(side)歪（\(Int(abs(roll).rounded()))°），请人工看",
      fail: "头向\(side)歪了 \(Int(abs(roll).rounded()))°：请坐正、双肩放平后重拍（不能旋转照片）")
    if finding.verdict < .fail, let shoulders = pose.shoulders, shoulders * roll > 0, abs(roll) > Self.turned.head,
      abs(roll) + abs(shoulders) > Self.turned.together
    {
      finding.verdict = .fail
      finding.message = "整个人向\(side)歪了（头 \(Int(abs(roll).rounded()))°，肩 \(Int(abs(shoulders).rounded()))°）：请放平相机、坐正后重拍"
    }
    return finding
  }
}
