/// How each block is drawn.
extension PaperFlow {
  func draw(_ block: PaperBlock) throws {
    switch block {
    case .paragraph(let text): try flowText("\u{3000}\u{3000}" + text, .body)
    case .line(let text): try flowText(text, .body)
    case .closing(let text): try flowText(text, TextStyle.body.aligned(.trailing))
    case .display(let text, let points): try drawDisplay(text, points)
    case .advice(let title, let texts, let points, let qr): try drawAdvice(title, texts, points, qr)
    case .heading(let text): try drawHeading(text)
    case .note(let text): try flowText(text, .note, before: 1, after: 1)
    case .facts(let rows): try drawFacts(rows)
    case .table(let table): try draw(table)
    case .sealed(let table, let closing): try drawSealed(table, closing)
    case .checks(let checks): try draw(checks)
    case .blanks(let labels): try drawBlanks(labels)
    case .stamp(let lines, let caption): try drawStamp(lines, caption)
    case .qr(let text, let side, let caption): try drawQR(text, side, caption)
    case .codes(let codes, let columns): try draw(codes: codes, columns: columns)
    case .gap(let height): y += min(max(height, 0), bottom - y)
    case .pageBreak: try nextPage()
    }
  }

  /// A heading never stands alone at the end of a page.
  private func drawHeading(_ text: String) throws {
    y += 3
    let height = canvas.height(text, .heading, width: width)
    try ensure(height + 14, of: text)
    if isDrawing { canvas.text(text, .heading, x: left, y: y, width: width) }
    y += height + 1
  }

  private func drawFacts(_ rows: [[PaperFact]]) throws {
    let labelWidth = 26.0
    let padding = 1.8
    for row in rows where !row.isEmpty {
      let pairWidth = width / Double(row.count)
      let valueWidth = pairWidth - labelWidth
      let heights = row.flatMap { fact in
        [
          canvas.height(fact.label, .cell, width: labelWidth - 2 * padding),
          canvas.height(fact.value, .cell, width: valueWidth - 2 * padding),
        ]
      }
      let height = max(7.6, (heights.max() ?? 0) + 2.6)
      try ensure(height, of: row[0].value)
      if isDrawing {
        for (index, fact) in row.enumerated() {
          let x = left + Double(index) * pairWidth
          canvas.fill(x: x, y: y, width: labelWidth, height: height, grey: 0.955)
          drawCell(fact.label, TextStyle.cell.aligned(.center), x: x, width: labelWidth, height: height, padding: padding)
          drawCell(fact.value, .cell, x: x + labelWidth, width: valueWidth, height: height, padding: padding)
          canvas.frame(x: x, y: y, width: labelWidth, height: height)
          canvas.frame(x: x + labelWidth, y: y, width: valueWidth, height: height)
        }
      }
      y += height
    }
  }

  /// Text in the vertical middle of a cell.
  func drawCell(_ text: String, _ style: TextStyle, x: Double, width: Double, height: Double, padding: Double) {
    guard !text.isEmpty else { return }
    let inner = width - 2 * padding
    let textHeight = canvas.height(text, style, width: inner)
    canvas.text(text, style, x: x + padding, y: y + (height - textHeight) / 2, width: inner)
  }

  private func draw(_ checks: [PaperCheck]) throws {
    let columns = checks.allSatisfy { $0.text.count <= 18 } ? 2 : 1
    let columnWidth = width / Double(columns)
    let style = TextStyle.cell.sized(10)
    for start in stride(from: 0, to: checks.count, by: columns) {
      let row = checks[start..<min(start + columns, checks.count)]
      let height = row.map { canvas.height($0.text, style, width: columnWidth - 8) }.max() ?? 0
      try ensure(height + 1.2, of: row.first?.text ?? "")
      if isDrawing {
        for (index, check) in row.enumerated() {
          let x = left + Double(index) * columnWidth
          canvas.text(PaperCheck.mark(check.isDone), style, x: x, y: y, width: 6)
          canvas.text(check.text, style, x: x + 6, y: y, width: columnWidth - 8)
        }
      }
      y += height + 1.2
    }
  }

  private func drawBlanks(_ labels: [String]) throws {
    y += 2
    for start in stride(from: 0, to: labels.count, by: 2) {
      let pair = labels[start..<min(start + 2, labels.count)]
      try ensure(10, of: pair.first ?? "")
      let columnWidth = pair.count == 1 ? width * 0.62 : width / 2
      for (index, label) in pair.enumerated() {
        drawBlank(label, x: left + Double(index) * columnWidth, width: columnWidth - 6)
      }
      y += 10
    }
  }

  /// A label and the rule behind it, 10 mm high in all.
  private func drawBlank(_ label: String, x: Double, width: Double) {
    guard isDrawing else { return }
    let style = TextStyle.cell.sized(10)
    let labelWidth = min(Double(label.count) * style.sizePoints / Page.pointsPerMillimetre + 2, width - 15)
    canvas.text(label, style, x: x, y: y + 4, width: labelWidth)
    canvas.line(x + labelWidth, y + 9, x + width, y + 9)
  }

  private func drawStamp(_ lines: [String], _ caption: String) throws {
    let lineHeight = 8.8
    let height = max(StampPlace.side, Double(lines.count) * lineHeight + 2)
    y += 2
    try ensure(height, of: lines.first ?? caption)
    if isDrawing {
      let blankWidth = width - StampPlace.side - 4
      let top = y
      y += (height - Double(lines.count) * lineHeight) / 2 - 1
      for line in lines {
        drawBlank(line, x: left, width: blankWidth)
        y += lineHeight
      }
      y = top
      canvas.stampPlace(
        centerX: left + width - StampPlace.side / 2, centerY: y + height / 2, caption: caption)
    }
    y += height
  }

  private func drawQR(_ text: String, _ side: Double, _ caption: String) throws {
    let quiet = 6.0
    let captionStyle = TextStyle.note.aligned(.center)
    let captionHeight = caption.isEmpty ? 0 : canvas.height(caption, captionStyle, width: width)
    try ensure(side + 2 * quiet + captionHeight, of: caption)
    let code = try QRCode.matrix(text, errorCorrection: .medium)
    if isDrawing {
      canvas.qr(code, x: left + (width - side) / 2, y: y + quiet, side: side)
      canvas.text(caption, captionStyle, x: left, y: y + side + 2 * quiet - 2, width: width)
    }
    y += side + 2 * quiet + captionHeight
  }

  private func draw(codes: [String], columns: Int) throws {
    let columns = min(max(columns, 1), 4)
    let cellWidth = width / Double(columns)
    let style = TextStyle(sizePoints: 15, alignment: .center)
    for start in stride(from: 0, to: codes.count, by: columns) {
      try ensure(13, of: "")
      if isDrawing {
        for (index, code) in codes[start..<min(start + columns, codes.count)].enumerated() {
          let x = left + Double(index) * cellWidth
          drawCell("\(start + index + 1).", TextStyle.note, x: x, width: 10, height: 13, padding: 2)
          drawCell(code, style, x: x + 8, width: cellWidth - 8, height: 13, padding: 1)
          canvas.frame(x: x, y: y, width: cellWidth, height: 13)
        }
      }
      y += 13
    }
  }
}
