import CPango

/// One PDF being drawn, or one picture: coordinates in millimetres from the top left corner, y downwards.
///
/// The same calls give the same bytes: the creation date is an argument, language and resolution do not come from the
/// machine. Pango keeps its font map per thread, so a canvas lives and dies inside one synchronous call.
final class PaperCanvas {
  let surface: OpaquePointer
  let cairo: OpaquePointer
  private let sink: ByteSink
  private let setter: TextSetter
  private(set) var pages = 0
  /// The size of its pages.
  let sheet: PaperSheet

  /// Opens an empty PDF whose creation date is `createdAt` (seconds since 1970, UTC).
  init(title: String, createdAt: Int64, sheet: PaperSheet = .portrait) throws {
    self.sheet = sheet
    sink = ByteSink()
    let closure = Unmanaged.passUnretained(sink).toOpaque()
    let points = Page.pointsPerMillimetre
    guard
      let surface = cairo_pdf_surface_create_for_stream(
        appendToSink, closure, sheet.width * points, sheet.height * points), let cairo = cairo_create(surface)
    else { throw PrintFault(doing: "create", status: 0) }
    self.surface = surface
    self.cairo = cairo
    setter = TextSetter(cairo)
    // lines that meet in a corner of a table close it
    cairo_set_line_cap(cairo, CAIRO_LINE_CAP_SQUARE)
    let date = PaperDate.timestamp(createdAt)
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title)
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "Biying")
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, date)
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_MOD_DATE, date)
  }

  /// Opens a white picture; a millimetre is `pixelsPerMillimetre` pixels.
  init(picture sheet: PaperSheet, pixelsPerMillimetre: Double) throws {
    self.sheet = sheet
    sink = ByteSink()
    let width = Int32((sheet.width * pixelsPerMillimetre).rounded())
    let height = Int32((sheet.height * pixelsPerMillimetre).rounded())
    guard let surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height), let cairo = cairo_create(surface) else {
      throw PrintFault(doing: "picture", status: 0)
    }
    self.surface = surface
    self.cairo = cairo
    cairo_set_source_rgb(cairo, 1, 1, 1)
    cairo_paint(cairo)
    let scale = pixelsPerMillimetre / Page.pointsPerMillimetre
    cairo_scale(cairo, scale, scale)
    setter = TextSetter(cairo, isPicture: true)
  }

  deinit {
    cairo_destroy(cairo)
    // finish before the sink goes: destroying an unfinished surface still writes
    cairo_surface_finish(surface)
    cairo_surface_destroy(surface)
  }

  /// Makes room at once for a file of about so many bytes, which otherwise grows by copying.
  func expect(bytes: Int) { sink.bytes.reserveCapacity(bytes) }

  /// Ends the page that was drawn.
  func endPage() {
    cairo_show_page(cairo)
    pages += 1
  }

  /// Ends the document and hands its bytes over; nothing may be drawn afterwards.
  func finish() throws -> [UInt8] {
    let drawing = cairo_status(cairo)
    guard drawing == CAIRO_STATUS_SUCCESS else { throw PrintFault(doing: "draw", status: drawing.rawValue) }
    cairo_surface_finish(surface)
    let status = cairo_surface_status(surface)
    guard status == CAIRO_STATUS_SUCCESS else { throw PrintFault(doing: "finish", status: status.rawValue) }
    return sink.bytes
  }

  /// The picture as a PNG.
  func png() throws -> [UInt8] {
    let drawing = cairo_status(cairo)
    guard drawing == CAIRO_STATUS_SUCCESS else { throw PrintFault(doing: "draw", status: drawing.rawValue) }
    cairo_surface_flush(surface)
    return try ImageBytes.png(of: surface)
  }

  // MARK: Text

  /// Lines that `text` takes in `width` mm.
  func lines(_ text: String, _ style: TextStyle, width: Double) -> Int {
    setter.lines(text, style, width: width)
  }

  /// Width of `text` on one line, in millimetres.
  func width(_ text: String, _ style: TextStyle) -> Double {
    setter.width(text, style)
  }

  /// True when `text` is known to fit on one line without measuring; false says nothing.
  func surelyFits(_ text: String, _ style: TextStyle, width: Double) -> Bool {
    setter.fitsOneLine(text, style, width: width)
  }

  /// Height of `text` in `width` mm, in millimetres.
  func height(_ text: String, _ style: TextStyle, width: Double) -> Double {
    Double(lines(text, style, width: width)) * style.lineMillimetres
  }

  /// Draws `text` wrapped to `width` with its top at `y`; returns its height.
  @discardableResult
  func text(_ text: String, _ style: TextStyle, x: Double, y: Double, width: Double) -> Double {
    setter.draw(text, style, x: x, y: y, width: width)
  }

  // MARK: Lines and shapes

  /// A straight line; 0.5 pt is the line of our tables.
  func line(
    _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, points: Double = 0.5, dashed: Bool = false, grey: Double = 0
  ) {
    let scale = Page.pointsPerMillimetre
    cairo_set_source_rgb(cairo, grey, grey, grey)
    cairo_set_line_width(cairo, points)
    if dashed { cairo_set_dash(cairo, [3, 3], 2, 0) }
    cairo_move_to(cairo, x1 * scale, y1 * scale)
    cairo_line_to(cairo, x2 * scale, y2 * scale)
    cairo_stroke(cairo)
    if dashed { cairo_set_dash(cairo, nil, 0, 0) }
  }

  /// The lines of one table row: its verticals, the line below it, and the one above when it is the first.
  func rowLines(edges: [Double], y: Double, height: Double, isFirst: Bool) {
    guard let first = edges.first, let last = edges.last else { return }
    let scale = Page.pointsPerMillimetre
    cairo_set_source_rgb(cairo, 0, 0, 0)
    cairo_set_line_width(cairo, 0.5)
    for x in edges {
      cairo_move_to(cairo, x * scale, y * scale)
      cairo_line_to(cairo, x * scale, (y + height) * scale)
    }
    for y in isFirst ? [y, y + height] : [y + height] {
      cairo_move_to(cairo, first * scale, y * scale)
      cairo_line_to(cairo, last * scale, y * scale)
    }
    cairo_stroke(cairo)
  }

  /// A frame, dashed where it is to be cut along.
  func frame(x: Double, y: Double, width: Double, height: Double, points: Double = 0.5, dashed: Bool = false, grey: Double = 0)
  {
    let scale = Page.pointsPerMillimetre
    cairo_set_source_rgb(cairo, grey, grey, grey)
    cairo_set_line_width(cairo, points)
    if dashed { cairo_set_dash(cairo, [3, 3], 2, 0) }
    cairo_rectangle(cairo, x * scale, y * scale, width * scale, height * scale)
    cairo_stroke(cairo)
    cairo_set_dash(cairo, nil, 0, 0)
  }

  /// A filled rectangle.
  func fill(x: Double, y: Double, width: Double, height: Double, grey: Double) {
    fill(x: x, y: y, width: width, height: height, Ink(grey: grey))
  }

  func fill(x: Double, y: Double, width: Double, height: Double, _ ink: Ink) {
    let scale = Page.pointsPerMillimetre
    cairo_set_source_rgb(cairo, ink.red, ink.green, ink.blue)
    cairo_rectangle(cairo, x * scale, y * scale, width * scale, height * scale)
    cairo_fill(cairo)
  }

  /// The place of the stamp: a faint dashed circle of Ø 42 mm with 「盖章处」, which text never covers.
  func stampPlace(centerX: Double, centerY: Double, caption: String) {
    let scale = Page.pointsPerMillimetre
    cairo_set_source_rgb(cairo, 0.72, 0.72, 0.72)
    cairo_set_line_width(cairo, 0.5)
    cairo_set_dash(cairo, [3, 3], 2, 0)
    cairo_new_path(cairo)
    cairo_arc(cairo, centerX * scale, centerY * scale, StampPlace.diameter / 2 * scale, 0, 2 * Double.pi)
    cairo_stroke(cairo)
    cairo_set_dash(cairo, nil, 0, 0)
    let style = TextStyle(sizePoints: 9, alignment: .center, grey: 0.66)
    let width = 30.0
    text(caption, style, x: centerX - width / 2, y: centerY - style.lineMillimetres / 2, width: width)
  }

  /// A QR symbol of `side` mm without its quiet zone: leave 4 modules of white around it.
  func qr(_ code: QRCode, x: Double, y: Double, side: Double) {
    let scale = Page.pointsPerMillimetre
    let module = side * scale / Double(code.width)
    cairo_set_source_rgb(cairo, 0, 0, 0)
    for run in code.runs {
      cairo_rectangle(
        cairo, x * scale + Double(run.x) * module, y * scale + Double(run.y) * module, Double(run.length) * module, module)
    }
    cairo_fill(cairo)
  }
}

/// The size of the stamp's place, in millimetres.
enum StampPlace {
  static let diameter = 42.0
  /// The square kept free of text around it.
  static let side = 46.0
}
