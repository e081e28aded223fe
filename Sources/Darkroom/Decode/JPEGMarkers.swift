/// What a JPEG says of itself up to its first scan: read by us, so that nothing is allocated on a stranger's word.
struct JPEGMarkers {
  struct Component: Equatable {
    var identifier: Int
    var across: Int
    var down: Int
    var table: Int
  }

  /// A frame header (SOF0, SOF1 or SOF2).
  struct Frame: Equatable {
    /// Pixels as stored.
    var width: Int
    var height: Int
    var components: [Component]
    var isProgressive: Bool
  }

  var frame: Frame
  var exif = ExifFacts()
  var jfifDotsPerInch: PictureHeader.Density?
  var hasJFIF = false
  /// APP14: 0 RGB or CMYK, 1 YCbCr, 2 YCCK; nil without the marker.
  var adobeTransform: Int?
  /// Quantisation tables in zigzag order, by number.
  var tables: [Int: [Int]] = [:]
  /// An embedded ICC profile; nil when there is none or a piece is missing.
  var profile: [UInt8]?
  /// Pieces of a profile were there, but not all of them.
  var hasBrokenProfile = false
  /// Several passes: progressive, or the components of the frame lie in scans of their own.
  var isHeldWhole: Bool

  init(_ bytes: PictureBytes) throws {
    var walk = JPEGWalk(bytes)
    try walk.run()
    guard let frame = walk.frame else { throw DarkroomRefusal.damaged(.jpeg) }
    self.frame = frame
    exif = walk.exif
    jfifDotsPerInch = walk.jfifDotsPerInch
    hasJFIF = walk.hasJFIF
    adobeTransform = walk.adobeTransform
    tables = walk.tables
    isHeldWhole = frame.isProgressive || walk.scanComponents < frame.components.count
    hasBrokenProfile = walk.hasBrokenProfile || (walk.profilePieces.isEmpty == false && walk.profile == nil)
    profile = walk.hasBrokenProfile ? nil : walk.profile
  }
}

/// The walk from marker to marker.
///
/// Anything that is against ITU-T T.81 ends it.
private struct JPEGWalk {
  let bytes: PictureBytes
  var frame: JPEGMarkers.Frame?
  var exif = ExifFacts()
  var hasExif = false
  var hasJFIF = false
  var jfifDotsPerInch: PictureHeader.Density?
  var adobeTransform: Int?
  var tables: [Int: [Int]] = [:]
  var scanComponents = 0
  var profilePieces: [Int: PictureBytes] = [:]
  var profileCount = 0
  var hasBrokenProfile = false

  private static let damaged = DarkroomRefusal.damaged(.jpeg)
  private static let cutOff = DarkroomRefusal.cutOff(.jpeg)

  init(_ bytes: PictureBytes) { self.bytes = bytes }

  mutating func run() throws {
    guard bytes.says("\u{FF}\u{D8}") else { throw Self.damaged }
    var at = 2
    for _ in 0..<DarkroomLimits.jpegSegments {
      let marker = try nextMarker(&at)
      guard let length = bytes.number(at, bytes: 2) else { throw Self.cutOff }
      guard length >= 2 else { throw Self.damaged }
      guard let body = bytes.part(at + 2, count: length - 2) else { throw Self.cutOff }
      at += length
      if marker == 0xDA { return try readScan(body) }
      try read(marker, body)
    }
    throw Self.damaged
  }

  /// The code after one or more 0xFF; markers without a body do not belong before the first scan.
  private func nextMarker(_ at: inout Int) throws -> Int {
    guard let first = bytes.byte(at) else { throw Self.cutOff }
    guard first == 0xFF else { throw Self.damaged }
    while bytes.byte(at) == 0xFF { at += 1 }
    guard let marker = bytes.byte(at) else { throw Self.cutOff }
    at += 1
    guard marker >= 0xC0, !(0xD0...0xD9).contains(marker) else { throw Self.damaged }
    return marker
  }

