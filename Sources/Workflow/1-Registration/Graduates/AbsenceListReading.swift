import GraduatePhotos
import Paperwork

/// A row of an uploaded list of those who cannot come: 学号, 原因, 去向, 返回日期.
public struct AbsenceRow: Sendable, Hashable {
  public let studentNumber: String
  public let absence: Absence

  public init(studentNumber: String, absence: Absence) {
    self.studentNumber = studentNumber
    self.absence = absence
  }
}

/// Reads such a list from the first table that has its header.
struct AbsenceListReading {
  struct Row {
    let place: RosterPlace
    let row: AbsenceRow
  }

  private(set) var rows: [Row] = []
  private(set) var problems: [RosterProblem] = []

  private struct Header {
    let row: Int
    let number: Int
    let reason: Int
    let wayOn: Int
    let day: Int?
  }

  /// - Throws: `RegistrationRefusal.noHeader`, `.tooManyRows`, `.emptyRoster`; `TableRefusal`.
  init(path: String, fileName: String) throws {
    let watch = TableWatch(isCancelled: { false })
    let file = try TableFile.open(path: path, fileName: fileName, watch: watch)
    for index in file.sheets.indices where !file.sheets[index].isHidden {
      guard let header = try Self.header(index, of: file, watch) else { continue }
      try read(index, of: file, header, watch)
      guard !rows.isEmpty || !problems.isEmpty else { throw RegistrationRefusal.emptyRoster }
      return
    }
    throw RegistrationRefusal.noHeader
  }

  private mutating func read(_ index: Int, of file: TableFile, _ header: Header, _ watch: TableWatch) throws {
    var seen: [String: RosterPlace] = [:]
    var count = 0
    try file.forEachRow(sheet: index, watch: watch) { row in
      guard row.number > header.row, !row.cells.allSatisfy({ $0.text.isEmpty }) else { return true }
      count += 1
      guard count <= RegistrationLimits.absencesAtOnce else {
        throw RegistrationRefusal.tooManyRows(limit: RegistrationLimits.absencesAtOnce)
      }
      take(row, RosterPlace(row: row.number), header, &seen)
      return true
    }
  }

  private static func header(_ index: Int, of file: TableFile, _ watch: TableWatch) throws -> Header? {
    var found: Header?
    var looked = 0
    try file.forEachRow(sheet: index, watch: watch) { row in
      looked += 1
      let titles = row.cells.map { $0.text.compactHalfWidth }
      func column(_ names: Set<String>) -> Int? { titles.firstIndex { names.contains($0) } }
      if let number = column(["学号", "学生编号", "XH"]), let reason = column(["原因", "不能到场原因"]), let way = column(["去向", "安排"]) {
        found = Header(
          row: row.number, number: number, reason: reason, wayOn: way, day: column(["返回日期", "返校日期", "日期"]))
        return false
      }
      return looked < RegistrationLimits.headerSearchRows
    }
    return found
  }

  private mutating func take(
    _ row: TableRow, _ place: RosterPlace, _ header: Header, _ seen: inout [String: RosterPlace]
  ) {
    let number = row[header.number].text.compactHalfWidth
    if row[header.number].lostDigits { return refuse(place, "学号是以数字保存的，开头或末尾的数字已经丢失", "请把这一列设为文本，重新填写") }
    guard !number.isEmpty else { return refuse(place, "没有学号", "请补上学号，或删去这一行") }
    if let earlier = seen[number] { return refuse(place, "与\(earlier.chinese)的学号相同", "请只留一行") }
    seen[number] = place
    guard let reason = Absence.Reason(typed: row[header.reason].text) else {
      return refuse(place, "认不出原因", "请写 实习、出国、住院、入伍、在外地 或 其他")
    }
    let day = header.day.map { row[$0].text.compactHalfWidth } ?? ""
    guard let wayOn = Absence.WayOn(typed: row[header.wayOn].text, day: day) else {
      return refuse(place, "认不出去向", "请写 返校（并填返回日期）、补拍，或外省散拍的省份，例如 陕西省")
    }
    rows.append(
      Row(
        place: place, row: AbsenceRow(studentNumber: number, absence: Absence(reason: reason, wayOn: wayOn))))
  }

  private mutating func refuse(_ place: RosterPlace, _ message: String, _ remedy: String) {
    problems.append(.ofAbsence(place, message, remedy))
  }
}

extension RosterProblem {
  static func ofAbsence(_ place: RosterPlace, _ message: String, _ remedy: String) -> RosterProblem {
    RosterProblem(severity: .error, column: nil, place: place, reason: "absence.row", message: message, remedy: remedy)
  }
}

extension Absence.Reason {
  /// From a cell: the name of a reason, or words that hold it.
  init?(typed text: String) {
    let text = text.compactHalfWidth
    let words: [(String, Self)] = [
      ("实习", .internship), ("出国", .abroad), ("国外", .abroad), ("境外", .abroad), ("住院", .hospital), ("入伍", .military),
      ("参军", .military), ("外地", .otherPlace), ("其他", .other), ("其它", .other),
    ]
    guard let found = words.first(where: { text.contains($0.0) }) else { return nil }
    self = found.1
  }
}

extension Absence.WayOn {
  /// From cells: 补拍; a day to come back, with or without 返校; or the province of another agency.
  init?(typed text: String, day: String) {
    let text = text.compactHalfWidth
    if text.contains("补拍") {
      self = .makeup
    } else if let day = CalendarDay.parse(day), text.isEmpty || text.contains("返") {
      self = .returns(day)
    } else if let province = ChineseProvince.all.first(where: { text.contains($0.short) }) {
      self = .otherBranch(province: province.name)
    } else {
      return nil
    }
  }
}
