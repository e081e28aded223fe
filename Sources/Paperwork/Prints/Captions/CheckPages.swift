import GraduatePhotos

/// Draws check sheets: one person a row, photo, data, boxes.
final class CheckPages {
  private struct Row {
    let number: Int
    let cell: SheetCell
    let caption: FittedCaption
    let height: Double
  }

  private static let photo = (width: 21.0, height: 28.0)
  private static let padding = 1.6
  /// What is signed at the foot of each page.
  private static let footHeight = 12.0
  /// Number, photo, data, 正确, 有误, 应改为.
  private static let widths = [9.0, 24.2, 68, 15, 46, 31.8]

  private let canvas: PaperCanvas
  private let fields: [String]
  private let fitter: CaptionFitter
  private let edges: [Double]
  private(set) var photos = 0

  /// `fields` are what can be wrong: 照片, 姓名 ….
  init(_ canvas: PaperCanvas, fields: [String]) {
    self.canvas = canvas
    self.fields = fields
    let left = SheetFormat.margin + 3
    edges = Self.widths.reduce(into: [left]) { edges, width in edges.append((edges.last ?? left) + width) }
    fitter = CaptionFitter(
      canvas, width: Self.widths[2] - 2 * Self.padding, style: TextStyle(sizePoints: 12, lineFactor: 1.3), floorPoints: 9)
  }

  func draw(_ heading: ClassHeading, _ cells: [SheetCell]) throws {
    let head = SheetHead(heading, people: cells.count, canvas)
    let top = SheetFormat.margin + head.height
    let header = 8.0
    let bottom = canvas.sheet.height - SheetFormat.margin - Self.footHeight
    let pages = try paged(rows(of: cells), room: bottom - top - header)
    for (index, rows) in pages.enumerated() {
      guard canvas.pages < PrintLimits.pages else { throw PrintRefusal.tooManyPages }
      head.draw(on: canvas, page: index + 1, of: pages.count)
      drawHeader(y: top, height: header)
      var y = top + header
      for row in rows {
        try draw(row, y: y)
        y += row.height
      }
      drawFoot(y: bottom + 5)
      canvas.endPage()
    }
  }

  private func rows(of cells: [SheetCell]) -> [Row] {
    cells.enumerated().map { index, cell in
      let rows: [[CaptionItem]] =
        switch cell {
        case .photo(_, let rows), .missing(_, let rows): rows
        case .blocked(let problem): Glyphs.missing(in: problem.mention).isEmpty ? [[CaptionItem(value: problem.mention)]] : []
        }
      let caption = fitter.fit(rows)
      let least = max(Self.photo.height, caption.height, Double((fields.count + 1) / 2) * 6.2)
      return Row(number: index + 1, cell: cell, caption: caption, height: least + 2 * Self.padding)
    }
  }

  private func paged(_ rows: [Row], room: Double) throws -> [[Row]] {
    var pages: [[Row]] = [[]]
    var used = 0.0
    for row in rows {
      guard row.height <= room else { throw PrintRefusal.tallerThanPage("照片旁边的文字") }
      if used + row.height > room + 0.001 {
        pages.append([])
        used = 0
      }
      pages[pages.count - 1].append(row)
      used += row.height
    }
    return pages
  }

  private func drawHeader(y: Double, height: Double) {
    let style = TextStyle(sizePoints: 10, bold: true, alignment: .center)
    canvas.fill(x: edges[0], y: y, width: (edges.last ?? 0) - edges[0], height: height, grey: 0.94)
    for (index, title) in ["", "照片", "数据", "正确", "有误（勾选项目）", "应改为"].enumerated() {
      canvas.text(title, style, x: edges[index], y: y + (height - style.lineMillimetres) / 2, width: Self.widths[index])
    }
    canvas.rowLines(edges: edges, y: y, height: height, isFirst: true)
  }

  private func draw(_ row: Row, y: Double) throws {
    let number = TextStyle(sizePoints: 10, alignment: .center)
    canvas.text(
      String(row.number), number, x: edges[0], y: y + (row.height - number.lineMillimetres) / 2, width: Self.widths[0])
    let box = PrintBox(
      x: edges[1] + Self.padding, y: y + (row.height - Self.photo.height) / 2, width: Self.photo.width,
      height: Self.photo.height)
    var canTick = true
    switch row.cell {
    case .photo(let portrait, _):
      try PortraitEmbedding.draw(portrait, in: box, .whole, on: canvas)
      photos += 1
    case .missing(let reason, _): emptyFrame(box, reason.chineseName)
    case .blocked(let problem):
      canTick = false
      if case .undrawable = problem.reason { emptyFrame(box, "用字待补") } else { emptyFrame(box, "资料有误") }
    }
    row.caption.draw(on: canvas, x: edges[2] + Self.padding, y: y + (row.height - row.caption.height) / 2)
    if canTick {
      drawBoxes(y: y, height: row.height)
    } else {
      let style = TextStyle(sizePoints: 10, grey: 0.3)
      canvas.text(
        "暂不核对，补好后另印", style, x: edges[4] + Self.padding, y: y + (row.height - style.lineMillimetres) / 2,
        width: Self.widths[4] - 2 * Self.padding)
    }
    canvas.rowLines(edges: edges, y: y, height: row.height, isFirst: false)
  }

  private func drawBoxes(y: Double, height: Double) {
    let side = 5.0
    canvas.frame(
      x: edges[3] + (Self.widths[3] - side) / 2, y: y + (height - side) / 2, width: side, height: side, points: 0.9)
    let lines = (fields.count + 1) / 2
    let pitch = 6.2
    let style = TextStyle(sizePoints: 9.5)
    let small = 3.4
    let columnWidth = (Self.widths[4] - 2 * Self.padding) / 2
    for (index, field) in fields.enumerated() {
      let x = edges[4] + Self.padding + Double(index / lines) * columnWidth
      let lineY = y + (height - Double(lines) * pitch) / 2 + Double(index % lines) * pitch
      canvas.frame(x: x, y: lineY + (pitch - small) / 2, width: small, height: small, points: 0.7)
      let room = columnWidth - small - 1.2
      let fitted = fitter.fitting(field, style, width: room)
      canvas.text(fitted.text, fitted.style, x: x + small + 1, y: lineY + (pitch - fitted.height) / 2, width: room)
    }
  }

  private func emptyFrame(_ box: PrintBox, _ text: String) {
    canvas.frame(x: box.x, y: box.y, width: box.width, height: box.height, points: 0.5, grey: 0.5)
    let style = TextStyle(sizePoints: 9, bold: true, alignment: .center, grey: 0.2)
    let height = canvas.height(text, style, width: box.width - 2)
    canvas.text(text, style, x: box.x + 1, y: box.y + (box.height - height) / 2, width: box.width - 2)
  }

  private func drawFoot(y: Double) {
    let style = TextStyle(sizePoints: 10)
    let third = ((edges.last ?? 0) - edges[0]) / 3
    for (index, label) in ["核对人签字", "电话", "日期"].enumerated() {
      let x = edges[0] + Double(index) * third
      let labelWidth = canvas.width(label, style) + 2
      canvas.text(label, style, x: x, y: y, width: labelWidth)
      canvas.line(x + labelWidth, y + style.lineMillimetres - 0.4, x + third - 6, y + style.lineMillimetres - 0.4)
    }
  }
}
