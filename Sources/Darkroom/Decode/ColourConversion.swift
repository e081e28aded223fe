import CDarkroom

/// The way from a file's colour values to sRGB, row by row.
final class ColourConversion {
  private enum Way {
    case none
    /// Red, green and blue of each grey.
    case grey([UInt8])
    case profile(OpaquePointer)
    case plainCMYK(isInverted: Bool)
  }

  let reading: DecodedPicture.ColourReading
  private let way: Way

  /// `isInverted`: CMYK as Adobe writes it, 255 for no ink.
  init(_ header: PictureHeader, profile: [UInt8]?, isBroken: Bool, isInverted: Bool) {
    switch header.colour {
    case .grey: (way, reading) = Self.greyWay(profile, isBroken)
    case .rgb: (way, reading) = Self.rgbWay(header.colourSpace, profile, isBroken)
    case .cmyk:
      let model = isInverted ? DARKROOM_CMYK_INVERTED : DARKROOM_CMYK
      if let made = Self.transform(profile, model) {
        (way, reading) = (.profile(made), .converted)
      } else {
        (way, reading) = (.plainCMYK(isInverted: isInverted), .plainCMYK)
      }
    }
  }

  deinit {
    if case .profile(let transform) = way { darkroom_colour_free(transform) }
  }

  private static func transform(_ profile: [UInt8]?, _ model: some BinaryInteger) -> OpaquePointer? {
    guard let profile, !profile.isEmpty else { return nil }
    return darkroom_colour_make(profile, profile.count, Int32(model))
  }

  private static func greyWay(_ profile: [UInt8]?, _ isBroken: Bool) -> (Way, DecodedPicture.ColourReading) {
    guard profile != nil || isBroken else { return (.none, .asStored) }
    guard let made = transform(profile, DARKROOM_GREY) else { return (.none, .brokenProfile) }
    defer { darkroom_colour_free(made) }
    var table = [UInt8](repeating: 0, count: 256 * 3)
    darkroom_colour_apply(made, (0...255).map { UInt8($0) }, &table, 256)
    return (.grey(table), .converted)
  }

  private static func rgbWay(
    _ space: PictureHeader.ColourSpace, _ profile: [UInt8]?, _ isBroken: Bool
  ) -> (Way, DecodedPicture.ColourReading) {
    if space == .adobeRGB, let made = darkroom_colour_make_adobe_rgb() { return (.profile(made), .converted) }
    guard profile != nil || isBroken else { return (.none, .asStored) }
    guard let made = transform(profile, DARKROOM_RGB) else { return (.none, .brokenProfile) }
    guard darkroom_colour_changes_nothing(made) == 0 else {
      darkroom_colour_free(made)
      return (.none, .asStored)
    }
    return (.profile(made), .converted)
  }

  /// From `from` (three bytes a pixel, four for CMYK) to three bytes a pixel of sRGB; both may be the same unless CMYK.
  func convert(_ from: UnsafePointer<UInt8>, _ to: UnsafeMutablePointer<UInt8>, pixels: Int) {
    switch way {
    case .none:
      if from != UnsafePointer(to) { to.update(from: from, count: pixels * 3) }
    case .grey(let table):
      for index in 0..<pixels {
        let grey = Int(from[index * 3]) * 3
        for channel in 0..<3 { to[index * 3 + channel] = table[grey + channel] }
      }
    case .profile(let transform): darkroom_colour_apply(transform, from, to, pixels)
    case .plainCMYK(let isInverted):
      let flip: UInt8 = isInverted ? 0 : 255
      for index in 0..<pixels {
        let black = Int(from[index * 4 + 3] ^ flip)
        for channel in 0..<3 {
          to[index * 3 + channel] = UInt8((Int(from[index * 4 + channel] ^ flip) * black + 127) / 255)
        }
      }
    }
  }

  var changesNothing: Bool {
    if case .none = way { return true }
    return false
  }
}
