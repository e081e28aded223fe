/// The kinds of file that are read as tables, told apart by content, never by the ending of the name.
public enum TableFormat: String, Sendable, CaseIterable {
  case dbf
  /// Excel 2007 and later (a ZIP of XML).
  case xlsx
  /// Excel 5.0 to 2003 (BIFF5, BIFF8 in an OLE file); WPS `.et` is the same.
  case xls
  /// A web page with tables, usually exported by a web system and named `.xls`.
  case html
  /// Excel 2003 XML.
  case spreadsheetML
  /// Text separated by commas, semicolons or tabs.
  case csv

  /// The kind as people call it.
  public var label: String {
    switch self {
    case .dbf: "DBF 数据库"
    case .xlsx: "Excel 工作簿（.xlsx）"
    case .xls: "Excel 97-2003 工作簿（.xls）"
    case .html: "网页格式的表格"
    case .spreadsheetML: "Excel 2003 XML 表格"
    case .csv: "CSV 文本"
    }
  }
}
