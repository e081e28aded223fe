/// Upright 8-bit sRGB pixels, row-major from the top left, three bytes a pixel (red, green, blue), rows without padding.
///
/// Invariant: `bytes.count == width * height * 3`.
public struct RGBImage: Sendable, Equatable {
  /// Pixels, at least 1.
  public let width: Int
  /// Pixels, at least 1.
  public let height: Int
  public internal(set) var bytes: [UInt8]

  /// Takes pixels as they are; `bytes` must hold `width * height * 3` values.
  public init(width: Int, height: Int, bytes: [UInt8]) {
    precondition(width > 0 && height > 0 && bytes.count == width * height * 3, "an image is width × height × 3 bytes")
    self.width = width
    self.height = height
    self.bytes = bytes
  }
}
