/// A photograph of living skin, not a drawing, and nothing painted over it (2017 规范：真实性，不得技术处理).
///
/// Texture is the mean difference of neighbouring pixels in 19 patches of the face. Least patch of 204 good portraits: 1.16 levels; drawn
/// masks, blobs and a cartoon: 0–0.11. A picture that lost its detail to light or darkness fails elsewhere and is left out.
struct RealFace: PhotoCheck {
  let name = "real-face"
  let title = "真人照片"

  /// Brightness levels of the least patch.
  static let limits = CheckLimits(lookBelow: 0.6)
  /// Share of patches without texture, beyond which it is no photograph.
  static let flat = CheckLimits(failAbove: 0.15)

  func finding(of photo: JudgedPhoto) -> Finding {
    guard let cover = photo.measures.cover, let light = photo.measures.light else { return noFace }
    if Overexposure.limits.verdict(light.clipped) > .pass { return unmeasured("脸部曝光过度") }
    if Darkness.limits.verdict(light.whiteOfEyes) == .fail { return unmeasured("照片太暗") }
    let whole = judge(
      cover.flatPatches, Self.flat, look: "", fail: "脸上多处没有皮肤纹理，像是图画、被遮住或经过涂抹：请露出整张脸，用真人照片")
    if whole.verdict == .fail { return whole }
    return judge(
      cover.leastTexture, Self.limits, look: "脸上有一块没有皮肤纹理：可能被遮住或经过涂抹，请人工看", fail: "")
  }
}
