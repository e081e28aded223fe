import GraduatePhotos

/// 加洗: an order's photos on sheets of photo paper, each with a strip below that says whose it is.
///
/// Photos of one size stand together, in the order's order, so that a cutter's guide is set once.
public struct ReprintSheets<Caption: PhotoCaption>: Sendable {
  public let paper: MinilabPaper
  /// Whose wishes wait; they are on no sheet.
  public let blocked: [BlockedPrint]
  /// Sheets to be made.
  public var sheets: Int { packed.sheets.count }
  /// Photos on all of them.
  public var photos: Int { packed.sheets.reduce(0) { $0 + $1.count } }

  private let people: [CaptionedPhoto<Caption>]
  let packed: PackedSheets

  /// Lays an order out; `people` are found by `CaptionedPhoto.id`.
  /// - Throws: `CaptionPrintRefusal.unknownPerson`; `.noPortrait` for the first who has none.
  public init(_ order: ReprintOrder<String>, of people: [CaptionedPhoto<Caption>], on paper: MinilabPaper = .sixR) throws {
    var places: [String: Int] = [:]
    for (index, person) in people.enumerated() where places[person.id] == nil { places[person.id] = index }
    var blocked: [Int: BlockedPrint] = [:]
    var wishes: [PackedSheets.Wish] = []
    let measuring = try PrintRaster(widthPixels: 8, heightPixels: 8)
    for line in order.lines {
      guard let place = places[line.person] else { throw CaptionPrintRefusal.unknownPerson }
      let person = people[place]
      if case .missing(let reason) = person.picture {
        throw CaptionPrintRefusal.noPortrait(reason, mention: person.caption.mention)
      }
      let rows = person.caption.rows(Caption.shortSetting)
      if let problem = CaptionCheckup.problem(person, rows) {
        blocked[place] = problem
        continue
      }
      let strip = ReprintStrip.fitter(measuring.canvas, line.size).fit(rows).height
      wishes.append(.init(person: place, size: line.size, copies: line.copies, stripHeight: strip))
    }
    self.people = people
    self.paper = paper
    self.blocked = blocked.sorted { $0.key < $1.key }.map(\.value)
    packed = PackedSheets.fewest(wishes, on: paper)
  }

  /// One sheet, 0…`sheets` − 1, as JPEG of 300 dots an inch.
  /// - Throws: `CaptionPrintRefusal.blocked` when a portrait proves unreadable only now.
  public func jpeg(_ sheet: Int) throws -> [UInt8] {
    let (width, height) =
      packed.isLying ? (paper.longSidePixels, paper.shortSidePixels) : (paper.shortSidePixels, paper.longSidePixels)
    let raster = try PrintRaster(widthPixels: width, heightPixels: height)
    var decoded: (person: Int, portrait: DecodedPortrait)?
    for piece in packed.sheets[sheet] {
      let person = people[piece.person]
      let rows = person.caption.rows(Caption.shortSetting)
      let portrait: DecodedPortrait
      if let decoded, decoded.person == piece.person {
        portrait = decoded.portrait
      } else {
        portrait = try PrintPerson.decoded(person, rows)
        decoded = (piece.person, portrait)
      }
      raster.draw(portrait, in: piece.box, .filled)
      raster.canvas.cornerMarks(piece.box, length: 0.8)
      ReprintStrip.fitter(raster.canvas, piece.size).fit(rows)
        .draw(on: raster.canvas, x: piece.x, y: piece.y + piece.size.heightMillimetres + ReprintStrip.gap)
    }
    return try raster.jpeg()
  }
}

/// The line or two below a photo of an order.
enum ReprintStrip {
  /// Between photo and strip: leaves room for the marks; millimetres.
  static let gap = 1.1

  static func fitter(_ canvas: PaperCanvas, _ size: PrintedPhotoSize) -> CaptionFitter {
    CaptionFitter(
      canvas, width: size.widthMillimetres, style: TextStyle(sizePoints: 6, lineFactor: 1.15),
      floorPoints: SheetFormat.floorPoints)
  }
}

/// An order's photos on sheets, shelf by shelf.
struct PackedSheets: Equatable {
  struct Wish {
    let person: Int
    let size: PrintedPhotoSize
    let copies: Int
    let stripHeight: Double
  }

  /// What a minilab may cut off without a border, and a little more; millimetres.
  static let margin = 4.0
  static let gap = 2.6

  let isLying: Bool
  private(set) var sheets: [[PrintPiece]] = []

  /// Upright or lying, whichever takes fewer sheets.
  static func fewest(_ wishes: [Wish], on paper: MinilabPaper) -> PackedSheets {
    let upright = PackedSheets(wishes, width: paper.shortSide, height: paper.longSide, isLying: false)
    let lying = PackedSheets(wishes, width: paper.longSide, height: paper.shortSide, isLying: true)
    return lying.sheets.count < upright.sheets.count ? lying : upright
  }

  private init(_ wishes: [Wish], width: Double, height: Double, isLying: Bool) {
    self.isLying = isLying
    var shelf = (y: Self.margin, height: 0.0)
    var x = Self.margin
    for size in PrintedPhotoSize.allCases.sorted(by: { $0.heightMillimetres > $1.heightMillimetres }) {
      // each size begins a shelf of its own
      if x > Self.margin { (shelf, x) = ((shelf.y + shelf.height + Self.gap, 0), Self.margin) }
      for wish in wishes where wish.size == size {
        let needed = size.heightMillimetres + ReprintStrip.gap + wish.stripHeight
        for _ in 0..<wish.copies {
          if x + size.widthMillimetres > width - Self.margin + 0.001 {
            (shelf, x) = ((shelf.y + shelf.height + Self.gap, 0), Self.margin)
          }
          if sheets.isEmpty || shelf.y + needed > height - Self.margin + 0.001 {
            sheets.append([])
            (shelf, x) = ((Self.margin, 0), Self.margin)
          }
          sheets[sheets.count - 1].append(PrintPiece(person: wish.person, size: size, x: x, y: shelf.y))
          shelf.height = max(shelf.height, needed)
          x += size.widthMillimetres + Self.gap
        }
      }
    }
  }
}
