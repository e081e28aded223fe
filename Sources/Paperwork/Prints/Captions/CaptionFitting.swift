import GraduatePhotos

/// A caption whose texts have found their sizes and lines: measured once, drawn once.
struct FittedCaption {
  struct Piece {
    let text: String
    let style: TextStyle
    /// From the caption's left edge and top, millimetres.
    let x: Double
    let y: Double
    let width: Double
  }

  fileprivate(set) var pieces: [Piece] = []
  fileprivate(set) var height = 0.0

  func draw(on canvas: PaperCanvas, x: Double, y: Double) {
    for piece in pieces { canvas.text(piece.text, piece.style, x: x + piece.x, y: y + piece.y, width: piece.width) }
  }
}

/// Finds sizes for captions: as large as asked, smaller down to a floor that can be read, then on several lines; never cut off.
final class CaptionFitter {
  private struct Key: Hashable {
    let text: String
    let style: TextStyle
    let width: Double
    let floor: Double
  }

  private let canvas: PaperCanvas
  let width: Double
  let style: TextStyle
  let floorPoints: Double
  /// An institution's name comes with every photo.
  private var known: [Key: FittedText] = [:]

  /// Captions of `width` mm, set in `style` and never below `floorPoints`.
  init(_ canvas: PaperCanvas, width: Double, style: TextStyle, floorPoints: Double) {
    self.canvas = canvas
    self.width = width
    self.style = style
    self.floorPoints = floorPoints
  }

  func fit(_ rows: [[CaptionItem]]) -> FittedCaption {
    var caption = FittedCaption()
    for row in rows { add(row, to: &caption) }
    return caption
  }

  private func add(_ row: [CaptionItem], to caption: inout FittedCaption) {
    guard row.count > 1, let first = row.first, let last = row.last else {
      for item in row { addLine(item, to: &caption) }
      return
    }
    let lastStyle = style(of: last).aligned(.trailing)
    let gap = style.sizePoints / Page.pointsPerMillimetre
    let lastWidth = canvas.width(last.text, lastStyle) + 0.05
    let free = width - gap - lastWidth
    let fitted = fitting(first.text, style(of: first), width: max(free, 0))
    guard fitted.lines == 1, free > 0 else {
      // beside each other they would have to be cut off: one below the other, then
      for item in row { addLine(item, to: &caption) }
      return
    }
    // a smaller first word stands on the line of the second
    let drop = (lastStyle.lineMillimetres - fitted.style.lineMillimetres) * 0.75
    caption.pieces.append(.init(text: fitted.text, style: fitted.style, x: 0, y: caption.height + drop, width: free))
    caption.pieces.append(
      .init(text: last.text, style: lastStyle, x: width - lastWidth, y: caption.height, width: lastWidth))
    caption.height += lastStyle.lineMillimetres
  }

  private func addLine(_ item: CaptionItem, to caption: inout FittedCaption) {
    let fitted = fitting(item.text, style(of: item), width: width)
    caption.pieces.append(.init(text: fitted.text, style: fitted.style, x: 0, y: caption.height, width: width))
    // one line keeps the pitch of all captions, whatever its size
    caption.height += max(style.lineMillimetres, fitted.height)
  }

  private func style(of item: CaptionItem) -> TextStyle { item.isEmphasised ? style.bolder() : style }

  /// How `text` goes into `width` mm: on one line where that needs no less than `floor` points (else the fitter's), in quarters of a point;
  /// on as few lines as the floor's size takes otherwise, then as large as these lines allow.
  func fitting(_ text: String, _ style: TextStyle, width: Double, floor: Double? = nil) -> FittedText {
    let floor = min(floor ?? floorPoints, style.sizePoints)
    if canvas.surelyFits(text, style, width: width) { return FittedText(text: text, style: style, lines: 1) }
    let key = Key(text: text, style: style, width: width, floor: floor)
    if let known = known[key] { return known }
    let found = search(text, style, width: width, floor: floor)
    known[key] = found
    return found
  }

  private func search(_ text: String, _ style: TextStyle, width: Double, floor: Double) -> FittedText {
    let natural = canvas.width(text, style)
    guard natural > width else { return FittedText(text: text, style: style, lines: 1) }
    // widths follow the size nearly in proportion
    var points = (style.sizePoints * width / natural * 4).rounded(.down) / 4
    while points >= floor {
      let smaller = style.sized(points)
      if canvas.width(text, smaller) <= width { return FittedText(text: text, style: smaller, lines: 1) }
      points -= 0.25
    }
    var best = wrapped(text, style.sized(floor), width: width)
    guard width > 0 else { return best }
    while best.style.sizePoints + 0.25 <= style.sizePoints {
      let larger = wrapped(text, style.sized(best.style.sizePoints + 0.25), width: width)
      guard larger.lines <= best.lines, larger.isBrokenAtDots || !best.isBrokenAtDots else { break }
      best = larger
    }
    return best
  }

  /// On several lines; a name of many parts breaks behind its dots where that costs no further line.
  private func wrapped(_ text: String, _ style: TextStyle, width: Double) -> FittedText {
    let lines = canvas.lines(text, style, width: width)
    guard text.contains("·"), lines > 1 else { return FittedText(text: text, style: style, lines: lines) }
    var broken: [String] = []
    var line = ""
    for part in text.split(separator: "·", omittingEmptySubsequences: false).map(String.init) {
      let longer = line.isEmpty ? part : line + part
      // the dot stays behind its part, where there is one
      if !line.isEmpty, canvas.width(longer, style) > width {
        broken.append(line)
        line = part + "·"
      } else {
        line = longer + "·"
      }
    }
    broken.append(String(line.dropLast()))
    let dotted = broken.joined(separator: "\n")
    let isNoLonger = broken.count <= lines && canvas.lines(dotted, style, width: width) <= lines
    return FittedText(text: isNoLonger ? dotted : text, style: style, lines: lines, isBrokenAtDots: isNoLonger)
  }
}

/// A text that has found its size.
struct FittedText {
  /// As given; a line feed stands where a name of many parts is broken.
  let text: String
  let style: TextStyle
  let lines: Int
  var isBrokenAtDots = false

  /// Millimetres.
  var height: Double { Double(lines) * style.lineMillimetres }
}
