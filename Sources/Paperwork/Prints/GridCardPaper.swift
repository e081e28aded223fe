/// 口令卡: a printed grid as second factor, wallet size (85.6 × 54 mm, ISO/IEC 7810 ID-1), two on a page.
public struct GridCardPaper: Sendable, Hashable {
  public struct Card: Sendable, Hashable {
    public var serial: String
    /// Whose it is.
    public var holder: String
    /// Rows of codes, all of the same length: up to 10 rows of up to 10.
    public var codes: [[String]]

    public init(serial: String, holder: String, codes: [[String]]) {
      self.serial = serial
      self.holder = holder
      self.codes = codes
    }
  }

  /// Printed two on a page, in order.
  public var cards: [Card]

  public init(cards: [Card]) {
    self.cards = cards
  }

  /// The finished PDF; the same cards and `createdAt` (seconds since 1970 UTC) give the same bytes.
  ///
  /// Throws `PrintRefusal.undrawable`; a grid of more than 10 × 10 is a fault of the caller.
  public func pdf(createdAt: Int64) throws -> [UInt8] {
    let missing = Glyphs.missing(in: cards.flatMap { [$0.serial, $0.holder] + $0.codes.flatMap { $0 } })
    guard missing.isEmpty else { throw PrintRefusal.undrawable(missing) }
    guard cards.allSatisfy({ $0.codes.count <= 10 && $0.codes.allSatisfy { $0.count <= 10 } }) else {
      throw PrintFault(doing: "grid card larger than 10 x 10", status: 0)
    }
    let canvas = try PaperCanvas(title: Self.title, createdAt: createdAt)
    for start in stride(from: 0, to: cards.count, by: 2) {
      drawPage(cards[start..<min(start + 2, cards.count)], on: canvas)
      canvas.endPage()
    }
    return try canvas.finish()
  }

  private static let title = "口令卡"
  private static let cardWidth = 85.6
  private static let cardHeight = 54.0

  private func drawPage(_ pair: ArraySlice<Card>, on canvas: PaperCanvas) {
    canvas.text(Self.title, .title, x: Page.margin, y: Page.margin, width: Page.textWidth)
    let help = "沿虚线剪下，放在钱包里。登录时网页会问其中几格，例如「C4」，请填第 4 行 C 列的字。请勿拍照、复印；遗失请立即告知发卡的管理员停用。"
    canvas.text(help, TextStyle.body.sized(11), x: Page.margin, y: 34, width: Page.textWidth)
    let x = (Page.width - Self.cardWidth) / 2
    for (index, card) in pair.enumerated() {
      draw(card, on: canvas, x: x, y: 66 + Double(index) * (Self.cardHeight + 26))
    }
  }

  private func draw(_ card: Card, on canvas: PaperCanvas, x: Double, y: Double) {
    canvas.frame(x: x, y: y, width: Self.cardWidth, height: Self.cardHeight, dashed: true, grey: 0.4)
    let head = TextStyle(sizePoints: 7.5, bold: true)
    canvas.text("口令卡　" + card.holder, head, x: x + 3, y: y + 1.8, width: 50)
    canvas.text("卡号 " + card.serial, head.aligned(.trailing), x: x + 50, y: y + 1.8, width: Self.cardWidth - 53)
    let rows = card.codes.prefix(10)
    let columns = min(rows.map(\.count).max() ?? 0, 10)
    guard columns > 0 else { return }
    let labelWidth = 5.0
    let cellWidth = (Self.cardWidth - 6 - labelWidth) / Double(columns)
    let rowHeight = (Self.cardHeight - 8.5) / Double(rows.count + 1)
    let label = TextStyle(sizePoints: 7, alignment: .center, grey: 0.3)
    let code = TextStyle(sizePoints: 8, alignment: .center)
    let gridX = x + 3
    var rowY = y + 6.5
    for column in 0..<columns {
      let letter = String(UnicodeScalar(UInt8(65 + column)))
      canvas.text(
        letter, label, x: gridX + labelWidth + Double(column) * cellWidth, y: rowY + (rowHeight - label.lineMillimetres) / 2,
        width: cellWidth)
    }
    rowY += rowHeight
    for (index, row) in rows.enumerated() {
      // every second row is shaded, so that the eye keeps its line
      if index.isMultiple(of: 2) {
        canvas.fill(x: gridX, y: rowY, width: Self.cardWidth - 6, height: rowHeight, grey: 0.93)
      }
      canvas.text(String(index + 1), label, x: gridX, y: rowY + (rowHeight - label.lineMillimetres) / 2, width: labelWidth)
      for (column, text) in row.prefix(columns).enumerated() {
        let cellX = gridX + labelWidth + Double(column) * cellWidth
        canvas.text(text, code, x: cellX, y: rowY + (rowHeight - code.lineMillimetres) / 2, width: cellWidth)
      }
      rowY += rowHeight
    }
  }
}
