extension RGBImage {
  /// The part inside `columns` × `rows`, each block of `factor` × `factor` pixels averaged to one.
  ///
  /// `factor` is at most 64. Blocks that do not fit whole at the right and lower edge are left out. Both ranges lie inside the picture and hold a block.
  func boxShrunk(columns: Range<Int>, rows: Range<Int>, factor: Int) -> RGBImage {
    precondition(columns.lowerBound >= 0 && columns.upperBound <= width && rows.lowerBound >= 0 && rows.upperBound <= height)
    let outWidth = columns.count / factor
    let outHeight = rows.count / factor
    precondition(outWidth > 0 && outHeight > 0 && factor <= Self.largestFactor, "the part holds a block")
    let used = outWidth * factor * 3
    let stride = width * 3
    let area = UInt32(factor * factor)
    let bytes = [UInt8](unsafeUninitializedCapacity: outWidth * outHeight * 3) { output, count in
      self.bytes.withUnsafeBufferPointer { input in
        withUnsafeTemporaryAllocation(of: UInt16.self, capacity: used) { sums in
          for y in 0..<outHeight {
            sums.update(repeating: 0)
            for row in 0..<factor {
              let start = (rows.lowerBound + y * factor + row) * stride + columns.lowerBound * 3
              for index in 0..<used { sums[index] &+= UInt16(truncatingIfNeeded: input[start &+ index]) }
            }
            Self.gather(sums, factor: factor, area: area, to: output, from: y * outWidth * 3, count: outWidth)
          }
        }
      }
      count = outWidth * outHeight * 3
    }
    return RGBImage(width: outWidth, height: outHeight, bytes: bytes)
  }

  /// Sums of a block's column fit into 16 bits, those of a block into what the division below is exact for.
  static let largestFactor = 64

  @inline(__always)
  private static func gather(
    _ sums: UnsafeMutableBufferPointer<UInt16>, factor: Int, area: UInt32, to output: UnsafeMutableBufferPointer<UInt8>,
    from: Int,
    count: Int
  ) {
    // a division for every value would take most of the time; this is exact for the sums of a block
    let inverse = ((UInt64(1) << 32) + UInt64(area) - 1) / UInt64(area)
    var place = 0
    for x in 0..<count {
      var red = area / 2
      var green = area / 2
      var blue = area / 2
      for _ in 0..<factor {
        red &+= UInt32(sums[place])
        green &+= UInt32(sums[place &+ 1])
        blue &+= UInt32(sums[place &+ 2])
        place &+= 3
      }
      let target = from &+ x &* 3
      output[target] = UInt8(truncatingIfNeeded: (UInt64(red) &* inverse) >> 32)
      output[target &+ 1] = UInt8(truncatingIfNeeded: (UInt64(green) &* inverse) >> 32)
      output[target &+ 2] = UInt8(truncatingIfNeeded: (UInt64(blue) &* inverse) >> 32)
    }
  }
}
