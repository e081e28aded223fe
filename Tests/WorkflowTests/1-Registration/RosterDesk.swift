import Foundation
import GraduatePhotos
import Storage
import TestSupport

@testable import Workflow

/// A liaison at work: makes roster files of made-up people and brings them in.
struct RosterDesk: Sendable {
  /// One row of a file, as text.
  struct Person: Sendable {
    var number: Int
    var name = "张䶮"
    var studentNumber: String?
    var department = "民族学院"
    var classGroup = "民族学1班"
    var level = "本科"
    var major = "民族学"
    var center = ""
    var remark = ""
    var category = "普通"

    init(
      _ number: Int, name: String = "张䶮", studentNumber: String? = nil, department: String = "民族学院",
      classGroup: String = "民族学1班",
      level: String = "本科", major: String = "民族学", center: String = "", remark: String = ""
    ) {
      self.number = number
      self.name = name
      self.studentNumber = studentNumber
      self.department = department
      self.classGroup = classGroup
      self.level = level
      self.major = major
      self.center = center
      self.remark = remark
    }

    var line: String {
      let sex = number.isMultiple(of: 2) ? "女" : "男"
      return [
        category, department, major, classGroup, studentNumber ?? "20100000\(1000 + number)", name, sex,
        MadeUp.idNumber(number), level,
        center, remark,
      ].joined(separator: ",")
    }
  }

  static let header = "类别,院系,专业,班级,学号,姓名,性别,身份证号,层次,站点名称,备注"

  let province: Province
  let place: Province.Place
  /// Where the school's own files lie, apart from the center's.
  private let school: TemporaryFolder

  var center: CollectionCenter { province.center }
  var campaignID: String { place.campaignID }

  init(on engine: SQLEngine) async throws {
    province = try await Province(on: engine)
    place = try await province.place()
    school = try TemporaryFolder()
  }

  func file(_ text: String, ending: String = "csv") throws -> String {
    let path = school.path(UUID().uuidString + "." + ending)
    try Data(text.utf8).write(to: URL(filePath: path))
    return path
  }

  func file(_ people: [Person], header: String = RosterDesk.header) throws -> String {
    try file(([header] + people.map(\.line)).joined(separator: "\r\n"))
  }

  func preview(
    _ people: [Person], choices: RosterChoices = RosterChoices(), header: String = RosterDesk.header,
    by keeper: (any RosterKeeper)? = nil
  ) async throws -> RosterPreview {
    let path = try file(people, header: header)
    let keeper: any RosterKeeper = keeper ?? place.liaison
    return try await center.uploadRoster(
      path: path, fileName: "名单.csv", campaignID: campaignID, choices: choices, by: keeper)
  }

  @discardableResult
  func bring(
    _ people: [Person], leaving: StatusChange.Kind? = nil, by keeper: (any RosterKeeper)? = nil
  ) async throws -> RosterImport {
    let preview = try await preview(people, by: keeper)
    var confirmation = RosterConfirmation()
    if let leaving { confirmation.everybodyElse = Self.change(leaving) }
    let keeper: any RosterKeeper = keeper ?? place.liaison
    return try await center.confirmRoster(uploadID: preview.uploadID, confirmation, by: keeper)
  }

  static func change(_ kind: StatusChange.Kind) -> StatusChange {
    StatusChange(kind: kind, day: CalendarDay(milliseconds: 1_379_000_000_000), document: "校学〔2013〕7号")
  }

  /// Problems but those that every made-up number has: it is of no region, and its owner was a child in 2013.
  static func problems(_ problems: [RosterProblem]) -> [RosterProblem] {
    problems.filter { $0.reason != "id-number.age" && $0.reason != "id-number.region-unknown" }
  }

  /// All problems of a preview but those.
  func problems(of preview: RosterPreview) async throws -> [RosterProblem] {
    Self.problems(try await center.rosterProblems(of: preview, 0..<(preview.keptErrors + preview.keptWarnings)))
  }

  /// The people of a waiting upload.
  func entries(of preview: RosterPreview, by keeper: (any RosterKeeper)? = nil) async throws -> [RosterEntry] {
    let keeper: any RosterKeeper = keeper ?? place.liaison
    return try await center.entries(of: preview.uploadID, by: keeper)
  }

  /// The id of the one record that a search for its made-up number finds at the institution.
  func id(_ number: Int) async throws -> String {
    let found = try await center.searchGraduates(MadeUp.idNumber(number), campaignID: campaignID, by: place.liaison)
    return found.lines.first?.id ?? ""
  }

  /// A study center of the institution in the province, and its liaison.
  func studyCenter(_ name: String) async throws -> StudyCenterLiaison {
    let id = "center-\(name)"
    try await center.records.write { transaction in
      try transaction.execute(
        """
        INSERT INTO study_center (id, campaign_id, parent_institution_id, name, province, city, address, contact, telephone,
          expected_heads, made_at) VALUES (?, ?, ?, ?, '甘肃省', '天水市', '', '', '', 0, 1)
        """, [.text(id), .text(campaignID), .text(place.institutionID), .text(name)])
    }
    let account = try await province.account(
      .studyCenterLiaison, "center.\(MadeUp.idNumber(name.utf8.count))", institutionID: place.institutionID, studyCenterID: id)
    return StudyCenterLiaison(accountID: account, institutionID: place.institutionID, studyCenterID: id)
  }

  var spooled: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: province.folder.path("spool")) }
  }
}

extension CollectionCenter {
  fileprivate func entries(of uploadID: String, by keeper: some RosterKeeper) async throws -> [RosterEntry] {
    let upload = try await waitingUpload(uploadID, of: keeper)
    let basis = try await records.read { try $0.rosterBasis(campaignID: upload.campaignID, keeper: keeper) }
    return try await readUpload(upload, basis).entries
  }
}
