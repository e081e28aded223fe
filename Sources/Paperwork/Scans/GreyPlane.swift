/// One channel of 8 bits, rows from the top, no padding; 0 is black.
struct GreyPlane {
  let width: Int
  let height: Int
  /// `width * height` of them.
  var pixels: [UInt8]

  /// The same picture with its longer side at most `side` pixels: the mean of the area under each new pixel.
  func shrunk(toSide side: Int) -> GreyPlane {
    let longest = max(width, height)
    guard longest > side, side > 0 else { return self }
    let newWidth = max(1, width * side / longest)
    let newHeight = max(1, height * side / longest)
    let sums = summed()
    let stride = width + 1
    let out = [UInt8](unsafeUninitializedCapacity: newWidth * newHeight) { out, used in
      for y in 0..<newHeight {
        let top = y * height / newHeight
        let bottom = max(top + 1, (y + 1) * height / newHeight)
        for x in 0..<newWidth {
          let left = x * width / newWidth
          let right = max(left + 1, (x + 1) * width / newWidth)
          let sum =
            sums[bottom * stride + right] &- sums[top * stride + right] &- sums[bottom * stride + left]
            &+ sums[top * stride + left]
          out[y * newWidth + x] = UInt8(sum / UInt32((bottom - top) * (right - left)))
        }
      }
      used = newWidth * newHeight
    }
    return GreyPlane(width: newWidth, height: newHeight, pixels: out)
  }

  /// Black where a pixel is darker than its surroundings, white elsewhere: shadows and yellow light disappear.
  ///
  /// `percent` is how much darker than the mean of the surroundings, a sixteenth of the page's longer side.
  func thresholded(percent: Int = 12) -> GreyPlane {
    let reach = max(8, max(width, height) / 32)
    let sums = summed()
    let stride = width + 1
    let out = [UInt8](unsafeUninitializedCapacity: width * height) { out, used in
      for y in 0..<height {
        let top = max(0, y - reach)
        let bottom = min(height, y + reach + 1)
        var x = 0
        while x < width {
          let left = max(0, x - reach)
          let right = min(width, x + reach + 1)
          let sum =
            sums[bottom * stride + right] &- sums[top * stride + right] &- sums[bottom * stride + left]
            &+ sums[top * stride + left]
          let area = (bottom - top) * (right - left)
          let isDark = Int(pixels[y * width + x]) * area * 100 < Int(sum) * (100 - percent)
          out[y * width + x] = isDark ? 0 : 255
          x += 1
        }
      }
      used = width * height
    }
    return GreyPlane(width: width, height: height, pixels: out)
  }

  /// The rectangle from `x`, `y`, cut at the picture's edges.
  func cropped(x: Int, y: Int, width cropWidth: Int, height cropHeight: Int) -> GreyPlane {
    let left = min(max(x, 0), width - 1)
    let top = min(max(y, 0), height - 1)
    let right = min(width, left + max(cropWidth, 1))
    let bottom = min(height, top + max(cropHeight, 1))
    var out: [UInt8] = []
    out.reserveCapacity((right - left) * (bottom - top))
    for row in top..<bottom { out += pixels[(row * width + left)..<(row * width + right)] }
    return GreyPlane(width: right - left, height: bottom - top, pixels: out)
  }

  /// Every pixel four times, smoothed: small symbols become large enough for the finder.
  func doubled() -> GreyPlane {
    let newWidth = width * 2
    let out = [UInt8](unsafeUninitializedCapacity: newWidth * height * 2) { out, used in
      for y in 0..<height * 2 {
        let upper = y / 2
        let lower = min(height - 1, max(0, upper + (y % 2 == 0 ? -1 : 1)))
        for x in 0..<newWidth {
          let near = x / 2
          let far = min(width - 1, max(0, near + (x % 2 == 0 ? -1 : 1)))
          let sum =
            9 * Int(pixels[upper * width + near]) + 3 * Int(pixels[upper * width + far])
            + 3 * Int(pixels[lower * width + near]) + Int(pixels[lower * width + far])
          out[y * newWidth + x] = UInt8(sum / 16)
        }
      }
      used = newWidth * height * 2
    }
    return GreyPlane(width: newWidth, height: height * 2, pixels: out)
  }

  /// Summed-area table with one more column and row; wraps at 2³², which differences undo (an area holds < 2²⁴ pixels).
  private func summed() -> [UInt32] {
    let stride = width + 1
    return [UInt32](unsafeUninitializedCapacity: stride * (height + 1)) { sums, used in
      for x in 0...width { sums[x] = 0 }
      pixels.withUnsafeBufferPointer { pixels in
        for y in 0..<height {
          var row: UInt32 = 0
          sums[(y + 1) * stride] = 0
          var x = 0
          while x < width {
            row &+= UInt32(pixels[y * width + x])
            sums[(y + 1) * stride + x + 1] = sums[y * stride + x + 1] &+ row
            x += 1
          }
        }
      }
      used = stride * (height + 1)
    }
  }
}
