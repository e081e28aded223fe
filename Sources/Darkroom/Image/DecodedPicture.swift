/// A decoded picture: upright sRGB at 1/scale of the original, or a part of it.
public struct DecodedPicture: Sendable, Equatable {
  /// How the file's colour values became sRGB.
  public enum ColourReading: String, Sendable, Hashable, Codable {
    /// Taken as they are: the file is sRGB, or says nothing.
    case asStored = "as-stored"
    /// Converted by the embedded profile, or by Adobe RGB.
    case converted
    /// An embedded profile is broken or of another colour model: taken as sRGB.
    case brokenProfile = "broken-profile"
    /// CMYK without a usable profile: by the plain formula.
    case plainCMYK = "plain-cmyk"
  }

  public let header: PictureHeader
  /// 1, 2, 4 or 8.
  public let scale: Int
  /// Where the image's top left corner lies, in upright pixels of the original.
  ///
  /// Slightly negative where a mirrored edge was filled up to a whole pixel.
  public let origin: PixelPoint
  public let image: RGBImage
  public let colourReading: ColourReading

  /// From pixels of `image` to upright pixels of the original.
  public func original(_ point: PixelPoint) -> PixelPoint {
    PixelPoint(x: origin.x + point.x * Double(scale), y: origin.y + point.y * Double(scale))
  }

  /// From upright pixels of the original to pixels of `image`.
  public func decoded(_ point: PixelPoint) -> PixelPoint {
    PixelPoint(x: (point.x - origin.x) / Double(scale), y: (point.y - origin.y) / Double(scale))
  }

  /// From pixels of `image` to upright pixels of the original.
  public func original(_ rect: PixelRect) -> PixelRect {
    let corner = original(PixelPoint(x: rect.x, y: rect.y))
    return PixelRect(x: corner.x, y: corner.y, width: rect.width * Double(scale), height: rect.height * Double(scale))
  }

  /// From pixels of `image` to upright pixels of the original.
  public func original(_ face: FacePlacement) -> FacePlacement {
    func y(_ value: Double) -> Double { origin.y + value * Double(scale) }
    return FacePlacement(
      eyesY: y(face.eyesY), hairlineY: y(face.hairlineY), headTopY: y(face.headTopY), chinY: y(face.chinY),
      faceWidth: face.faceWidth * Double(scale), centreX: origin.x + face.centreX * Double(scale),
      headWidth: face.headWidth.map { $0 * Double(scale) })
  }
}
