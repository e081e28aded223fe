/// Glasses taken off, where a campaign says so (常戴者应戴 in the standard of 2017; many places want them off).
///
/// Looks for the frame's bridge; rimless glasses are not seen, so this only ever asks a person.
///
/// Bare noses: up to 0.26, one 0.36; frames: 0.31 and more.
struct Glasses: PhotoCheck {
  let name = "glasses"
  let title = "眼镜规定"

  static let limits = CheckLimits(lookAbove: 0.3)

  func finding(of photo: JudgedPhoto) -> Finding {
    guard let eyes = photo.measures.eyes else { return noFace }
    guard photo.standard.glasses == .takenOff else { return pass(eyes.bridge) }
    return judge(eyes.bridge, Self.limits, look: "像是戴着眼镜：本次采集要求摘下眼镜，请人工看", fail: "")
  }
}
