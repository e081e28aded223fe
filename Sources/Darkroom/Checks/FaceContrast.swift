/// Contrast of the face: brightest less darkest 5 %.
///
/// Haze and faded copies have little.
///
/// Good portraits: 52 and up; contrast cut to a third: 35. Half is not told from soft light and shows in the background's colour only.
struct FaceContrast: PhotoCheck {
  let name = "face-contrast"
  let title = "反差"

  /// Brightness levels.
  static let limits = CheckLimits(failBelow: 25, lookBelow: 44)

  func finding(of photo: JudgedPhoto) -> Finding {
    guard let light = photo.measures.light else { return noFace }
    return judge(
      light.contrast, Self.limits, look: "脸部反差小、发灰，请人工看", fail: "脸部反差太小、发灰：请擦净镜头、避开逆光后重拍（不要翻拍照片）")
  }
}
