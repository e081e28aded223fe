/// Nothing over mouth, chin and cheeks (2017 规范：不得遮脸).
///
/// By the lower face's colour against the upper one's, and whether lips are seen.
///
/// Faces with and without beards: up to 9.6, lips 7.7 and more; drawn masks: 26 and more, lips 0.
struct FaceUncovered: PhotoCheck {
  let name = "face-uncovered"
  let title = "脸部没有遮挡"

  static let limits = CheckLimits(lookAbove: 13, failAbove: 19)
  static let lips = CheckLimits(lookBelow: 5.5)

  func finding(of photo: JudgedPhoto) -> Finding {
    guard let cover = photo.measures.cover else { return noFace }
    let lower = judge(cover.lowerFace, Self.limits, look: "脸的下半部颜色异常，可能被遮住，请人工看", fail: "脸的下半部被遮住：请摘下口罩、移开手后重拍")
    if lower.verdict > .pass { return lower }
    return judge(cover.lips, Self.lips, look: "看不清嘴唇，可能被遮住，请人工看", fail: "")
  }
}
