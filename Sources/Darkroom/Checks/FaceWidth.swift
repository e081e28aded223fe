import GraduatePhotos

/// Width of the face between the cheeks (2017 规范：180–300).
///
/// Repeated crops of one face differ by about 1 %: up to 3 pixels beyond the standard are left to a person.
struct FaceWidth: PhotoCheck {
  let name = "face-width"
  let title = "脸宽"

  /// Pixels of a portrait 480 wide.
  private static let uncertain = 3.0

  func finding(of photo: JudgedPhoto) -> Finding {
    guard let placement = photo.measures.placement else { return noFace }
    guard photo.hasPortrait else { return unmeasured("没有裁出照片") }
    let bounds = photo.standard.faceWidthPixels
    guard !bounds.isOpen else { return pass(placement.faceWidth, unit: "px") }
    let value = placement.faceWidth
    let limits = CheckLimits(bounds, uncertain: Self.uncertain, width: photo.standard.widthPixels)
    return judge(
      value, unit: "px", limits, look: "脸宽约 \(Int(value.rounded())) 像素，规范为 \(bounds.chinese)，差得很少，请人工看",
      fail:
        "脸宽 \(Int(value.rounded())) 像素，规范为 \(bounds.chinese)：请用原片重新裁切，或\(value < Double(bounds.least ?? 0) ? "靠近" : "离远")一些重拍")
  }
}
