import GraduatePhotos

/// 校对回执: what a graduate keeps of his answer, as a page and as a picture to long-press (N5).
public struct ProofReceiptPaper: Paper, Hashable {
  /// 「校对回执」 or 「预校对回执」.
  public var title: String
  public var campaign: String
  /// Label and value, in order.
  public var lines: [Line]
  /// What it means, and what to do.
  public var advice: String
  public var checkCode: String

  public struct Line: Sendable, Hashable {
    public var label: String
    public var value: String

    public init(_ label: String, _ value: String) {
      self.label = label
      self.value = value
    }
  }

  public init(title: String, campaign: String, lines: [Line], advice: String, checkCode: String) {
    self.title = title
    self.campaign = campaign
    self.lines = lines
    self.advice = advice
    self.checkCode = checkCode
  }

  public var sections: [PaperSection] {
    [
      PaperSection(
        subtitles: [campaign],
        blocks: [
          .facts((lines + [Line("校验码", checkCode)]).map { [PaperFact($0.label, $0.value)] }), .paragraph(advice),
        ])
    ]
  }

  public static let pictureWidthPixels = 1080

  /// The same as a picture, PNG, 1080 pixels wide.
  ///
  /// Throws `PrintRefusal.undrawable`.
  public func png() throws -> [UInt8] {
    let missing = Glyphs.missing(in: [title, campaign, advice, checkCode] + lines.flatMap { [$0.label, $0.value] })
    guard missing.isEmpty else { throw PrintRefusal.undrawable(missing) }
    let needed = try ReceiptFlow(height: 10, isDrawing: false).draw(self)
    let flow = try ReceiptFlow(height: needed, isDrawing: true)
    _ = flow.draw(self)
    return try flow.canvas.png()
  }
}

/// Walks down the picture; a millimetre is ten pixels.
private final class ReceiptFlow {
  private static let ink = Ink(29, 36, 48)
  private static let soft = Ink(85, 96, 112)
  private static let blue = Ink(11, 107, 184)
  private static let margin = 7.0
  private static let pixels = 10.0

  let canvas: PaperCanvas
  private let isDrawing: Bool
  private let width = Double(ProofReceiptPaper.pictureWidthPixels) / pixels
  private var y = 0.0

  init(height: Double, isDrawing: Bool) throws {
    self.isDrawing = isDrawing
    let sheet = PaperSheet(width: Double(ProofReceiptPaper.pictureWidthPixels) / Self.pixels, height: height)
    canvas = try PaperCanvas(picture: sheet, pixelsPerMillimetre: Self.pixels)
  }

  /// Returns the height that everything takes, in millimetres.
  func draw(_ receipt: ProofReceiptPaper) -> Double {
    let inner = width - 2 * Self.margin
    if isDrawing { canvas.fill(x: 0, y: 0, width: width, height: 2, Self.blue) }
    y = 8
    text(receipt.campaign, 34, Self.soft, width: inner, after: 1)
    text(receipt.title, 72, Self.ink, bold: true, width: inner, after: 4)
    for line in receipt.lines + [.init("校验码", receipt.checkCode)] {
      text(line.label, 32, Self.soft, width: inner)
      text(line.value, 46, Self.ink, bold: true, width: inner, after: 2)
    }
    y += 1
    if isDrawing { canvas.fill(x: Self.margin, y: y, width: inner, height: 0.2, Self.soft) }
    y += 3
    text(receipt.advice, 34, Self.soft, width: inner, after: 7)
    return y
  }

  private func text(_ text: String, _ pixels: Double, _ ink: Ink, bold: Bool = false, width: Double, after: Double = 0) {
    guard !text.isEmpty else { return }
    let style = TextStyle(
      sizePoints: pixels / Self.pixels * Page.pointsPerMillimetre, bold: bold, lineFactor: 1.38, ink: ink)
    let height = canvas.height(text, style, width: width)
    if isDrawing { canvas.text(text, style, x: Self.margin, y: y, width: width) }
    y += height + after
  }
}
