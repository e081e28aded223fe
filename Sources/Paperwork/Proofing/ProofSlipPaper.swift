import GraduatePhotos

/// 校对码条: a code for each graduate, ten on a page, cut apart along the dashed lines and handed out one by one (N5).
public struct ProofSlipPaper: Sendable, Hashable {
  public struct Slip: Sendable, Hashable {
    /// Empty in code mode.
    public var name: String
    /// Student number; in code mode what the class list calls him.
    public var number: String
    /// Department and class.
    public var group: String
    /// In groups of four.
    public var code: String

    public init(name: String, number: String, group: String, code: String) {
      self.name = name
      self.number = number
      self.group = group
      self.code = code
    }
  }

  public var campaign: String
  public var institution: String
  /// 「预校对」 or 「校对」, with its days.
  public var window: String
  /// Of the graduates' sign-in, as QR and in letters.
  public var address: String
  public var slips: [Slip]
  /// Whether the code is good until a password takes its place; in code mode there are no passwords, and it lets in every time.
  public var hasPasswords: Bool

  public init(
    campaign: String, institution: String, window: String, address: String, slips: [Slip], hasPasswords: Bool = true
  ) {
    self.hasPasswords = hasPasswords
    self.campaign = campaign
    self.institution = institution
    self.window = window
    self.address = address
    self.slips = slips
  }

  static let onPage = 10
  private static let columns = 2
  private static let width = 95.0
  private static let height = 54.0

  /// The PDF; the same slips and `createdAt` (seconds since 1970 UTC) give the same bytes.
  ///
  /// Throws `PrintRefusal.undrawable`, `.qrTooLong`.
  public func pdf(createdAt: Int64) throws -> [UInt8] {
    let missing = Glyphs.missing(in: [campaign, institution, window] + slips.flatMap { [$0.name, $0.number, $0.group] })
    guard missing.isEmpty else { throw PrintRefusal.undrawable(missing) }
    let code = try QRCode.matrix(address)
    let canvas = try PaperCanvas(title: "校对码条", createdAt: createdAt)
    for start in stride(from: 0, to: slips.count, by: Self.onPage) {
      for (index, slip) in slips[start..<min(start + Self.onPage, slips.count)].enumerated() {
        draw(
          slip, code, on: canvas, x: 10 + Double(index % Self.columns) * Self.width,
          y: 13 + Double(index / Self.columns) * Self.height)
      }
      canvas.endPage()
    }
    return try canvas.finish()
  }

  private func draw(_ slip: Slip, _ code: QRCode, on canvas: PaperCanvas, x: Double, y: Double) {
    canvas.frame(x: x, y: y, width: Self.width, height: Self.height, dashed: true, grey: 0.4)
    let (inner, left) = (Self.width - 8, x + 4)
    let small = TextStyle(sizePoints: 7.5, grey: 0.25)
    var at = y + 3
    let head = canvas.fitting(campaign, small, width: inner, lines: 1)
    at += canvas.text(campaign, head, x: left, y: at, width: inner) + 0.6
    let who = [slip.name, slip.number].filter { !$0.isEmpty }.joined(separator: "　")
    let name = canvas.fitting(who, TextStyle(sizePoints: 13, bold: true), width: inner, lines: 1)
    at += canvas.text(who, name, x: left, y: at, width: inner) + 0.4
    let place = [institution, slip.group].filter { !$0.isEmpty }.joined(separator: "　")
    at += canvas.text(place, canvas.fitting(place, small, width: inner, lines: 2), x: left, y: at, width: inner) + 1.6
    let side = 20.0
    canvas.qr(code, x: x + Self.width - side - 5, y: at + 1, side: side)
    let textWidth = inner - side - 6
    at += canvas.text("校对码（只给本人）", small, x: left, y: at, width: textWidth) + 0.2
    at += canvas.text(slip.code, TextStyle(sizePoints: 14, bold: true), x: left, y: at, width: textWidth) + 1
    at += canvas.text(window, canvas.fitting(window, small, width: textWidth, lines: 2), x: left, y: at, width: textWidth) + 0.4
    let how =
      hasPasswords ? "填学号、姓名和校对码登录，再设自己的密码。" : "填校对码登录。校对码可以反复用，请收好。"
    canvas.text("扫码或打开 \(address)，\(how)", small.sized(7), x: left, y: at, width: textWidth)
  }
}
