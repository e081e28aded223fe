/// What a table from outside may cost us; everything beyond is refused with the figure named.
///
/// The file itself, its rows and its cells can be set by the caller (a test, a larger campaign); what protects the machine
/// cannot.
public struct TableLimits: Sendable {
  /// Largest file that is opened, in bytes.
  public var fileBytes = 512 << 20
  /// Most rows with a value in one sheet, below the heading.
  public var rows = 300_000
  /// Rows that a title and the column names may take in addition.
  public var headingRows = 20
  /// Most columns in a row.
  public var columns = 512
  /// Most sheets in a workbook.
  public var sheets = 64
  /// Longest cell, in Unicode scalars; the same as Excel's own limit.
  public var cellCharacters = 32_767

  /// The limits of issue 2: 512 MB, 300,000 rows, 512 columns, 64 sheets, 32,767 characters a cell.
  public static let standard = TableLimits()

  public init() {}

  /// Most entries in the ZIP of a workbook.
  static let zipEntries = 10_000
  /// Most bytes that all parts of a workbook may unpack to.
  static let unpackedBytes = 4 << 30
  /// Most bytes that a small part (relations, workbook) may unpack to.
  static let smallPartBytes = 32 << 20
  /// A part may unpack to this many times its packed size once it is larger than `ratioGraceBytes`.
  static let unpackRatio = 300
  /// Bytes below which the ratio is not looked at: small sheets of blanks pack extremely well.
  static let ratioGraceBytes = 32 << 20
  /// Most bytes of UTF-8 in the shared strings of a workbook, which are held in memory.
  static let sharedStringBytes = 128 << 20
  /// Most shared strings.
  static let sharedStrings = 4_000_000
  /// Most number formats and most cell styles.
  static let styles = 65_536
  /// Deepest nesting of elements; a sheet needs nine.
  static let elementDepth = 64
  /// Most cells of an old workbook whose cells are not in row order and must be sorted in memory.
  static let unorderedCells = 4_000_000
  /// Most tables inside tables in a web page.
  static let nestedTables = 16
  /// Most columns or rows that one cell of a web page may span.
  static let cellSpan = 512
  /// Deepest nesting of elements in a web page.
  static let pageDepth = 256
  /// Bytes of a web page that may pass without an element or a word: an endless comment would be held in memory.
  static let silentPageBytes = 16 << 20
  /// Bytes that are read at once.
  static let chunkBytes = 256 << 10
  /// Bytes from which the kind of file is judged.
  static let sniffBytes = 8 << 10
  /// Bytes of text from which the separator of a CSV file is judged.
  static let separatorBytes = 64 << 10
}
