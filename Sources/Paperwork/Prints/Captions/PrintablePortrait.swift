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
///
/// Cairo asks for an image beside the JPEG and never looks at it when it writes a PDF: all share one piece of memory. Each image lives until
/// its page has ended, because cairo copies the pixels of one that goes earlier.
final class PortraitEmbedder {
  private var blank: UnsafeMutableRawPointer?
  private var blankBytes = 0
  private var ofThisPage: [OpaquePointer] = []
  private var retired: [UnsafeMutableRawPointer] = []

  deinit {
    pageEnded()
    blank?.deallocate()
  }

  /// Draws into `box` (millimetres); what `fit` leaves outside is hidden, not removed.
  func draw(_ portrait: PrintablePortrait, in box: PrintBox, _ fit: PhotoFit, on canvas: PaperCanvas) throws {
    let image = try image(of: portrait)
    ofThisPage.append(image)
    let scale = Page.pointsPerMillimetre
    let place = fit.placement(width: portrait.width, height: portrait.height, in: box)
    cairo_save(canvas.cairo)
    if place != box, fit == .filled {
      cairo_rectangle(canvas.cairo, box.x * scale, box.y * scale, box.width * scale, box.height * scale)
      cairo_clip(canvas.cairo)
    }
    cairo_translate(canvas.cairo, place.x * scale, place.y * scale)
    cairo_scale(canvas.cairo, place.width * scale / Double(portrait.width), place.height * scale / Double(portrait.height))
    cairo_set_source_surface(canvas.cairo, image, 0, 0)
    cairo_paint(canvas.cairo)
    cairo_restore(canvas.cairo)
  }

  /// Lets go of the images of a page that cairo has written.
  func pageEnded() {
    for image in ofThisPage { cairo_surface_destroy(image) }
    ofThisPage.removeAll(keepingCapacity: true)
    for memory in retired { memory.deallocate() }
    retired.removeAll()
  }

  private func image(of portrait: PrintablePortrait) throws -> OpaquePointer {
    let stride = cairo_format_stride_for_width(CAIRO_FORMAT_RGB24, Int32(portrait.width))
    let memory = sharedMemory(Int(stride) * portrait.height).assumingMemoryBound(to: UInt8.self)
    guard
      let image = cairo_image_surface_create_for_data(
        memory, CAIRO_FORMAT_RGB24, Int32(portrait.width), Int32(portrait.height), stride)
    else { throw PrintFault(doing: "portrait", status: 0) }
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

  private func sharedMemory(_ count: Int) -> UnsafeMutableRawPointer {
    if let blank, blankBytes >= count { return blank }
    // images of this page still lie on the old one
    if let blank { retired.append(blank) }
    let fresh = UnsafeMutableRawPointer.allocate(byteCount: count, alignment: 16)
    fresh.initializeMemory(as: UInt8.self, repeating: 0, count: count)
    (blank, blankBytes) = (fresh, count)
    return fresh
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
