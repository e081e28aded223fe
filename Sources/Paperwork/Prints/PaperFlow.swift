/// Walks a paper's blocks down its pages.
///
/// The first walk only counts pages; the second, with that count, draws.
final class PaperFlow {
  let canvas: PaperCanvas
  private let title: String
  private let foot: PaperFoot
  private let plan: PagePlan?
  private(set) var counted = PagePlan()
  private var section = PaperSection(blocks: [])
  private var pagesBefore = 0
  /// Where the next block starts, in millimetres from the top.
  var y = Page.margin

  private var isMeasuring = false

  var isDrawing: Bool { plan != nil && !isMeasuring }
  /// Where blocks must end, in millimetres from the top.
  var bottom: Double { foot.top }
  var left: Double { Page.margin }
  var width: Double { canvas.sheet.textWidth }

  init(canvas: PaperCanvas, title: String, identity: PaperIdentity, qr: QRCode?, plan: PagePlan?) {
    self.canvas = canvas
    self.title = title
    self.plan = plan
    foot = PaperFoot(identity: identity, qr: qr, sheet: canvas.sheet)
  }

  /// One section on pages of its own.
  func draw(_ section: PaperSection) throws {
    self.section = section
    pagesBefore = counted.total
    counted.sectionPages.append(1)
    y = Page.margin
    drawHead()
    for block in section.blocks { try draw(block) }
    endPage()
  }

  /// Makes room for `height` mm: goes to the next page unless it fits on this one.
  func ensure(_ height: Double, of name: String) throws {
    guard y + height > bottom + 0.001 else { return }
    try nextPage()
    guard y + height <= bottom + 0.001 else { throw PrintRefusal.tallerThanPage(String(name.prefix(10))) }
  }

  func nextPage() throws {
    endPage()
    counted.sectionPages[counted.sectionPages.count - 1] += 1
    guard counted.total <= PrintLimits.pages else { throw PrintRefusal.tooManyPages }
    y = Page.margin
    drawRunningHead()
  }

  /// Draws wrapped text across the page, or only counts its height, and moves on; a text is never split between pages.
  func flowText(_ text: String, _ style: TextStyle, before: Double = 0, after: Double = 0) throws {
    let height = canvas.height(text, style, width: width)
    y += before
    try ensure(height, of: text)
    if isDrawing { canvas.text(text, style, x: left, y: y, width: width) }
    y += height + after
  }

  /// How much of a page the blocks take, in millimetres; nil when one page does not hold them.
  func height(of blocks: [PaperBlock]) throws -> Double? {
    let before = (y, counted)
    isMeasuring = true
    defer {
      isMeasuring = false
      (y, counted) = before
    }
    y = Page.margin
    for block in blocks { try draw(block) }
    return counted == before.1 ? y - Page.margin : nil
  }

  private func endPage() {
    guard !isMeasuring, let plan, let pages = plan.sectionPages[safe: counted.sectionPages.count - 1] else { return }
    let page = counted.sectionPages.last ?? 1
    foot.draw(on: canvas, page: page, of: pages, overall: pagesBefore + page, total: plan.total)
    canvas.endPage()
  }

  private func drawHead() {
    let height = canvas.height(title, .title, width: width)
    if isDrawing { canvas.text(title, .title, x: left, y: y, width: width) }
    y += height + 1
    for subtitle in section.subtitles where !subtitle.isEmpty {
      let height = canvas.height(subtitle, .subtitle, width: width)
      if isDrawing { canvas.text(subtitle, .subtitle, x: left, y: y, width: width) }
      y += height
    }
    y += 3
  }

  /// Title and section, small, on every page after the first.
  private func drawRunningHead() {
    let text = section.runningTitle.isEmpty ? title : title + "　" + section.runningTitle
    let style = TextStyle.note.aligned(.center)
    let height = canvas.height(text, style, width: width)
    if isDrawing { canvas.text(text, style, x: left, y: y, width: width) }
    y += height + 2
  }
}

extension Array {
  subscript(safe index: Int) -> Element? {
    indices.contains(index) ? self[index] : nil
  }
}
