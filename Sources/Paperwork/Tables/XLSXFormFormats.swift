import CXlsxWriter

/// The looks of a sheet that is a form; made only for workbooks that have one.
struct XLSXFormFormats {
  let title, subtitle, line: UnsafeMutablePointer<lxw_format>?
  private let framedHeader, framedText, framedNumber: UnsafeMutablePointer<lxw_format>?

  init(_ book: UnsafeMutablePointer<lxw_workbook>) {
    func make(isFramed: Bool, isText: Bool = true, isCentred: Bool = true) -> UnsafeMutablePointer<lxw_format>? {
      let format = workbook_add_format(book)
      if isText { format_set_num_format(format, "@") }
      if isFramed { format_set_border(format, UInt8(LXW_BORDER_THIN.rawValue)) }
      if isCentred { format_set_align(format, UInt8(LXW_ALIGN_CENTER.rawValue)) }
      format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_CENTER.rawValue))
      format_set_text_wrap(format)
      return format
    }
    title = make(isFramed: false)
    format_set_bold(title)
    format_set_font_size(title, 18)
    subtitle = make(isFramed: false)
    line = make(isFramed: false, isCentred: false)
    framedHeader = make(isFramed: true)
    format_set_bold(framedHeader)
    format_set_bg_color(framedHeader, 0xF2F2F2)
    framedText = make(isFramed: true)
    framedNumber = make(isFramed: true, isText: false)
  }

  /// A row's height: not every program makes rows as high as their wrapped text.
  ///
  /// Widths in characters of the standard font, a Han character two of them.
  static func heightPoints(_ cells: [(text: String, width: Double)]) -> Double {
    let lines = cells.map { cell in
      let characters = cell.text.unicodeScalars.reduce(0.0) { $0 + ($1.value < 0x2E80 ? 1.1 : 2) }
      return (characters / max(cell.width - 1, 1)).rounded(.up)
    }
    return min(max(lines.max() ?? 1, 1) * 14 + 6, 400)
  }

  /// Nil on a sheet that is a plain table.
  func header(_ form: XLSXWriter.Form?) -> UnsafeMutablePointer<lxw_format>? { form == nil ? nil : framedHeader }

  func cell(_ form: XLSXWriter.Form?, isText: Bool) -> UnsafeMutablePointer<lxw_format>? {
    form == nil ? nil : isText ? framedText : framedNumber
  }
}
