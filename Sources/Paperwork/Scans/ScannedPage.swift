/// A stamped page that came back as a photo or scan: the codes on it.
public struct ScannedPage: Sendable, Hashable {
  /// Texts of the QR symbols found, each once, in the order of finding; never empty.
  public let codes: [String]
  /// Pages that were looked at: 1 for a picture, at most `ScanLimits.pdfPages` of a PDF.
  public let pages: Int

  /// Reads JPEG, PNG or PDF and finds the QR symbols on it.
  ///
  /// Blocks its thread: some 50–300 ms for a photo, up to `ScanLimits.pdfSeconds` for a PDF. Keep it off Swift's own threads.
  /// - Parameters:
  ///   - bytes: the upload as it came; never trusted.
  ///   - isWanted: which codes are ours. Without it the search of a page ends at the first code, which may be somebody's poster.
  /// - Returns: at least one code.
  /// - Throws: `ScanRefusal`.
  public static func read(_ bytes: [UInt8], isWanted: @escaping (String) -> Bool = { _ in true }) throws -> ScannedPage {
    try read(bytes, patience: .seconds(ScanLimits.searchSeconds), isWanted: isWanted)
  }

  /// The same with its own patience: after it each page gets no more than one attempt.
  public static func read(_ bytes: [UInt8], patience: Duration, isWanted: @escaping (String) -> Bool) throws -> ScannedPage {
    guard !bytes.isEmpty else { throw ScanRefusal.empty }
    guard bytes.count <= ScanLimits.bytes else { throw ScanRefusal.tooManyBytes(bytes.count) }
    var reader = QRReader(patience: patience, isWanted: isWanted)
    var pages = 1
    switch try ScanFormat.of(bytes) {
    case .jpeg: try reader.look(at: JPEGPage.decode(bytes))
    case .png: try reader.look(at: PNGPage.decode(bytes))
    case .pdf: pages = try PDFPages.draw(bytes) { try reader.look(at: $0) }
    }
    guard !reader.codes.isEmpty else { throw ScanRefusal.noCode(pages) }
    return ScannedPage(codes: reader.codes, pages: pages)
  }
}

/// What an upload is, by its first bytes; names and media types are not believed.
enum ScanFormat {
  case jpeg, png, pdf

  static func of(_ bytes: [UInt8]) throws -> ScanFormat {
    func has(_ mark: [UInt8], at offset: Int = 0) -> Bool { bytes.dropFirst(offset).starts(with: mark) }
    func has(_ mark: String, at offset: Int = 0) -> Bool { has(Array(mark.utf8), at: offset) }
    if has([0xFF, 0xD8, 0xFF]) { return .jpeg }
    if has([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) { return .png }
    if has("%PDF-") { return .pdf }
    if has("RIFF"), has("WEBP", at: 8) { throw ScanRefusal.otherFormat("WebP") }
    if has("ftyp", at: 4) {
      let brand = String(decoding: bytes.dropFirst(8).prefix(4), as: UTF8.self)
      if ["heic", "heix", "hevc", "heim", "heis", "mif1", "msf1"].contains(brand) { throw ScanRefusal.otherFormat("HEIC") }
      if ["avif", "avis"].contains(brand) { throw ScanRefusal.otherFormat("AVIF") }
    }
    if has("GIF8") { throw ScanRefusal.otherFormat("GIF") }
    if has("BM") { throw ScanRefusal.otherFormat("BMP") }
    if has([0x49, 0x49, 0x2A, 0x00]) || has([0x4D, 0x4D, 0x00, 0x2A]) { throw ScanRefusal.otherFormat("TIFF") }
    throw ScanRefusal.notAnImage
  }
}
