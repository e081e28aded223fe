/// A face as the detector sees it, in pixels of the picture.
public struct DetectedFace: Sendable, Hashable, Codable {
  /// Probability, 0–1.
  public var score: Double
  /// From brow to chin and cheek to cheek, roughly.
  public var box: PixelRect
  /// The eyes at the image's left and right, the nose's tip, the mouth's middle, the ears at the image's left and right.
  public var points: [PixelPoint]

  /// Which of several is the one that was photographed: sure, and large.
  ///
  /// A blurred wall can be larger, but is never as sure.
  var prominence: Double { score * score * score * score * box.width }

  /// Intersection by union of both boxes, 0–1.
  func overlap(_ other: DetectedFace) -> Double { box.overlap(other.box) }
}

extension PixelRect {
  /// Intersection by union of two rectangles' areas, 0–1.
  func overlap(_ other: PixelRect) -> Double {
    let shared = sharedArea(other)
    return shared > 0 ? shared / (width * height + other.width * other.height - shared) : 0
  }

  /// Area both cover, in square pixels.
  func sharedArea(_ other: PixelRect) -> Double {
    let across = min(maxX, other.maxX) - max(x, other.x)
    let down = min(maxY, other.maxY) - max(y, other.y)
    return across > 0 && down > 0 ? across * down : 0
  }
}
