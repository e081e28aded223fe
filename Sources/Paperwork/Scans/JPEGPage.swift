import CTurboJPEG

/// A photographed page: decoded at the smallest scale that keeps the working size.
enum JPEGPage {
  static func decode(_ bytes: [UInt8]) throws -> RGBPicture {
    guard let header = JPEGHeader(bytes) else { throw ScanRefusal.damaged("JPG") }
    try check(header)
    guard let decoder = tjInitDecompress() else { throw ScanFault(doing: "jpeg", status: 0) }
    defer { tjDestroy(decoder) }
    var width: Int32 = 0
    var height: Int32 = 0
    var subsampling: Int32 = 0
    var colours: Int32 = 0
    let status = tjDecompressHeader3(decoder, bytes, UInt(bytes.count), &width, &height, &subsampling, &colours)
    // what the library reads must be what was checked
    guard status == 0, Int(width) == header.width, Int(height) == header.height else { throw ScanRefusal.damaged("JPG") }
    guard colours != TJCS_CMYK.rawValue, colours != TJCS_YCCK.rawValue else { throw ScanRefusal.printersColours }
    let eighths = scale(longest: max(header.width, header.height))
    let outWidth = (header.width * eighths + 7) / 8
    let outHeight = (header.height * eighths + 7) / 8
    var failed = false
    let pixels = [UInt8](unsafeUninitializedCapacity: outWidth * outHeight * 3) { out, used in
      let result = tjDecompress2(
        decoder, bytes, UInt(bytes.count), out.baseAddress, Int32(outWidth), Int32(outWidth * 3), Int32(outHeight),
        Int32(TJPF_RGB.rawValue), TJFLAG_LIMITSCANS)
      // a warning too: a page that was cut off could hide another's code
      failed = result != 0
      used = failed ? 0 : outWidth * outHeight * 3
    }
    guard !failed else { throw ScanRefusal.damaged("JPG") }
    return Upright.turned(RGBPicture(width: outWidth, height: outHeight, bytes: pixels), orientation: header.orientation)
  }

  private static func check(_ header: JPEGHeader) throws {
    let limit = header.isProgressive ? ScanLimits.progressiveJPEGPixels : ScanLimits.jpegPixels
    guard header.width > 0, header.height > 0 else { throw ScanRefusal.damaged("JPG") }
    guard max(header.width, header.height) <= ScanLimits.sidePixels, header.width * header.height <= limit else {
      throw ScanRefusal.tooManyPixels(header.width, header.height)
    }
    guard header.components == 1 || header.components == 3 else {
      throw header.components == 4 ? ScanRefusal.printersColours : ScanRefusal.damaged("JPG")
    }
  }

  /// Eighths (8, 4, 2 or 1) that keep the longer side at or above the working size; 3/8 and the like are slower than 1/2.
  static func scale(longest: Int) -> Int {
    for eighths in [1, 2, 4] where longest * eighths / 8 >= ScanLimits.workingSidePixels { return eighths }
    return 8
  }
}

/// EXIF orientations.
enum Upright {
  /// The picture as it was seen; above all no longer mirrored, for a mirrored QR cannot be read.
  static func turned(_ picture: RGBPicture, orientation: Int) -> RGBPicture {
    guard (2...8).contains(orientation) else { return picture }
    let width = picture.width
    let height = picture.height
    let swaps = orientation >= 5
    let newWidth = swaps ? height : width
    let newHeight = swaps ? width : height
    var out = [UInt8](repeating: 0, count: picture.bytes.count)
    for y in 0..<newHeight {
      for x in 0..<newWidth {
        let (fromX, fromY) = source(x, y, width, height, orientation)
        let from = (fromY * width + fromX) * 3
        let to = (y * newWidth + x) * 3
        out[to] = picture.bytes[from]
        out[to + 1] = picture.bytes[from + 1]
        out[to + 2] = picture.bytes[from + 2]
      }
    }
    return RGBPicture(width: newWidth, height: newHeight, bytes: out)
  }

  /// Where the upright pixel (x, y) lies in the stored picture.
  private static func source(_ x: Int, _ y: Int, _ width: Int, _ height: Int, _ orientation: Int) -> (Int, Int) {
    switch orientation {
    case 2: (width - 1 - x, y)
    case 3: (width - 1 - x, height - 1 - y)
    case 4: (x, height - 1 - y)
    case 5: (y, x)
    case 6: (y, height - 1 - x)
    case 7: (width - 1 - y, height - 1 - x)
    case 8: (width - 1 - y, x)
    default: (x, y)
    }
  }
}
