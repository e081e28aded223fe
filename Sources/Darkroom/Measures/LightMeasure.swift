import Foundation

/// The light on the face.
///
/// Steps are photographic stops: 1 is twice as much light.
public struct LightMeasure: Sendable, Hashable, Codable {
  /// Light on the image's left half of the face against its right half, stops: median over five pairs of patches.
  public var leftOverRight: Double
  /// Light on the forehead against the brighter of lower cheeks and chin, stops.
  public var topOverBottom: Double
  /// Brightness of the white of the brighter eye, 0–255: it is about the same for dark and pale skin, and so tells a dark picture from a
  /// dark person.
  public var whiteOfEyes: Double
  /// Share of the face where a channel has lost its detail (≥ 252), 0–1.
  public var clipped: Double
  /// Share of the face darker than a quarter of its median brightness, 0–1: deep shadow, hair and beard too.
  public var shadows: Double
  /// Brightest 5 % less darkest 5 % of the face, 0–255.
  public var contrast: Double
  /// Median brightness of the skin, 0–255.
  ///
  /// Never judged by itself.
  public var skinLuma: Double
  /// Individual typology angle of the skin, degrees: above 55 very light, below −30 dark.
  ///
  /// Never judged: it orders the fairness table.
  public var skinTypologyAngle: Double

  init(_ frame: PortraitFrame, patches: FacePatches, eyes: EyesMeasure) {
    typealias Place = FacePatches.Place
    let pairs: [(Place, Place)] = [
      (.foreheadLeft, .foreheadRight), (.underEyeLeft, .underEyeRight), (.cheekLeft, .cheekRight),
      (.lowerCheekLeft, .lowerCheekRight), (.jawLeft, .jawRight),
    ]
    let ratios = pairs.compactMap { pair -> Double? in
      guard let left = patches.luma(pair.0), let right = patches.luma(pair.1) else { return nil }
      return Self.stops(left, over: right)
    }
    leftOverRight = ratios.isEmpty ? 0 : ratios.median
    let bottom = [
      patches.luma(.lowerCheekLeft, .lowerCheekRight, .upperLip), patches.luma(.chin, .jawLeft, .jawRight),
    ].compactMap(\.self).max()
    if let top = patches.luma(.forehead, .foreheadLeft, .foreheadRight), let bottom {
      topOverBottom = Self.stops(top, over: bottom)
    } else {
      topOverBottom = 0
    }
    whiteOfEyes = eyes.most(\.whiteOfEye)
    let oval = frame.patch(MeshPoint.oval.map { frame.face[$0] })
    clipped = oval?.clipped ?? 0
    let median = oval?.percentile(0.5) ?? 0
    let dark = Int(median / 4)
    shadows = oval.map { Double($0.histogram[..<dark].reduce(0, +)) / Double($0.count) } ?? 0
    contrast = oval.map { $0.percentile(0.95) - $0.percentile(0.05) } ?? 0
    skinLuma = patches.skin?.luma ?? 0
    skinTypologyAngle = patches.skin?.lab.typologyAngle ?? 0
  }

  private static func stops(_ one: Double, over other: Double) -> Double {
    // below this JPEG has left nothing to compare
    let least = 3.0
    return log2(LabColour.linear(max(least, one) / 255) / LabColour.linear(max(least, other) / 255))
  }
}
