import Foundation
import Testing

@testable import Paperwork

/// Made-up papers with everything that is hard: rare characters, long names, full and empty lists.
enum PaperFixtures {
  static let longName = "买买提·吐尔逊·阿卜杜热合曼·依明尼亚孜·库尔班江·艾"
  static let names = ["张䶮", "㛃小雨", "𬭎", "𠮷田", longName, "王芳"]
  static let institution = "西北联合职业技术与继续教育大学（筹建中的第二名称）"

  static func identity(code: String? = "BY1:7K2MQ9XA4FTR8WZC3N5D") -> PaperIdentity {
    PaperIdentity(
      number: "DJ-2014-10731", date: "2013年9月24日", contentHash: "7F3A-91C0-2E4D", code: code, createdAt: 1_380_000_000)
  }

  static func slip(points: Int) -> RegistrationSlipPaper {
    RegistrationSlipPaper(
      campaign: "甘肃省2014届高校毕业生图像信息采集", institutionName: institution, studyCenterName: "酒泉市敦煌校外学习中心暨函授站",
      institutionCode: "10731", isCodeProvisional: true, address: "甘肃省兰州市七里河区兰工坪路287号逸夫楼A座312室", contact: "张䶮",
      telephone: "0931-0000000", secondTelephone: "13800000000",
      counts: [
        .init(category: "普通", heads: 4248), .init(category: "成人", heads: 964), .init(category: "研究生", heads: 803),
      ],
      shootingPoints: (0..<points).map { index in
        .init(
          place: "第\(index + 1)教学楼东侧报告厅一层", leader: .init(name: "王守正", telephone: "13800000001"),
          coordinators: [.init(name: "𬭎小雨", telephone: "0931-0000001"), .init(name: "𠮷田", telephone: "13800000003")],
          confirmed: [true, true, true, true, true, index.isMultiple(of: 2)])
      }, receiver: .init(name: "𠮷田", telephone: "0931-0000002"), receiverAddress: "甘肃省兰州市城关区示例路 8 号档案馆二层 203 室　730000",
      remark: "研究生分两天拍摄，第二天上午请从西门进校")
  }

  static func classSheet(_ number: Int, rows: Int) -> ClassSheet {
    ClassSheet(
      department: "计算机与通信学院", classGroup: "计算机科学与技术2010级\(number)班", appointment: "2013年10月14日（周一）9:00–9:30",
      rows: (0..<rows).map { index in
        .init(
          studentNumber: "1024\(number)\(100 + index)", name: names[index % names.count],
          sex: index.isMultiple(of: 2) ? "男" : "女",
          idNumber: "990000200301010017", birthDate: "2003-01-01")
      })
  }

  static let letters: [any Paper] = [
    ScatterProofPaper(
      branch: "某通讯社陕西分社", institutionName: institution, institutionCode: "10731", campaign: "2014届", studentName: longName,
      sex: "男", idNumber: "990000200301010017", studentNumber: "10240117", department: "计算机与通信学院", major: "软件工程",
      level: "本科", reason: "在西安实习", validUntil: "2014年4月12日", contact: "张䶮", telephone: "0931-0000000", issued: "2014年3月1日"),
    InvitationPaper(
      addressee: "张䶮老师", campaign: "2014届", role: "学籍管理员", link: "https://photo.example.cn/welcome/7K2MQ9XA4FTR8WZC3N5D",
      expires: "2013年9月30日（周一）18:00", sender: "某省教育厅学生处", telephone: "0931-0000000", issued: "2013年9月24日"),
    RecoveryCodesPaper(accountName: "张䶮", codes: ["K7QM-1137-X9TD", "K7QM-1274-X9TD"], issued: "2013年9月24日"),
    MonthlyCheckPaper(
      date: "2013年10月1日",
      lines: [.init(item: "备份时间", isRight: false, finding: "最近一次是 12 天前", remedy: "请运行 biying backup")]),
    ProblemListPaper(
      institution: institution, fileName: "10731.xls",
      problems: [.init(place: "Sheet1 第 37 行", column: "身份证号", value: "990***********0017", reason: "校验位应为 X", remedy: "请核对原件")]
    ),
    SealedPaper(
      title: "漏拍名单", subtitles: ["2014届"],
      blocks: [
        .line("总部："), .paragraph("下列同学没有照片。"), .checks([.init("已核对身份证", isDone: true), .init("已通知本人", isDone: false)]),
        .table(.init(columns: [.init("姓名", 40), .init("身份证号", 60)], rows: [["𬭎", "990000200301010017"]])),
      ], signatures: ["联系人", "地址", "电话"]),
  ]
}

/// Programs that look at a PDF from outside.
enum PDFTools {
  static let hasText = FileManager.default.isExecutableFile(atPath: "/usr/bin/pdftotext")

  /// A word and where it stands, in millimetres from the top left of its page.
  struct Word: Equatable {
    let page: Int
    let text: String
    let left: Double
    let top: Double
    let right: Double
    let bottom: Double
  }

  /// The text of a PDF without any white space, page by page.
  static func pages(_ pdf: [UInt8]) throws -> [String] {
    try run(pdf, option: "-q").split(separator: "\u{0C}").map { $0.filter { !$0.isWhitespace } }
  }

  /// Every word of a PDF with its place.
  static func words(_ pdf: [UInt8]) throws -> [Word] {
    var words: [Word] = []
    var page = 0
    for line in try run(pdf, option: "-bbox").split(separator: "\n") {
      if line.contains("<page ") { page += 1 }
      guard let match = line.firstMatch(of: /xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*)<\/word>/)
      else { continue }
      let sides = [match.1, match.2, match.3, match.4].compactMap { Double($0) }.map { $0 / Page.pointsPerMillimetre }
      try #require(sides.count == 4)
      words.append(
        Word(page: page, text: String(match.5), left: sides[0], top: sides[1], right: sides[2], bottom: sides[3]))
    }
    return words
  }

  private static func run(_ pdf: [UInt8], option: String) throws -> String {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let input = folder.appendingPathComponent("paper.pdf")
    try Data(pdf).write(to: input)
    let output = folder.appendingPathComponent("paper.txt").path
    let ending = try BoundedProcess.run(
      "exec pdftotext -enc UTF-8 \"$1\" \"$2\" -", [option, input.path], output: output, messages: output + ".messages",
      seconds: 60)
    try #require(ending == .exited(0))
    return String(decoding: try #require(FileManager.default.contents(atPath: output)), as: UTF8.self)
  }
}
