import GraduatePhotos

/// Distance of the eyes from the edge that the standard names (2017 规范：距上边 200–300；GA 461：距下边 ≥ 207).
///
/// Repeated crops of one face differ by ±2 pixels at 480 wide; up to 3 beyond the standard is left to a person.
struct EyePosition: PhotoCheck {
  let name = "eye-position"
  let title = "眼睛位置"

  /// Pixels of a portrait 480 wide.
  private static let uncertain = 3.0

  func finding(of photo: JudgedPhoto) -> Finding {
    guard let placement = photo.measures.placement else { return noFace }
    guard photo.hasPortrait else { return unmeasured("没有裁出照片") }
    let edge = photo.standard.eyes.edge
    let value = edge == .top ? placement.eyesToTop : placement.eyesToBottom
    let limits = CheckLimits(photo.standard.eyes.pixels, uncertain: Self.uncertain, width: photo.standard.widthPixels)
    let range = photo.standard.eyes.pixels.chinese
    return judge(
      value, unit: "px", limits, look: "眼睛距\(edge.chineseName)约 \(Int(value.rounded())) 像素，规范为 \(range)，差得很少，请人工看",
      fail: "眼睛距\(edge.chineseName) \(Int(value.rounded())) 像素，规范为 \(range)：请用原片重新裁切或重拍")
  }
}

extension CheckLimits {
  /// A standard's own range, with a rim outside in which measuring is not sure enough to fail.
  ///
  /// `uncertain` is for a portrait 480 wide.
  init(_ bounds: PhotoStandard.Bounds, uncertain: Double, width: Int) {
    let rim = uncertain * Double(width) / 480
    let least = bounds.least.map(Double.init)
    let most = bounds.most.map(Double.init)
    self.init(
      failBelow: least.map { $0 - rim }, lookBelow: least, lookAbove: most, failAbove: most.map { $0 + rim })
  }
}
