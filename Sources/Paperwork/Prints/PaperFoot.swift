/// The foot of every page: number, date, content hash, page n/m, and the QR that brings a stamped page back.
struct PaperFoot {
  let identity: PaperIdentity
  let qr: QRCode?
  var sheet = PaperSheet.portrait

  /// Where the text above must end, in millimetres from the top of the page.
  var top: Double { sheet.height - (qr == nil ? 31 : 25 + qrSide) }

  /// A lying page has less height to give.
  private var qrSide: Double { sheet.width > sheet.height ? 16 : 20 }

  /// Draws the foot of `page` of a section's `pages`, which is page `overall` of the paper's `total`; all count from 1.
  func draw(on canvas: PaperCanvas, page: Int, of pages: Int, overall: Int, total: Int) {
    let ruleY = sheet.height - (qr == nil ? 27.5 : 23 + qrSide)
    canvas.line(Page.margin, ruleY, sheet.width - Page.margin, ruleY, points: 0.5, grey: 0.45)
    var pageText = "第 \(page) 页　共 \(pages) 页"
    if total > pages { pageText += "（全册第 \(overall) / \(total) 页）" }
    let first = [labelled("编号", identity.number), labelled("日期", identity.date), labelled("校验码", identity.contentHash)]
    let facts = first.filter { !$0.isEmpty }.joined(separator: "　")
    let line = TextStyle.foot.lineMillimetres
    guard let qr else {
      canvas.text(pageText, TextStyle.foot.aligned(.trailing), x: Page.margin, y: ruleY + 1.5, width: sheet.textWidth)
      canvas.text(facts, .foot, x: Page.margin, y: ruleY + 1.5, width: sheet.textWidth - 55)
      return
    }
    let qrX = sheet.width - Page.margin - qrSide
    canvas.qr(qr, x: qrX, y: sheet.bottom - qrSide, side: qrSide)
    let textWidth = qrX - Page.margin - 6
    var y = ruleY + 3.5
    y += canvas.text(facts, .foot, x: Page.margin, y: y, width: textWidth)
    y += canvas.text(pageText, .foot, x: Page.margin, y: y, width: textWidth)
    canvas.text(identity.codeAdvice, .foot, x: Page.margin, y: sheet.bottom - line, width: textWidth)
  }

  private func labelled(_ label: String, _ value: String) -> String {
    value.isEmpty ? "" : "\(label)：\(value)"
  }
}
