import CPango
import CTurboJPEG
import Foundation
import GraduatePhotos

/// A picture for photo paper, 300 dots an inch: drawn in millimetres, photos placed on whole pixels, handed on as JPEG.
final class PrintRaster {
  static let dotsPerInch = 300
  static let pixelsPerMillimetre = 300 / 25.4

  let canvas: PaperCanvas
  let widthPixels: Int
  let heightPixels: Int

  init(widthPixels: Int, heightPixels: Int) throws {
    (self.widthPixels, self.heightPixels) = (widthPixels, heightPixels)
    let sheet = PaperSheet(
      width: Double(widthPixels) / Self.pixelsPerMillimetre, height: Double(heightPixels) / Self.pixelsPerMillimetre)
    canvas = try PaperCanvas(picture: sheet, pixelsPerMillimetre: Self.pixelsPerMillimetre)
  }

  /// The next whole pixel to a length in millimetres: 25 mm are 295, 35 are 413.
  static func pixels(_ millimetres: Double) -> Int { Int((millimetres * pixelsPerMillimetre).rounded()) }

  /// Scales a portrait into `box` (millimetres); the box is moved to whole pixels so that its edges stay sharp.
  func draw(_ portrait: DecodedPortrait, in box: PrintBox, _ fit: PhotoFit) {
    let target = PrintBox(
      x: Double(Self.pixels(box.x)), y: Double(Self.pixels(box.y)), width: Double(Self.pixels(box.width)),
      height: Double(Self.pixels(box.height)))
    let place = fit.placement(width: portrait.width, height: portrait.height, in: target)
    // what is cut off at the sides or below; a whole portrait gets whole pixels too
    let left = max(target.x, place.x.rounded())
    let top = max(target.y, place.y.rounded())
    let right = min(target.x + target.width, (place.x + place.width).rounded())
    let bottom = min(target.y + target.height, (place.y + place.height).rounded())
    let cairo = canvas.cairo
    cairo_save(cairo)
    cairo_identity_matrix(cairo)
    cairo_rectangle(cairo, left, top, right - left, bottom - top)
    cairo_clip(cairo)
    cairo_translate(cairo, place.x, place.y)
    cairo_scale(cairo, place.width / Double(portrait.width), place.height / Double(portrait.height))
    cairo_set_source_surface(cairo, portrait.surface, 0, 0)
    // takes every pixel of the portrait along: nothing flickers where hair or cloth is finer than the print
    cairo_pattern_set_filter(cairo_get_source(cairo), CAIRO_FILTER_BEST)
    cairo_pattern_set_extend(cairo_get_source(cairo), CAIRO_EXTEND_PAD)
    cairo_paint(cairo)
    cairo_restore(cairo)
  }

  /// The picture as baseline JPEG with full colour resolution; its JFIF header says 300 dots an inch.
  func jpeg(quality: Int32 = 95) throws -> [UInt8] {
    let drawing = cairo_status(canvas.cairo)
    guard drawing == CAIRO_STATUS_SUCCESS else { throw PrintFault(doing: "draw", status: drawing.rawValue) }
    cairo_surface_flush(canvas.surface)
    guard let pixels = cairo_image_surface_get_data(canvas.surface) else { throw PrintFault(doing: "jpeg", status: 0) }
    let bytes = try JPEGWriting.bytes(
      pixels, width: widthPixels, height: heightPixels, stride: Int(cairo_image_surface_get_stride(canvas.surface)),
      format: TJPF_BGRX, sampling: TJSAMP_444, quality: quality)
    return JPEGWriting.withDensity(bytes, dotsPerInch: Self.dotsPerInch)
  }
}

/// A portrait as pixels.
final class DecodedPortrait {
  let surface: OpaquePointer
  let width: Int
  let height: Int

