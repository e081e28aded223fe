import Foundation
import GraduatePhotos

@testable import Paperwork

/// Made-up papers of the verification, with all that is hard: rare characters, 30-character names, both sides of shifts, no rows.
enum VerificationFixtures {
  static let campaign = "甘肃省2014届毕业生图像信息采集"
  static let longGroup = "计算机与通信工程学院暨软件学院（示范性）　𬭎䶮㛃𠮷信息与计算科学（中外合作办学）二〇一〇级二班"
  static let rareNames = ["张䶮", "㛃小雨", "𬭎", "𠮷田", "买买提·吐尔逊·阿卜杜热合曼·依明尼亚孜·库尔班江·艾合买提江", "王芳"]
  static let day = CalendarDay(dayNumber: 16_180)
  static let numbers = ["990000200301010017", "990000200301010025", "990000200301010033"]

  static func caption(_ index: Int) -> RosterCaption {
    RosterCaption(
      institution: PaperFixtures.institution, name: rareNames[index % rareNames.count], studentNumber: "0010240\(100 + index)",
      idNumber: numbers[index % numbers.count], shotSerial: "12-\(1000 + index)")
  }

  static func code(_ index: Int) throws -> CodeCaption {
    try CodeCaption(code: "K7QM-\(1000 + index)", shotSerial: "12-\(1000 + index)")
  }

  /// Wrong names, numbers and departments, and a pair after each four.
  static func errata(_ count: Int) -> [ErrataLine] {
    (0..<count).map { index in
      let person = caption(index)
      let isShift = index % 6 >= 4
      let partner = index % 6 == 4 ? index + 1 : index - 1
      let field: RosterColumn = isShift ? .plannedSerial : [.name, .idNumber, .department, .studentNumber][index % 6 % 4]
      let (old, new): (String, String) =
        isShift
        ? (person.shotSerial, caption(partner).shotSerial)
        : field == .name
          ? (person.name, "阿依古丽·买买提·吐尔逊·阿卜杜热合曼·依明尼亚孜·库尔班")
          : field == .idNumber ? (person.idNumber, numbers[(index + 1) % 3]) : ("原\(index)", "正确的院系名称\(index)")
      return ErrataLine(
        institutionCode: "10731", shotSerial: person.shotSerial, field: field, old: old, new: new, name: person.name,
        studentNumber: person.studentNumber, idNumber: person.idNumber, kind: isShift ? .shifted : .wrongData, handler: "赵守正",
        day: day)
    }
  }

  static func paper(_ count: Int) -> ErrataPaper<ErrataLine> {
    ErrataPaper(
      campaign: campaign, institution: PaperFixtures.institution, institutionCode: "10731", lines: errata(count),
      recipient: "某通讯社图片社，北京市西城区示例大街 57 号　010-00000000")
  }

  static func letter(_ count: Int) -> MissingLetterPaper<RosterCaption> {
    MissingLetterPaper(
      campaign: campaign, recipient: "某通讯社图片社（总部）", institution: PaperFixtures.institution, institutionCode: "10731",
      delivery: "GP-2014-10731-1", rows: (0..<count).map { .init(caption($0), group: longGroup) }, contactName: "张䶮",
      address: "甘肃省兰州市七里河区兰工坪路287号逸夫楼A座312室", telephone: "0931-0000000", issued: "2014年4月20日")
  }

  static func makeup(_ count: Int) -> MakeupPaper<RosterCaption> {
    MakeupPaper(
      campaign: campaign, institution: PaperFixtures.institution, institutionCode: "10731",
      appointment: "2014年4月9日（周三）–4月12日（周六）　某通讯社甘肃分社，兰州市城关区示例路 8 号",
      rows: (0..<count).map { index in
        let ground = MakeupGround.allCases[index % 3]
        return .init(
          caption(index), group: index % 3 == 0 ? longGroup : "文学院　汉文1班", ground: ground, isFree: ground.isFree(wasShot: false),
          time: "4月9日（周三）09:15", newSerial: index % 2 == 0 ? "B-\(100 + index)" : "")
      })
  }

  static var plan: CampaignPlan {
    CampaignPlan(
      province: "甘肃省", provinceCode: "62", graduatingClass: GraduatingClass(year: 2014),
      windows: [CampaignWindow(.makeup, CalendarDays(day.adding(days: -11), through: day.adding(days: -8)))], makeupPlace: "分社")
  }

  static func ledger(departments: Int, classes: Int, allKinds: Bool = false) -> Ledger {
    let kinds = allKinds ? StatusChange.Kind.allCases : [.suspension, .military]
    return Ledger(
      (0..<departments).flatMap { department in
        (0..<classes).map { group in
          var posts: [LedgerPost: Int] = [.captured: 38, .missing(.notShot): group % 3, .missing(.retake): group % 2]
          for (index, kind) in kinds.enumerated() where (group + index) % 4 == 0 { posts[.left(kind)] = 1 }
          return LedgerEntry(
            LedgerPlace(
              institutionCode: "10731", institution: PaperFixtures.institution,
              category: department % 4 == 3 ? .adult : .regular,
              department: department == 0 ? "计算机与通信工程学院暨软件学院（示范性）" : "第\(department)学院",
              classGroup: group == 0 ? "𬭎䶮㛃𠮷信息与计算科学（中外合作办学）二〇一〇级二班" : "\(department)\(group)班"),
            LedgerCount(due: posts.values.reduce(0, +), posts))
        }
      })
  }

  static func ledgerPaper(_ ledger: Ledger, _ scope: LedgerPaper.Scope = .institution) -> LedgerPaper {
    LedgerPaper(
      plan: plan, owner: scope == .province ? "甘肃省" : "\(PaperFixtures.institution)　学校代码 10731", ledger: ledger, scope: scope,
      countedAt: "2014年4月20日（周日）14:30", today: day)
  }

  /// Papers for people to look at: kept in the folder named by BIYING_PICTURES.
  static func keep(_ bytes: [UInt8], _ name: String) throws {
    guard let folder = ProcessInfo.processInfo.environment["BIYING_PICTURES"] else { return }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Data(bytes).write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
  }
}
