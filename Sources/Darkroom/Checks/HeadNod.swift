/// The head neither lowered nor raised (2017 规范：双眼平视).
///
/// Degrees by the mesh's depths, the weakest measure of the three: limits are wide.
///
/// Good portraits: −11.8 … 16.6; heads held up or down: −21.7, and 22.4 and more.
struct HeadNod: PhotoCheck {
  let name = "head-nod"
  let title = "平视"

  static let limits = CheckLimits(failBelow: -17, lookBelow: -14, lookAbove: 17.5, failAbove: 20)

  func finding(of photo: JudgedPhoto) -> Finding {
    guard let pitch = photo.measures.pose?.pitch else { return noFace }
    let way = pitch > 0 ? "低头" : "仰头"
    return judge(pitch, unit: "°", Self.limits, look: "略\(way)，请人工看", fail: "\(way)了：请平视镜头后重拍")
  }
}
