/// Mouth closed, no teeth (2017 规范：闭嘴).
///
/// By the teeth's area and the gap between the lips; a smile with closed lips passes.
///
/// Teeth: 0–0.02 ‰ in neutral faces, 0.2 at most in closed smiles, 1.3 and more where they are seen. Gap: up to 0.13 with closed lips.
struct MouthClosed: PhotoCheck {
  let name = "mouth-closed"
  let title = "嘴闭合"

  /// Thousandths of the face's width squared.
  static let teeth = CheckLimits(lookAbove: 0.25, failAbove: 0.5)
  /// By the inner mouth's width.
  static let gap = CheckLimits(lookAbove: 0.145, failAbove: 0.165)

  func finding(of photo: JudgedPhoto) -> Finding {
    guard let mouth = photo.measures.mouth else { return noFace }
    let teeth = judge(
      mouth.teeth, unit: "‰", Self.teeth, look: "嘴唇间似有牙齿露出，请人工看", fail: "露出牙齿：请闭上嘴、表情自然后重拍")
    let gap = judge(mouth.gap, Self.gap, look: "嘴略张开，请人工看", fail: "嘴张开了：请闭上嘴后重拍")
    return teeth.verdict >= gap.verdict ? teeth : gap
  }
}
