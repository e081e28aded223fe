/// The person who was photographed, as the models see him or her in one picture: faces, mesh, eyes, and the mask of all people.
public struct Sitter: Sendable {
  public let finding: FaceFinding
  public let mask: PersonMask

  /// The same in another picture: `point · scale + shift`.
  public func moved(scale: Double, by shift: PixelPoint) -> Sitter {
    Sitter(
      finding: finding.moved(scale: scale, by: shift),
      mask: PersonMask(
        values: mask.values,
        rect: PixelRect(
          x: mask.rect.x * scale + shift.x, y: mask.rect.y * scale + shift.y, width: mask.rect.width * scale,
          height: mask.rect.height * scale)))
  }

  /// From cheek to cheek in pixels.
  public var faceWidth: Double { finding.landmarks.distance(MeshPoint.cheekLeft, MeshPoint.cheekRight) }
}

extension FaceModels {
  /// Runs all models of one picture: detector, mesh, iris, mask.
  ///
  /// Nil when there is no face.
  ///
  /// - Throws: `InferenceFault`.
  public func sitter(in image: RGBImage) throws -> Sitter? {
    guard let finding = try FaceFinder(models: self).finding(in: image) else { return nil }
    let rect = Self.surroundings(of: finding.landmarks, in: image)
    return Sitter(finding: finding, mask: try segmenter.mask(of: rect, in: image))
  }

  /// What a portrait would show and a little more, within the picture: the mask's 256 cells go no further.
  private static func surroundings(of face: FaceLandmarks, in image: RGBImage) -> PixelRect {
    let width = face.distance(MeshPoint.cheekLeft, MeshPoint.cheekRight) * FaceLimits.maskWidthByFace
    let height = width * 4 / 3
    let eyes = face[MeshPoint.leftEyeOuter].middle(to: face[MeshPoint.rightEyeOuter])
    let left = max(0, eyes.x - width / 2)
    let top = max(0, eyes.y - height * FaceLimits.maskAboveEyes)
    let right = min(Double(image.width), eyes.x + width / 2)
    let bottom = min(Double(image.height), eyes.y + height * (1 - FaceLimits.maskAboveEyes))
    return PixelRect(x: left, y: top, width: max(1, right - left), height: max(1, bottom - top))
  }
}
