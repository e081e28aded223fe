/// Where the face stands in the portrait.
///
/// Lengths in pixels of the portrait.
public struct PlacementMeasure: Sendable, Hashable, Codable {
  /// From the upper edge to the middle between both eyes' corners.
  public var eyesToTop: Double
  /// From there to the lower edge.
  public var eyesToBottom: Double
  /// Between the centres of both irises.
  public var interEyeDistance: Double
  /// From the upper edge to the top of the head with its hair, by the person mask (±3): what the standards call 头顶发际, see
  /// `Sitter.placement`.
  ///
  /// Zero when the head is cut off.
  public var headTopToTop: Double
  /// From the upper edge to where the forehead's skin ends, an estimate by colour; nil when hair or a cover hides it, or there
  /// is none.
  ///
  /// Shown to people only: no standard limits it.
  public var hairlineToTop: Double?
  /// From the upper edge to the chin's lowest point.
  public var chinToTop: Double
  /// Between the cheeks: the mesh's points 234 and 454.
  public var faceWidth: Double
  /// From the portrait's middle to the face's, to the right: mean of the middle between the cheeks and that between the eyes.
  public var offCentre: Double
  /// Part of the portrait beyond the picture it was cut from, 0–1.
  public var outside: Double

  init(_ frame: PortraitFrame, patches: FacePatches) {
    let placement = frame.sitter.placement
    let finding = frame.sitter.finding
    eyesToTop = placement.eyesY
    eyesToBottom = Double(frame.image.height) - placement.eyesY
    interEyeDistance = finding.leftEye.iris[0].distance(to: finding.rightEye.iris[0])
    headTopToTop = max(0, placement.headTopY)
    hairlineToTop = Self.hairline(frame, patches, headTop: placement.headTopY)
    chinToTop = placement.chinY
    faceWidth = placement.faceWidth
    offCentre = placement.centreX - Double(frame.image.width) / 2
    outside = frame.outside
  }

  /// Bounds of the search for the hairline.
  private enum Hairline {
    /// Colour distance (CIE 1976) from the forehead at which skin has ended.
    static let otherColour = 18.0
    /// Steps and patch, by the face's width.
    static let step = 0.01
    static let patch = 0.035
  }

  /// Goes up from the middle of the forehead until its colour ends.
  private static func hairline(_ frame: PortraitFrame, _ patches: FacePatches, headTop: Double) -> Double? {
    guard let forehead = patches[.forehead]?.lab, let cheeks = patches.skin?.lab,
      forehead.distance(to: cheeks) < Hairline.otherColour
    else { return nil }
    let face = frame.face
    let width = frame.sitter.faceWidth
    let start = face[FacePatches.Place.forehead.point]
    let up = face[MeshPoint.chin].direction(to: face[MeshPoint.forehead])
    var distance = 0.0
    while distance < 0.6 * width {
      let point = PixelPoint(x: start.x + up.x * distance, y: start.y + up.y * distance)
      guard point.y > max(1, headTop + Hairline.patch * width) else { return nil }
      guard let here = frame.patch(point, radius: Hairline.patch * width)?.lab else { return nil }
      if here.distance(to: forehead) > Hairline.otherColour { return point.y }
      distance += Hairline.step * width
    }
    return nil
  }
}

extension PixelPoint {
  /// Length one, from here to the other point; upward when both are the same.
  func direction(to other: PixelPoint) -> PixelPoint {
    let length = distance(to: other)
    return length > 0 ? PixelPoint(x: (other.x - x) / length, y: (other.y - y) / length) : PixelPoint(x: 0, y: -1)
  }
}
