import CZBar

/// Finds QR symbols in a page with zbar, at several sizes and contrasts, cheapest attempts first.
struct QRReader {
  /// Codes found so far, in the order of finding.
  private(set) var codes: [String] = []
  let isWanted: (String) -> Bool
  private let deadline: ContinuousClock.Instant

  /// After `patience` each page gets one attempt only.
  init(patience: Duration, isWanted: @escaping (String) -> Bool) {
    self.isWanted = isWanted
    deadline = ContinuousClock.now + patience
  }

  /// Whether a wanted code was found: no further attempts are made then.
  var isDone: Bool { codes.contains(where: isWanted) }

  /// Looks at one page until a wanted code is found or every attempt has been made.
  mutating func look(at page: RGBPicture) throws {
    let red = page.redPlane
    let working = red.shrunk(toSide: ScanLimits.workingSidePixels)
    if try attempt(working, isFirst: true) { return }
    if try attempt(red.shrunk(toSide: 1_400).thresholded()) { return }
    if try attempt(working.thresholded()) { return }
    if try attempt(red.shrunk(toSide: 1_000)) { return }
    for tile in tiles(of: working) where try attempt(tile.doubled()) { return }
    let luma = page.luma.shrunk(toSide: ScanLimits.workingSidePixels)
    if try attempt(luma) { return }
    _ = try attempt(luma.thresholded(percent: 25))
  }

  private mutating func attempt(_ plane: GreyPlane, isFirst: Bool = false) throws -> Bool {
    guard isFirst || ContinuousClock.now < deadline else { return false }
    guard plane.width >= 21, plane.height >= 21, CornerCount.isHarmless(plane) else { return false }
    for code in try Self.scan(plane) where !codes.contains(code) && codes.count < ScanLimits.codes { codes.append(code) }
    return isDone
  }

  /// Six overlapping parts, the lower ones first: our code stands at the lower right, or wherever the page was turned to.
  private func tiles(of plane: GreyPlane) -> [GreyPlane] {
    let columns = plane.width >= plane.height ? 3 : 2
    let rows = 5 - columns
    let width = plane.width * 3 / (2 * columns) + 1
    let height = plane.height * 3 / (2 * rows) + 1
    var tiles: [GreyPlane] = []
    for row in (0..<rows).reversed() {
      for column in (0..<columns).reversed() {
        let x = (plane.width - width) * column / max(columns - 1, 1)
        let y = (plane.height - height) * row / max(rows - 1, 1)
        tiles.append(plane.cropped(x: x, y: y, width: width, height: height))
      }
    }
    return tiles
  }

  private static func scan(_ plane: GreyPlane) throws -> [String] {
    guard let scanner = zbar_image_scanner_create(), let image = zbar_image_create() else {
      throw ScanFault(doing: "zbar", status: 0)
    }
    defer {
      zbar_image_destroy(image)
      zbar_image_scanner_destroy(scanner)
    }
    // only QR: the other decoders have had their overflows, and nothing here is printed in them
    zbar_image_scanner_set_config(scanner, ZBAR_NONE, ZBAR_CFG_ENABLE, 0)
    zbar_image_scanner_set_config(scanner, ZBAR_QRCODE, ZBAR_CFG_ENABLE, 1)
    zbar_image_set_format(image, 0x3030_3859)  // 'Y800'
    zbar_image_set_size(image, UInt32(plane.width), UInt32(plane.height))
    return plane.pixels.withUnsafeBytes { pixels in
      zbar_image_set_data(image, pixels.baseAddress, UInt(pixels.count), nil)
      guard zbar_scan_image(scanner, image) > 0 else { return [] }
      return texts(of: image)
    }
  }

  private static func texts(of image: OpaquePointer) -> [String] {
    var found: [String] = []
    var symbol = zbar_image_first_symbol(image)
    while let current = symbol {
      if let data = zbar_symbol_get_data(current) {
        let length = Int(zbar_symbol_get_data_length(current))
        let bytes = UnsafeRawBufferPointer(start: data, count: length)
        if let text = String(validating: bytes, as: UTF8.self), !text.isEmpty { found.append(text) }
      }
      symbol = zbar_symbol_next(current)
    }
    return found
  }
}
