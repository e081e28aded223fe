/// A decoded page: 8-bit RGB, rows from the top, no padding.
struct RGBPicture {
  let width: Int
  let height: Int
  /// `width * height * 3` bytes.
  var bytes: [UInt8]

  /// Black ink in a picture where red ink does not exist: red stamps vanish in the red channel, QR modules stay.
  var redPlane: GreyPlane {
    plane { red, _, _ in red }
  }

  /// Brightness as seen (ITU-R BT.601).
  var luma: GreyPlane {
    plane { red, green, blue in
      UInt8((Int(red) * 77 + Int(green) * 150 + Int(blue) * 29) >> 8)
    }
  }

  private func plane(_ value: (UInt8, UInt8, UInt8) -> UInt8) -> GreyPlane {
    let count = width * height
    let pixels = [UInt8](unsafeUninitializedCapacity: count) { out, used in
      bytes.withUnsafeBufferPointer { source in
        guard let target = out.baseAddress, let first = source.baseAddress else { return }
        var index = 0
        while index < count {
          let pixel = first + 3 * index
          target[index] = value(pixel[0], pixel[1], pixel[2])
          index += 1
        }
      }
      used = count
    }
    return GreyPlane(width: width, height: height, pixels: pixels)
  }
}
