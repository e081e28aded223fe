extension PictureFormat {
  /// The format by content, never by name.
  static func sniff(_ bytes: PictureBytes) throws -> PictureFormat {
    guard bytes.count > 0 else { throw DarkroomRefusal.empty }
    if bytes.says("\u{FF}\u{D8}\u{FF}") { return .jpeg }
    if bytes.says("\u{89}PNG\r\n\u{1A}\n") { return .png }
    if let name = otherName(bytes) { throw DarkroomRefusal.otherFormat(name) }
    throw DarkroomRefusal.notAPicture
  }

  /// What people bring instead: named, so that they know what to change.
  private static func otherName(_ bytes: PictureBytes) -> String? {
    if bytes.says("ftyp", at: 4) { return boxedName(bytes) }
    if bytes.says("RIFF"), bytes.says("WEBP", at: 8) { return "WebP" }
    if bytes.says("GIF8") { return "GIF" }
    if bytes.says("BM"), bytes.number(6, bytes: 4) == 0 { return "BMP" }
    if bytes.says("FUJIFILMCCD-RAW") { return "相机 RAW" }
    if bytes.says("II*\0") || bytes.says("MM\0*") { return bytes.says("CR", at: 8) ? "相机 RAW" : "TIFF 或相机 RAW" }
    if bytes.says("IIU\0") || bytes.says("IIRO") { return "相机 RAW" }
    if bytes.says("8BPS") { return "PSD" }
    if bytes.says("%PDF") { return "PDF" }
    if bytes.says("\0\0\0\u{0C}jP  ") || bytes.says("\u{FF}\u{4F}\u{FF}\u{51}") { return "JPEG 2000" }
    if bytes.says("\u{FF}\u{0A}") || bytes.says("\0\0\0\u{0C}JXL ") { return "JPEG XL" }
    if bytes.says("PK\u{03}\u{04}") { return "ZIP 压缩包" }
    return nil
  }

  /// ISO base media files by their major brand.
  private static func boxedName(_ bytes: PictureBytes) -> String? {
    let brands: [(String, String)] = [
      ("avif", "AVIF"), ("avis", "AVIF"), ("heic", "HEIC"), ("heix", "HEIC"), ("heim", "HEIC"), ("heis", "HEIC"),
      ("hevc", "HEIC"), ("hevx", "HEIC"), ("mif1", "HEIC"), ("msf1", "HEIC"), ("crx ", "相机 RAW"),
    ]
    return brands.first { bytes.says($0.0, at: 8) }?.1 ?? "视频或 HEIC"
  }
}
