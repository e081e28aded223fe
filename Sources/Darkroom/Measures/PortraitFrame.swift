/// A portrait, finished or as it came, with everything that measuring it needs.
///
/// Measuring runs no model.
public struct PortraitFrame: Sendable {
  public let image: RGBImage
  public let sitter: Sitter
  /// Part of the frame that lies beyond the picture it was cut from, 0–1.
  public let outside: Double
  let luma: LumaPlane

  /// Takes a portrait and its sitter in the portrait's own pixels.
  public init(image: RGBImage, sitter: Sitter, outside: Double = 0) {
    self.image = image
    self.sitter = sitter
    self.outside = outside
    luma = LumaPlane(image)
  }

  var face: FaceLandmarks { sitter.finding.landmarks }
  /// One at a face width of 230 pixels, as in most portraits of 480 × 640: lengths in pixels below are given for that.
  var unit: Double { max(0.1, sitter.faceWidth / 230) }

  func patch(_ center: PixelPoint, radius: Double) -> RegionStatistics? {
    RegionStatistics(
      Region(around: center, radius: radius, width: image.width, height: image.height), of: image, luma)
  }

  func patch(_ polygon: [PixelPoint]) -> RegionStatistics? {
    RegionStatistics(Region(polygon: polygon, width: image.width, height: image.height), of: image, luma)
  }
}
