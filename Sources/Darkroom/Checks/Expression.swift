/// A calm face.
///
/// The mesh tells a broad smile, and no more: neither a frown nor raised brows. Only asks a person.
///
/// Neutral faces: mouth up to 0.88 of the irises' distance wide, corners up to 0.05 above the middle.
struct Expression: PhotoCheck {
  let name = "expression"
  let title = "表情自然"

  static let limits = CheckLimits(lookAbove: 1.0)
  static let corners = CheckLimits(lookAbove: 0.1)

  func finding(of photo: JudgedPhoto) -> Finding {
    guard let mouth = photo.measures.mouth else { return noFace }
    let width = judge(mouth.width, Self.limits, look: "笑得较开，请人工看", fail: "")
    return width.verdict > .pass ? width : judge(mouth.cornersUp, Self.corners, look: "笑得较开，请人工看", fail: "")
  }
}
