import CDarkroom

extension RGBImage {
  /// The part inside `columns` × `rows`, each block of `factor` × `factor` pixels averaged to one.
  ///
  /// `factor` is at most 64. Blocks that do not fit whole at the right and lower edge are left out. Both ranges lie inside the picture and hold a block.
  func boxShrunk(columns: Range<Int>, rows: Range<Int>, factor: Int) -> RGBImage {
    precondition(columns.lowerBound >= 0 && columns.upperBound <= width && rows.lowerBound >= 0 && rows.upperBound <= height)
    let outWidth = columns.count / factor
    let outHeight = rows.count / factor
    precondition(outWidth > 0 && outHeight > 0 && factor <= Self.largestFactor, "the part holds a block")
    let bytes = [UInt8](unsafeUninitializedCapacity: outWidth * outHeight * 3) { output, count in
      self.bytes.withUnsafeBufferPointer { input in
        guard let first = input.baseAddress else { return }
        withUnsafeTemporaryAllocation(of: UInt16.self, capacity: outWidth * factor * 3 + 1) { sums in
          darkroom_box_shrink(
            first + (rows.lowerBound * width + columns.lowerBound) * 3, width * 3, UInt32(factor), UInt32(outWidth),
            UInt32(outHeight), sums.baseAddress, output.baseAddress)
        }
      }
      count = outWidth * outHeight * 3
    }
    return RGBImage(width: outWidth, height: outHeight, bytes: bytes)
  }

  /// Sums of a block's column fit into 16 bits, those of a block into what the division is exact for.
  static let largestFactor = 64
}
