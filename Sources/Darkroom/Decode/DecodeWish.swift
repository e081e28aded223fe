/// How fine, and which part.
public struct DecodeWish: Sendable, Equatable {
  public enum Fineness: Sendable, Equatable {
    /// The coarsest of 1/8, 1/4, 1/2, 1/1 whose longer side keeps at least that many pixels.
    case side(Int)
    /// 1, 2, 4 or 8: that part of the file's pixels.
    case scale(Int)
  }

  public var fineness: Fineness
  /// The part wanted, in upright pixels of the original; nil for all.
  ///
  /// The picture that comes is a little larger: whole pixels of the scale. Where the part ends, reading may end too, so decode
  /// the whole picture once before: only that finds a file that is cut off.
  public var part: PixelRect?

  public init(_ fineness: Fineness, part: PixelRect? = nil) {
    self.fineness = fineness
    self.part = part
  }

  /// A first look: enough for the detector, for measures and, from most cameras, for the portrait.
  public static let firstLook = DecodeWish(.side(DarkroomLimits.workingSidePixels))

  /// The scale to decode again at because the face came out too narrow; nil when it is wide enough or cannot be finer.
  ///
  /// `faceWidth` is in pixels of the picture decoded at `scale`.
  public static func finerScale(faceWidth: Double, at scale: Int) -> Int? {
    guard scale > 1, faceWidth > 0, faceWidth < Double(DarkroomLimits.workingFacePixels) else { return nil }
    let original = faceWidth * Double(scale)
    for finer in [4, 2] where finer < scale && original / Double(finer) >= Double(DarkroomLimits.workingFacePixels) {
      return finer
    }
    return 1
  }

  /// The scale this wish means for a picture of that size (stored pixels), no finer than what may be decoded.
  func scale(width: Int, height: Int) -> Int {
    var scale = 1
    switch fineness {
    case .scale(let wanted): scale = [8, 4, 2].first { $0 <= wanted } ?? 1
    case .side(let least): scale = [8, 4, 2].first { max(width, height) / $0 >= least } ?? 1
    }
    // The part may be as large as the picture: its size is limited, not trusted.
    let share = part.map { min(1, max(0, $0.width) / Double(width) * max(0, $0.height) / Double(height)) } ?? 1
    func pixels(_ scale: Int) -> Double { Double((width / scale + 1) * (height / scale + 1)) * share }
    while scale < 8, pixels(scale) > Double(DarkroomLimits.decodedPixels) { scale *= 2 }
    return scale
  }
}
