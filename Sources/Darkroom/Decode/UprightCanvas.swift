import CDarkroom

/// Turns rows as they are stored into an upright picture, or into an upright part of it.
struct UprightCanvas {
  /// Columns and rows wanted, in stored pixels at the decoded scale.
  let columns: Range<Int>
  let rows: Range<Int>
  /// Of the upright result.
  let width: Int
  let height: Int
  /// Upper left corner of the result in upright pixels of the original.
  let origin: PixelPoint
  private var bytes: [UInt8]
  private let turn: Turn

  /// How stored axes become upright ones: perhaps swapped, then perhaps reversed.
  private struct Turn {
    let swaps: Bool
    let reversesX: Bool
    let reversesY: Bool

    init(orientation: Int) {
      swaps = orientation >= 5
      reversesX = [2, 3, 6, 7].contains(orientation)
      reversesY = [3, 4, 7, 8].contains(orientation)
    }
  }

  /// `storedWidth` and `storedHeight` are those of the decoded rows, at 1/scale of the header's.
  init(header: PictureHeader, scale: Int, storedWidth: Int, storedHeight: Int, part: PixelRect?) {
    turn = Turn(orientation: header.orientation)
    let whole = turn.swaps ? (width: storedHeight, height: storedWidth) : (width: storedWidth, height: storedHeight)
    // A reversed axis begins with the pixel that was filled up.
    let startX = turn.reversesX ? Double(header.width - whole.width * scale) : 0
    let startY = turn.reversesY ? Double(header.height - whole.height * scale) : 0
    var across = 0..<whole.width
    var down = 0..<whole.height
    if let part {
      across = Self.pixels(from: part.x - startX, to: part.maxX - startX, scale, whole.width)
      down = Self.pixels(from: part.y - startY, to: part.maxY - startY, scale, whole.height)
    }
    width = across.count
    height = down.count
    origin = PixelPoint(x: startX + Double(across.lowerBound * scale), y: startY + Double(down.lowerBound * scale))
    let storedAcross = turn.reversesX ? (whole.width - across.upperBound)..<(whole.width - across.lowerBound) : across
    let storedDown = turn.reversesY ? (whole.height - down.upperBound)..<(whole.height - down.lowerBound) : down
    columns = turn.swaps ? storedDown : storedAcross
    rows = turn.swaps ? storedAcross : storedDown
    bytes = [UInt8](repeating: 0, count: width * height * 3)
  }

  /// Whole pixels of the scale that cover a stretch, at least one, inside the picture.
  private static func pixels(from low: Double, to high: Double, _ scale: Int, _ count: Int) -> Range<Int> {
    func whole(_ value: Double, _ rule: FloatingPointRoundingRule) -> Int {
      let limited = value.isFinite ? min(max(value / Double(scale), 0), Double(count)) : 0
      return Int(limited.rounded(rule))
    }
    let first = min(whole(low, .down), count - 1)
    return first..<max(first + 1, whole(high, .up))
  }

  /// Bytes that must follow the last pixel handed over: pixels are read four bytes at a time.
  static let spareBytes = 1

  /// How many stored rows are best handed over at a time.
  var bandRows: Int { turn.swaps ? DarkroomLimits.turnedBandRows : DarkroomLimits.bandRows }

  /// Takes stored rows `first..<first + count`, three bytes a pixel, the full stored width each; what is not wanted is dropped.
  mutating func write(_ band: UnsafePointer<UInt8>, stride: Int, first: Int, count: Int) {
    let wanted = max(first, rows.lowerBound)..<max(min(first + count, rows.upperBound), max(first, rows.lowerBound))
    guard !wanted.isEmpty else { return }
    let corner = band + (wanted.lowerBound - first) * stride + columns.lowerBound * 3
    let start = wanted.lowerBound - rows.lowerBound
    if turn.swaps {
      writeSwapped(corner, stride, start, wanted.count)
    } else {
      writeRows(corner, stride, start, wanted.count)
    }
  }

  /// Stored rows stay rows.
  private mutating func writeRows(_ corner: UnsafePointer<UInt8>, _ stride: Int, _ start: Int, _ count: Int) {
    let (width, height, turn) = (width, height, turn)
    bytes.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      for row in 0..<count {
        let y = turn.reversesY ? height - 1 - start - row : start + row
        let to = base + y * width * 3
        if turn.reversesX {
          darkroom_gather_pixels(corner + row * stride + (width - 1) * 3, -3, to, width)
        } else {
          to.update(from: corner + row * stride, count: width * 3)
        }
      }
    }
  }

  /// Stored rows become columns: neighbours in a stored column are neighbours in an upright row, so whole stretches are written.
  private mutating func writeSwapped(_ corner: UnsafePointer<UInt8>, _ stride: Int, _ start: Int, _ count: Int) {
    let (width, height, turn) = (width, height, turn)
    let x = turn.reversesX ? width - start - count : start
    let from = turn.reversesX ? corner + (count - 1) * stride : corner
    bytes.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      let top = base + (turn.reversesY ? height - 1 : 0) * width * 3 + x * 3
      darkroom_turn_pixels(
        from, turn.reversesX ? -stride : stride, top, turn.reversesY ? -width * 3 : width * 3, height, count)
    }
  }

  consuming func image() -> RGBImage { RGBImage(width: width, height: height, bytes: bytes) }
}
