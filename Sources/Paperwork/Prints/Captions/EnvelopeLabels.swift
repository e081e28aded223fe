import GraduatePhotos

/// What stands on the envelope of one class's photos.
public struct ClassEnvelope: Sendable, Hashable {
  public var heading: ClassHeading
  /// Photos that are in it.
  public var photos: Int
  /// Serials of the first and the last of them; empty when nobody was shot.
  public var firstSerial: String
  public var lastSerial: String
  /// An opaque code as QR, so that a parcel can be checked off by scan; nil for none.
  public var code: String?

  public init(heading: ClassHeading, photos: Int, firstSerial: String, lastSerial: String, code: String? = nil) {
    self.heading = heading
    self.photos = photos
    self.firstSerial = firstSerial
    self.lastSerial = lastSerial
    self.code = code
  }

  /// The envelope of a class as its sheet shows it: those with a portrait count.
  public init<Caption: PhotoCaption>(of group: CaptionedClass<Caption>, code: String? = nil) {
    let serials = group.people.compactMap { person -> String? in
      if case .portrait = person.picture { person.caption.shotSerial } else { nil }
    }
    // serials of one length sort as text, shorter ones come before longer
    let sorted = serials.filter { !$0.isEmpty }.sorted { ($0.utf8.count, $0) < ($1.utf8.count, $1) }
    self.init(
      heading: group.heading, photos: serials.count, firstSerial: sorted.first ?? "", lastSerial: sorted.last ?? "",
      code: code)
  }

  /// 「拍摄序号 0001–0042」.
  var serialText: String {
    if firstSerial.isEmpty { return "" }
    return "拍摄序号 " + (firstSerial == lastSerial ? firstSerial : "\(firstSerial)–\(lastSerial)")
  }
}

/// 班级信封标签: ten on a page of A4, to be cut along the lines.
public struct EnvelopeLabels: Sendable {
  public var envelopes: [ClassEnvelope]

  public init(_ envelopes: [ClassEnvelope]) {
    self.envelopes = envelopes
  }

  /// The finished PDF, labels from left to right and down; same input, same bytes.
  ///
  /// `createdAt` is in seconds since 1970 UTC.
  /// - Throws: `PrintRefusal.undrawable`, `.fieldTooLong`, `.tooManyRows`, `.qrTooLong`, `.tallerThanPage` for a label too small for its text.
  public func pdf(createdAt: Int64) throws -> [UInt8] {
    guard envelopes.count <= PrintLimits.rows else { throw PrintRefusal.tooManyRows(envelopes.count) }
    try CaptionCheckup.check(envelopes.flatMap { $0.heading.texts + [$0.firstSerial, $0.lastSerial] })
    let canvas = try PaperCanvas(title: "班级信封标签", createdAt: createdAt)
    for start in stride(from: 0, to: envelopes.count, by: Self.onPage) {
      let onThis = min(Self.onPage, envelopes.count - start)
      drawCuts(labels: onThis, on: canvas)
      for (index, envelope) in envelopes[start..<(start + onThis)].enumerated() {
        let x = Self.left + Double(index % 2) * Self.width
        let y = Self.top + Double(index / 2) * Self.height
        try draw(envelope, on: canvas, x: x + Self.inset, y: y + Self.inset)
      }
      canvas.endPage()
    }
    return try canvas.finish()
  }

  /// Labels on one page.
  public static let onPage = 10
  private static let width = 97.0
  private static let height = 55.4
  private static let left = 8.0
  private static let top = 10.0
  private static let inset = 5.0
  private static let qrSide = 17.0
  /// White above the symbol, so that it can be read.
  private static let quiet = 2.4
  private static let leading = 0.6

  /// Each line once, across the page: it is cut with one stroke.
  private func drawCuts(labels: Int, on canvas: PaperCanvas) {
    let rows = (labels + 1) / 2
    let columns = min(labels, 2)
    for column in 0...columns {
      let x = Self.left + Double(column) * Self.width
      canvas.line(x, Self.top, x, Self.top + Double(rows) * Self.height, points: 0.4, dashed: true, grey: 0.5)
    }
    for row in 0...rows {
      let y = Self.top + Double(row) * Self.height
      canvas.line(Self.left, y, Self.left + Double(columns) * Self.width, y, points: 0.4, dashed: true, grey: 0.5)
    }
  }

  private func draw(_ envelope: ClassEnvelope, on canvas: PaperCanvas, x: Double, y: Double) throws {
    let width = Self.width - 2 * Self.inset
    let bottom = y + Self.height - 2 * Self.inset
    let hasCode = envelope.code != nil
    let beside = hasCode ? width - Self.qrSide - 4 : width
    let plain = TextStyle(sizePoints: 11, lineFactor: 1.25)
    let fitter = CaptionFitter(canvas, width: width, style: plain, floorPoints: 9)
    let count = TextStyle(sizePoints: 15, bold: true, lineFactor: 1.3)
    let small = TextStyle(sizePoints: 10, lineFactor: 1.3)
    let delivery = envelope.heading.deliveryNumber.isEmpty ? "" : "交付编号 " + envelope.heading.deliveryNumber
    let foot = [("照片 \(envelope.photos) 张", count), (envelope.serialText, small), (delivery, small.sized(8.5))]
      .filter { !$0.0.isEmpty }.map { fitter.fitting($0.0, $0.1, width: beside, floor: 7) }
    let footHeight = foot.reduce(0) { $0 + $1.height }
    let room = bottom - y - max(footHeight, hasCode ? Self.qrSide + Self.quiet : 0)
    // long names of institution and department take from the class's size
    let heads = [17.0, 14, 11.5, 9].map { names(envelope.heading, fitter, classPoints: $0) }
    guard let lines = heads.first(where: { $0.reduce(0) { $0 + $1.height + Self.leading } <= room }) else {
      throw PrintRefusal.tallerThanPage(String(envelope.heading.classGroup.prefix(10)))
    }
    var at = y
    for line in lines { at += canvas.text(line.text, line.style, x: x, y: at, width: width) + Self.leading }
    at = bottom - footHeight
    for line in foot { at += canvas.text(line.text, line.style, x: x, y: at, width: beside) }
    guard let code = envelope.code else { return }
    let symbol = try QRCode.matrix(code, errorCorrection: .quartile)
    canvas.qr(symbol, x: x + width - Self.qrSide, y: bottom - Self.qrSide, side: Self.qrSide)
  }

  private func names(_ heading: ClassHeading, _ fitter: CaptionFitter, classPoints: Double) -> [FittedText] {
    let large = TextStyle(sizePoints: classPoints, bold: true, lineFactor: 1.2)
    return [(heading.institution, fitter.style), (heading.department, fitter.style), (heading.classGroup, large)]
      .filter { !$0.0.isEmpty }
      .map { fitter.fitting($0.0, $0.1, width: fitter.width, floor: max($0.1.sizePoints * 0.77, 8)) }
  }
}
