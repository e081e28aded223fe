import GraduatePhotos

/// 班级海报: a class's time as a picture for WeChat and QQ groups, 1080 pixels wide, readable on a phone (N3).
public struct ClassPoster: Sendable, Hashable {
  public var notice: ClassNotice
  /// The address of the class's page, as QR and in letters.
  public var address: String
  /// 「第 2 版，9月20日发布」.
  public var edition: String

  public init(_ notice: ClassNotice, address: String, edition: String) {
    self.notice = notice
    self.address = address
    self.edition = edition
  }

  public static let widthPixels = 1080
  /// As high as it has to be, and no lower than this.
  public static let leastHeightPixels = 1440

  /// The picture as PNG; the same poster gives the same bytes on the same machine.
  ///
  /// Throws `PrintRefusal.undrawable`, `.qrTooLong`.
  public func png() throws -> [UInt8] {
    let missing = Glyphs.missing(in: texts)
    guard missing.isEmpty else { throw PrintRefusal.undrawable(missing) }
    for text in texts where text.unicodeScalars.count > PrintLimits.fieldScalars {
      throw PrintRefusal.fieldTooLong(String(text.prefix(10)))
    }
    let code = try QRCode.matrix(address)
    let needed = try PosterFlow(height: 10, isDrawing: false).draw(self, code)
    let flow = try PosterFlow(
      height: max(needed, Double(Self.leastHeightPixels) / PosterFlow.pixelsPerMillimetre), isDrawing: true)
    _ = flow.draw(self, code)
    return try flow.canvas.png()
  }

  private var texts: [String] {
    [
      notice.campaign, notice.institution, notice.shownDepartment, notice.className, notice.missed, address, edition,
    ] + notice.preparation
      + notice.appointments.flatMap {
        [$0.day.chineseWithoutYear, MinuteSpan.clock($0.callMinutes), $0.chineseSpan(withReturning: true), $0.place]
      }
  }

  /// More of them would make a picture that nobody reads to its end.
  static let mostAppointments = 4
}

/// Walks down a poster; a millimetre is ten pixels.
private final class PosterFlow {
  static let pixelsPerMillimetre = 10.0
  private static let blue = Ink(11, 107, 184)
  private static let tint = Ink(232, 244, 253)
  private static let ink = Ink(29, 36, 48)
  private static let soft = Ink(85, 96, 112)
  private static let white = Ink(grey: 1)
  private static let margin = 6.4

  let canvas: PaperCanvas
  private let isDrawing: Bool
  private var y = 0.0
  private let width = Double(ClassPoster.widthPixels) / pixelsPerMillimetre
  private var textWidth: Double { width - 2 * Self.margin }

  init(height: Double, isDrawing: Bool) throws {
    self.isDrawing = isDrawing
    let sheet = PaperSheet(width: Double(ClassPoster.widthPixels) / Self.pixelsPerMillimetre, height: height)
    canvas = try PaperCanvas(picture: sheet, pixelsPerMillimetre: Self.pixelsPerMillimetre)
  }

  /// Returns the height that everything takes, in millimetres.
  func draw(_ poster: ClassPoster, _ code: QRCode) -> Double {
    head(poster)
    for appointment in poster.notice.appointments.prefix(ClassPoster.mostAppointments) { draw(appointment) }
    if poster.notice.appointments.count > ClassPoster.mostAppointments {
      text("共 \(poster.notice.appointments.count) 次，其余请扫码查看", style(38, Self.soft), after: 2)
    }
    if poster.notice.appointments.isEmpty { text("时间另行通知", style(64, Self.blue, bold: true), after: 4) }
    y += 1.5
    text("请准备", style(40, Self.blue, bold: true), after: 0.6)
    for sentence in poster.notice.preparation { item(sentence) }
    y += 2.6
    text(poster.notice.missed, style(34, Self.soft), after: 4)
    foot(poster, code)
    return y
  }

  private func style(_ pixels: Double, _ ink: Ink, bold: Bool = false) -> TextStyle {
    let points = pixels / Self.pixelsPerMillimetre * Page.pointsPerMillimetre
    return TextStyle(sizePoints: points, bold: bold, lineFactor: 1.38, ink: ink)
  }

