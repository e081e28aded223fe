import CPango
import GraduatePhotos

/// A portrait as a print takes it: its bytes and their size; the picture itself is not decoded.
struct PrintablePortrait {
  let bytes: [UInt8]
  let width: Int
  let height: Int

  /// Nil when the bytes are no whole JPEG of one or three components, are turned by EXIF, or are beyond `CaptionLimits`.
  init?(_ bytes: [UInt8]) {
    guard bytes.count <= CaptionLimits.portraitBytes, let header = JPEGHeader(bytes) else { return nil }
    guard header.components == 1 || header.components == 3, header.orientation == 1 else { return nil }
    guard (1...CaptionLimits.portraitSidePixels).contains(header.width),
      (1...CaptionLimits.portraitSidePixels).contains(header.height)
    else { return nil }
    // a file that was cut off lacks its end; some cameras pad with zeros behind it
    guard let last = bytes.lastIndex(where: { $0 != 0 }), bytes[last] == 0xD9, bytes[last - 1] == 0xFF else { return nil }
    self.bytes = bytes
    (width, height) = (header.width, header.height)
  }
}

/// A rectangle in millimetres (or, on pictures, pixels) from the top left corner.
struct PrintBox: Equatable {
  var x: Double
  var y: Double
  var width: Double
  var height: Double
}

extension PhotoFit {
  /// Where the whole portrait goes so that `box` shows what it should: beyond the box where parts are cut off.
  func placement(width: Int, height: Int, in box: PrintBox) -> PrintBox {
    let proportion = Double(width) / Double(height)
    let isWider = proportion > box.width / box.height
    switch self {
    case .filled where isWider:
      let shown = box.height * proportion
      return PrintBox(x: box.x - (shown - box.width) / 2, y: box.y, width: shown, height: box.height)
    case .filled:
      return PrintBox(x: box.x, y: box.y, width: box.width, height: box.width / proportion)
    case .whole where isWider:
      let shown = box.width / proportion
      return PrintBox(x: box.x, y: box.y + (box.height - shown) / 2, width: box.width, height: shown)
    case .whole:
      let shown = box.height * proportion
      return PrintBox(x: box.x + (box.width - shown) / 2, y: box.y, width: shown, height: box.height)
    }
  }
}

/// Puts portraits into a PDF as the JPEG they are.
enum PortraitEmbedding {
  /// Draws into `box` (millimetres); what `fit` leaves outside is hidden, not removed.
  ///
  /// Cairo wants an image beside the JPEG, whose pixels it copies and never looks at when it writes a PDF: one pixel does, stretched to where
  /// the portrait goes.
  static func draw(_ portrait: PrintablePortrait, in box: PrintBox, _ fit: PhotoFit, on canvas: PaperCanvas) throws {
    let image = try image(of: portrait)
    defer { cairo_surface_destroy(image) }
    let scale = Page.pointsPerMillimetre
    let place = fit.placement(width: portrait.width, height: portrait.height, in: box)
    cairo_save(canvas.cairo)
    if place != box, fit == .filled {
      cairo_rectangle(canvas.cairo, box.x * scale, box.y * scale, box.width * scale, box.height * scale)
      cairo_clip(canvas.cairo)
    }
    cairo_translate(canvas.cairo, place.x * scale, place.y * scale)
    cairo_scale(canvas.cairo, place.width * scale, place.height * scale)
    cairo_set_source_surface(canvas.cairo, image, 0, 0)
    cairo_paint(canvas.cairo)
    cairo_restore(canvas.cairo)
  }

  private static func image(of portrait: PrintablePortrait) throws -> OpaquePointer {
    guard let image = cairo_image_surface_create(CAIRO_FORMAT_RGB24, 1, 1) else {
      throw PrintFault(doing: "portrait", status: 0)
    }
    let box = Unmanaged.passRetained(PortraitBytes(portrait.bytes))
    let bytes = box.takeUnretainedValue().bytes
    let status = cairo_surface_set_mime_data(
      image, CAIRO_MIME_TYPE_JPEG, bytes.baseAddress, UInt(bytes.count), releasePortrait, box.toOpaque())
    guard status == CAIRO_STATUS_SUCCESS else {
      box.release()
      cairo_surface_destroy(image)
      throw PrintFault(doing: "portrait", status: status.rawValue)
    }
    return image
  }
}

/// A portrait's bytes at an address that stays until cairo lets go of it.
private final class PortraitBytes {
  let bytes: UnsafeMutableBufferPointer<UInt8>

  init(_ array: [UInt8]) {
    bytes = .allocate(capacity: array.count)
    _ = bytes.initialize(from: array)
  }

  deinit { bytes.deallocate() }
}

private func releasePortrait(_ box: UnsafeMutableRawPointer?) {
  guard let box else { return }
  Unmanaged<PortraitBytes>.fromOpaque(box).release()
}
