/// Tables across pages.
extension PaperFlow {
  private static let padding = 1.4
  /// Titles may stand closer to the lines than what is filled in.
  private static let titlePadding = 0.7

  /// The table, and behind it what is signed and sealed: a seal never stands on a page without a row of what it is for.
  func drawSealed(_ table: PaperTable, _ closing: [PaperBlock]) throws {
    try draw(table, keeping: height(of: closing) ?? 0)
    for block in closing { try draw(block) }
  }

  /// `after`: millimetres below the last row that stay on its page where one page can hold them.
  func draw(_ table: PaperTable, keeping after: Double = 0) throws {
    guard !table.columns.isEmpty else { return }
    let grid = TableGrid(table, left: left, width: width)
    let first = table.rows.first.map { rowHeight($0, grid) } ?? table.rowMillimetres
    // the header never stands alone at the end of a page
    try ensure(headerHeight(grid) + first, of: table.columns[0].title)
    if table.rows.count < 2, y + headerHeight(grid) + first + after > bottom, y > Page.height / 2 { try nextPage() }
    drawHeader(grid)
    if table.rows.isEmpty { return try drawEmptyRow(grid) }
    for (index, row) in table.rows.enumerated() {
      let height = rowHeight(row, grid)
      let kept = index > 0 && index == table.rows.count - 1 ? after : 0
      if y + height + kept > bottom {
        try nextPage()
        drawHeader(grid)
        guard y + height <= bottom else { throw PrintRefusal.tallerThanPage(String(row.joined().prefix(10))) }
      }
      if isDrawing { draw(row, grid, height: height) }
      y += height
    }
  }

  private func headerHeight(_ grid: TableGrid) -> Double {
    rowHeight(grid.titles, grid, style: grid.style.bolder(), padding: Self.titlePadding)
  }

  private func drawHeader(_ grid: TableGrid) {
    let height = headerHeight(grid)
    if isDrawing {
      canvas.fill(x: grid.edges[0], y: y, width: width, height: height, grey: 0.955)
      let style = grid.style.bolder().aligned(.center)
      for (index, title) in grid.titles.enumerated() {
        drawCell(title, style, x: grid.edges[index], width: grid.width(index), height: height, padding: Self.titlePadding)
      }
      drawLines(grid, height: height, isFirst: true)
    }
    y += height
  }

  private func drawEmptyRow(_ grid: TableGrid) throws {
    let height = max(10, grid.table.rowMillimetres)
    try ensure(height, of: grid.table.emptyText)
    if isDrawing {
      drawCell(
        grid.table.emptyText, grid.style.aligned(.center), x: left, width: width, height: height, padding: Self.padding)
      canvas.frame(x: left, y: y, width: width, height: height)
    }
    y += height
  }

  private func rowHeight(_ row: [String], _ grid: TableGrid, style: TextStyle? = nil, padding: Double = padding) -> Double {
    var lines = 1
    for (index, text) in row.prefix(grid.table.columns.count).enumerated() {
      lines = max(lines, canvas.lines(text, style ?? grid.style, width: grid.width(index) - 2 * padding))
    }
    return max(grid.table.rowMillimetres, Double(lines) * grid.style.lineMillimetres + 2)
  }

  private func draw(_ row: [String], _ grid: TableGrid, height: Double) {
    for (index, text) in row.prefix(grid.table.columns.count).enumerated() {
      let style = grid.style.aligned(grid.alignment(index))
      drawCell(text, style, x: grid.edges[index], width: grid.width(index), height: height, padding: Self.padding)
    }
    drawLines(grid, height: height, isFirst: false)
  }

  private func drawLines(_ grid: TableGrid, height: Double, isFirst: Bool) {
    canvas.rowLines(edges: grid.edges, y: y, height: height, isFirst: isFirst)
  }
}

/// A table's columns laid out between the margins.
private struct TableGrid {
  let table: PaperTable
  /// Vertical lines, in millimetres; one more than columns.
  let edges: [Double]
  let style: TextStyle
  let titles: [String]

  init(_ table: PaperTable, left: Double, width: Double) {
    self.table = table
    let asked = table.columns.map { max($0.widthMillimetres, 1) }
    let scale = width / asked.reduce(0, +)
    edges = asked.reduce(into: [left]) { edges, column in edges.append((edges.last ?? left) + column * scale) }
    style = TextStyle.cell.sized(table.fontPoints)
    titles = table.columns.map(\.title)
  }

  func width(_ index: Int) -> Double { edges[index + 1] - edges[index] }

  func alignment(_ index: Int) -> TextStyle.Alignment {
    switch table.columns[index].alignment {
    case .leading: .leading
    case .center: .center
    case .trailing: .trailing
    }
  }
}