  private mutating func read(_ marker: Int, _ body: PictureBytes) throws {
    switch marker {
    case 0xC0, 0xC1, 0xC2: try readFrame(body, isProgressive: marker == 0xC2)
    case 0xC3: throw DarkroomRefusal.unusualJPEG("无损压缩")
    case 0xC5, 0xC6, 0xC7, 0xDE, 0xDF: throw DarkroomRefusal.unusualJPEG("分层编码")
    case 0xC9, 0xCA, 0xCB, 0xCC, 0xCD, 0xCE, 0xCF: throw DarkroomRefusal.unusualJPEG("算术编码")
    case 0xDB: try readTables(body)
    case 0xDC: throw DarkroomRefusal.unusualJPEG("后补行数")
    case 0xE0: readJFIF(body)
    case 0xE1: readExif(body)
    case 0xE2: readProfilePiece(body)
    case 0xEE: if body.says("Adobe"), let transform = body.byte(11) { adobeTransform = transform }
    default: break
    }
  }

  private mutating func readFrame(_ body: PictureBytes, isProgressive: Bool) throws {
    guard frame == nil, let precision = body.byte(0), let height = body.number(1, bytes: 2),
      let width = body.number(3, bytes: 2), let count = body.byte(5), body.count == 6 + 3 * count
    else { throw Self.damaged }
    guard precision == 8 else { throw DarkroomRefusal.tooDeep(precision) }
    guard height > 0 else { throw DarkroomRefusal.unusualJPEG("后补行数") }
    guard width > 0, count == 1 || count == 3 || count == 4 else { throw Self.damaged }
    var components: [JPEGMarkers.Component] = []
    for index in 0..<count {
      guard let identifier = body.byte(6 + 3 * index), let factors = body.byte(7 + 3 * index),
        let table = body.byte(8 + 3 * index), (1...4).contains(factors >> 4), (1...4).contains(factors & 15), table < 4,
        !components.contains(where: { $0.identifier == identifier })
      else { throw Self.damaged }
      components.append(.init(identifier: identifier, across: factors >> 4, down: factors & 15, table: table))
    }
    frame = .init(width: width, height: height, components: components, isProgressive: isProgressive)
  }

  private mutating func readScan(_ body: PictureBytes) throws {
    guard let frame, let count = body.byte(0), (1...frame.components.count).contains(count), body.count == 4 + 2 * count else {
      throw Self.damaged
    }
    scanComponents = count
  }

  private mutating func readTables(_ body: PictureBytes) throws {
    var at = 0
    while at < body.count {
      guard let head = body.byte(at), head >> 4 <= 1, head & 15 < 4 else { throw Self.damaged }
      let size = head >> 4 + 1
      var table: [Int] = []
      for index in 0..<64 {
        guard let value = body.number(at + 1 + index * size, bytes: size) else { throw Self.damaged }
        table.append(value)
      }
      tables[head & 15] = table
      at += 1 + 64 * size
    }
  }

  private mutating func readJFIF(_ body: PictureBytes) {
    guard !hasJFIF, body.says("JFIF\0"), let unit = body.byte(7), let x = body.number(8, bytes: 2),
      let y = body.number(10, bytes: 2)
    else { return }
    hasJFIF = true
    guard unit == 1 || unit == 2, x > 0, y > 0 else { return }
    let perInch = unit == 2 ? 2.54 : 1
    jfifDotsPerInch = .init(x: Double(x) * perInch, y: Double(y) * perInch)
  }

  private mutating func readExif(_ body: PictureBytes) {
    guard !hasExif, body.says("Exif\0"), let tiff = body.rest(from: 6) else { return }
    hasExif = true
    exif = ExifFacts(tiff: tiff)
  }

  private mutating func readProfilePiece(_ body: PictureBytes) {
    guard body.says("ICC_PROFILE\0") else { return }
    guard let number = body.byte(12), let count = body.byte(13), let piece = body.rest(from: 14),
      (1...max(1, count)).contains(number),
      profilePieces[number] == nil, profileCount == 0 || profileCount == count
    else {
      hasBrokenProfile = true
      return
    }
    profileCount = count
    profilePieces[number] = piece
  }

  /// The pieces in their order; nil when one is missing or all are too large.
  var profile: [UInt8]? {
    guard profileCount > 0, profilePieces.count == profileCount else { return nil }
    var whole: [UInt8] = []
    for number in 1...profileCount {
      guard let piece = profilePieces[number], whole.count + piece.count <= DarkroomLimits.profileBytes else { return nil }
      whole += piece.array
    }
    return whole
  }
}
