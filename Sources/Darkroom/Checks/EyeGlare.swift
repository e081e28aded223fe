/// No reflection on glasses (2017 规范：无反光).
///
/// Share of white pixels around the worse eye; the bright point in a free eye is at most 2 %.
///
/// Good portraits: up to 0.02; reflections drawn over the lenses: 0.56 and more.
struct EyeGlare: PhotoCheck {
  let name = "eye-glare"
  let title = "眼镜不反光"

  static let limits = CheckLimits(lookAbove: 0.06, failAbove: 0.2)

  func finding(of photo: JudgedPhoto) -> Finding {
    guard let eyes = photo.measures.eyes else { return noFace }
    return judge(
      eyes.most(\.glare), Self.limits, look: "眼镜上有反光，请人工看", fail: "眼镜反光遮住了眼睛：请把灯抬高、镜腿略抬或稍低头后重拍")
  }
}
