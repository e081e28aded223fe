import Crypto
import Foundation
import GraduatePhotos
import Paperwork
import Storage

/// The two papers that are printed by class.
public enum ClassPaper: String, Sendable, CaseIterable {
  /// Without identity numbers: it goes through many hands.
  case classList = "class-list"
  /// 核对表: students compare and sign, so the numbers stand in full.
  case checkSheet = "check-sheet"

  public var chineseName: String { self == .classList ? "班级名单" : "信息核对表" }
}

/// A name that no font of this machine can draw: it blocks the paper it stands on, nothing else.
public struct UndrawableName: Sendable, Identifiable {
  public let graduateID: String
  public let name: String
  public let department: String
  public let classGroup: String
  /// Those that cannot be drawn.
  public let scalars: [Unicode.Scalar]
  public var id: String { graduateID }
}

extension CollectionCenter {
  /// Class lists or check sheets as one PDF, a page or more for each class; those who left are not on it.
  ///
  /// A check sheet shows numbers in full: one journal line for each class (promise 7).
  /// `department`: nil for all.
  /// `classGroup`: nil for all of the department.
  /// - Throws: `PrintRefusal.undrawable`, `.tooManyRows`, `RegistrationRefusal.emptyRoster`, `.institutionNotChosen`.
  public func classPapers(
    _ paper: ClassPaper, campaignID: String, institutionID: String? = nil, department: String? = nil, classGroup: String? = nil,
    by reader: some GraduateReader
  ) async throws -> PreparedFile {
    try reader.graduateScope.requireInstitution(institutionID)
    let place = GraduatePlace(
      campaignID: campaignID, institutionID: institutionID, department: department, classGroup: classGroup)
    // What cannot be drawn is known before any number is opened.
    let names = try await undrawableNames(place, by: reader)
    guard names.isEmpty else {
      throw PrintRefusal.undrawable(names.flatMap(\.scalars))
    }
    let sheets = try await records.write { try $0.classSheets(paper, place, by: reader) }
    guard !sheets.classes.isEmpty else { throw RegistrationRefusal.emptyRoster }
    let path = PreparedFile.newPath(in: spool, identifier())
    let now = try await now()
    let day = CalendarDay(milliseconds: now)
    let identity = PaperIdentity(
      number: "\(paper == .classList ? "MD" : "HD")-\(sheets.code)-\(day.compact)",
      date: "\(day.year)年\(day.month)月\(day.day)日",
      contentHash: sheets.hash, createdAt: now / 1000)
    try await desks.prints.work {
      switch paper {
      case .classList:
        try ClassListPaper(institution: sheets.institution, classes: sheets.classes, showsIDNumbers: false).write(
          to: path, identity)
      case .checkSheet:
        try CheckSheetPaper(institution: sheets.institution, classes: sheets.classes, showsBirthDates: false).write(
          to: path, identity)
      }
    }
    return PreparedFile(
      path: path, fileName: "\(sheets.code)_\(paper.chineseName)_\(day.compact).pdf", contentType: PreparedFile.pdf)
  }

  /// Names that cannot be drawn here, before anything is printed (promise 6).
  public func undrawableNames(
    campaignID: String, institutionID: String? = nil, by reader: some GraduateReader
  ) async throws -> [UndrawableName] {
    try await undrawableNames(GraduatePlace(campaignID: campaignID, institutionID: institutionID), by: reader)
  }

  private func undrawableNames(_ place: GraduatePlace, by reader: some GraduateReader) async throws -> [UndrawableName] {
    let (condition, arguments) = place.condition(reader.graduateScope)
    let names = try await records.read { transaction in
      var names: [UndrawableName] = []
      try transaction.sql.forEachRow(
        "SELECT g.id, g.name, g.department, g.class_group FROM graduate g WHERE \(condition) ORDER BY g.department, g.class_group, g.id",
        arguments
      ) { row in
        let name = try row.text("name")
        // The common block is in every Chinese font: only rare characters are kept to be looked at.
        guard name.unicodeScalars.contains(where: { !(0x4E00...0x9FA5).contains($0.value) }) else { return }
        names.append(
          UndrawableName(
            graduateID: try row.text("id"), name: name, department: try row.text("department"),
            classGroup: try row.text("class_group"),
            scalars: []))
      }
      return names
    }
    return try await desks.prints.work {
      names.compactMap { name in
        let missing = Glyphs.missing(in: name.name)
        guard !missing.isEmpty else { return nil }
        return UndrawableName(
          graduateID: name.graduateID, name: name.name, department: name.department, classGroup: name.classGroup,
          scalars: missing)
      }
    }
  }
}

private struct ClassSheets: Sendable {
  var institution = ""
  var code = ""
  var hash = ""
  var classes: [ClassSheet] = []
}

extension Transaction {
  fileprivate func classSheets(
    _ paper: ClassPaper, _ place: GraduatePlace, by reader: some GraduateReader
  ) throws -> ClassSheets {
    let (condition, arguments) = place.condition(reader.graduateScope)
    var sheets = ClassSheets()
    var digest = SHA256()
    var institutionID = ""
    let opens = paper == .checkSheet
    let select = GraduateLine.select(
      number: opens ? "''" : "g.id_masked", code: "i.code", joining: "JOIN institution i ON i.id = g.institution_id",
      further: opens ? GraduateLine.openNumber : "")
    try sql.forEachRow(
      "\(select) WHERE \(condition) ORDER BY i.code, g.department, g.class_group, g.student_number, g.id", arguments
    ) { row in
      guard let line = GraduateLine.lines(of: try graduateSheet(of: [row])).first, line.isDue else { return }
      institutionID = line.institutionID
      sheets.code = line.institutionCode
      if sheets.classes.last.map({ $0.department == line.department && $0.classGroup == line.classGroup }) != true {
        sheets.classes.append(ClassSheet(department: line.department, classGroup: line.classGroup, rows: []))
      }
      let last = sheets.classes.count - 1
      sheets.classes[last].rows.append(
        ClassSheet.Row(studentNumber: line.studentNumber, name: line.name, sex: line.sex, idNumber: line.idNumber))
      digest.update(data: Array("\(line.id)\u{1F}\(line.studentNumber)\u{1F}\(line.name)\u{1F}\(line.idNumber)\u{1E}".utf8))
    }
    guard !sheets.classes.isEmpty else { return sheets }
    sheets.institution = try rosterPlace(campaignID: place.campaignID, institutionID: institutionID).place.institutionName
    sheets.hash = hexadecimal(digest.finalize().prefix(4)).uppercased()
    guard paper == .checkSheet else { return sheets }
    for sheet in sheets.classes {
      try journal(
        .classOpened(
          institutionID: institutionID, department: sheet.department, classGroup: sheet.classGroup, rows: sheet.rows.count,
          campaignID: place.campaignID, why: paper.rawValue), by: reader)
    }
    return sheets
  }
}
