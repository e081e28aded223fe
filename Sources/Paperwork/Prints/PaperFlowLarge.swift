/// Blocks that are read from afar or by everybody.
extension PaperFlow {
  /// On one line where that costs little of the size, else on two of about the same length.
  func drawDisplay(_ text: String, _ points: Double) throws {
    guard !text.isEmpty else { return }
    let whole = TextStyle(sizePoints: points, bold: true, alignment: .center)
    let oneLine = canvas.fitting(text, whole, width: width, lines: 1)
    let style = oneLine.sizePoints >= points * 0.8 ? oneLine : canvas.fitting(text, whole, width: width, lines: 2)
    let measure = canvas.balancedWidth(text, style, width: width)
    let height = canvas.height(text, style, width: measure)
    try ensure(height, of: text)
    if isDrawing { canvas.text(text, style, x: left + (width - measure) / 2, y: y, width: measure) }
    y += height + 1.5
  }

  func drawAdvice(_ title: String, _ texts: [String], _ points: Double, _ qr: PaperQR?) throws {
    let style = TextStyle(sizePoints: points, lineFactor: 1.5)
    let indent = points / Page.pointsPerMillimetre
    let quiet = 4.0
    let side = qr.map { $0.sideMillimetres + 2 * quiet } ?? 0
    let measure = width - side
    let small = TextStyle.note.aligned(.center)
    let heights = texts.map { canvas.height($0, style, width: measure - indent) }
    let beside = qr.map { side + canvas.height($0.caption, small, width: side) } ?? 0
    let height = max(style.lineMillimetres * 1.1 + heights.reduce(0, +), beside)
    try ensure(height, of: title)
    if isDrawing {
      if let qr {
        let x = left + measure
        canvas.qr(
          try QRCode.matrix(qr.text, errorCorrection: .medium), x: x + quiet, y: y + quiet, side: qr.sideMillimetres)
        canvas.text(qr.caption, small, x: x, y: y + side, width: side)
      }
      var at = y + canvas.text(title, style.bolder(), x: left, y: y, width: measure) * 1.1
      for (text, height) in zip(texts, heights) {
        canvas.text("·", style.aligned(.center), x: left, y: at, width: indent)
        canvas.text(text, style, x: left + indent, y: at, width: measure - indent)
        at += height
      }
    }
    y += height + 2
  }
}

extension PaperCanvas {
  /// The style, made smaller until `text` takes at most so many lines in `width` mm; never below half its size.
  func fitting(_ text: String, _ style: TextStyle, width: Double, lines limit: Int) -> TextStyle {
    var fitted = style
    while lines(text, fitted, width: width) > limit, fitted.sizePoints > style.sizePoints / 2 {
      fitted = fitted.sized(fitted.sizePoints * 0.95)
    }
    return fitted
  }

  /// The narrowest part of `width` mm in which `text` takes no more lines: no last line of one character.
  func balancedWidth(_ text: String, _ style: TextStyle, width: Double) -> Double {
    let count = lines(text, style, width: width)
    guard count > 1 else { return width }
    var (narrow, wide) = (width / 2, width)
    while wide - narrow > 1 {
      let middle = (narrow + wide) / 2
      if lines(text, style, width: middle) > count { narrow = middle } else { wide = middle }
    }
    return wide
  }
}
