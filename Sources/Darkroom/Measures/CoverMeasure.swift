/// What lies over the face or the head.
///
/// Colours are compared with the skin under the eyes, on the cheeks and the nose's bridge (CIE L*a*b*).
public struct CoverMeasure: Sendable, Hashable, Codable {
  /// Colour distance of the forehead: median of its patches.
  ///
  /// Under 10 when free, 20 and up under a fringe, 45 under a cap.
  public var forehead: Double
  /// The same without lightness: hair is as colourless as shadow, cloth often is not.
  public var foreheadHue: Double
  /// Colour distance without lightness of the lower face, median of lip, chin and cheek patches: under 10, beard too; a mask has 30.
  public var lowerFace: Double
  /// Colour distance between the lips and the cheeks beside them: 8 and up; nothing where a mask covers both.
  public var lips: Double
  /// Colour of what is above the forehead, from blue (negative) to yellow: hair has −2…15.
  public var aboveForeheadBlue: Double
  /// Least mean difference of neighbouring pixels among patches on face and jaw, brightness levels: skin has 1 and up, what is painted over
  /// or drawn has nothing.
  public var leastTexture: Double
  /// Share of these patches with nearly no texture (under 0.35), 0–1: 0 on skin in focus, a fifth and more of a drawing.
  public var flatPatches: Double

  /// Mesh points of the patches.
  private static let foreheadPoints = [151, 10, 109, 338, 69, 299]
  private static let lowerPoints = [164, 199, 207, 427, 200, 18]
  private static let texturePoints = [
    50, 280, 151, 207, 427, 214, 434, 135, 364, 210, 430, 170, 395, 211, 431, 176, 400, 199, 6,
  ]
  private static let flat = 0.35
  /// Radii by the face's width.
  private static let patch = 0.045
  private static let texturePatch = 0.03

  init(_ frame: PortraitFrame, patches: FacePatches) {
    let face = frame.face
    let width = frame.sitter.faceWidth
    func lab(_ point: PixelPoint, _ radius: Double) -> LabColour? { frame.patch(point, radius: radius * width)?.lab }
    let skin = patches.skin?.lab ?? LabColour(red: 128, green: 128, blue: 128)
    let upper = Self.foreheadPoints.compactMap { lab(face[$0], Self.patch) }
    forehead = upper.isEmpty ? 0 : upper.map { $0.distance(to: skin) }.median
    foreheadHue = upper.isEmpty ? 0 : upper.map { $0.chromaDistance(to: skin) }.median
    let lower = Self.lowerPoints.compactMap { lab(face[$0], Self.patch) }
    lowerFace = lower.isEmpty ? 0 : lower.map { $0.chromaDistance(to: skin) }.median
    let upperLip = face[MeshPoint.lipOuterTop].middle(to: face[MeshPoint.innerLipTop])
    let lowerLip = face[MeshPoint.lipOuterBottom].middle(to: face[MeshPoint.innerLipBottom])
    let red = [lab(upperLip, 0.015), lab(lowerLip, 0.02)].compactMap(\.self)
    let beside = [patches[.lowerCheekLeft]?.lab, patches[.lowerCheekRight]?.lab].compactMap(\.self)
    let pairs = red.flatMap { lip in beside.map { lip.distance(to: $0) } }
    lips = pairs.isEmpty ? 0 : pairs.median
    let up = face[MeshPoint.chin].direction(to: face[MeshPoint.forehead])
    let above = [-0.2, 0, 0.2].compactMap { across -> Double? in
      let point = PixelPoint(
        x: face[MeshPoint.forehead].x + (up.x * 0.15 - up.y * across) * width,
        y: face[MeshPoint.forehead].y + (up.y * 0.15 + up.x * across) * width)
      guard frame.sitter.mask.probability(at: point) > 0.9 else { return nil }
      return lab(point, Self.patch)?.b
    }
    aboveForeheadBlue = above.isEmpty ? 0 : above.median
    let textures = Self.texturePoints.compactMap { frame.texture(face[$0], radius: Self.texturePatch * width) }
    leastTexture = textures.min() ?? 0
    flatPatches = Double(textures.count { $0 < Self.flat }) / Double(max(1, textures.count))
  }
}

extension PortraitFrame {
  /// Mean difference of neighbouring pixels across and down, brightness levels; nil when the square reaches beyond the picture.
  func texture(_ center: PixelPoint, radius: Double) -> Double? {
    let left = Int(center.x - radius)
    let top = Int(center.y - radius)
    let right = Int(center.x + radius)
    let bottom = Int(center.y + radius)
    guard left >= 0, top >= 0, right < image.width, bottom < image.height, right > left + 1, bottom > top + 1 else {
      return nil
    }
    var sum = 0
    for y in top..<bottom {
      for x in left..<right {
        let place = y * image.width + x
        let here = Int(luma.values[place])
        sum += abs(Int(luma.values[place + 1]) - here) + abs(Int(luma.values[place + image.width]) - here)
      }
    }
    return Double(sum) / Double((bottom - top) * (right - left))
  }
}
