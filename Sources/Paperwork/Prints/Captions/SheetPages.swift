import GraduatePhotos

/// What stands in one person's place.
enum SheetCell {
  case photo(PrintablePortrait, [[CaptionItem]])
  case missing(NoPortraitReason, [[CaptionItem]])
  case blocked(BlockedPrint)
}

/// Draws classes of cells down pages of A4.
final class SheetPages {
  /// Cells beside each other, with their captions measured.
  private struct Row {
    var cells: [(cell: SheetCell, caption: FittedCaption)]
    var height: Double
  }

  private let canvas: PaperCanvas
  private let format: SheetFormat
  private let fitter: CaptionFitter
  /// Photos drawn so far.
  private(set) var photos = 0

  init(_ canvas: PaperCanvas, _ format: SheetFormat) {
    self.canvas = canvas
    self.format = format
    let style = TextStyle(sizePoints: format.captionPoints, lineFactor: 1.15)
    fitter = CaptionFitter(canvas, width: format.captionWidth, style: style, floorPoints: SheetFormat.floorPoints)
  }

  /// Each class on pages of its own; an empty one on a page that says so.
  /// - Throws: `PrintRefusal.tooManyPages`; `.tallerThanPage` for a caption that no page holds.
  func draw(_ heading: ClassHeading, _ cells: [SheetCell]) throws {
    let head = SheetHead(heading, people: cells.count, canvas)
    let top = SheetFormat.margin + head.height
    let pages = try paged(rows(of: cells), room: canvas.sheet.height - SheetFormat.margin - top)
    for (index, rows) in pages.enumerated() {
      guard canvas.pages < PrintLimits.pages else { throw PrintRefusal.tooManyPages }
      head.draw(on: canvas, page: index + 1, of: pages.count)
      if rows.isEmpty { drawEmpty(y: top + 20) }
      try draw(spread(rows, over: canvas.sheet.height - SheetFormat.margin - top), top: top)
      canvas.endPage()
    }
  }

  private func rows(of cells: [SheetCell]) -> [Row] {
    stride(from: 0, to: cells.count, by: format.columns).map { start in
      let fitted = cells[start..<min(start + format.columns, cells.count)].map { ($0, caption(of: $0)) }
      let tallest = fitted.map(\.1.height).max() ?? 0
      return Row(cells: fitted, height: format.photoHeight + format.captionGap + tallest + format.rowGap)
    }
  }

  private func caption(of cell: SheetCell) -> FittedCaption {
    switch cell {
    case .photo(_, let rows), .missing(_, let rows): fitter.fit(rows)
    // its other values may be what cannot be drawn: only what a message may say
    case .blocked(let problem):
      fitter.fit([Glyphs.missing(in: problem.mention).isEmpty ? [CaptionItem(value: problem.mention)] : []])
    }
  }

  /// Rows page by page; at least one page.
  private func paged(_ rows: [Row], room: Double) throws -> [[Row]] {
    var pages: [[Row]] = [[]]
    var used = 0.0
    for row in rows {
      // the last row of a page needs no gap below it
      guard row.height - format.rowGap <= room else { throw PrintRefusal.tallerThanPage("照片下方的文字") }
      if used + row.height - format.rowGap > room + 0.001 {
        pages.append([])
        used = 0
      }
      pages[pages.count - 1].append(row)
      used += row.height
    }
    return pages
  }

  /// White that a page has left goes between its rows, so that a caption is nearer to its own photo than to the next.
  private func spread(_ rows: [Row], over room: Double) -> [Row] {
    guard rows.count > 1 else { return rows }
    let used = rows.reduce(0) { $0 + $1.height } - format.rowGap
    let more = min((room - used) / Double(rows.count - 1), format.mostStretch)
    return rows.enumerated().map { index, row in
      var row = row
      if index < rows.count - 1 { row.height += max(more, 0) }
      return row
    }
  }

  private func draw(_ rows: [Row], top: Double) throws {
    var y = top
    for row in rows {
      for (column, (cell, caption)) in row.cells.enumerated() {
        try draw(cell, x: format.photoX(column), y: y)
        caption.draw(on: canvas, x: format.captionX(column), y: y + format.photoHeight + format.captionGap)
      }
      y += row.height
    }
    if format.hasCropMarks { drawCropMarks(rows, top: top) }
  }

  private func draw(_ cell: SheetCell, x: Double, y: Double) throws {
    let box = PrintBox(x: x, y: y, width: format.photoWidth, height: format.photoHeight)
    switch cell {
    case .photo(let portrait, _):
      try PortraitEmbedding.draw(portrait, in: box, format.fit, on: canvas)
      photos += 1
    case .missing(let reason, _): drawEmptyFrame(box, reason.chineseName, reason.advice)
    case .blocked(let problem):
      if case .undrawable = problem.reason {
        drawEmptyFrame(box, "暂不打印", "用字待补，补字后单独补印")
      } else {
        drawEmptyFrame(box, "暂不打印", "资料有误，改好后单独补印")
      }
    }
  }

