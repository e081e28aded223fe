import GraduatePhotos

/// The whole way of a picture: header, scaled decoding, face, crop, portrait, measures, checks.
///
/// One examiner serves many threads: the models are shared, nothing else is kept.
public struct PhotoExaminer: Sendable {
  private let models: FaceModels

  public init(models: FaceModels) { self.models = models }

  /// Judges a picture file and cuts its portrait.
  ///
  /// - Parameters:
  ///   - bytes: the file.
  ///   - standard: what the portrait must be.
  ///   - checks: with the special cases of the campaign or person.
  /// - Returns: the report; the same for the same bytes, always.
  /// - Throws: `DarkroomRefusal` for what is no picture, damaged or too large, and faults of the models.
  public func examine(
    _ bytes: [UInt8], by standard: PhotoStandard, checks: PhotoChecks = PhotoChecks()
  ) throws -> PhotoReport {
    var clock = StageClock()
    let header = try PictureReader.header(of: bytes)
    var picture = try PictureReader.decode(bytes)
    clock.end(.decoding)
    var sitter = try models.sitter(in: picture.image)
    clock.end(.models)
    if let found = sitter, let scale = DecodeWish.finerScale(faceWidth: found.faceWidth, at: picture.scale) {
      picture = try PictureReader.decode(bytes, DecodeWish(.scale(scale)))
      clock.end(.decoding)
      sitter = try models.sitter(in: picture.image)
      clock.end(.models)
    }
    let placed = try place(bytes, header, picture, sitter, standard)
    clock.end(.portrait)
    let measures = placed.frame.map { PhotoMeasures($0) } ?? PhotoMeasures()
    clock.end(.measures)
    let photo = JudgedPhoto(
      header: header, measures: measures, standard: standard, origin: placed.origin,
      isBackgroundReplaced: placed.isBackgroundReplaced)
    let findings = checks.findings(of: photo)
    clock.end(.checks)
    return PhotoReport(
      header: header, standard: standard, findings: findings, measures: measures, portrait: placed.portrait,
      frame: placed.frame, times: clock.times)
  }

  /// What is measured, how it came about, and the portrait.
  private struct Placed {
    var frame: PortraitFrame?
    var origin: JudgedPhoto.Origin
    var portrait: MadePortrait?
    var isBackgroundReplaced = false
  }

  private func place(
    _ bytes: [UInt8], _ header: PictureHeader, _ picture: DecodedPicture, _ sitter: Sitter?, _ standard: PhotoStandard
  ) throws -> Placed {
    guard let sitter else { return Placed(origin: .uncut(["没有找到人脸"])) }
    if header.isPortrait(of: standard) {
      let portrait = MadePortrait(bytes: bytes, image: picture.image, origin: .asItCame)
      return Placed(frame: PortraitFrame(image: picture.image, sitter: sitter), origin: .asItCame, portrait: portrait)
    }
    // From decoded pixels to upright pixels of the original.
    let original = sitter.moved(scale: Double(picture.scale), by: picture.origin)
    switch standard.crop(original.placement, width: header.width, height: header.height) {
    case .crop(let crop):
      let moved = original.moved(
        scale: crop.scale, by: PixelPoint(x: -crop.source.x * crop.scale, y: -crop.source.y * crop.scale))
      let made = try standard.makePortrait(from: bytes, decoded: picture, crop: crop)
      let frame = PortraitFrame(image: made.image, sitter: moved)
      guard let background = background(toReplace: frame, header, standard) else {
        return Placed(frame: frame, origin: .cut, portrait: made)
      }
      let replaced = try standard.makePortrait(
        from: bytes, decoded: picture, crop: crop, replacing: background,
        mask: { moved.mask.shares(width: $0.width, height: $0.height) })
      return Placed(
        frame: PortraitFrame(image: replaced.image, sitter: moved), origin: .cut, portrait: replaced, isBackgroundReplaced: true
      )
    case .impossible(let obstacles, _):
      return Placed(
        frame: PortraitFrame(uncut: picture.image, sitter: sitter, standard: standard),
        origin: .uncut(obstacles.map(\.message)))
    }
  }
  /// What to put behind the person: nothing unless the standard allows it and the photographed background does not pass.
  private func background(
    toReplace frame: PortraitFrame, _ header: PictureHeader, _ standard: PhotoStandard
  ) -> PhotoStandard.Background? {
    guard standard.allowsBackgroundReplacement, let usual = standard.backgrounds.first else { return nil }
    let photo = JudgedPhoto(header: header, measures: PhotoMeasures(frame), standard: standard, origin: .cut)
    let checks: [any PhotoCheck] = [BackgroundColour(), BackgroundGradient(), BackgroundShadow(), BackgroundClean()]
    return checks.allSatisfy { $0.finding(of: photo).verdict == .pass } ? nil : usual
  }
}
