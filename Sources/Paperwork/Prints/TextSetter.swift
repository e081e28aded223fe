import CPango

/// Sets text with pango, line by line on our own line grid: a rare character from a font with other metrics moves nothing.
final class TextSetter {
  private struct Font: Hashable {
    let face: TextStyle.Face
    let sizePoints: Double
    let bold: Bool
  }

  private let cairo: OpaquePointer
  /// Pixels want no colour fringes and no letters moved onto their grid.
  private let isPicture: Bool
  private var layouts: [Font: OpaquePointer] = [:]

  init(_ cairo: OpaquePointer, isPicture: Bool = false) {
    self.cairo = cairo
    self.isPicture = isPicture
  }

  deinit {
    for layout in layouts.values { g_object_unref(UnsafeMutableRawPointer(layout)) }
  }

  /// Lines that `text` takes in `width` mm; an empty text takes one.
  func lines(_ text: String, _ style: TextStyle, width: Double) -> Int {
    if text.isEmpty || fitsOneLine(text, style, width: width) { return 1 }
    guard let layout = layout(text, style, width: width) else { return 1 }
    return Int(pango_layout_get_line_count(layout))
  }

  /// Width of `text` on one line, in millimetres.
  func width(_ text: String, _ style: TextStyle) -> Double {
    guard !text.isEmpty, let layout = layout(text, style, width: nil) else { return 0 }
    var extents = PangoRectangle()
    pango_layout_get_extents(layout, nil, &extents)
    return Double(extents.width) / Double(PANGO_SCALE) / Page.pointsPerMillimetre
  }

  /// Draws `text` with its top at `y` (mm); returns its height (mm).
  func draw(_ text: String, _ style: TextStyle, x: Double, y: Double, width: Double) -> Double {
    guard !text.isEmpty, let layout = layout(text, style, width: width) else { return style.lineMillimetres }
    let scale = Page.pointsPerMillimetre
    let lineHeight = style.sizePoints * style.lineFactor
    // an ideograph's box reaches from 0.12 below to 0.88 above the baseline
    var baseline = y * scale + (lineHeight - style.sizePoints) / 2 + 0.88 * style.sizePoints
    let ink = style.ink ?? Ink(grey: style.grey)
    cairo_set_source_rgb(cairo, ink.red, ink.green, ink.blue)
    let count = pango_layout_get_line_count(layout)
    for index in 0..<count {
      guard let line = pango_layout_get_line_readonly(layout, index) else { continue }
      var left = x * scale
      if style.alignment != .leading {
        var extents = PangoRectangle()
        pango_layout_line_get_extents(line, nil, &extents)
        let free = width * scale - Double(extents.width) / Double(PANGO_SCALE)
        left += style.alignment == .center ? free / 2 : free
      }
      cairo_move_to(cairo, left, baseline)
      pango_cairo_show_layout_line(cairo, line)
      baseline += lineHeight
    }
    return Double(count) * style.lineMillimetres
  }

  /// A layout holding `text`, wrapped to `width` mm (nil: on one line); used again for the next text of the same font.
  private func layout(_ text: String, _ style: TextStyle, width: Double?) -> OpaquePointer? {
    let font = Font(face: style.face, sizePoints: style.sizePoints, bold: style.bold)
    guard let layout = layouts[font] ?? make(font) else { return nil }
    layouts[font] = layout
    pango_layout_set_width(layout, width.map { Int32($0 * Page.pointsPerMillimetre * Double(PANGO_SCALE)) } ?? -1)
    pango_layout_set_text(layout, text, Int32(text.utf8.count))
    return layout
  }

  private func make(_ font: Font) -> OpaquePointer? {
    guard let layout = pango_cairo_create_layout(cairo), let context = pango_layout_get_context(layout) else { return nil }
    pango_context_set_language(context, pango_language_from_string("zh-cn"))
    pango_context_set_base_dir(context, PANGO_DIRECTION_LTR)
    pango_context_set_round_glyph_positions(context, 0)
    if isPicture { smooth(context) }
    let description = pango_font_description_new()
    pango_font_description_set_family(description, font.face == .sans ? PaperFonts.sans : PaperFonts.serif)
    pango_font_description_set_weight(description, font.bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL)
    // an absolute size: one unit is one point, whatever resolution the font map believes in
    pango_font_description_set_absolute_size(description, font.sizePoints * Double(PANGO_SCALE))
    pango_layout_set_font_description(layout, description)
    pango_font_description_free(description)
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR)
    pango_layout_set_auto_dir(layout, 0)
    return layout
  }

  private func smooth(_ context: OpaquePointer) {
    let options = cairo_font_options_create()
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY)
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
    pango_cairo_context_set_font_options(context, options)
    cairo_font_options_destroy(options)
  }

  /// True when even the widest shapes of these characters fit; spares pango the measuring of most cells.
  func fitsOneLine(_ text: String, _ style: TextStyle, width: Double) -> Bool {
    var ems = 0.0
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x30...0x39: ems += 0.64
      case 0x20...0x7E, 0x2E80...0x9FFF, 0xF900...0xFAFF, 0xFF01...0xFFEE, 0x20000...0x3FFFF: ems += 1
      default: return false
      }
    }
    return ems * style.sizePoints <= width * Page.pointsPerMillimetre
  }
}
