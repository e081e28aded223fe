import CDarkroom

/// A JPEG whose header was read and is within the limits.
struct JPEGPicture {
  let header: PictureHeader
  private let markers: JPEGMarkers

  init(_ bytes: PictureBytes) throws {
    markers = try JPEGMarkers(bytes)
    header = Self.header(markers, fileBytes: bytes.count)
    try Self.check(markers)
  }

  // MARK: Header

  private static func header(_ markers: JPEGMarkers, fileBytes: Int) -> PictureHeader {
    let frame = markers.frame
    let orientation = markers.exif.orientation
    let count = frame.components.count
    var space = PictureHeader.ColourSpace.unnamed
    if markers.profile != nil || markers.hasBrokenProfile {
      space = .profile
    } else if markers.exif.isAdobeRGB, count == 3 {
      space = .adobeRGB
    }
    return PictureHeader(
      format: .jpeg, fileBytes: fileBytes, width: orientation >= 5 ? frame.height : frame.width,
      height: orientation >= 5 ? frame.width : frame.height, orientation: orientation,
      dotsPerInch: markers.jfifDotsPerInch ?? markers.exif.dotsPerInch, colour: count == 1 ? .grey : count == 3 ? .rgb : .cmyk,
      colourSpace: space, bitsPerPixel: 8 * count, quality: QuantisationTables.quality(markers),
      subsampling: Self.subsampling(frame), isProgressive: markers.isHeldWhole,
      takenAt: markers.exif.takenAt)
  }

  /// In J:a:b notation; the factors themselves where it has no word for them.
  private static func subsampling(_ frame: JPEGMarkers.Frame) -> String? {
    guard frame.components.count >= 3 else { return nil }
    let luma = frame.components[0]
    let chroma = frame.components[1]
    guard frame.components[2].across == chroma.across, frame.components[2].down == chroma.down,
      luma.across.isMultiple(of: chroma.across), luma.down.isMultiple(of: chroma.down)
    else { return frame.components.map { "\($0.across)×\($0.down)" }.joined(separator: ",") }
    switch (luma.across / chroma.across, luma.down / chroma.down) {
    case (1, 1): return "4:4:4"
    case (2, 1): return "4:2:2"
    case (2, 2): return "4:2:0"
    case (1, 2): return "4:4:0"
    case (4, 1): return "4:1:1"
    case (4, 2): return "4:1:0"
    default: return frame.components.map { "\($0.across)×\($0.down)" }.joined(separator: ",")
    }
  }

  // MARK: Limits

  private static func check(_ markers: JPEGMarkers) throws {
    let frame = markers.frame
    guard max(frame.width, frame.height) <= DarkroomLimits.sidePixels else {
      throw DarkroomRefusal.sideTooLong(frame.width, frame.height)
    }
    let isHeavy = markers.isHeldWhole || frame.components.count == 4 || Self.subsampling(frame) == "4:4:4"
    let limit = isHeavy ? DarkroomLimits.heavyPixels : DarkroomLimits.pixels
    guard frame.width * frame.height <= limit else {
      throw DarkroomRefusal.tooManyPixels(frame.width, frame.height, limit: limit)
    }
    guard !markers.isHeldWhole || Self.coefficientBytes(frame) <= DarkroomLimits.coefficientBytes else {
      throw DarkroomRefusal.tooHeavy
    }
  }

  /// What libjpeg holds of a file with several scans: two bytes for each coefficient, whole blocks.
  private static func coefficientBytes(_ frame: JPEGMarkers.Frame) -> Int {
    let across = frame.components.map(\.across).max() ?? 1
    let down = frame.components.map(\.down).max() ?? 1
    let unitsAcross = (frame.width + 8 * across - 1) / (8 * across)
    let unitsDown = (frame.height + 8 * down - 1) / (8 * down)
    return frame.components.reduce(0) { $0 + unitsAcross * $1.across * unitsDown * $1.down * 128 }
  }

  // MARK: Pixels

  func decode(_ bytes: [UInt8], _ wish: DecodeWish) throws -> DecodedPicture {
    let frame = markers.frame
    let scale = wish.scale(width: frame.width, height: frame.height)
    guard let reader = darkroom_jpeg_make() else { throw DarkroomFault(doing: "start the JPEG reader") }
    defer { darkroom_jpeg_free(reader) }
    var asked = darkroom_jpeg_wish()
    asked.width = UInt32(frame.width)
    asked.height = UInt32(frame.height)
    asked.components = UInt32(frame.components.count)
    asked.scale = UInt32(scale)
    asked.output = Int32(header.colour == .cmyk ? DARKROOM_OUT_CMYK : DARKROOM_OUT_RGB)
    asked.memory_bytes = DarkroomLimits.jpegMemoryBytes
    asked.scans = UInt32(DarkroomLimits.jpegScans)
    let colour = ColourConversion(
      header, profile: markers.profile, isBroken: markers.hasBrokenProfile, isInverted: markers.adobeTransform != nil)
    return try bytes.withUnsafeBufferPointer { buffer in
      var size = darkroom_size()
      try Self.check(darkroom_jpeg_start(reader, buffer.baseAddress, buffer.count, &asked, &size))
      var canvas = UprightCanvas(
        header: header, scale: scale, storedWidth: Int(size.width), storedHeight: Int(size.height), part: wish.part)
      try Self.read(reader, into: &canvas, size, colour, channels: header.colour == .cmyk ? 4 : 3, isPart: wish.part != nil)
      return DecodedPicture(
        header: header, scale: scale, origin: canvas.origin, image: canvas.image(), colourReading: colour.reading)
    }
  }

  private static func read(
    _ reader: OpaquePointer, into canvas: inout UprightCanvas, _ size: darkroom_size, _ colour: ColourConversion, channels: Int,
    isPart: Bool
  ) throws {
    let width = Int(size.width)
    let height = Int(size.height)
    let stride = width * channels
    let bandRows = min(height, canvas.bandRows)
    let spare = UprightCanvas.spareBytes
    var band = [UInt8](repeating: 0, count: stride * bandRows + spare)
    var converted = [UInt8](repeating: 0, count: colour.changesNothing ? 0 : width * 3 * bandRows + spare)
    var row = 0
    while row < height {
      if isPart, row >= canvas.rows.upperBound { return }
      let count = min(bandRows, height - row)
      try check(darkroom_jpeg_rows(reader, &band, stride, UInt32(count)))
      if row + count > canvas.rows.lowerBound {
        if colour.changesNothing {
          canvas.write(band, stride: stride, first: row, count: count)
        } else {
          colour.convert(band, &converted, pixels: width * count)
          canvas.write(converted, stride: width * 3, first: row, count: count)
        }
      }
      row += count
    }
    try check(darkroom_jpeg_finish(reader))
  }

  private static func check(_ code: Int32) throws {
    switch Int(code) {
    case DARKROOM_FINE: return
    case DARKROOM_CUT_OFF: throw DarkroomRefusal.cutOff(.jpeg)
    case DARKROOM_NO_MEMORY, DARKROOM_TOO_MANY_SCANS: throw DarkroomRefusal.tooHeavy
    default: throw DarkroomRefusal.damaged(.jpeg)
    }
  }
}
