import GraduatePhotos

/// An uploaded 《勘误表》: our own workbook, or one that a school filled in by hand; any kind of table is read.
public enum ErrataFormFile {
  /// Reads the first visible sheet that holds the form's header.
  ///
  /// - Parameters:
  ///   - path: where the file lies; it must not change while it is read.
  ///   - fileName: the name the person knows it by.
  ///   - context: whose form it is.
  ///   - limits: what the file may cost; rows beyond the form's are refused anyhow.
  ///   - watch: progress and cancellation.
  /// - Returns: lines, problems and what was passed over, each with its row.
  /// - Throws: `TableRefusal`, `ErrataFormRefusal`, `TableFault`, `CancellationError`.
  public static func read(
    path: String, fileName: String? = nil, _ context: ErrataFormReader.Context, limits: TableLimits = errataLimits,
    watch: TableWatch = TableWatch()
  ) throws -> ErrataFormReader {
    let file = try TableFile.open(path: path, fileName: fileName, limits: limits, watch: watch)
    var refusal = ErrataFormRefusal.noHeader
    for (index, sheet) in file.sheets.enumerated() where !sheet.isHidden {
      do {
        return try read(file, sheet: index, name: file.sheets.count > 1 ? sheet.name : "", context, watch)
      } catch ErrataFormRefusal.noHeader {
        continue
      } catch ErrataFormRefusal.empty {
        // A form with more than one sheet may begin with an example or an empty one.
        refusal = .empty
      }
    }
    throw refusal
  }

  private static func read(
    _ file: TableFile, sheet: Int, name: String, _ context: ErrataFormReader.Context, _ watch: TableWatch
  ) throws -> ErrataFormReader {
    var reader = ErrataFormReader(context)
    try file.forEachRow(sheet: sheet, watch: watch) { row in
      let flaws = row.flaws.map { ($0.column, $0.message) }
      try reader.take(
        RosterRow(place: RosterPlace(sheet: name, row: row.number), cells: row.cells),
        unreadable: Dictionary(flaws, uniquingKeysWith: { first, _ in first }))
      return true
    }
    try reader.finish()
    return reader
  }

  public static let errataLimits: TableLimits = {
    var limits = TableLimits.standard
    limits.fileBytes = VerificationLimits.errataFileBytes
    limits.rows = VerificationLimits.errataRows * 4
    return limits
  }()
}