  private func drawEmptyFrame(_ box: PrintBox, _ reason: String, _ advice: String) {
    canvas.frame(x: box.x + 0.15, y: box.y + 0.15, width: box.width - 0.3, height: box.height - 0.3, points: 0.5, grey: 0.55)
    let inset = 1.5
    let width = box.width - 2 * inset
    let large = TextStyle(sizePoints: 8.5, bold: true, alignment: .center, grey: 0.2)
    let small = TextStyle(sizePoints: 6.5, alignment: .center, grey: 0.35)
    let heights = [canvas.height(reason, large, width: width), advice.isEmpty ? 0 : canvas.height(advice, small, width: width)]
    var y = box.y + (box.height - heights[0] - heights[1]) / 2
    y += canvas.text(reason, large, x: box.x + inset, y: y, width: width)
    if !advice.isEmpty { canvas.text(advice, small, x: box.x + inset, y: y, width: width) }
  }

  private func drawEmpty(y: Double) {
    let style = TextStyle(sizePoints: 11, alignment: .center, grey: 0.35)
    canvas.text("这个班没有要印的照片", style, x: SheetFormat.margin, y: y, width: canvas.sheet.width - 2 * SheetFormat.margin)
  }

  /// Hairlines in the margins and between rows, never inside a photo: where a guillotine goes.
  private func drawCropMarks(_ rows: [Row], top: Double) {
    let left = format.photoX(0)
    let right = format.photoX(format.columns - 1) + format.photoWidth
    var y = top
    for row in rows {
      for edge in [y, y + format.photoHeight] {
        canvas.line(left - 3.4, edge, left - 0.6, edge, points: 0.25)
        canvas.line(right + 0.6, edge, right + 3.4, edge, points: 0.25)
      }
      y += row.height
    }
    let bottom = y - format.rowGap
    for column in 0..<format.columns {
      for x in [format.photoX(column), format.photoX(column) + format.photoWidth] {
        canvas.line(x, top - 2.2, x, top - 0.4, points: 0.25)
        canvas.line(x, bottom + 0.4, x, min(bottom + 2.2, canvas.sheet.height - 1.5), points: 0.25)
      }
    }
  }
}

/// Institution, department and class at the left; page and delivery number at the right.
struct SheetHead {
  private static let floorPoints = 7.0
  private static let below = 3.0

  private let institution: FittedText
  private let place: FittedText
  private let delivery: FittedText
  private let right = TextStyle(sizePoints: 8.5, alignment: .trailing)
  private let leftWidth: Double
  private let rightWidth: Double

  init(_ heading: ClassHeading, people: Int, _ canvas: PaperCanvas) {
    let number = heading.deliveryNumber.isEmpty ? "" : "交付编号 " + heading.deliveryNumber
    let width = canvas.sheet.width - 2 * (SheetFormat.margin + 3)
    rightWidth = min(max(canvas.width(number, right), 40) + 1, width / 2)
    leftWidth = width - rightWidth - 4
    let fitter = CaptionFitter(
      canvas, width: leftWidth, style: TextStyle(sizePoints: 11, bold: true, lineFactor: 1.3), floorPoints: Self.floorPoints)
    let placeText = [heading.place, "共 \(people) 人"].filter { !$0.isEmpty }.joined(separator: "　")
    institution = fitter.fitting(heading.institution, fitter.style, width: leftWidth)
    delivery = fitter.fitting(number, right, width: rightWidth)
    let small = TextStyle(sizePoints: 9, lineFactor: 1.3)
    place = fitter.fitting(placeText, small, width: leftWidth)
  }

  /// What it takes of the page, the white below it included.
  var height: Double { institution.height + max(place.height, delivery.height) + Self.below }

  func draw(on canvas: PaperCanvas, page: Int, of pages: Int) {
    let x = SheetFormat.margin + 3
    let y = SheetFormat.margin
    canvas.text(institution.text, institution.style, x: x, y: y, width: leftWidth)
    canvas.text(place.text, place.style, x: x, y: y + institution.height, width: leftWidth)
    let rightX = canvas.sheet.width - x - rightWidth
    canvas.text("第 \(page) 页　共 \(pages) 页", right, x: rightX, y: y + 0.6, width: rightWidth)
    canvas.text(delivery.text, delivery.style, x: rightX, y: y + institution.height + 0.2, width: rightWidth)
  }
}
