import GraduatePhotos

/// One person's photo with the caption below, as a picture of 300 dots an inch (A3).
public struct PersonPrint<Caption: PhotoCaption>: Sendable {
  public var person: CaptionedPhoto<Caption>
  public var setting: CaptionSetting
  public var size: PrintedPhotoSize
  public var fit: PhotoFit

  public init(
    _ person: CaptionedPhoto<Caption>, setting: CaptionSetting = .standard, size: PrintedPhotoSize = .certificate,
    fit: PhotoFit = .filled
  ) {
    self.person = person
    self.setting = setting
    self.size = size
    self.fit = fit
  }

  /// The JPEG: the photo in its exact size, 2 mm of white around, the caption as high as it has to be.
  /// - Throws: `CaptionPrintRefusal.blocked`, `.noPortrait`; `CaptionRefusal.setting`.
  public func jpeg() throws -> [UInt8] {
    try CaptionCheckup.check(setting, in: Caption.regime)
    let rows = person.caption.rows(setting)
    let portrait = try PrintPerson.decoded(person, rows)
    let measuring = try PrintRaster(widthPixels: 8, heightPixels: 8)
    let style = TextStyle(sizePoints: 7, lineFactor: 1.2)
    let fitter = CaptionFitter(
      measuring.canvas, width: size.widthMillimetres, style: style, floorPoints: SheetFormat.floorPoints)
    let caption = fitter.fit(rows)
    let captionY = Self.border + size.heightMillimetres + Self.captionGap
    let raster = try PrintRaster(
      widthPixels: PrintRaster.pixels(size.widthMillimetres) + 2 * PrintRaster.pixels(Self.border),
      heightPixels: PrintRaster.pixels(captionY + caption.height + Self.border))
    raster.draw(
      portrait,
      in: PrintBox(x: Self.border, y: Self.border, width: size.widthMillimetres, height: size.heightMillimetres), fit)
    caption.draw(on: raster.canvas, x: Self.border, y: captionY)
    return try raster.jpeg()
  }

  private static var border: Double { 2 }
  private static var captionGap: Double { 1 }
}

/// One person's picture on photo paper.
enum PrintPerson {
  /// The portrait as pixels, when everything about the person can be printed.
  static func decoded<Caption: PhotoCaption>(
    _ person: CaptionedPhoto<Caption>, _ rows: [[CaptionItem]]
  ) throws -> DecodedPortrait {
    if let problem = CaptionCheckup.problem(person, rows) { throw CaptionPrintRefusal.blocked(problem) }
    switch person.picture {
    case .missing(let reason): throw CaptionPrintRefusal.noPortrait(reason, mention: person.caption.mention)
    case .portrait(let bytes):
      guard let decoded = PrintablePortrait(bytes).flatMap({ DecodedPortrait($0) }) else {
        throw CaptionPrintRefusal.blocked(
          BlockedPrint(id: person.id, mention: person.caption.mention, reason: .portraitUnreadable))
      }
      return decoded
    }
  }
}
