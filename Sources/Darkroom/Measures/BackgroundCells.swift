import CDarkroom

/// The background in square cells: those that lie wholly away from every person.
struct BackgroundCells: Sendable {
  struct Cell: Sendable {
    let column: Int
    let row: Int
    /// Median of each channel, 0–255.
    let red: Double
    let green: Double
    let blue: Double
    let lab: LabColour
    /// Standard deviation of the brightness inside, 0–255.
    let spread: Double
    /// Whether a person is near: there shadows fall.
    let isNear: Bool
  }

  /// Pixels of a portrait 480 wide; scaled for others.
  private enum Size {
    static let cell = 12
    /// Kept free around people: the mask errs at collar, shoulder and hair.
    static let margin = 9
    /// What counts as near to a person.
    static let near = 45
    /// Person from this probability on: hair that is half background belongs to the person.
    static let person: Float = 0.15
  }

  let cells: [Cell]
  /// Cells of the whole portrait.
  let columns: Int
  let rows: Int
  /// Standard deviation of the grain, brightness levels; nil with fewer than `leastCells` cells.
  let grain: Double?

  /// Below this nothing about a background is said.
  static let leastCells = 20

  init(_ frame: PortraitFrame) {
    let image = frame.image
    let scale = Double(image.width) / 480
    let side = max(4, Int(Double(Size.cell) * scale)) / 2 * 2
    let people = PersonCount(frame.sitter.mask, from: Size.person)
    columns = image.width / side
    rows = image.height / side
    var cells: [Cell] = []
    var grain = GrainHistogram()
    for row in 0..<rows {
      for column in 0..<columns {
        let rect = PixelRect(
          x: Double(column * side), y: Double(row * side), width: Double(side), height: Double(side))
        guard people.isFree(rect.grown(by: Double(Size.margin) * scale)) else { continue }
        let isNear = !people.isFree(rect.grown(by: Double(Size.near) * scale))
        cells.append(Self.cell(column, row, side: side, isNear: isNear, in: frame))
        grain.add(frame.luma, column: column * side, row: row * side, side: side)
      }
    }
    self.cells = cells
    self.grain = cells.count >= Self.leastCells ? grain.deviation : nil
  }

  /// Every second pixel both ways is enough for a median of a hundred.
  private static func cell(_ column: Int, _ row: Int, side: Int, isNear: Bool, in frame: PortraitFrame) -> Cell {
    let count = (side / 2) * (side / 2)
    let image = frame.image
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: count * 3) { samples -> Cell in
      var sum = 0
      var squares = 0
      var place = 0
      for y in Swift.stride(from: row * side, to: row * side + side, by: 2) {
        for x in Swift.stride(from: column * side, to: column * side + side, by: 2) {
          let index = y * image.width + x
          for channel in 0..<3 { samples[channel * count + place] = image.bytes[index * 3 + channel] }
          let luma = Int(frame.luma.values[index])
          sum += luma
          squares += luma * luma
          place += 1
        }
      }
      func median(_ channel: Int) -> UInt8 {
        darkroom_middle(UnsafePointer(samples.baseAddress).map { $0 + channel * count }, count)
      }
      let (red, green, blue) = (median(0), median(1), median(2))
      let mean = Double(sum) / Double(count)
      let variance = max(0, Double(squares) / Double(count) - mean * mean)
      return Cell(
        column: column, row: row, red: Double(red), green: Double(green), blue: Double(blue), lab: LabColour(red, green, blue),
        spread: variance.squareRoot(), isNear: isNear)
    }
  }
}

/// How many cells of the mask hold a person, for any rectangle at once.
private struct PersonCount {
  private let sums: [Int32]
  private let rect: PixelRect
  private static let side = PersonMask.side

  init(_ mask: PersonMask, from least: Float) {
    rect = mask.rect
    let stride = Self.side + 1
    var sums = [Int32](repeating: 0, count: stride * stride)
    for row in 0..<Self.side {
      var line: Int32 = 0
      for column in 0..<Self.side {
        if mask.values[row * Self.side + column] > least { line += 1 }
        sums[(row + 1) * stride + column + 1] = sums[row * stride + column + 1] + line
      }
    }
    self.sums = sums
  }

  /// Whether no cell under the rectangle holds a person; beyond the mask its nearest cells count.
  func isFree(_ area: PixelRect) -> Bool {
    func cell(_ value: Double, _ origin: Double, _ length: Double) -> Int {
      max(0, min(Self.side - 1, Int((value - origin) / length * Double(Self.side))))
    }
    let left = cell(area.x, rect.x, rect.width)
    let right = cell(area.maxX, rect.x, rect.width) + 1
    let top = cell(area.y, rect.y, rect.height)
    let bottom = cell(area.maxY, rect.y, rect.height) + 1
    let stride = Self.side + 1
    return sums[bottom * stride + right] - sums[top * stride + right] - sums[bottom * stride + left] + sums[top * stride + left]
      == 0
  }
}

/// Sizes of the Laplacian on the halved picture, in quarters of a level.
private struct GrainHistogram {
  private var counts = [Int](repeating: 0, count: 4_096)
  private var total = 0

  /// The median of the absolute value, as the standard deviation of the noise that gives it: the operator's norm is 6.
  var deviation: Double {
    guard total > 0 else { return 0 }
    var seen = 0
    for (value, count) in counts.enumerated() {
      seen += count
      if seen * 2 >= total { return Double(value) / 4 / 0.6745 / 6 }
    }
    return 0
  }

  mutating func add(_ luma: LumaPlane, column: Int, row: Int, side: Int) {
    let half = side / 2
    func sum(_ x: Int, _ y: Int) -> Int {
      let place = (row + 2 * y) * luma.width + column + 2 * x
      return Int(luma.values[place]) + Int(luma.values[place + 1]) + Int(luma.values[place + luma.width])
        + Int(luma.values[place + luma.width + 1])
    }
    for y in 1..<(half - 1) {
      for x in 1..<(half - 1) {
        let cross = sum(x - 1, y) + sum(x + 1, y) + sum(x, y - 1) + sum(x, y + 1)
        let corners = sum(x - 1, y - 1) + sum(x + 1, y - 1) + sum(x - 1, y + 1) + sum(x + 1, y + 1)
        counts[min(counts.count - 1, abs(corners - 2 * cross + 4 * sum(x, y)))] += 1
        total += 1
      }
    }
  }
}
