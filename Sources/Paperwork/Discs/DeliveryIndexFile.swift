import GraduatePhotos

/// The index of a delivery as a DBF: one record a picture, in the columns of the roster's template (domain.md 2.2).
///
/// The same pictures and date give the same bytes.
public enum DeliveryIndexFile {
  /// Where it lies on a disc.
  public static let fileName = "数据.dbf"

  /// Writes the index; the file appears under its name when it is whole.
  ///
  /// - Parameters:
  ///   - photos: as `DeliveryLayout` placed them.
  ///   - regime: in code mode there are no columns for names and identity numbers.
  ///   - date: the delivery's.
  ///   - path: where the file will lie.
  /// - Throws: `TableWriteRefusal` for a value that does not fit or cannot be written, `TableFault`.
  public static func write(_ photos: [PlacedPhoto], in regime: Regime, date: CalendarDay, to path: String) throws {
    let columns = DeliveryIndexColumn.columns(in: regime)
    let writer = try DBFWriter(
      path: path, fields: columns.map { DBFWriter.Field($0.code, .text(bytes: $0.width)) },
      changed: (date.year, date.month, date.day))
    for photo in photos { try writer.write(columns.map { $0.value(of: photo) }) }
    try writer.finish()
  }
}
