import Foundation

/// A set of pixels of a picture as runs in rows; empty when the shape lies outside.
struct Region: Sendable {
  struct Run: Sendable {
    let row: Int
    let columns: Range<Int>
  }

  private(set) var runs: [Run]

  var count: Int { runs.reduce(0) { $0 + $1.columns.count } }

  /// The pixels whose centres lie inside a polygon (even–odd), cut at the picture's edges.
  init(polygon: [PixelPoint], width: Int, height: Int) {
    var runs: [Run] = []
    let bounds = PixelRect(around: polygon)
    let first = max(0, Int((max(0, bounds.y) - 0.5).rounded(.up)))
    let last = min(height - 1, Int((min(Double(height), bounds.maxY) - 0.5).rounded(.down)))
    if first <= last {
      for row in first...last {
        let y = Double(row) + 0.5
        var crossings: [Double] = []
        for (index, point) in polygon.enumerated() {
          let next = polygon[index + 1 == polygon.count ? 0 : index + 1]
          guard (point.y <= y) != (next.y <= y) else { continue }
          crossings.append(point.x + (y - point.y) / (next.y - point.y) * (next.x - point.x))
        }
        crossings.sort()
        for pair in stride(from: 0, to: crossings.count - 1, by: 2) {
          let left = max(0, Int((max(0, crossings[pair]) - 0.5).rounded(.up)))
          let right = min(width, Int((min(Double(width), crossings[pair + 1]) + 0.5).rounded(.down)))
          if left < right { runs.append(Run(row: row, columns: left..<right)) }
        }
      }
    }
    self.runs = runs
  }

  /// A round patch; `radius` in pixels.
  init(around center: PixelPoint, radius: Double, width: Int, height: Int) {
    let corners = 16
    let polygon = (0..<corners).map { index in
      let angle = 2 * Double.pi * Double(index) / Double(corners)
      return PixelPoint(x: center.x + radius * cos(angle), y: center.y + radius * sin(angle))
    }
    self.init(polygon: polygon, width: width, height: height)
  }
}

extension Region {
  /// This region without a round part of it.
  func without(_ center: PixelPoint, radius: Double) -> Region {
    var rest = self
    rest.runs = runs.flatMap { run -> [Run] in
      let offset = Double(run.row) + 0.5 - center.y
      guard abs(offset) < radius else { return [run] }
      let half = (radius * radius - offset * offset).squareRoot()
      let left = max(run.columns.lowerBound, min(run.columns.upperBound, Int((center.x - half).rounded())))
      let right = max(left, min(run.columns.upperBound, Int((center.x + half).rounded())))
      return [
        Run(row: run.row, columns: run.columns.lowerBound..<left), Run(row: run.row, columns: right..<run.columns.upperBound),
      ]
      .filter { !$0.columns.isEmpty }
    }
    return rest
  }
}

extension PixelPoint {
  /// Between this point and `other`: 0 here, 1 there, beyond both ends too.
  func toward(_ other: PixelPoint, _ part: Double) -> PixelPoint {
    PixelPoint(x: x + (other.x - x) * part, y: y + (other.y - y) * part)
  }
}
