import CDarkroom
import Glibc

extension RGBImage {
  /// The part `source` (pixels of this image, any fraction) at a new size, by Lanczos with three lobes, antialiased when it
  /// shrinks.
  ///
  /// Taps beyond the edge are left out and the others weigh more: nothing is invented there.
  ///
  /// Coded sRGB values are averaged, not linear light: the scaled JPEG decode before it averages coded values too, every
  /// measure is made on them, and at the edge of dark hair against a light background Lanczos rings more in linear light.
  public func resampled(_ source: PixelRect, width newWidth: Int, height newHeight: Int) -> RGBImage {
    let across = LanczosTaps(from: source.x, length: source.width, count: newWidth, limit: width)
    let down = LanczosTaps(from: source.y, length: source.height, count: newHeight, limit: height)
    // Only the columns that are needed; first is then counted from there.
    let leftmost = Int(across.first.min() ?? 0)
    let columns = min(width, Int(across.first.max() ?? 0) + across.taps) - leftmost
    let firstColumns = across.first.map { $0 - Int32(leftmost) }
    // Taps come in pairs and are read eight numbers at a time.
    var line = [Int16](repeating: 0, count: columns * 3 + 8)
    let pixels = [UInt8](unsafeUninitializedCapacity: newWidth * newHeight * 3) { out, used in
      bytes.withUnsafeBufferPointer { source in
        guard let out = out.baseAddress, let source = source.baseAddress else { return }
        var rows = [UnsafePointer<UInt8>?](repeating: nil, count: down.taps)
        for row in 0..<newHeight {
          for tap in 0..<down.taps {
            rows[tap] = source + (min(Int(down.first[row]) + tap, height - 1) * width + leftmost) * 3
          }
          down.weights.withUnsafeBufferPointer { weights in
            darkroom_weigh_rows(rows, weights.baseAddress.map { $0 + row * down.taps }, down.taps, &line, columns * 3)
          }
          darkroom_weigh_columns(line, firstColumns, across.weights, across.taps, out + row * newWidth * 3, newWidth)
        }
        used = newWidth * newHeight * 3
      }
    }
    return RGBImage(width: newWidth, height: newHeight, bytes: pixels)
  }
}

/// Weights of one direction: for each new pixel the same number of taps, summing to `one`; those inside the image alone count.
struct LanczosTaps {
  /// Even.
  ///
  /// Only an image of fewer pixels has taps beyond its end, which weigh nothing.
  let taps: Int
  private(set) var first: [Int32] = []
  private(set) var weights: [Int16] = []

  static let one = 16_384
  private static let lobes = 3.0

  /// `count` new pixels of the stretch that starts at `from` and is `length` old pixels long, in an image of `limit` pixels.
  init(from: Double, length: Double, count: Int, limit: Int) {
    let step = length / Double(count)
    let stretch = max(1, step)
    let reach = Self.lobes * stretch
    let needed = Int((2 * reach).rounded(.up)) + 1
    taps = min(limit + limit % 2, needed + needed % 2)
    first.reserveCapacity(count)
    weights.reserveCapacity(count * taps)
    for index in 0..<count {
      let centre = from + (Double(index) + 0.5) * step
      let ideal = (centre - reach - 0.5).rounded(.up)
      let start = max(0, min(Int(max(ideal, 0)), limit - taps))
      let inside = min(taps, limit - start)
      var own = (0..<inside).map { Self.weight((Double(start + $0) + 0.5 - centre) / stretch) }
      let sum = own.reduce(0, +)
      // A centre outside the image has no tap of weight: the nearest pixel stands for it.
      if sum > 1e-3 {
        own = own.map { $0 / sum }
      } else {
        let nearest = centre < Double(start) ? 0 : inside - 1
        own = (0..<inside).map { $0 == nearest ? 1 : 0 }
      }
      first.append(Int32(start))
      weights += Self.whole(own) + [Int16](repeating: 0, count: taps - inside)
    }
  }

  /// Rounded so that they sum to `one` exactly: an even surface stays as it is.
  private static func whole(_ weights: [Double]) -> [Int16] {
    var whole = weights.map { Int(($0 * Double(one)).rounded()) }
    let largest = whole.indices.max { whole[$0] < whole[$1] } ?? 0
    whole[largest] += one - whole.reduce(0, +)
    return whole.map { Int16(clamping: $0) }
  }

  private static func weight(_ x: Double) -> Double {
    if abs(x) >= lobes { return 0 }
    if abs(x) < 1e-9 { return 1 }
    let angle = Double.pi * x
    return lobes * sin(angle) * sin(angle / lobes) / (angle * angle)
  }
}

extension DecodedPicture {
  /// Cuts a portrait of that size: a crop in upright pixels of the original.
  ///
  /// Filled up pixels at the rim, beyond the original's own, are not used.
  public func portrait(_ crop: PortraitCrop, width: Int, height: Int) -> RGBImage {
    let corner = decoded(PixelPoint(x: crop.source.x, y: crop.source.y))
    let source = PixelRect(
      x: corner.x, y: corner.y, width: crop.source.width / Double(scale), height: crop.source.height / Double(scale))
    return image.resampled(source, width: width, height: height)
  }
}
