/// The face in the middle (2017 规范：水平居中、左右对称，没有数值).
///
/// Our number: 3 % of the width passes, 5 % fails.
///
/// Good portraits: at most 9 pixels of 480 off; shifted ones: 35 and more.
struct Centring: PhotoCheck {
  let name = "centring"
  let title = "左右居中"

  /// Thousandths of the portrait's width.
  static let limits = CheckLimits(failBelow: -50, lookBelow: -30, lookAbove: 30, failAbove: 50)

  func finding(of photo: JudgedPhoto) -> Finding {
    guard let placement = photo.measures.placement else { return noFace }
    guard photo.hasPortrait else { return unmeasured("没有裁出照片") }
    let value = placement.offCentre / Double(photo.standard.widthPixels) * 1_000
    let side = value < 0 ? "左" : "右"
    return judge(
      value, unit: "‰", Self.limits, look: "人脸略偏\(side)，请人工看",
      fail: "人脸偏\(side) \(Int(abs(placement.offCentre).rounded())) 像素：请坐在画面正中，或用原片重新裁切")
  }
}
