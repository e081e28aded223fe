import GraduatePhotos

/// The index of a delivery as a table: one record a picture, in the columns of the roster's template (domain.md 2.2).
///
/// The same pictures and date give the same bytes, in the workbook as long as its libraries stay the same.
public enum DeliveryIndexFile {
  /// Where it lies on a disc: for the programs that schools file with, and for whoever looks at it.
  public static let fileName = "数据.dbf"
  public static let bookName = "数据.xlsx"

  /// Writes the index as a DBF; the file appears under its name when it is whole.
  ///
  /// - Parameters:
  ///   - photos: as `DeliveryLayout` placed them.
  ///   - regime: in code mode there are no columns for names and numbers of persons, but one for the collection code.
  ///   - date: the delivery's.
  ///   - path: where the file will lie.
  /// - Throws: `TableWriteRefusal` for a value that does not fit or cannot be written, `TableFault`.
  public static func write(_ photos: [PlacedPhoto], in regime: Regime, date: CalendarDay, to path: String) throws {
    let columns = DeliveryIndexColumn.columns(in: regime)
    let writer = try DBFWriter(
      path: path, fields: columns.map { DBFWriter.Field($0.fieldName, .text(bytes: $0.width)) },
      changed: (date.year, date.month, date.day))
    for photo in photos { try writer.write(columns.map { $0.value(of: photo) }) }
    try writer.finish()
  }

  /// Writes the same index as a workbook of one sheet.
  ///
  /// - Parameters:
  ///   - photos: as `DeliveryLayout` placed them.
  ///   - regime: as for the DBF.
  ///   - date: the delivery's; it stands in the workbook instead of the clock's.
  ///   - path: where the file will lie.
  ///   - temporaryFolder: where rows wait until the end; the system's by default.
  /// - Throws: `TableWriteRefusal` for a value that cannot be written, `TableFault`.
  public static func writeBook(
    _ photos: [PlacedPhoto], in regime: Regime, date: CalendarDay, to path: String, temporaryFolder: String? = nil
  ) throws {
    let columns = DeliveryIndexColumn.columns(in: regime)
    let writer = try XLSXWriter(path: path, temporaryFolder: temporaryFolder, created: date.dayNumber * 86_400 - chinaSeconds)
    try writer.addSheet(
      "数据", columns: columns.map { XLSXWriter.Column($0.chineseName, width: Double(min(max($0.width, 8), 40))) })
    for photo in photos { try writer.write(columns.map { $0.value(of: photo) }) }
    try writer.finish()
  }

  /// China's midnight is so long before Greenwich's.
  private static let chinaSeconds = 8 * 3600
}
