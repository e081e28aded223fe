import CDarkroom

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
    // of pixel indices: centres lie at .5 in both pictures
    var affine = darkroom_affine(
      xx: Float(crop.xx), xy: Float(crop.xy), x0: Float(crop.x0 + crop.xx / 2 + crop.xy / 2 - 0.5), yx: Float(crop.yx),
      yy: Float(crop.yy), y0: Float(crop.y0 + crop.yx / 2 + crop.yy / 2 - 0.5))
    return [Float](unsafeUninitializedCapacity: columns * rows * 3) { output, count in
      bytes.withUnsafeBufferPointer { input in
        var picture = darkroom_picture(rgb: input.baseAddress, width: UInt32(width), height: UInt32(height))
        darkroom_sample(
          &picture, &affine, UInt32(columns), UInt32(rows), outside == .black ? 1 : 0, scale, offset, output.baseAddress)
      }
      count = columns * rows * 3
    }
  }
}
