/// What a PNG says of itself: its chunks from first to last, without unpacking any.
struct PNGChunks {
  /// Pixels as stored.
  var width = 0
  var height = 0
  /// Bits of one sample: 1, 2, 4, 8 or 16.
  var depth = 0
  /// 0 grey, 2 RGB, 3 palette, 4 grey with alpha, 6 RGB with alpha.
  var colourType = 0
  var isInterlaced = false
  var exif = ExifFacts()
  var dotsPerInch: PictureHeader.Density?
  var hasProfile = false
  /// The file says sRGB itself, which stands above any profile's absence.
  var saysSRGB = false

  private static let damaged = DarkroomRefusal.damaged(.png)
  private static let cutOff = DarkroomRefusal.cutOff(.png)

  init(_ bytes: PictureBytes) throws {
    var at = 8
    for index in 0..<DarkroomLimits.pngChunks {
      guard let length = bytes.number(at, bytes: 4), let name = bytes.part(at + 4, count: 4) else { throw Self.cutOff }
      guard length <= Int(Int32.max) else { throw Self.damaged }
      guard let body = bytes.part(at + 8, count: length), bytes.byte(at + 11 + length) != nil else { throw Self.cutOff }
      if index == 0 {
        guard name.says("IHDR") else { throw Self.damaged }
        try readHeader(body)
      } else if name.says("IEND") {
        return
      } else {
        read(name, body)
      }
      at += 12 + length
    }
    throw Self.damaged
  }

  private mutating func readHeader(_ body: PictureBytes) throws {
    guard body.count == 13, let width = body.number(0, bytes: 4), let height = body.number(4, bytes: 4),
      let depth = body.byte(8), let type = body.byte(9), let interlace = body.byte(12), width > 0, height > 0, interlace <= 1
    else { throw Self.damaged }
    let depths: [Int: [Int]] = [0: [1, 2, 4, 8, 16], 2: [8, 16], 3: [1, 2, 4, 8], 4: [8, 16], 6: [8, 16]]
    guard depths[type]?.contains(depth) == true else { throw Self.damaged }
    self.width = width
    self.height = height
    self.depth = depth
    colourType = type
    isInterlaced = interlace == 1
  }

  private mutating func read(_ name: PictureBytes, _ body: PictureBytes) {
    if name.says("pHYs"), body.count == 9, body.byte(8) == 1, let x = body.number(0, bytes: 4),
      let y = body.number(4, bytes: 4),
      x > 0, y > 0
    {
      // Written per metre: rounded back to the tenth of a dot that was meant.
      func dots(_ perMetre: Int) -> Double { (Double(perMetre) * 0.254).rounded() / 10 }
      dotsPerInch = .init(x: dots(x), y: dots(y))
    } else if name.says("eXIf") {
      exif = ExifFacts(tiff: body)
    } else if name.says("iCCP") {
      hasProfile = true
    } else if name.says("sRGB") {
      saysSRGB = true
    }
  }
}
