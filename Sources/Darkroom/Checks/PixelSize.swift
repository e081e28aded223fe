/// Width and height of the portrait (2017 规范：480×640).
///
/// A larger picture is cut; what keeps it from being cut is said here.
struct PixelSize: PhotoCheck {
  let name = "pixel-size"
  let title = "像素"

  func finding(of photo: JudgedPhoto) -> Finding {
    let standard = photo.standard
    let wanted = "\(standard.widthPixels)×\(standard.heightPixels)"
    let value = Double(photo.header.width)
    switch photo.origin {
    case .asItCame, .cut:
      return pass(value, unit: "px", low: Double(standard.widthPixels))
    case .uncut(let reasons):
      let why = reasons.isEmpty ? "没有可以裁切的人脸" : reasons.joined(separator: "；")
      return Finding(
        check: name, verdict: .fail, value: value, unit: "px", low: Double(standard.widthPixels),
        message: "裁不出 \(wanted) 像素的照片：\(why)")
    }
  }
}
