/// Facing the camera (2017 规范：正面).
///
/// Degrees by the mesh's depths.
///
/// Good portraits: up to 9.7 (the second 7.9); turned heads: 12.6 and more.
struct HeadTurn: PhotoCheck {
  let name = "head-turn"
  let title = "正面"

  static let limits = CheckLimits(failBelow: -11, lookBelow: -8.5, lookAbove: 8.5, failAbove: 11)

  func finding(of photo: JudgedPhoto) -> Finding {
    guard let yaw = photo.measures.pose?.yaw else { return noFace }
    return judge(
      yaw, unit: "°", Self.limits, look: "脸略有侧转（\(Int(abs(yaw).rounded()))°），请人工看",
      fail: "脸侧转了 \(Int(abs(yaw).rounded()))°：请正对镜头、两耳对称后重拍")
  }
}
