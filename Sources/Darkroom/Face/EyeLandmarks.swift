import Foundation

/// One eye in pixels of the picture: the rim of its lids and its iris.
public struct EyeLandmarks: Sendable, Hashable {
  /// 71 points; the first nine run along the lower lid from corner to corner, the next seven along the upper one.
  public let contour: [PixelPoint]
  /// The pupil's centre, then the iris's rim at the image's right, top, left and bottom.
  public let iris: [PixelPoint]

  /// Width of the iris in pixels.
  public var irisDiameter: Double { iris[1].distance(to: iris[3]) }

  /// Mean gap between the lids over the middle half of the eye, divided by its width: the lid opening, about 0–0.5.
  public var opening: Double {
    let width = contour[0].distance(to: contour[8])
    guard width > 0 else { return 0 }
    // lower 2…6 lies below upper 10…14
    let gap = (2...6).reduce(0) { $0 + contour[$1].distance(to: contour[$1 + 8]) } / 5
    return gap / width
  }

  /// The same eye in another picture: `point · scale + shift`.
  func moved(scale: Double, by shift: PixelPoint) -> EyeLandmarks {
    func move(_ point: PixelPoint) -> PixelPoint { PixelPoint(x: point.x * scale + shift.x, y: point.y * scale + shift.y) }
    return EyeLandmarks(contour: contour.map(move), iris: iris.map(move))
  }
}
