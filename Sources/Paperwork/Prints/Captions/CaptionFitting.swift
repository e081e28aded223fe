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
  }

  private let canvas: PaperCanvas
  let width: Double
  let style: TextStyle
  let floorPoints: Double
  /// An institution's name comes with every photo.
  private var known: [Key: TextStyle] = [:]

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
    let firstStyle = style(of: first)
    let lastStyle = style(of: last).aligned(.trailing)
    let gap = style.sizePoints / Page.pointsPerMillimetre
    let lastWidth = canvas.width(last.text, lastStyle) + 0.05
    let free = width - gap - lastWidth
    let fitted = free > 0 ? fitting(first.text, firstStyle, width: free) : firstStyle
    guard free > 0, canvas.width(first.text, fitted) <= free else {
      // beside each other they would have to be cut off: one below the other, then
      for item in row { addLine(item, to: &caption) }
      return
    }
    // a smaller first word stands on the line of the second
    let drop = (lastStyle.lineMillimetres - fitted.lineMillimetres) * 0.75
    caption.pieces.append(.init(text: first.text, style: fitted, x: 0, y: caption.height + drop, width: free))
    caption.pieces.append(
      .init(text: last.text, style: lastStyle, x: width - lastWidth, y: caption.height, width: lastWidth))
    caption.height += lastStyle.lineMillimetres
  }

  private func addLine(_ item: CaptionItem, to caption: inout FittedCaption) {
    let fitted = fitting(item.text, style(of: item), width: width)
    caption.pieces.append(.init(text: item.text, style: fitted, x: 0, y: caption.height, width: width))
    // one line keeps the pitch of all captions, whatever its size
    caption.height += max(style.lineMillimetres, canvas.height(item.text, fitted, width: width))
  }

  private func style(of item: CaptionItem) -> TextStyle { item.isEmphasised ? style.bolder() : style }

  /// The largest style, in quarters of a point, in which `text` takes one line of `width` mm; the floor's when none does.
  func fitting(_ text: String, _ style: TextStyle, width: Double) -> TextStyle {
    let key = Key(text: text, style: style, width: width)
    if let known = known[key] { return known }
    let found = search(text, style, width: width)
    known[key] = found
    return found
  }

  private func search(_ text: String, _ style: TextStyle, width: Double) -> TextStyle {
    let natural = canvas.width(text, style)
    guard natural > width else { return style }
    // widths follow the size nearly in proportion
    var points = (style.sizePoints * width / natural * 4).rounded(.down) / 4
    while points >= floorPoints {
      let smaller = style.sized(points)
      if canvas.width(text, smaller) <= width { return smaller }
      points -= 0.25
    }
    return style.sized(min(floorPoints, style.sizePoints))
  }
}
