/// Eyes that can be seen (2017 规范：不许有色眼镜，镜框、头发不遮眼).
///
/// The brightest 2 % around each eye against the skin: behind tinted glass, or under hair or a patch, the white of the eye and
/// the lights on the lids are missing.
///
/// Free eyes of every skin tone: 0.92 and up; tinted lenses 0.65–0.78; dark ones and hair under 0.25.
struct EyesVisible: PhotoCheck {
  let name = "eyes-visible"
  let title = "眼睛清楚可见"

  static let limits = CheckLimits(failBelow: 0.55, lookBelow: 0.85)

  func verdict(_ eyes: EyesMeasure) -> Finding.Verdict { Self.limits.verdict(eyes.least(\.brightest)) }

  func finding(of photo: JudgedPhoto) -> Finding {
    guard let eyes = photo.measures.eyes else { return noFace }
    let (right, left) = (eyes.atImageLeft.brightest, eyes.atImageRight.brightest)
    let isBoth = Self.limits.verdict(max(left, right)) > .pass
    let which = isBoth ? "双眼" : left < right ? "左眼" : "右眼"
    let cause = isBoth ? "请摘下有色眼镜后重拍" : "请把头发、镜框或手移开后重拍"
    return judge(
      min(left, right), Self.limits, look: "\(which)看不太清楚，可能戴了有色眼镜或被遮住，请人工看", fail: "\(which)被遮住：\(cause)")
  }
}
