import Foundation
import Paperwork

/// A roster as an institution hands it in.
struct RosterFile: Sendable {
  let institution: SeasonInstitution
  let graduates: [SeasonGraduate]

  static let header = [
    "学校代码", "学校名称", "站点名称", "类别", "院系", "专业", "班级", "学号", "姓名", "性别", "证件类型", "身份证号", "层次", "学制",
    "预计毕业日期", "拍摄序号", "备注",
  ]

  /// Rows in which what is wrong with the first version stands; how many rows that is.
  func rows(isFirst: Bool) -> (rows: [[String]], faults: Int) {
    var (rows, faults): ([[String]], Int) = ([], 0)
    for graduate in graduates where graduate.fate != .walksIn {
      var (name, idNumber) = (graduate.wrongName ?? graduate.name, graduate.idNumber)
      if isFirst, let fault = graduate.rosterFault {
        faults += 1
        switch fault {
        case .checkDigit: idNumber = idNumber.prefix(17) + (idNumber.last == "1" ? "2" : "1")
        case .garbledName: name = String(name.prefix(1)) + "?"
        case .twice: rows.append(row(graduate, name, idNumber))
        case .shortNumber: idNumber = String(idNumber.dropLast())
        }
      }
      rows.append(row(graduate, name, idNumber))
    }
    return (rows, faults)
  }

  /// Rows of all, as they are added later.
  var lateRows: [[String]] { graduates.map { row($0, $0.name, $0.idNumber) } }

  private func row(_ graduate: SeasonGraduate, _ name: String, _ idNumber: String) -> [String] {
    [
      institution.code, institution.name, "", "普通", institution.department(graduate.classIndex),
      institution.major(graduate.classIndex), institution.classGroup(graduate.classIndex), graduate.studentNumber, name,
      graduate.isFemale ? "女" : "男", "居民身份证", idNumber, "本科", "4", "20260630", "", "",
    ]
  }

  /// As a table file: workbooks from some institutions, text from others.
  func file(_ rows: [[String]], folder: String) throws -> (name: String, bytes: [UInt8]) {
    let name = institution.index.isMultiple(of: 2) ? "毕业生名单.xlsx" : "毕业生名单.csv"
    let path = "\(folder)/\(institution.code)-\(name)"
    if institution.index.isMultiple(of: 2) {
      let writer = try XLSXWriter(path: path)
      try writer.addSheet("名单", columns: Self.header.map { XLSXWriter.Column($0) })
      for row in rows { try writer.write(row) }
      try writer.finish()
    } else {
      let writer = try CSVWriter(path: path)
      try writer.write(Self.header)
      for row in rows { try writer.write(row) }
      try writer.finish()
    }
    guard let data = FileManager.default.contents(atPath: path) else { throw SeasonFault.missing(path) }
    return (name, [UInt8](data))
  }
}
