/// Colours of the face.
///
/// Those of the background are in `BackgroundMeasure`.
public struct ColourMeasure: Sendable, Hashable, Codable {
  /// Median saturation of the skin (chroma of CIE L*a*b*): 0 in a grey picture, 10–40 in colour.
  public var skinChroma: Double
  /// Hue of the skin, degrees: 0 red, 90 yellow; skin of every tone lies at 20–80.
  public var skinHue: Double

  init(patches: FacePatches) {
    let skin = patches.skin?.lab ?? LabColour(red: 128, green: 128, blue: 128)
    skinChroma = skin.chroma
    skinHue = skin.hueDegrees
  }
}
