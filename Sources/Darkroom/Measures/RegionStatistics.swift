/// What the pixels of a region look like.
struct RegionStatistics: Sendable {
  /// Pixels.
  let count: Int
  /// Mean of the gamma-encoded channels, 0–255.
  let red: Double
  let green: Double
  let blue: Double
  /// How many pixels have each brightness 0–255.
  let histogram: [Int]
  /// Share of pixels with a channel at `ToneLimits.clippedFrom` or above, 0–1.
  let clipped: Double
  /// Share of pixels whose darkest channel is at `ToneLimits.whiteFrom` or above, 0–1.
  let white: Double

  /// Nil for an empty region.
  init?(_ region: Region, of image: RGBImage, _ luma: LumaPlane) {
    var sums = (0, 0, 0)
    var histogram = [Int](repeating: 0, count: 256)
    var clipped = 0
    var white = 0
    var count = 0
    image.bytes.withUnsafeBufferPointer { bytes in
      luma.values.withUnsafeBufferPointer { values in
        for run in region.runs {
          for column in run.columns {
            let index = run.row &* image.width &+ column
            let place = index &* 3
            sums.0 &+= Int(bytes[place])
            sums.1 &+= Int(bytes[place &+ 1])
            sums.2 &+= Int(bytes[place &+ 2])
            histogram[Int(values[index])] &+= 1
            if min(bytes[place], bytes[place &+ 1], bytes[place &+ 2]) >= ToneLimits.whiteFrom { white &+= 1 }
            if max(bytes[place], bytes[place &+ 1], bytes[place &+ 2]) >= ToneLimits.clippedFrom { clipped &+= 1 }
          }
          count &+= run.columns.count
        }
      }
    }
    guard count > 0 else { return nil }
    self.count = count
    red = Double(sums.0) / Double(count)
    green = Double(sums.1) / Double(count)
    blue = Double(sums.2) / Double(count)
    self.histogram = histogram
    self.clipped = Double(clipped) / Double(count)
    self.white = Double(white) / Double(count)
  }

  /// The brightness that `share` (0–1) of the pixels do not exceed.
  func percentile(_ share: Double) -> Double {
    let wanted = max(1, Int((share * Double(count)).rounded(.up)))
    var seen = 0
    for (value, pixels) in histogram.enumerated() {
      seen += pixels
      if seen >= wanted { return Double(value) }
    }
    return 255
  }

  /// Mean brightness, 0–255.
  var luma: Double { histogram.enumerated().reduce(0) { $0 + Double($1.offset * $1.element) } / Double(count) }
  /// Standard deviation of the brightness.
  var spread: Double {
    let mean = luma
    let sum = histogram.enumerated().reduce(0) { total, entry in
      total + (Double(entry.offset) - mean) * (Double(entry.offset) - mean) * Double(entry.element)
    }
    return (sum / Double(count)).squareRoot()
  }

  var lab: LabColour { LabColour(red: red, green: green, blue: blue) }
}

/// Bounds of what counts as a tone of its own, in 8-bit values.
enum ToneLimits {
  /// A channel from here on has lost its detail: JPEG rounding moves 255 a little.
  static let clippedFrom: UInt8 = 252
  /// All channels from here on: the mirror of a lamp, brighter than the white of any eye.
  static let whiteFrom: UInt8 = 200
}
