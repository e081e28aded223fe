/// Brightness of each pixel of a picture, 0–255: 0.299 R + 0.587 G + 0.114 B of the gamma-encoded values, as JPEG has it.
struct LumaPlane: Sendable {
  let width: Int
  let height: Int
  let values: [UInt8]

  init(_ image: RGBImage) {
    width = image.width
    height = image.height
    let count = image.width * image.height
    values = [UInt8](unsafeUninitializedCapacity: count) { output, filled in
      image.bytes.withUnsafeBufferPointer { input in
        for index in 0..<count {
          let place = index &* 3
          let sum =
            77 &* UInt32(input[place]) &+ 150 &* UInt32(input[place &+ 1]) &+ 29 &* UInt32(input[place &+ 2]) &+ 128
          output[index] = UInt8(truncatingIfNeeded: sum >> 8)
        }
      }
      filled = count
    }
  }
}
