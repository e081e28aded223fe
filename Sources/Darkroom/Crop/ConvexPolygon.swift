/// A convex region of the plane by its corners in order; a single point or a line counts, none is empty.
struct ConvexPolygon {
  struct Corner: Equatable {
    var s: Double
    var y: Double
  }

  /// Points with `s × a + y × b + c ≥ 0`.
  struct HalfPlane {
    var a: Double
    var b: Double
    var c: Double

    func value(_ at: Corner) -> Double { a * at.s + b * at.y + c }
  }

  private(set) var corners: [Corner]

  var isEmpty: Bool { corners.isEmpty }

  /// How far beyond a half plane a corner may lie and still belong, in portrait pixels: rounding, far below what is seen.
  static let tolerance = 1e-7

  init(scale: ClosedRange<Double>, y: ClosedRange<Double>) {
    corners = [
      Corner(s: scale.lowerBound, y: y.lowerBound), Corner(s: scale.upperBound, y: y.lowerBound),
      Corner(s: scale.upperBound, y: y.upperBound), Corner(s: scale.lowerBound, y: y.upperBound),
    ]
  }

  /// What of it lies in the half plane.
  func clipped(_ plane: HalfPlane) -> ConvexPolygon {
    var kept: [Corner] = []
    for index in corners.indices {
      let here = corners[index]
      let next = corners[(index + 1) % corners.count]
      let hereValue = plane.value(here)
      let nextValue = plane.value(next)
      if hereValue >= -Self.tolerance { kept.append(here) }
      if (hereValue > Self.tolerance && nextValue < -Self.tolerance)
        || (hereValue < -Self.tolerance && nextValue > Self.tolerance)
      {
        let part = hereValue / (hereValue - nextValue)
        kept.append(Corner(s: here.s + (next.s - here.s) * part, y: here.y + (next.y - here.y) * part))
      }
    }
    var result = self
    result.corners = kept
    return result
  }

  func clipped(_ planes: [HalfPlane]) -> ConvexPolygon {
    var result = self
    for plane in planes where !result.isEmpty { result = result.clipped(plane) }
    return result
  }

  /// A sum of squares `((a × s + b × y + c) / unit)²`.
  struct Cost {
    private var ss = 0.0
    private var sy = 0.0
    private var yy = 0.0
    private var s = 0.0
    private var y = 0.0
    private var constant = 0.0

    mutating func add(a: Double, b: Double, c: Double, unit: Double) {
      let (a, b, c) = (a / unit, b / unit, c / unit)
      ss += a * a
      sy += a * b
      yy += b * b
      s += a * c
      y += b * c
      constant += c * c
    }

    func value(_ at: Corner) -> Double {
      ss * at.s * at.s + 2 * sy * at.s * at.y + yy * at.y * at.y + 2 * (s * at.s + y * at.y) + constant
    }

    /// Where it is least on the whole plane; nil when that is no single point.
    var bottom: Corner? {
      let determinant = ss * yy - sy * sy
      guard determinant > 1e-12 * max(1, ss * yy) else { return nil }
      return Corner(s: (sy * y - yy * s) / determinant, y: (sy * s - ss * y) / determinant)
    }

    /// The point of a line between two corners where it is least.
    func least(from start: Corner, to end: Corner) -> Corner {
      let (ds, dy) = (end.s - start.s, end.y - start.y)
      let curve = ss * ds * ds + 2 * sy * ds * dy + yy * dy * dy
      guard curve > 0 else { return value(start) <= value(end) ? start : end }
      let slope = (ss * start.s + sy * start.y + s) * ds + (sy * start.s + yy * start.y + y) * dy
      let part = min(1, max(0, -slope / curve))
      return Corner(s: start.s + ds * part, y: start.y + dy * part)
    }
  }

  /// Where the cost is least.
  ///
  /// The cost is convex: when its bottom lies outside, the least is on the rim.
  func least(_ cost: Cost) -> Corner? {
    if let bottom = cost.bottom, contains(bottom) { return bottom }
    var best: Corner?
    for index in corners.indices {
      let candidate = cost.least(from: corners[index], to: corners[(index + 1) % corners.count])
      if best.map({ cost.value(candidate) < cost.value($0) }) ?? true { best = candidate }
    }
    return best
  }

  /// Corners run counter-clockwise in (s, y); false for degenerate ones, whose rim is all there is.
  private func contains(_ point: Corner) -> Bool {
    guard corners.count >= 3 else { return false }
    var area = 0.0
    for index in corners.indices {
      let here = corners[index]
      let next = corners[(index + 1) % corners.count]
      let side = (next.s - here.s) * (point.y - here.y) - (next.y - here.y) * (point.s - here.s)
      if side < 0 { return false }
      area += here.s * next.y - next.s * here.y
    }
    return area > 0
  }
}