  /// Nil when the library cannot read all of it without a warning.
  init?(_ portrait: PrintablePortrait) {
    (width, height) = (portrait.width, portrait.height)
    guard let surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, Int32(width), Int32(height)) else { return nil }
    self.surface = surface
    guard let decoder = tjInitDecompress() else { return nil }
    defer { tjDestroy(decoder) }
    let status = tjDecompress2(
      decoder, portrait.bytes, UInt(portrait.bytes.count), cairo_image_surface_get_data(surface), Int32(width),
      cairo_image_surface_get_stride(surface), Int32(height), Int32(TJPF_BGRX.rawValue),
      TJFLAG_LIMITSCANS | TJFLAG_ACCURATEDCT)
    guard status == 0 else { return nil }
    cairo_surface_mark_dirty(surface)
  }

  deinit { cairo_surface_destroy(surface) }
}

/// What the JPEG library does not do by itself.
enum JPEGWriting {
  static func bytes(
    _ pixels: UnsafePointer<UInt8>, width: Int, height: Int, stride: Int, format: TJPF, sampling: TJSAMP, quality: Int32
  ) throws -> [UInt8] {
    guard let encoder = tjInitCompress() else { throw PrintFault(doing: "jpeg", status: 0) }
    defer { tjDestroy(encoder) }
    var out: UnsafeMutablePointer<UInt8>?
    var count: UInt = 0
    defer { tjFree(out) }
    let status = tjCompress2(
      encoder, pixels, Int32(width), Int32(stride), Int32(height), Int32(format.rawValue), &out, &count,
      Int32(sampling.rawValue), quality, TJFLAG_ACCURATEDCT)
    guard status == 0, let out else { throw PrintFault(doing: "jpeg", status: 1) }
    return Array(UnsafeBufferPointer(start: out, count: Int(count)))
  }

  /// The same file with dots an inch in its JFIF header (ITU-T T.871, 10.1), where TurboJPEG leaves 1:1.
  static func withDensity(_ bytes: [UInt8], dotsPerInch: Int) -> [UInt8] {
    guard bytes.count > 18, bytes[2] == 0xFF, bytes[3] == 0xE0, Array(bytes[6..<11]) == [0x4A, 0x46, 0x49, 0x46, 0] else {
      return bytes
    }
    var bytes = bytes
    bytes[13] = 1
    for at in [14, 16] {
      bytes[at] = UInt8(dotsPerInch >> 8)
      bytes[at + 1] = UInt8(dotsPerInch & 0xFF)
    }
    return bytes
  }

  /// Toner runs together in the middle tones, where skin and the blue behind it are: they are printed lighter.
  private static let lighter: [UInt8] = (0..<256).map { value in
    UInt8((255 * pow(Double(value) / 255, 0.62)).rounded())
  }

  /// The portrait in shades of grey, lightened for office printers, at half its size, which is enough for three centimetres; nil when it cannot be read.
  static func grey(_ portrait: PrintablePortrait) throws -> PrintablePortrait? {
    guard let decoder = tjInitDecompress() else { throw PrintFault(doing: "jpeg", status: 0) }
    defer { tjDestroy(decoder) }
    let eighths = portrait.height >= 600 ? 4 : 8
    let width = (portrait.width * eighths + 7) / 8
    let height = (portrait.height * eighths + 7) / 8
    var pixels = [UInt8](repeating: 0, count: width * height)
    let status = tjDecompress2(
      decoder, portrait.bytes, UInt(portrait.bytes.count), &pixels, Int32(width), Int32(width), Int32(height),
      Int32(TJPF_GRAY.rawValue), TJFLAG_LIMITSCANS)
    guard status == 0 else { return nil }
    for index in pixels.indices { pixels[index] = lighter[Int(pixels[index])] }
    let bytes = try bytes(
      pixels, width: width, height: height, stride: width, format: TJPF_GRAY, sampling: TJSAMP_GRAY, quality: 88)
    return PrintablePortrait(bytes)
  }
}
