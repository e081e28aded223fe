import GraduatePhotos
import Paperwork

/// A table of collection codes (采集码) after the guard looked at all of it: code, category, department, class; nothing of a person.
struct CodeReading: Sendable, Codable {
  struct Row: Sendable, Codable {
    let code: String
    let category: String
    let department: String
    let classGroup: String
    let place: RosterPlace

    var unit: RosterExtent.Unit { RosterExtent.Unit(category: Category(rawValue: category), department: department) }
  }

  private(set) var rows: [Row] = []
  private(set) var problems: [RosterProblem] = []

  /// Characters of one code; it is opaque, so nothing else is known of it.
  private static let codeCharacters = 4...2_048
  private static let headers: Set<String> = ["采集码", "图像采集码", "采集码内容", "图像采集编码", "采集编码", "CJM"]

  /// - Throws: `RegistrationRefusal.personalDataInCodeMode` naming the columns, `.noHeader`, `TableRefusal`.
  init(path: String, fileName: String, limit: Int = RegistrationLimits.rosterRows) throws {
    if CodeModeGuard.holdsIDNumber(fileName) { throw RegistrationRefusal.personalDataInCodeMode("文件名里有证件号码") }
    let watch = TableWatch(isCancelled: { false })
    let file = try TableFile.open(path: path, fileName: fileName, watch: watch)
    // Hidden sheets too: whatever the file holds would lie here otherwise.
    for index in file.sheets.indices { try Self.guardSheet(index, of: file, watch) }
    var seen: [String: RosterPlace] = [:]
    var hasHeader = false
    for index in file.sheets.indices where !file.sheets[index].isHidden {
      guard let header = try Self.header(index, of: file, watch) else { continue }
      hasHeader = true
      let label = file.sheets.count > 1 ? file.sheets[index].name : ""
      try file.forEachRow(sheet: index, watch: watch) { row in
        guard row.number > header.row, !row.cells.allSatisfy({ $0.text.isEmpty }) else { return true }
        guard rows.count < limit else { throw RegistrationRefusal.tooManyRows(limit: limit) }
        take(row, at: RosterPlace(sheet: label, row: row.number), header, &seen)
        return true
      }
    }
    guard hasHeader else { throw RegistrationRefusal.noHeader }
  }

  private struct Header {
    let row: Int
    let code: Int
    let mapping: RosterMapping
  }

  private static func guardSheet(_ index: Int, of file: TableFile, _ watch: TableWatch) throws {
    var sample: [RosterRow] = []
    let name = file.sheets[index].name
    if CodeModeGuard.holdsIDNumber(name) { throw RegistrationRefusal.personalDataInCodeMode("工作表名称里有证件号码") }
    try file.forEachRow(sheet: index, watch: watch) { row in
      let place = RosterPlace(sheet: file.sheets.count > 1 ? name : "", row: row.number)
      let row = RosterRow(place: place, cells: row.cells)
      if CodeModeGuard.holdsIDNumber(row) { throw RegistrationRefusal.personalDataInCodeMode("\(place.chinese)里有证件号码") }
      if sample.count < RegistrationLimits.contentSampleRows + RegistrationLimits.headerSearchRows { sample.append(row) }
      return true
    }
    let header = try header(index, of: file, watch)
    let titles = header.flatMap { found in sample.first { $0.place.row == found.row } }?.cells.map(\.text) ?? []
    let below = sample.filter { $0.place.row > header?.row ?? -1 }
    let leaks = CodeModeGuard.leaks(header: titles, matching: ColumnMatching.match(header: titles), rows: below)
      .filter { $0.index != header?.code || $0.sign == .idNumbers }
    guard leaks.isEmpty else {
      throw RegistrationRefusal.personalDataInCodeMode(leaks.map(\.chinese).joined(separator: "，"))
    }
  }

  private static func header(_ index: Int, of file: TableFile, _ watch: TableWatch) throws -> Header? {
    var found: Header?
    var looked = 0
    try file.forEachRow(sheet: index, watch: watch) { row in
      looked += 1
      let titles = row.cells.map { $0.text }
      if let code = titles.firstIndex(where: { headers.contains(RosterColumn.normalisedHeader($0)) }) {
        found = Header(row: row.number, code: code, mapping: ColumnMatching.match(header: titles).mapping)
        return false
      }
      return looked < RegistrationLimits.headerSearchRows
    }
    return found
  }

  private mutating func take(_ row: TableRow, at place: RosterPlace, _ header: Header, _ seen: inout [String: RosterPlace]) {
    let cell = row[header.code]
    // Opaque: not even blanks inside are touched, only those around it.
    let code = String(cell.text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    if cell.lostDigits { return refuse(place, "采集码是以数字保存的，末几位已经丢失", "请把这一列设为文本，重新粘贴") }
    if code.isEmpty { return refuse(place, "没有采集码", "请补上采集码，或删去这一行") }
    guard Self.codeCharacters.contains(code.unicodeScalars.count) else {
      return refuse(place, "采集码的长度不对", "请重新从学信网复制")
    }
    if let earlier = seen[code] { return refuse(place, "与\(earlier.chinese)的采集码相同", "请删去其中一行") }
    seen[code] = place
    func text(_ column: RosterColumn) -> String {
      guard let index = header.mapping[column] else { return "" }
      return String(row[index].text.prefix(RegistrationLimits.shownValueCharacters)).filter { !$0.isNewline }
    }
    let category = Category(text: text(.category))?.rawValue ?? ""
    rows.append(
      Row(code: code, category: category, department: text(.department), classGroup: text(.classGroup), place: place))
  }

  private mutating func refuse(_ place: RosterPlace, _ message: String, _ remedy: String) {
    guard problems.count < RegistrationLimits.rosterProblems else { return }
    problems.append(
      RosterProblem(severity: .error, column: nil, place: place, reason: "codes.row", message: message, remedy: remedy))
  }
}
