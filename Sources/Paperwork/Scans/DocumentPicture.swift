import CTurboJPEG

/// A page that somebody handed in, as a picture that a browser shows in place.
public enum DocumentPicture {
  /// Pixels of the longer side: enough to read what is typed on an A4 page.
  private static let sidePixels = 1_600

  /// The first page of a PDF as JPEG.
  ///
  /// Blocks its thread up to `ScanLimits.pdfSeconds`.
  /// - Throws: `ScanRefusal` for one that cannot be drawn.
  public static func firstPage(ofPDF bytes: [UInt8]) throws -> [UInt8] {
    var first: RGBPicture?
    _ = try PDFPages.draw(bytes, side: sidePixels) { if first == nil { first = $0 } }
    guard let page = first else { throw ScanRefusal.damaged("PDF") }
    return try JPEGWriting.bytes(
      page.bytes, width: page.width, height: page.height, stride: page.width * 3, format: TJPF_RGB, sampling: TJSAMP_444,
      quality: 85)
  }
}