  private func text(_ text: String, _ style: TextStyle, lines: Int? = nil, after: Double = 0) {
    guard !text.isEmpty else { return }
    let style = lines.map { canvas.fitting(text, style, width: textWidth, lines: $0) } ?? style
    let height = canvas.height(text, style, width: textWidth)
    if isDrawing { canvas.text(text, style, x: Self.margin, y: y, width: textWidth) }
    y += height + after
  }

  private func item(_ sentence: String) {
    let style = style(38, Self.ink)
    let indent = 4.4
    let height = canvas.height(sentence, style, width: textWidth - indent)
    if isDrawing {
      canvas.fill(x: Self.margin + 0.8, y: y + style.lineMillimetres / 2 - 0.5, width: 1, height: 1, Self.blue)
      canvas.text(sentence, style, x: Self.margin + indent, y: y, width: textWidth - indent)
    }
    y += height + 0.5
  }

  private func head(_ poster: ClassPoster) {
    let title = style(46, Self.white, bold: true).aligned(.center)
    let fitted = canvas.fitting(poster.notice.campaign, title, width: textWidth, lines: 1)
    let band = 13.0
    if isDrawing {
      canvas.fill(x: 0, y: 0, width: width, height: band, Self.blue)
      canvas.text(poster.notice.campaign, fitted, x: Self.margin, y: (band - fitted.lineMillimetres) / 2, width: textWidth)
    }
    y = band + 5
    text(poster.notice.institution, style(44, Self.soft), lines: 2, after: 0.6)
    text(poster.notice.shownDepartment, style(42, Self.soft), lines: 2, after: 0.6)
    text(poster.notice.className, style(88, Self.ink, bold: true), lines: 2, after: 3.6)
  }

  private func draw(_ appointment: ClassNotice.Appointment) {
    let inset = 4.6
    let top = y
    let day = style(60, Self.ink, bold: true)
    let call = style(124, Self.blue, bold: true)
    let small = style(36, Self.soft)
    let place = canvas.fitting(appointment.place, style(44, Self.ink), width: textWidth - 2 * inset, lines: 3)
    let inner = textWidth - 2 * inset
    let placeHeight = appointment.place.isEmpty ? 0 : canvas.height(appointment.place, place, width: inner) + 1
    let height = 3 + day.lineMillimetres + call.lineMillimetres + small.lineMillimetres + placeHeight + 3
    if isDrawing {
      canvas.fill(x: Self.margin, y: top, width: textWidth, height: height, Self.tint)
      canvas.fill(x: Self.margin, y: top, width: 1.2, height: height, Self.blue)
      let x = Self.margin + inset
      var at = top + 3
      at += canvas.text(appointment.day.chineseWithoutYear, day, x: x, y: at, width: inner)
      canvas.text(MinuteSpan.clock(appointment.callMinutes) + " 到场", call, x: x, y: at, width: inner)
      at += call.lineMillimetres
      at += canvas.text(appointment.chineseSpan(withReturning: true), small, x: x, y: at, width: inner) + 1
      if !appointment.place.isEmpty { canvas.text(appointment.place, place, x: x, y: at, width: inner) }
    }
    y = top + height + 3
  }

  /// At the lower edge, however short the rest is.
  private func foot(_ poster: ClassPoster, _ code: QRCode) {
    let side = 25.0
    let quiet = 3.0
    if isDrawing { y = max(y, canvas.sheet.height - side - 2 * quiet - 3) }
    let textX = Self.margin + side + 6
    let textWidth = width - textX - Self.margin
    if isDrawing {
      canvas.fill(x: Self.margin, y: y, width: self.textWidth, height: 0.2, Self.soft)
      canvas.qr(code, x: Self.margin, y: y + quiet, side: side)
      var at = y + quiet
      at += canvas.text("扫码看本班时间，不用登录", style(38, Self.ink, bold: true), x: textX, y: at, width: textWidth) + 1
      at += canvas.text(poster.address, style(30, Self.soft), x: textX, y: at, width: textWidth) + 1
      canvas.text(poster.edition + "，以网页为准", style(32, Self.soft), x: textX, y: at, width: textWidth)
    }
    y += side + 2 * quiet + 3
  }
}
