import Paperwork

/// A small picture of a page as a PNG: one QR on white, or nothing; quick to read, unlike a whole page.
enum PagePicture {
  static func png(code: String?) throws -> [UInt8] {
    let modules = try code.map { try QRCode.matrix($0, errorCorrection: .quartile) }
    let quiet = 8
    let scale = 6
    let side = ((modules?.width ?? 29) + 2 * quiet) * scale
    var rows: [UInt8] = []
    for y in 0..<side {
      rows.append(0)
      for x in 0..<side { rows.append(isDark(modules, x / scale - quiet, y / scale - quiet) ? 0 : 255) }
    }
    let size = bigEndian(UInt32(side))
    return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + chunk("IHDR", size + size + [8, 0, 0, 0, 0])
      + chunk("IDAT", stored(rows)) + chunk("IEND", [])
  }

  private static func isDark(_ code: QRCode?, _ x: Int, _ y: Int) -> Bool {
    guard let code, (0..<code.width).contains(x), (0..<code.width).contains(y) else { return false }
    return code.modules[y * code.width + x]
  }

  /// A zlib stream (RFC 1950) of stored blocks (RFC 1951, 3.2.4).
  private static func stored(_ bytes: [UInt8]) -> [UInt8] {
    var stream: [UInt8] = [0x78, 0x01]
    for start in stride(from: 0, to: bytes.count, by: 65_535) {
      let piece = bytes[start..<min(start + 65_535, bytes.count)]
      let length = UInt16(piece.count)
      stream.append(start + 65_535 >= bytes.count ? 1 : 0)
      stream += [UInt8(length & 0xFF), UInt8(length >> 8), UInt8(~length & 0xFF), UInt8(~length >> 8)] + piece
    }
    var (low, high): (UInt32, UInt32) = (1, 0)
    for byte in bytes {
      low = (low + UInt32(byte)) % 65_521
      high = (high + low) % 65_521
    }
    return stream + bigEndian(high << 16 | low)
  }

  private static func chunk(_ kind: String, _ body: [UInt8]) -> [UInt8] {
    let named = Array(kind.utf8) + body
    var sum: UInt32 = 0xFFFF_FFFF
    for byte in named {
      sum ^= UInt32(byte)
      for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
    }
    return bigEndian(UInt32(body.count)) + named + bigEndian(~sum)
  }

  private static func bigEndian(_ value: UInt32) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * $0)) }
  }
}
