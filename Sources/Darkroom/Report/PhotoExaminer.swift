import GraduatePhotos

/// What the darkroom says of one picture, and the portrait that it made of it.
public struct PhotoReport: Sendable {
  public let header: PictureHeader
  /// The standard it was judged by (`PhotoStandard.id`).
  public let standard: String
  /// One for every check, in the order of reports.
  public let findings: [Finding]
  public let measures: PhotoMeasures
  /// Nil when none could be cut; the findings say why.
  public let portrait: MadePortrait?

  /// The worst of the findings.
  public var verdict: Finding.Verdict { PhotoChecks.verdict(findings) }
}

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
    let header = try PictureReader.header(of: bytes)
    var picture = try PictureReader.decode(bytes)
    var sitter = try models.sitter(in: picture.image)
    if let found = sitter, let scale = DecodeWish.finerScale(faceWidth: found.faceWidth, at: picture.scale) {
      picture = try PictureReader.decode(bytes, DecodeWish(.scale(scale)))
      sitter = try models.sitter(in: picture.image)
    }
    let judged = try judge(bytes, header, picture, sitter, standard)
    let photo = JudgedPhoto(header: header, measures: judged.measures, standard: standard, origin: judged.origin)
    return PhotoReport(
      header: header, standard: standard.id, findings: checks.findings(of: photo), measures: judged.measures,
      portrait: judged.portrait)
  }

  private typealias Judged = (measures: PhotoMeasures, origin: JudgedPhoto.Origin, portrait: MadePortrait?)

  private func judge(
    _ bytes: [UInt8], _ header: PictureHeader, _ picture: DecodedPicture, _ sitter: Sitter?, _ standard: PhotoStandard
  ) throws -> Judged {
    guard let sitter else { return (PhotoMeasures(), .uncut(["没有找到人脸"]), nil) }
    if header.isPortrait(of: standard) {
      let measures = PhotoMeasures(PortraitFrame(image: picture.image, sitter: sitter))
      return (measures, .asItCame, MadePortrait(bytes: bytes, image: picture.image, origin: .asItCame))
    }
    // From decoded pixels to upright pixels of the original.
    let original = sitter.moved(scale: Double(picture.scale), by: picture.origin)
    switch standard.crop(original.placement, width: header.width, height: header.height) {
    case .crop(let crop):
      let made = try standard.makePortrait(from: bytes, decoded: picture, crop: crop)
      let moved = original.moved(
        scale: crop.scale, by: PixelPoint(x: -crop.source.x * crop.scale, y: -crop.source.y * crop.scale))
      return (PhotoMeasures(PortraitFrame(image: made.image, sitter: moved)), .cut, made)
    case .impossible(let obstacles, _):
      let measures = PhotoMeasures(PortraitFrame(uncut: picture.image, sitter: sitter, standard: standard))
      return (measures, .uncut(obstacles.map(\.message)), nil)
    }
  }
}
