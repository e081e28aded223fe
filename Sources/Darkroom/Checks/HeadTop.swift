import GraduatePhotos

/// Distance of the head's top with its hair from the upper edge (2017 规范：头顶发际距上边 50–110).
///
/// Why with the hair: `Sitter.placement`.
///
/// The mask has a cell for 2.5 pixels and takes loose strands for hair or not: up to 6 pixels beyond the standard are left to a person. Hair
/// that stands high is left to one too, when the face itself is where it should be.
struct HeadTop: PhotoCheck {
  let name = "head-top"
  let title = "头顶位置"

  /// Pixels of a portrait 480 wide.
  private static let uncertain = 6.0

  func finding(of photo: JudgedPhoto) -> Finding {
    guard let placement = photo.measures.placement else { return noFace }
    guard photo.hasPortrait else { return unmeasured("没有裁出照片") }
    let bounds = photo.standard.hairlineToTopPixels
    guard !bounds.isOpen else { return pass(placement.headTopToTop, unit: "px") }
    let value = placement.headTopToTop
    let isInPlace =
      photo.standard.eyes.pixels.contains(Int(placement.eyesToTop.rounded())) || photo.standard.eyes.edge == .bottom
    if value < Double(bounds.least ?? 0), isInPlace, placement.eyesToTop - value > DarkroomLimits.tallHair * placement.faceWidth
    {
      return Finding(
        check: name, verdict: .look, value: value, unit: "px", low: bounds.least.map(Double.init),
        high: bounds.most.map(Double.init),
        message: "发型较高，头顶距上边 \(Int(value.rounded())) 像素（规范 \(bounds.chinese)），请人工看")
    }
    let limits = CheckLimits(bounds, uncertain: Self.uncertain, width: photo.standard.widthPixels)
    return judge(
      value, unit: "px", limits, look: "头顶距上边约 \(Int(value.rounded())) 像素，规范为 \(bounds.chinese)，差得很少，请人工看",
      fail: "头顶距上边 \(Int(value.rounded())) 像素，规范为 \(bounds.chinese)：请用原片重新裁切，或头顶上方多留空重拍")
  }
}
