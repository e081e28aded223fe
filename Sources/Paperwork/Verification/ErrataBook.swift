import GraduatePhotos

/// 《勘误表》 as a workbook: what the paper holds, and rows below to be filled in; `ErrataFormFile` reads it back.
public struct ErrataBook<Line: ErrataFormLine>: Sendable {
  public var campaign: String
  public var institution: String
  public var institutionCode: String
  public var lines: [Line]
  /// Rows with only a number and the institution's code, for what is still to be written.
  public var blankRows: Int
  public var date: CalendarDay

  public init(
    campaign: String, institution: String, institutionCode: String, lines: [Line], blankRows: Int = 0, date: CalendarDay
  ) {
    self.campaign = campaign
    self.institution = institution
    self.institutionCode = institutionCode
    self.lines = lines
    self.blankRows = blankRows
    self.date = date
  }

  /// Writes the workbook; the file appears under its name when it is whole.
  ///
  /// - Parameters:
  ///   - path: where it will lie.
  ///   - temporaryFolder: where rows wait until the end; the system's by default.
  /// - Throws: `TableWriteRefusal` for a value that a workbook cannot hold, `TableFault`.
  public func write(to path: String, temporaryFolder: String? = nil) throws {
    let columns = ErrataColumn.columns(in: Line.regime)
    let writer = try XLSXWriter(path: path, temporaryFolder: temporaryFolder, created: date.workbookSeconds)
    try writer.addSheet(
      "勘误表", columns: columns.map(Self.column),
      form: XLSXWriter.Form(
        title: "勘误表",
        lines: [campaign, ErrataLayout.institutionLine(institution, institutionCode, count: lines.count)]))
    for row in ErrataLayout.rows(lines) { try writer.write(row) }
    for number in 0..<max(0, blankRows) {
      try writer.write(
        columns.map { $0 == .number ? String(lines.count + number + 1) : $0 == .institutionCode ? institutionCode : "" })
    }
    try writer.writeLine("说明：" + ErrataLayout.advice(Line.regime))
    try writer.writeLine("经办人签字：　　　　　　　　联系电话：　　　　　　　　主管领导签字：　　　　　　　　（盖校章）　　日期：")
    try writer.finish()
  }

  private static func column(_ column: ErrataColumn) -> XLSXWriter.Column {
    let choices: [String] =
      switch column {
      case .field:
        Line.regime == .code
          ? [RosterColumn.plannedSerial.chineseName]
          : RosterColumn.allCases.filter { $0.errataObstacle(in: .roster) == nil }.map(\.chineseName) + ["拍摄序号"]
      case .kind: Line.regime == .code ? [Erratum.Kind.shifted.chineseName] : Erratum.Kind.allCases.map(\.chineseName)
      default: []
      }
    return XLSXWriter.Column(
      column.chineseName, width: max(7, ErrataLayout.width(column) * 0.62), choices: choices,
      note: column == .day ? "写成 2014-04-15 的样子" : nil)
  }
}
