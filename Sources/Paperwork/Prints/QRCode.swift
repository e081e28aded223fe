import CPango
import CQRCode

/// A QR symbol (ISO/IEC 18004), without its quiet zone.
public struct QRCode: Sendable, Hashable {
  /// How much of the symbol may be damaged and still read.
  public enum ErrorCorrection: Sendable, Hashable {
    /// About 7 %.
    case low
    /// About 15 %.
    case medium
    /// About 25 %.
    case quartile
    /// About 30 %; for what is stamped, folded and photographed.
    case high
  }

  /// A stretch of dark modules in one row.
  struct Run: Sendable, Hashable {
    let x: Int
    let y: Int
    let length: Int
  }

  /// Modules on each side: 21…177.
  public let width: Int
  /// Row by row from the top left, `width * width` of them; true is dark.
  public let modules: [Bool]

  /// The smallest symbol that holds `text` as UTF-8 bytes.
  /// - Throws: `PrintRefusal.qrTooLong` above `PrintLimits.qrBytes` or when the text is empty.
  public static func matrix(_ text: String, errorCorrection: ErrorCorrection = .medium) throws -> QRCode {
    let bytes = Array(text.utf8)
    guard !bytes.isEmpty, bytes.count <= PrintLimits.qrBytes else { throw PrintRefusal.qrTooLong(bytes.count) }
    guard let code = QRcode_encodeData(Int32(bytes.count), bytes, 0, errorCorrection.level) else {
      throw PrintFault(doing: "qr", status: 0)
    }
    defer { QRcode_free(code) }
    let width = Int(code.pointee.width)
    let modules = (0..<width * width).map { code.pointee.data[$0] & 1 == 1 }
    return QRCode(width: width, modules: modules)
  }

  /// Dark stretches, row by row.
  var runs: [Run] {
    var runs: [Run] = []
    for y in 0..<width {
      var x = 0
      while x < width {
        guard modules[y * width + x] else {
          x += 1
          continue
        }
        let start = x
        while x < width, modules[y * width + x] { x += 1 }
        runs.append(Run(x: start, y: y, length: x - start))
      }
    }
    return runs
  }

  /// Inline SVG with a quiet zone of 4 modules; black on white whatever the page's colours, sized by the page's CSS.
  ///
  /// `label` says what the symbol is, for screen readers, such as 「登记单二维码」.
  public func svg(label: String) -> String {
    let side = width + 2 * Self.quietModules
    let path = runs.map { "M\($0.x + Self.quietModules) \($0.y + Self.quietModules)h\($0.length)v1h-\($0.length)z" }.joined()
    let escaped = label.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
      .replacing("\"", with: "&quot;")
    return """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(side) \(side)" shape-rendering="crispEdges" role="img" \
      aria-label="\(escaped)"><path fill="#fff" d="M0 0h\(side)v\(side)H0z"/><path fill="#000" d="\(path)"/></svg>
      """
  }

  /// A PNG with a quiet zone of 4 modules; `pixelsPerModule` is clamped to 1…32.
  public func png(pixelsPerModule: Int = 8) throws -> [UInt8] {
    let scale = min(max(pixelsPerModule, 1), 32)
    let side = Int32((width + 2 * Self.quietModules) * scale)
    guard let surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, side, side), let cairo = cairo_create(surface) else {
      throw PrintFault(doing: "png", status: 0)
    }
    defer {
      cairo_destroy(cairo)
      cairo_surface_destroy(surface)
    }
    cairo_set_antialias(cairo, CAIRO_ANTIALIAS_NONE)
    cairo_set_source_rgb(cairo, 1, 1, 1)
    cairo_paint(cairo)
    cairo_set_source_rgb(cairo, 0, 0, 0)
    for run in runs {
      let x = (run.x + Self.quietModules) * scale
      let y = (run.y + Self.quietModules) * scale
      cairo_rectangle(cairo, Double(x), Double(y), Double(run.length * scale), Double(scale))
    }
    cairo_fill(cairo)
    return try ImageBytes.png(of: surface)
  }

  private static let quietModules = 4
}

extension QRCode.ErrorCorrection {
  fileprivate var level: QRecLevel {
    switch self {
    case .low: QR_ECLEVEL_L
    case .medium: QR_ECLEVEL_M
    case .quartile: QR_ECLEVEL_Q
    case .high: QR_ECLEVEL_H
    }
  }
}

/// Image surfaces as files in memory.
enum ImageBytes {
  static func png(of surface: OpaquePointer) throws -> [UInt8] {
    let sink = ByteSink()
    let status = cairo_surface_write_to_png_stream(surface, appendToSink, Unmanaged.passUnretained(sink).toOpaque())
    guard status == CAIRO_STATUS_SUCCESS else { throw PrintFault(doing: "png", status: status.rawValue) }
    return sink.bytes
  }
}
