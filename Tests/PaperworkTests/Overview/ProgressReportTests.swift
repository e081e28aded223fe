import Foundation
import GraduatePhotos
import Testing

@testable import Paperwork

@Suite("N2: 进度通报 as a text document and a workbook")
struct ProgressReportTests {
  private let plan = CampaignPlan(
    province: "甘肃省", provinceCode: "62", graduatingClass: GraduatingClass(year: 2014),
    offices: [Office(kind: .educationDepartment, name: "甘肃省教育厅")])
  private let today = CalendarDay(milliseconds: 1_397_520_000_000)

  private func report(late: Int, institutions: Int) -> ProgressReport {
    var count = SeasonCount()
    for step in SeasonStep.allCases { count.standing[step, default: WaitingTally()].add(since: 1_390_000_000_000) }
    var total = InstitutionSeason()
    for _ in 0..<institutions { total.people += count }
    total.judged = 1_000
    total.firstPass = 973
    func name(_ number: Int) -> String { number == 0 ? "示例䶮𬭎大学 & <继续教育>学院" : "示例\(number)大学" }
    return ProgressReport(
      plan: plan, steps: SeasonStep.allCases, countedAt: "2014年4月15日（周二）14:30", today: today, now: 1_397_520_000_000,
      total: total,
      late: (0..<late).map { number in
        ProgressReport.Late(
          code: "10\(100 + number)", name: name(number),
          items: LateItem.list(LateFacts(), in: windowed, today: today), contact: "张示例", telephone: "0931-8120000")
      },
      lines: (0..<institutions).map { ProgressReport.Line(code: "10\(100 + $0)", name: name($0), count: count) })
  }

  private var windowed: CampaignPlan {
    var plan = plan
    plan.windows = [CampaignWindow(.registration, CalendarDays(today.adding(days: -30), through: today.adding(days: -5)))]
    return plan
  }

  @Test("The document is well-formed, the same bytes each time, and keeps every character")
  func document() throws {
    let folder = try TableFolder()
    let (first, second) = (folder.file("通报.docx"), folder.file("again.docx"))
    try report(late: 3, institutions: 50).writeDocument(to: first)
    try report(late: 3, institutions: 50).writeDocument(to: second)
    #expect(try Data(contentsOf: URL(filePath: first)) == Data(contentsOf: URL(filePath: second)))
    for part in ["word/document.xml", "word/styles.xml", "word/footer1.xml", "[Content_Types].xml", "docProps/core.xml"] {
      #expect(Self.wellFormed(part, of: first), "\(part)")
    }
    let text = try Self.part("word/document.xml", of: first)
    for word in ["示例䶮𬭎大学 &amp; &lt;继续教育&gt;学院", "登记单未交，逾期 5 天", "0931-8120000", "一次合格率 97.3%", "甘肃省教育厅", "2014年4月15日"] {
      #expect(text.contains(word), "\(word)")
    }
    #expect(text.components(separatedBy: "<w:tblHeader/>").count == 5, "each of the four tables repeats its head")
    // Nobody is late: no table of them, and the document says so.
    try report(late: 0, institutions: 1).writeDocument(to: second)
    #expect(try Self.part("word/document.xml", of: second).contains("各院校没有逾期未办的事项"))
  }

  @Test("What XML cannot hold is left out, everything else is kept")
  func characters() {
    #expect(DOCXText.escaped("a\u{0}\u{1F}b\u{FFFE}\"<&>\t𬭎") == "ab&quot;&lt;&amp;&gt;\t𬭎")
    #expect(DOCXText.run("一\n二").components(separatedBy: "<w:br/>").count == 2)
  }

  @Test("LibreOffice Writer opens it and lays it out on A4 with its numbers", .enabled(if: Self.hasWriter))
  func writer() throws {
    let folder = try TableFolder()
    try report(late: 12, institutions: 50).writeDocument(to: folder.file("通报.docx"))
    let soffice = try #require(tableProgramExists("soffice"))
    _ = try tableProgram(
      soffice,
      [
        "--headless", "-env:UserInstallation=file://\(folder.path)/profile", "--convert-to", "pdf", "--outdir", folder.path,
        folder.file("通报.docx"),
      ])
    // Writer parts Han characters from digits; the text is the same.
    let text = try tableProgram("/usr/bin/pdftotext", ["-layout", folder.file("通报.pdf"), "-"]).filter { $0 != " " }
    for word in ["2014届毕业生图像信息采集进度通报", "一、总体进度", "逾期院校", "示例11大学", "登记单未交", "合计", "第1/"] {
      #expect(text.contains(word), "\(word)")
    }
    let facts = try tableProgram("/usr/bin/pdfinfo", [folder.file("通报.pdf")])
    #expect(facts.contains("A4"))
    if let keep = ProcessInfo.processInfo.environment["BIYING_PICTURES"] {
      _ = try tableProgram("/usr/bin/pdftoppm", ["-r", "60", "-png", folder.file("通报.pdf"), keep + "/progress-report"])
    }
  }

  @Test("The workbook holds a row for each matter that is late, and numbers as numbers")
  func workbook() throws {
    let folder = try TableFolder()
    try report(late: 2, institutions: 2).writeBook(to: folder.file("通报.xlsx"), temporaryFolder: folder.path)
    let file = try TableFile.open(path: folder.file("通报.xlsx"))
    #expect(file.sheets.map(\.name) == ["逾期院校", "各院校进度"])
    var rows: [[String]] = []
    try file.forEachRow(sheet: 0) { row in
      rows.append(row.cells.map(\.text))
      return true
    }
    let late = rows.filter { $0.first == "10100" }
    #expect(late.map { $0[2] } == ["登记单未交", "学生名单未交"] && late.allSatisfy { $0[5] == "5" && $0[7] == "0931-8120000" })
    rows = []
    try file.forEachRow(sheet: 1) { row in
      rows.append(row.cells.map(\.text))
      return true
    }
    #expect(rows.last.map { Array($0.prefix(4)) } == ["", "合计", "14", "12"])
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["通报.xlsx"])
  }

  // MARK: - Other programs

  private static let hasWriter: Bool = {
    guard let soffice = tableProgramExists("soffice"), tableProgramExists("pdftotext") != nil else { return false }
    let program = URL(fileURLWithPath: soffice).resolvingSymlinksInPath().deletingLastPathComponent().path
    return FileManager.default.fileExists(atPath: program + "/libswlo.so")
  }()

  private static func part(_ name: String, of path: String) throws -> String {
    try tableProgram(
      "/usr/bin/python3",
      ["-c", "import sys, zipfile; sys.stdout.buffer.write(zipfile.ZipFile(sys.argv[1]).read(sys.argv[2]))", path, name])
  }

  private static func wellFormed(_ name: String, of path: String) -> Bool {
    let program =
      "import sys, zipfile, xml.dom.minidom as m; m.parseString(zipfile.ZipFile(sys.argv[1]).read(sys.argv[2])); print('ok')"
    return (try? tableProgram("/usr/bin/python3", ["-c", program, path, name])) == "ok\n"
  }
}
