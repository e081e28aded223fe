import Foundation

/// One eye.
///
/// Left and right are the image's: the eye at its left is the person's right one.
public struct EyeMeasure: Sendable, Hashable, Codable {
  /// Mean gap between the lids over the middle half of the eye by the eye's width, from the iris model's contour; 0.25–0.37 when open.
  public var lidGap: Double
  /// The same by six points of the face mesh (eye aspect ratio); less exact.
  public var lidRatio: Double
  /// Median brightness where the iris should be, by that of the skin under the eye: 0.2–0.6 for an iris, 0.6–0.9 for a lid.
  public var irisDarkness: Double
  /// `lidGap − 0.15 · irisDarkness`: lids that are nearly closed and skin where the iris should be count together.
  public var openness: Double
  /// Brightest 2 % around the eye, by the skin's brightness: 0.9 and up for a free eye, less behind tinted glass or hair.
  public var brightest: Double
  /// Share of white pixels (all channels ≥ 200) around the eye, 0–1: the mirror of a lamp on glasses.
  public var glare: Double
  /// Brightness that 90 % of the white of the eye stay below, 0–255.
  public var whiteOfEye: Double
  /// Where the pupil stands between the corners: 0 in the middle, ±0.5 at a corner, positive to the image's right.
  public var gazeAcross: Double
  /// Where the pupil stands above the line through the corners, by the eye's width; positive is down.
  public var gazeDown: Double

  /// Weight of the iris's darkness in `openness`.
  static let irisWeight = 0.15
  /// Half width and half height of what counts as around the eye, by the eye's width: it lies inside most frames of glasses.
  private static let around = (across: 0.62, down: 0.42)
  /// The iris's disc by its model radius: the inner part for its own darkness, more for what is not to be taken for the white.
  private static let innerIris = 0.8
  private static let outerIris = 1.15

  init(_ eye: EyeLandmarks, lids: [Int], underEye: RegionStatistics?, skinLuma: Double, frame: PortraitFrame) {
    let face = frame.face
    let from = eye.contour[0]
    let to = eye.contour[8]
    // the mirrored eye's contour begins at its outer corner too: always look from the image's left
    let corners = from.x <= to.x ? (from, to) : (to, from)
    let width = max(1, from.distance(to: to))
    let middle = from.middle(to: to)
    let along = corners.0.direction(to: corners.1)
    let ring = Array(eye.contour[0...8]) + eye.contour[9...15].reversed()
    let radius = eye.irisDiameter / 2
    lidGap = eye.opening
    lidRatio =
      (face.distance(lids[1], lids[5]) + face.distance(lids[2], lids[4])) / 2 / max(1, face.distance(lids[0], lids[3]))
    let iris = frame.patch(eye.iris[0], radius: Self.innerIris * radius)?.percentile(0.5)
    irisDarkness = (iris ?? 255) / max(1, underEye?.percentile(0.5) ?? skinLuma)
    openness = lidGap - Self.irisWeight * irisDarkness
    let lens = frame.patch(Self.ellipse(middle, along: along, width: width))
    brightest = (lens?.percentile(0.98) ?? 0) / max(1, skinLuma)
    glare = lens?.white ?? 0
    let white = Region(polygon: ring, width: frame.image.width, height: frame.image.height)
      .without(eye.iris[0], radius: Self.outerIris * radius)
    whiteOfEye = RegionStatistics(white, of: frame.image, frame.luma)?.percentile(0.9) ?? 0
    let pupil = PixelPoint(x: eye.iris[0].x - middle.x, y: eye.iris[0].y - middle.y)
    gazeAcross = (pupil.x * along.x + pupil.y * along.y) / width
    gazeDown = (pupil.y * along.x - pupil.x * along.y) / width
  }

  private static func ellipse(_ middle: PixelPoint, along: PixelPoint, width: Double) -> [PixelPoint] {
    let corners = 24
    return (0..<corners).map { index in
      let angle = 2 * Double.pi * Double(index) / Double(corners)
      let u = around.across * width * cos(angle)
      let v = around.down * width * sin(angle)
      return PixelPoint(x: middle.x + u * along.x - v * along.y, y: middle.y + u * along.y + v * along.x)
    }
  }
}

/// Both eyes.
public struct EyesMeasure: Sendable, Hashable, Codable {
  public var atImageLeft: EyeMeasure
  public var atImageRight: EyeMeasure
  /// How much darker the darkest place on the nose's bridge is than its skin, 0–1: the bridge of a frame of glasses.
  public var bridge: Double

  init(_ frame: PortraitFrame, patches: FacePatches) {
    let skin = patches.skin?.luma ?? 128
    let finding = frame.sitter.finding
    atImageLeft = EyeMeasure(
      finding.leftEye, lids: MeshPoint.leftLids, underEye: patches[.underEyeLeft], skinLuma: skin, frame: frame)
    atImageRight = EyeMeasure(
      finding.rightEye, lids: MeshPoint.rightLids, underEye: patches[.underEyeRight], skinLuma: skin, frame: frame)
    bridge = Self.bridge(frame)
  }

  /// Goes down the nose between the eyes; the mean of a few pixels across hides moles and hairs.
  private static func bridge(_ frame: PortraitFrame) -> Double {
    let face = frame.face
    let root = face[MeshPoint.noseRoot]
    let width = frame.sitter.faceWidth
    let down = face[MeshPoint.forehead].direction(to: face[MeshPoint.chin])
    let steps = 24
    let profile = (0..<steps).compactMap { step -> Double? in
      let along = (Double(step) / Double(steps - 1) * 0.24 - 0.08) * width
      let point = PixelPoint(x: root.x + down.x * along, y: root.y + down.y * along)
      return frame.patch(point, radius: max(1, 0.012 * width))?.luma
    }
    guard let darkest = profile.min(), !profile.isEmpty else { return 0 }
    return 1 - darkest / max(1, profile.median)
  }

  /// The lesser and the greater of both eyes' values.
  func least(_ value: (EyeMeasure) -> Double) -> Double { min(value(atImageLeft), value(atImageRight)) }
  func most(_ value: (EyeMeasure) -> Double) -> Double { max(value(atImageLeft), value(atImageRight)) }
}
