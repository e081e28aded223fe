import CPango

/// A scanned page as PNG, read by cairo after its header has been judged here.
enum PNGPage {
  static func decode(_ bytes: [UInt8]) throws -> RGBPicture {
    let (width, height) = try size(bytes)
    let source = ByteSource(bytes)
    guard let loaded = cairo_image_surface_create_from_png_stream(readFromSource, Unmanaged.passUnretained(source).toOpaque())
    else { throw ScanFault(doing: "png", status: 0) }
    defer { cairo_surface_destroy(loaded) }
    guard cairo_surface_status(loaded) == CAIRO_STATUS_SUCCESS, cairo_image_surface_get_width(loaded) == Int32(width),
      cairo_image_surface_get_height(loaded) == Int32(height)
    else { throw ScanRefusal.damaged("PNG") }
    return try flattened(loaded, width: width, height: height)
  }

  /// Width and height of the IHDR chunk (PNG specification 11.2.2), checked against the limits.
  private static func size(_ bytes: [UInt8]) throws -> (Int, Int) {
    guard bytes.count >= 33, Array(bytes[12..<16]) == Array("IHDR".utf8) else { throw ScanRefusal.damaged("PNG") }
    func number(_ at: Int) -> Int { bytes[at..<(at + 4)].reduce(0) { $0 << 8 | Int($1) } }
    let width = number(16)
    let height = number(20)
    guard width > 0, height > 0 else { throw ScanRefusal.damaged("PNG") }
    guard max(width, height) <= ScanLimits.sidePixels, width * height <= ScanLimits.pngPixels else {
      throw ScanRefusal.tooManyPixels(width, height)
    }
    return (width, height)
  }

  /// On white paper and no larger than the working size.
  private static func flattened(_ loaded: OpaquePointer, width: Int, height: Int) throws -> RGBPicture {
    let scale = min(1, Double(ScanLimits.workingSidePixels) / Double(max(width, height)))
    let newWidth = max(1, Int(Double(width) * scale))
    let newHeight = max(1, Int(Double(height) * scale))
    guard let page = cairo_image_surface_create(CAIRO_FORMAT_RGB24, Int32(newWidth), Int32(newHeight)),
      let cairo = cairo_create(page)
    else { throw ScanFault(doing: "png", status: 0) }
    defer {
      cairo_destroy(cairo)
      cairo_surface_destroy(page)
    }
    cairo_set_source_rgb(cairo, 1, 1, 1)
    cairo_paint(cairo)
    cairo_scale(cairo, Double(newWidth) / Double(width), Double(newHeight) / Double(height))
    cairo_set_source_surface(cairo, loaded, 0, 0)
    cairo_pattern_set_filter(cairo_get_source(cairo), CAIRO_FILTER_GOOD)
    cairo_paint(cairo)
    cairo_surface_flush(page)
    guard cairo_status(cairo) == CAIRO_STATUS_SUCCESS, let data = cairo_image_surface_get_data(page) else {
      throw ScanRefusal.damaged("PNG")
    }
    let stride = Int(cairo_image_surface_get_stride(page))
    var out = [UInt8](repeating: 255, count: newWidth * newHeight * 3)
    for y in 0..<newHeight {
      for x in 0..<newWidth {
        // RGB24 is a native 32-bit word: blue, green, red, unused on little-endian machines
        let from = data + (y * stride + x * 4)
        let to = (y * newWidth + x) * 3
        out[to] = from[2]
        out[to + 1] = from[1]
        out[to + 2] = from[0]
      }
    }
    return RGBPicture(width: newWidth, height: newHeight, bytes: out)
  }
}

private final class ByteSource {
  let bytes: [UInt8]
  var position = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }
}

private func readFromSource(
  _ closure: UnsafeMutableRawPointer?, _ data: UnsafeMutablePointer<UInt8>?, _ length: UInt32
) -> cairo_status_t {
  guard let closure, let data else { return CAIRO_STATUS_READ_ERROR }
  let source = Unmanaged<ByteSource>.fromOpaque(closure).takeUnretainedValue()
  let count = Int(length)
  guard count <= source.bytes.count - source.position else { return CAIRO_STATUS_READ_ERROR }
  source.bytes.withUnsafeBufferPointer { all in
    guard let base = all.baseAddress else { return }
    data.update(from: base + source.position, count: count)
  }
  source.position += count
  return CAIRO_STATUS_SUCCESS
}
