/// Both eyes open (2013 通知：闭眼免费重拍).
///
/// Judged by `EyeMeasure.openness` of each eye: raw lid gap with the iris's darkness, because a normalised opening calls half
/// of the closed eyes open.
///
/// Closed eyes: up to 0.08, all but one whose face lay on its side; open ones: 0.10 (naturally narrow, smiling) and up, half of them above 0.24.
struct EyesOpen: PhotoCheck {
  let name = "eyes-open"
  let title = "双眼睁开"

  static let limits = CheckLimits(failBelow: 0.09, lookBelow: 0.13)

  func finding(of photo: JudgedPhoto) -> Finding {
    guard let eyes = photo.measures.eyes else { return noFace }
    guard photo.hasVisibleEyes else { return unmeasured("眼睛被遮住或反光") }
    let (right, left) = (eyes.atImageLeft.openness, eyes.atImageRight.openness)
    let closed = (Self.limits.verdict(left) == .fail, Self.limits.verdict(right) == .fail)
    let which =
      switch closed {
      case (true, true): "双眼"
      case (true, false): "左眼"
      default: "右眼"
      }
    let narrow = left < right ? "左眼" : "右眼"
    return judge(
      min(left, right), Self.limits, look: "\(narrow)睁得很小，请人工看（天生眼小不必重拍）", fail: "\(which)闭合，请重拍")
  }
}
