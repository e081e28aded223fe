import Foundation

/// The 468 points of a face's mesh, in pixels of the picture they were found in.
public struct FaceLandmarks: Sendable, Hashable {
  public let points: [PixelPoint]
  /// How far each point lies behind the face's middle, in pixels of the picture; towards the camera is negative.
  public let depths: [Double]
  /// Probability that this is a face at all, 0–1.
  public let faceFlag: Double

  public init(points: [PixelPoint], depths: [Double], faceFlag: Double) {
    precondition(points.count == MeshPoint.count && depths.count == MeshPoint.count, "a mesh has 468 points")
    self.points = points
    self.depths = depths
    self.faceFlag = faceFlag
  }

  subscript(_ index: Int) -> PixelPoint { points[index] }

  /// Distance of two points of the mesh, pixels.
  func distance(_ one: Int, _ other: Int) -> Double { points[one].distance(to: points[other]) }

  /// The upright rectangle around the given points.
  func bounds(of indices: [Int]) -> PixelRect { PixelRect(around: indices.map { points[$0] }) }

  /// Turning of the line between the eyes' outer corners in radians, clockwise in the image.
  var eyeLineRadians: Double {
    let left = points[MeshPoint.leftEyeOuter]
    let right = points[MeshPoint.rightEyeOuter]
    return atan2(right.y - left.y, right.x - left.x)
  }

  /// The same face in another picture: `point · scale + shift`.
  public func moved(scale: Double, by shift: PixelPoint) -> FaceLandmarks {
    FaceLandmarks(
      points: points.map { PixelPoint(x: $0.x * scale + shift.x, y: $0.y * scale + shift.y) },
      depths: depths.map { $0 * scale },
      faceFlag: faceFlag)
  }
}

extension PixelPoint {
  func distance(to other: PixelPoint) -> Double { hypot(x - other.x, y - other.y) }

  /// The point half-way to the other.
  func middle(to other: PixelPoint) -> PixelPoint { PixelPoint(x: (x + other.x) / 2, y: (y + other.y) / 2) }
}

extension PixelRect {
  /// The smallest upright rectangle around the points; there must be one at least.
  init(around points: [PixelPoint]) {
    let left = points.reduce(Double.infinity) { min($0, $1.x) }
    let top = points.reduce(Double.infinity) { min($0, $1.y) }
    let right = points.reduce(-Double.infinity) { max($0, $1.x) }
    let bottom = points.reduce(-Double.infinity) { max($0, $1.y) }
    self.init(x: left, y: top, width: right - left, height: bottom - top)
  }

  var center: PixelPoint { PixelPoint(x: x + width / 2, y: y + height / 2) }
}
