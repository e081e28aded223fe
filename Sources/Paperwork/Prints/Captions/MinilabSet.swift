import GraduatePhotos

/// One person's set of photos on one sheet of photo paper: four of 2 寸, eight of 1 寸, and the caption where a ninth would be.
public struct MinilabSet<Caption: PhotoCaption>: Sendable {
  public var person: CaptionedPhoto<Caption>
  public var setting: CaptionSetting
  public var paper: MinilabPaper

  public init(_ person: CaptionedPhoto<Caption>, setting: CaptionSetting = .standard, paper: MinilabPaper = .fiveR) {
    self.person = person
    self.setting = setting
    self.paper = paper
  }

  /// The sheet as JPEG of 300 dots an inch, lying: 2,100 × 1,500 pixels for 5R, 2,400 × 1,800 for 6R.
  /// - Throws: `CaptionPrintRefusal.blocked`, `.noPortrait`; `CaptionRefusal.setting`.
  public func jpeg() throws -> [UInt8] {
    try CaptionCheckup.check(setting, in: Caption.regime)
    let rows = person.caption.rows(setting)
    let portrait = try PrintPerson.decoded(person, rows)
    let raster = try PrintRaster(widthPixels: paper.longSidePixels, heightPixels: paper.shortSidePixels)
    let layout = MinilabLayout(paper)
    for piece in layout.pieces {
      raster.draw(portrait, in: piece.box, .filled)
      raster.canvas.cornerMarks(piece.box)
    }
    let place = layout.captionPlace
    let style = TextStyle(sizePoints: 7, lineFactor: 1.25)
    let fitter = CaptionFitter(raster.canvas, width: place.width, style: style, floorPoints: SheetFormat.floorPoints)
    let caption = fitter.fit(rows)
    guard caption.height <= place.height else {
      throw CaptionPrintRefusal.blocked(
        BlockedPrint(id: person.id, mention: person.caption.mention, reason: .captionTooLong))
    }
    caption.draw(on: raster.canvas, x: place.x, y: place.y)
    return try raster.jpeg()
  }
}

/// Where the twelve photos of a set lie on a lying sheet; millimetres.
struct MinilabLayout {
  private static let gap = 3.0
  /// What a minilab may cut off without a border.
  private static let edge = 4.0

  let pieces: [PrintPiece]
  let captionPlace: PrintBox

  init(_ paper: MinilabPaper) {
    let (large, small) = (PrintedPhotoSize.twoInch, PrintedPhotoSize.oneInch)
    let largeBlock = Self.block(large, columns: 2, rows: 2)
    let smallBlock = Self.block(small, columns: 3, rows: 3)
    // what is left of the width is shared by both sides and the middle
    let space = (paper.longSide - largeBlock.width - smallBlock.width) / 3
    let largeX = space
    let smallX = 2 * space + largeBlock.width
    let largeY = (paper.shortSide - largeBlock.height) / 2
    let smallY = (paper.shortSide - smallBlock.height) / 2
    func place(_ size: PrintedPhotoSize, _ index: Int, columns: Int, x: Double, y: Double) -> PrintPiece {
      PrintPiece(
        person: 0, size: size, x: x + Double(index % columns) * (size.widthMillimetres + Self.gap),
        y: y + Double(index / columns) * (size.heightMillimetres + Self.gap))
    }
    pieces =
      (0..<4).map { place(large, $0, columns: 2, x: largeX, y: largeY) }
      + (0..<8).map { place(small, $0, columns: 3, x: smallX, y: smallY) }
    // an identity number is a little wider than 1 寸: it may reach into the margin
    var ninth = place(small, 8, columns: 3, x: smallX, y: smallY).box
    ninth.width += space - Self.edge
    captionPlace = ninth
  }

  private static func block(_ size: PrintedPhotoSize, columns: Double, rows: Double) -> (width: Double, height: Double) {
    (columns * (size.widthMillimetres + gap) - gap, rows * (size.heightMillimetres + gap) - gap)
  }
}
