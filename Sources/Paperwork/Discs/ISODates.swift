import GraduatePhotos

/// Puts one date into every place of an ISO 9660 image that holds one, while the image is being written.
///
/// The library takes the clock and the machine's time zone; with these two builds would differ, and a lost disc could not be written again
/// bit for bit. The image goes by in sectors: what a sector says of later ones (folders, continuations) is remembered until they come.
struct ISODates {
  static let sectorBytes = 2048
  private static let firstDescriptor = 16
  /// Sectors in which the descriptors stand, and the library's own note behind them.
  private static let descriptors = 32

  private enum Kind {
    case folder
    /// Pieces of a Rock Ridge continuation area: offset and length.
    case continuation([Range<Int>])
  }

  /// ECMA-119 9.1.5: seven bytes, the last one China's offset in quarters of an hour.
  private let short: [UInt8]
  /// ECMA-119 8.4.26.1: sixteen digits and the offset.
  private let long: [UInt8]
  private var awaited: [Int: Kind] = [:]

  init(date: CalendarDay) {
    short = [UInt8(clamping: date.year - 1900), UInt8(date.month), UInt8(date.day), 0, 0, 0, 32]
    long = Array(date.compact.utf8) + [UInt8](repeating: UInt8(ascii: "0"), count: 8) + [32]
  }

  /// Whether every sector that was spoken of has come.
  var isComplete: Bool { awaited.isEmpty }

  /// Whether a sector from here on may still hold a date.
  func concerns(sectorsFrom first: Int) -> Bool { first < Self.descriptors || !awaited.isEmpty }

  /// Changes one sector in place; sectors come in order.
  mutating func fix(_ sector: Int, _ bytes: UnsafeMutableRawBufferPointer) {
    if (Self.firstDescriptor..<Self.descriptors).contains(sector) {
      if bytes[1...5].elementsEqual("CD001".utf8), bytes[0] == 1 || bytes[0] == 2 {
        // Made, changed, valid from; it never expires.
        for offset in [813, 830, 864] { put(long, at: offset, bytes) }
        fixRecord(at: 156, bytes)
        return
      }
      // The library's version, options and clock.
      if bytes.starts(with: "INFO ".utf8) { for index in bytes.indices { bytes[index] = 0 } }
    }
    switch awaited.removeValue(forKey: sector) {
    case nil: return
    case .folder:
      var offset = 0
      while offset < Self.sectorBytes, bytes[offset] >= 34 {
        fixRecord(at: offset, bytes)
        offset += Int(bytes[offset])
      }
    case .continuation(let pieces): for piece in pieces { fixSystemUse(piece, bytes) }
    }
  }

  /// A folder's record of a file, of another folder or of itself (ECMA-119 9.1).
  private mutating func fixRecord(at offset: Int, _ bytes: UnsafeMutableRawBufferPointer) {
    let end = min(offset + Int(bytes[offset]), Self.sectorBytes)
    let nameBytes = Int(bytes[offset + 32])
    put(short, at: offset + 18, bytes)
    let isSelfOrParent = nameBytes == 1 && bytes[offset + 33] <= 1
    if bytes[offset + 25] & 2 != 0, !isSelfOrParent || offset == 156 {
      let start = number(at: offset + 2, bytes)
      for sector in start..<start + (number(at: offset + 10, bytes) + Self.sectorBytes - 1) / Self.sectorBytes {
        awaited[sector] = .folder
      }
    }
    let systemUse = offset + 33 + nameBytes + (nameBytes % 2 == 0 ? 1 : 0)
    if systemUse < end { fixSystemUse(systemUse..<end, bytes) }
  }

  /// Rock Ridge's entries (IEEE P1282): TF holds dates, CE says where more entries stand.
  private mutating func fixSystemUse(_ range: Range<Int>, _ bytes: UnsafeMutableRawBufferPointer) {
    var offset = range.lowerBound
    while offset + 4 <= range.upperBound, bytes[offset + 2] >= 4, offset + Int(bytes[offset + 2]) <= range.upperBound {
      let end = offset + Int(bytes[offset + 2])
      if bytes[offset..<offset + 2].elementsEqual("TF".utf8) {
        for stamp in stride(from: offset + 5, through: end - short.count, by: short.count) { put(short, at: stamp, bytes) }
      } else if bytes[offset..<offset + 2].elementsEqual("CE".utf8), end - offset >= 28 {
        let place = number(at: offset + 12, bytes)
        var pieces: [Range<Int>] = []
        let sector = number(at: offset + 4, bytes)
        if case .continuation(let others)? = awaited[sector] { pieces = others }
        pieces.append(place..<min(place + number(at: offset + 20, bytes), Self.sectorBytes))
        awaited[sector] = .continuation(pieces)
      }
      offset = end
    }
  }

  private func number(at offset: Int, _ bytes: UnsafeMutableRawBufferPointer) -> Int {
    Int(UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)))
  }

  private func put(_ date: [UInt8], at offset: Int, _ bytes: UnsafeMutableRawBufferPointer) {
    for (index, byte) in date.enumerated() { bytes[offset + index] = byte }
  }
}
