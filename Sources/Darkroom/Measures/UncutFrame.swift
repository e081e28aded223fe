import GraduatePhotos

extension PortraitFrame {
  /// What a portrait of the sitter would have shown, for a picture that none can be cut from: measures then still say what else is wrong.
  ///
  /// The face as wide, and the eyes as high, as the middle of what portraits have; smaller when the head would not fit. What lies beyond the
  /// picture repeats its edge and is counted in `outside`. Never delivered: sampling is plain.
  public init(uncut image: RGBImage, sitter: Sitter, standard: PhotoStandard) {
    let placement = sitter.placement
    let width = Double(standard.widthPixels)
    let height = Double(standard.heightPixels)
    let scale = min(
      width * Uncut.faceWidth / max(1, sitter.faceWidth),
      height * Uncut.aboveEyes / max(1, placement.eyesY - placement.headTopY))
    let rect = PixelRect(
      x: placement.centreX - width / 2 / scale, y: placement.eyesY - height * Uncut.eyes / scale, width: width / scale,
      height: height / scale)
    let crop = CropTransform(rect, columns: standard.widthPixels, rows: standard.heightPixels)
    let values = image.sampled(crop, columns: standard.widthPixels, rows: standard.heightPixels, outside: .edge)
    let picture = PixelRect(x: 0, y: 0, width: Double(image.width), height: Double(image.height))
    self.init(
      image: RGBImage(
        width: standard.widthPixels, height: standard.heightPixels, bytes: values.map { UInt8(max(0, min(255, $0 + 0.5))) }),
      sitter: sitter.moved(scale: scale, by: PixelPoint(x: -rect.x * scale, y: -rect.y * scale)),
      outside: 1 - rect.sharedArea(picture) / rect.area)
  }

  /// Parts of the portrait's width and height.
  private enum Uncut {
    static let faceWidth = 0.5
    static let eyes = 0.39
    /// From the eyes to the top of the hair at most.
    static let aboveEyes = 0.27
  }
}
