/// No black shadow on the face (2017 规范：无阴影).
///
/// Share of the face darker than a quarter of its median; brows, lashes and beards have up to 0.02.
struct DeepShadow: PhotoCheck {
  let name = "deep-shadow"
  let title = "脸上没有深影"

  static let limits = CheckLimits(lookAbove: 0.05)

  func finding(of photo: JudgedPhoto) -> Finding {
    guard let light = photo.measures.light else { return noFace }
    return judge(light.shadows, Self.limits, look: "脸上有很暗的阴影或遮挡，请人工看", fail: "")
  }
}
