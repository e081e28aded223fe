import Foundation

/// How the head is held.
///
/// Degrees.
public struct PoseMeasure: Sendable, Hashable, Codable {
  /// Tilt: the line through the eyes' outer corners against the horizontal; positive is clockwise in the image.
  public var roll: Double
  /// Turn: by the mesh's depths at both cheeks; positive when the image's right cheek lies farther back.
  public var yaw: Double
  /// Nod: by the mesh's depths at forehead and chin; positive with the head down.
  ///
  /// The weakest of the three: ±8 in faces that look straight.
  public var pitch: Double
  /// Slope of the shoulders by the person mask, 0.75 face widths left and right of the face's middle; positive is clockwise in
  /// the image.
  ///
  /// Nil when the mask does not show both.
  public var shoulders: Double?

  init(_ frame: PortraitFrame) {
    let face = frame.face
    func degrees(_ radians: Double) -> Double { radians * 180 / .pi }
    roll = degrees(face.eyeLineRadians)
    let cheeks = face.distance(MeshPoint.cheekLeft, MeshPoint.cheekRight)
    yaw = degrees(atan2(face.depths[MeshPoint.cheekRight] - face.depths[MeshPoint.cheekLeft], cheeks))
    let height = face.distance(MeshPoint.forehead, MeshPoint.chin)
    pitch = degrees(atan2(face.depths[MeshPoint.chin] - face.depths[MeshPoint.forehead], height))
    let aside = Self.aside * cheeks
    let middle = face[MeshPoint.cheekLeft].middle(to: face[MeshPoint.cheekRight]).x
    if let left = Self.shoulder(frame, x: middle - aside), let right = Self.shoulder(frame, x: middle + aside) {
      shoulders = degrees(atan2(right - left, 2 * aside))
    }
  }

  /// Where shoulders are measured and how wide a strip is looked at, by the face's width.
  private static let aside = 0.75
  private static let strip = 0.08

  /// The person's upper edge there, coming from below; the median of three columns.
  private static func shoulder(_ frame: PortraitFrame, x: Double) -> Double? {
    let mask = frame.sitter.mask
    let width = frame.sitter.faceWidth
    let bottom = min(Double(frame.image.height), mask.rect.maxY)
    let step = max(0.5, mask.rect.height / Double(PersonMask.side) / 2)
    let edges = [x - strip * width, x, x + strip * width].compactMap { x -> Double? in
      guard x > max(0, mask.rect.x), x < min(Double(frame.image.width), mask.rect.maxX) else { return nil }
      var y = bottom - 2 * step
      guard mask.probability(at: PixelPoint(x: x, y: y)) > 0.5 else { return nil }
      while y > 0, mask.probability(at: PixelPoint(x: x, y: y)) > 0.5 { y -= step }
      return y
    }
    return edges.count == 3 ? edges.median : nil
  }
}
