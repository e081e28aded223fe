/// What a sample outside the picture is.
enum Outside: Sendable {
  /// Black, as MediaPipe's and dlib's crops have it.
  case black
  /// The nearest pixel of the edge.
  case edge
}

extension RGBImage {
  /// The crop as floats, three a pixel, row by row: `value · scale + offset` of bytes sampled bilinearly.
  ///
  /// A crop that is coarser than half the picture's resolution is taken from a box-shrunk part, so that nothing aliases.
  func sampled(
    _ crop: CropTransform, columns: Int, rows: Int, outside: Outside = .black, scale: Float = 1, offset: Float = 0
  ) -> [Float] {
    let factor = min(Self.largestFactor, Int(min(1e6, crop.scale)))
    guard factor >= 2, let (part, moved) = shrunkPart(crop, columns: columns, rows: rows, factor: factor) else {
      return bilinear(crop, columns: columns, rows: rows, outside: outside, scale: scale, offset: offset)
    }
    return part.bilinear(moved, columns: columns, rows: rows, outside: outside, scale: scale, offset: offset)
  }

  /// The smallest part of the picture that the crop needs, shrunk; nil when no block of it lies inside.
  private func shrunkPart(_ crop: CropTransform, columns: Int, rows: Int, factor: Int) -> (RGBImage, CropTransform)? {
    let corners = [
      crop.point(0, 0), crop.point(Double(columns), 0), crop.point(0, Double(rows)), crop.point(Double(columns), Double(rows)),
    ]
    // a block and a half around it: bilinear sampling reaches one shrunk pixel further
    let rim = Double(2 * factor)
    func range(_ values: [Double], _ limit: Int) -> Range<Int>? {
      guard let least = values.min(), let most = values.max() else { return nil }
      // blocks are counted from the picture's edge, so that neighbouring crops see the same ones
      let lower = Int(max(0, min(Double(limit), least - rim))) / factor * factor
      let upper = Int(max(0, min(Double(limit), most + rim)))
      return upper - lower >= factor ? lower..<upper : nil
    }
    guard let across = range(corners.map(\.x), width), let down = range(corners.map(\.y), height) else { return nil }
    let part = boxShrunk(columns: across, rows: down, factor: factor)
    return (part, crop.onShrunk(left: across.lowerBound, top: down.lowerBound, factor: factor))
  }

  private func bilinear(
    _ crop: CropTransform, columns: Int, rows: Int, outside: Outside, scale: Float, offset: Float
  ) -> [Float] {
    let sampler = BilinearSampler(crop: crop, width: width, height: height, outside: outside)
    return [Float](unsafeUninitializedCapacity: columns * rows * 3) { output, count in
      bytes.withUnsafeBufferPointer { input in
        var place = 0
        for row in 0..<rows {
          for column in 0..<columns {
            let value = sampler.value(input, column: column, row: row)
            output[place] = value.x * scale + offset
            output[place &+ 1] = value.y * scale + offset
            output[place &+ 2] = value.z * scale + offset
            place &+= 3
          }
        }
      }
      count = columns * rows * 3
    }
  }
}

/// Reads a crop's pixels out of a picture's bytes.
private struct BilinearSampler {
  let xx: Float
  let xy: Float
  let x0: Float
  let yx: Float
  let yy: Float
  let y0: Float
  let width: Int
  let height: Int
  let isBlackOutside: Bool

  init(crop: CropTransform, width: Int, height: Int, outside: Outside) {
    xx = Float(crop.xx)
    xy = Float(crop.xy)
    yx = Float(crop.yx)
    yy = Float(crop.yy)
    // of pixel indices: centres lie at .5 in both pictures
    x0 = Float(crop.x0 + crop.xx / 2 + crop.xy / 2 - 0.5)
    y0 = Float(crop.y0 + crop.yx / 2 + crop.yy / 2 - 0.5)
    self.width = width
    self.height = height
    isBlackOutside = outside == .black
  }

  @inline(__always)
  func value(_ input: UnsafeBufferPointer<UInt8>, column: Int, row: Int) -> SIMD4<Float> {
    // far outside is kept near, so that the conversion to integers cannot trap
    let x = max(-2, min(Float(width) + 1, xx * Float(column) + xy * Float(row) + x0))
    let y = max(-2, min(Float(height) + 1, yx * Float(column) + yy * Float(row) + y0))
    let left = Int(x.rounded(.down))
    let top = Int(y.rounded(.down))
    let right = x - Float(left)
    let lower = y - Float(top)
    let upperRow = pixel(input, left, top) * (1 - right) + pixel(input, left + 1, top) * right
    let lowerRow = pixel(input, left, top + 1) * (1 - right) + pixel(input, left + 1, top + 1) * right
    return upperRow * (1 - lower) + lowerRow * lower
  }

  @inline(__always)
  private func pixel(_ input: UnsafeBufferPointer<UInt8>, _ x: Int, _ y: Int) -> SIMD4<Float> {
    if isBlackOutside, x < 0 || y < 0 || x >= width || y >= height { return .zero }
    let place = (max(0, min(height - 1, y)) &* width &+ max(0, min(width - 1, x))) &* 3
    return SIMD4(Float(input[place]), Float(input[place &+ 1]), Float(input[place &+ 2]), 0)
  }
}
