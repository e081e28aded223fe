import GraduatePhotos
import Paperwork

/// Checks a roster file without a center, for `biying roster import --dry-run FILE`.
///
/// Nothing is stored.
public enum RosterDryRun {
  /// Reads and checks all of a file.
  ///
  /// `path`: where the file lies; it is not changed.
  /// `fileName`: as the person knows it.
  /// `institutionCode`: five digits; nil takes the first code that stands in the file.
  /// `institutionName`: nil takes any name.
  /// `today`: no birth date may lie after it.
  /// `progress`: 0…1, while it is read.
  /// Returns rows, problems and how the columns were matched; `isFine` says whether all of it could be imported.
  /// - Throws: `TableRefusal`, `RegistrationRefusal.noHeader`, `.tooManyRows`.
  public static func check(
    path: String, fileName: String, graduatingClass: GraduatingClass, institutionCode: String? = nil,
    institutionName: String? = nil,
    kind: CampaignKind = .graduation, today: CalendarDay, choices: RosterChoices = RosterChoices(),
    acceptsExampleNumbers: Bool = false,
    progress: (@Sendable (Double) -> Void)? = nil
  ) throws -> RosterReading {
    let code = try institutionCode ?? firstCode(path: path, fileName: fileName, choices: choices)
    let context = RosterContext(
      kind: kind, graduatingClass: graduatingClass, today: today, institutionCode: code,
      institutionNames: institutionName.map { [$0] } ?? [], defaults: institutionName == nil ? [.institutionName: "—"] : [:],
      required: code.isEmpty ? [.institutionCode: false] : [:], acceptsExampleNumbers: acceptsExampleNumbers)
    return try RosterReader(context: context, choices: choices, meter: CheckMeter(progress: progress)).read(
      path: path, fileName: fileName)
  }

  /// The first code in the column 学校代码; empty when the file has no such column.
  private static func firstCode(path: String, fileName: String, choices: RosterChoices) throws -> String {
    let file = try TableFile.open(path: path, fileName: fileName, watch: TableWatch(isCancelled: { false }))
    var memory = ColumnMemory()
    for (header, code) in choices.columns { memory.remember(RosterColumn(rawValue: code), for: header) }
    for index in file.sheets.indices {
      var rows: [TableRow] = []
      try file.forEachRow(sheet: index) { row in
        rows.append(row)
        return rows.count <= RegistrationLimits.headerSearchRows
      }
      guard let found = HeaderSearch.find(in: rows.map(\.cells), memory: memory),
        let column = found.matching.mapping[.institutionCode]
      else { continue }
      if let code = rows.dropFirst(found.row + 1).lazy.compactMap({ try? InstitutionCode.read($0[column].text) }).first {
        return code.value
      }
    }
    return ""
  }
}
