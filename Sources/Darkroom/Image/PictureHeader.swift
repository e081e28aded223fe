/// A file format that is read.
public enum PictureFormat: String, Sendable, Hashable, CaseIterable, Codable {
  case jpeg, png

  public var name: String { self == .jpeg ? "JPEG" : "PNG" }
}

/// What a file is, before its pixels.
public struct PictureHeader: Sendable, Equatable {
  public enum Colour: String, Sendable, Hashable, Codable {
    case grey, rgb, cmyk
  }

  /// What the file says its colour values mean.
  public enum ColourSpace: String, Sendable, Hashable, Codable {
    /// Nothing, or sRGB by name: read as sRGB.
    case unnamed
    /// An ICC profile is embedded.
    case profile
    /// Adobe RGB (1998), announced in EXIF as DCF cameras do.
    case adobeRGB = "adobe-rgb"
  }

  public var format: PictureFormat
  /// Bytes of the file.
  public var fileBytes: Int
  /// Pixels, upright, that is after the orientation was applied.
  public var width: Int
  public var height: Int
  /// EXIF orientation 1–8; 1 when none is given.
  ///
  /// 2, 4, 5 and 7 are mirrored.
  public var orientation: Int
  /// Dots per inch, across and down as stored; nil when the file names none, or only an aspect.
  public var dotsPerInch: Density?
  public var colour: Colour
  public var colourSpace: ColourSpace
  /// Bits of a pixel in the file: 24 for true colour.
  public var bitsPerPixel: Int
  /// JPEG: quality on the IJG scale, 1–100, whose tables of ITU-T T.81 annex K come nearest; nil for PNG.
  public var quality: Int?
  /// JPEG: how the colour is thinned, such as `4:2:0`; nil for grey ones and for PNG.
  public var subsampling: String?
  /// JPEG: several passes over the picture, or components apart from each other.
  public var isProgressive: Bool
  /// When the shutter was released, milliseconds UTC, the camera's clock taken for China's; nil when the file has no such time.
  public var takenAt: Int64?

  public struct Density: Sendable, Hashable, Codable {
    public var x: Double
    public var y: Double

    public init(x: Double, y: Double) {
      self.x = x
      self.y = y
    }
  }

  /// Pixels as stored, before the orientation is applied.
  var storedSize: (width: Int, height: Int) { orientation >= 5 ? (height, width) : (width, height) }
}
