/// Sharp (2017 规范：图像清晰).
///
/// By how little another blur changes the face; the worse of across and down, because shake blurs one way only.
///
/// Good portraits: up to 0.48; blurred by 1.2 pixels and more, or shaken by 9: 0.61 and up.
struct Sharpness: PhotoCheck {
  let name = "sharpness"
  let title = "清晰度"

  static let limits = CheckLimits(lookAbove: 0.515, failAbove: 0.58)

  func finding(of photo: JudgedPhoto) -> Finding {
    guard let detail = photo.measures.detail else { return noFace }
    let isShaken = abs(detail.blurAcross - detail.blurDown) > 0.12
    return judge(
      detail.blur, Self.limits, look: "照片不太清晰，请放大看眼睛",
      fail: isShaken ? "照片抖动模糊：请固定相机、让人坐稳后重拍" : "照片模糊：请对准眼睛对焦后重拍")
  }
}
