import CDarkroom

/// A PNG whose header was read and is within the limits.
struct PNGPicture {
  let header: PictureHeader
  private let chunks: PNGChunks

  init(_ bytes: PictureBytes) throws {
    chunks = try PNGChunks(bytes)
    let swaps = chunks.exif.orientation >= 5
    let isGrey = chunks.colourType == 0 || chunks.colourType == 4
    let samples = [0: 1, 2: 3, 3: 1, 4: 2, 6: 4][chunks.colourType] ?? 1
    header = PictureHeader(
      format: .png, fileBytes: bytes.count, width: swaps ? chunks.height : chunks.width,
      height: swaps ? chunks.width : chunks.height, orientation: chunks.exif.orientation,
      dotsPerInch: chunks.dotsPerInch ?? chunks.exif.dotsPerInch, colour: isGrey ? .grey : .rgb,
      colourSpace: chunks.hasProfile && !chunks.saysSRGB ? .profile : .unnamed, bitsPerPixel: samples * chunks.depth,
      quality: nil, subsampling: nil, isProgressive: chunks.isInterlaced, takenAt: chunks.exif.takenAt)
    try check()
  }

  private func check() throws {
    guard chunks.depth <= 8 else { throw DarkroomRefusal.tooDeep(chunks.depth) }
    guard max(chunks.width, chunks.height) <= DarkroomLimits.sidePixels else {
      throw DarkroomRefusal.sideTooLong(chunks.width, chunks.height)
    }
    let limit = chunks.isInterlaced ? DarkroomLimits.interlacedPNGPixels : DarkroomLimits.pngPixels
    guard chunks.width * chunks.height <= limit else {
      throw DarkroomRefusal.tooManyPixels(chunks.width, chunks.height, limit: limit)
    }
  }

  func decode(_ bytes: [UInt8], _ wish: DecodeWish) throws -> DecodedPicture {
    let scale = wish.scale(width: chunks.width, height: chunks.height)
    guard let reader = darkroom_png_make() else { throw DarkroomFault(doing: "start the PNG reader") }
    defer { darkroom_png_free(reader) }
    return try bytes.withUnsafeBufferPointer { buffer in
      var found = darkroom_png_found()
      try Self.check(
        darkroom_png_start(
          reader, buffer.baseAddress, buffer.count, UInt32(chunks.width), UInt32(chunks.height), DarkroomLimits.pngChunkBytes,
          &found))
      let colour = colourConversion(found)
      let width = (chunks.width + scale - 1) / scale
      let height = (chunks.height + scale - 1) / scale
      var canvas = UprightCanvas(header: header, scale: scale, storedWidth: width, storedHeight: height, part: wish.part)
      var shrinking = RowShrinking(width: chunks.width, height: chunks.height, channels: Int(found.channels), scale: scale)
      try read(reader, found) { row, index in
        guard let done = try shrinking.take(row, index: index) else { return }
        colour.convert(done, done, pixels: width)
        canvas.write(done, stride: width * 3, first: index / scale, count: 1)
      }
      try Self.check(darkroom_png_finish(reader))
      return DecodedPicture(
        header: header, scale: scale, origin: canvas.origin, image: canvas.image(), colourReading: colour.reading)
    }
  }

  private func colourConversion(_ found: darkroom_png_found) -> ColourConversion {
    guard header.colourSpace == .profile else {
      return ColourConversion(header, profile: nil, isBroken: false, isInverted: false)
    }
    var profile: [UInt8]?
    if let start = found.profile, found.profile_count <= DarkroomLimits.profileBytes {
      profile = Array(UnsafeBufferPointer(start: start, count: found.profile_count))
    }
    return ColourConversion(header, profile: profile, isBroken: profile == nil, isInverted: false)
  }

  /// Hands over row after row at full size.
  private func read(
    _ reader: OpaquePointer, _ found: darkroom_png_found, _ use: (UnsafePointer<UInt8>, Int) throws -> Void
  ) throws {
    let stride = chunks.width * Int(found.channels)
    if chunks.isInterlaced {
      var whole = [UInt8](repeating: 0, count: stride * chunks.height)
      try Self.check(darkroom_png_whole(reader, &whole, stride))
      try whole.withUnsafeBufferPointer { buffer in
        guard let base = buffer.baseAddress else { return }
        for row in 0..<chunks.height { try use(base + row * stride, row) }
      }
      return
    }
    var line = [UInt8](repeating: 0, count: stride)
    for row in 0..<chunks.height {
      try Self.check(darkroom_png_rows(reader, &line, stride, 1))
      try use(line, row)
    }
  }

  private static func check(_ code: Int32) throws {
    switch Int(code) {
    case DARKROOM_FINE: return
    case DARKROOM_CUT_OFF: throw DarkroomRefusal.cutOff(.png)
    case DARKROOM_NO_MEMORY: throw DarkroomRefusal.tooHeavy
    default: throw DarkroomRefusal.damaged(.png)
    }
  }
}

/// Makes every scale × scale pixels into their mean, as libjpeg's scaled decoding does with coded values; refuses transparency.
private struct RowShrinking {
  private let width: Int
  private let height: Int
  private let channels: Int
  private let scale: Int
  private var sums: [UInt32]
  private let out: UnsafeMutableBufferPointer<UInt8>
  private let owner: RowBuffer

  init(width: Int, height: Int, channels: Int, scale: Int) {
    self.width = width
    self.height = height
    self.channels = channels
    self.scale = scale
    let columns = (width + scale - 1) / scale
    sums = [UInt32](repeating: 0, count: columns * 3)
    owner = RowBuffer(count: columns * 3 + UprightCanvas.spareBytes)
    out = owner.bytes
  }

  /// Takes the next row; answers a finished one, to be used before the next call.
  mutating func take(_ row: UnsafePointer<UInt8>, index: Int) throws -> UnsafeMutablePointer<UInt8>? {
    if channels == 4 {
      for column in 0..<width where row[column * 4 + 3] != 255 { throw DarkroomRefusal.transparent }
    }
    guard let out = out.baseAddress else { return nil }
    if scale == 1 {
      for column in 0..<width {
        for channel in 0..<3 { out[column * 3 + channel] = row[column * channels + channel] }
      }
      return out
    }
    for column in 0..<width {
      let place = column / scale * 3
      for channel in 0..<3 { sums[place + channel] += UInt32(row[column * channels + channel]) }
    }
    guard (index + 1).isMultiple(of: scale) || index + 1 == height else { return nil }
    finish(rows: index % scale + 1, into: out)
    return out
  }

  private mutating func finish(rows: Int, into out: UnsafeMutablePointer<UInt8>) {
    let columns = sums.count / 3
    for column in 0..<columns {
      let count = UInt32(rows * min(scale, width - column * scale))
      for channel in 0..<3 {
        out[column * 3 + channel] = UInt8((sums[column * 3 + channel] + count / 2) / count)
        sums[column * 3 + channel] = 0
      }
    }
  }

  private final class RowBuffer {
    let bytes: UnsafeMutableBufferPointer<UInt8>

    init(count: Int) {
      bytes = .allocate(capacity: count)
      bytes.initialize(repeating: 0)
    }

    deinit { bytes.deallocate() }
  }
}
