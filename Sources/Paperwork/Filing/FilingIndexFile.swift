import GraduatePhotos

/// The index of a filing in its layout (A11): a DBF for the registration's program, a workbook to look at, and a list of who confirmed what.
///
/// The same records and date give the same bytes.
public enum FilingIndexFile {
  public static let fileName = "报盘数据.dbf"
  public static let bookName = "报盘数据.xlsx"
  public static let listName = "校对情况.csv"

  /// - Parameters:
  ///   - records: values in the order of the layout's columns.
  ///   - profile: the layout.
  ///   - date: the filing's; it stands in the file instead of the clock's.
  ///   - path: where the file will lie.
  /// - Throws: `TableWriteRefusal` for a value that does not fit or cannot be written, `TableFault`.
  public static func write(
    _ records: [[String]], as profile: FilingProfile, date: CalendarDay, to path: String
  ) throws {
    let writer = try DBFWriter(
      path: path, fields: profile.columns.map { DBFWriter.Field($0.field, .text(bytes: $0.width)) },
      changed: (date.year, date.month, date.day))
    for record in records { try writer.write(record) }
    try writer.finish()
  }

  /// - temporaryFolder: where rows wait until the end.
  public static func writeBook(
    _ records: [[String]], as profile: FilingProfile, date: CalendarDay, to path: String, temporaryFolder: String
  ) throws {
    let writer = try XLSXWriter(
      path: path, temporaryFolder: temporaryFolder, created: date.dayNumber * 86_400 - chinaSeconds)
    try writer.addSheet(
      "报盘数据", columns: profile.columns.map { XLSXWriter.Column($0.title, width: Double(min(max($0.width, 8), 40))) })
    for record in records { try writer.write(record) }
    try writer.finish()
  }

  /// Who confirmed what is filed of him, in the order of the index.
  public static func writeList(
    _ lines: [(photo: String, confirmation: FilingConfirmation, receipt: String)], to path: String
  ) throws {
    let writer = try CSVWriter(path: path)
    try writer.write(["序号", "照片文件", "校对情况", "校对回执编号"])
    for (number, line) in lines.enumerated() {
      try writer.write([String(number + 1), line.photo, line.confirmation.chineseName, line.receipt])
    }
    try writer.finish()
  }

  /// China's midnight is so long before Greenwich's.
  private static let chinaSeconds = 8 * 3600
}
