import GraduatePhotos
import Testing

@Suite("Rules of a roster row (X2, A2, A4, domain.md 2.2 and 3)")
struct RosterRulesTests {
  private func check(_ changes: [RosterColumn: TableCell], _ context: RosterContext = Fixture.context) -> RosterChecker.Outcome
  {
    RosterRules.check(
      Fixture.row(1, at: 37, changes), mapping: ColumnMatching.match(header: Fixture.header).mapping, context: context)
  }

  private func reasons(_ changes: [RosterColumn: TableCell], _ context: RosterContext = Fixture.context) -> [String] {
    check(changes, context).problems.map(\.reason)
  }

  @Test("A good row becomes an entry, value by value")
  func good() throws {
    let outcome = check([:])
    let entry = try #require(outcome.entry)
    #expect(outcome.problems.isEmpty)
    #expect(entry.category == .regular && entry.level == .bachelor && entry.sex == .male)
    #expect(entry.expectedGraduation == Fixture.day(2026, 6, 30))
    #expect(
      RosterColumn.template.map { entry[$0] } == [
        "10730", "兰州大学", "", "普通", "文学院", "汉语言文学", "汉文1班", "2022000001", "李婷", "男", "居民身份证", Fixture.idNumber(1), "本科", "4",
        "20260630",
        "", "",
      ])
  }

  @Test("The sentence of a problem is that of look.md")
  func sentence() throws {
    let good = Fixture.idNumber(1)
    let wrong = String(good.dropLast()) + (good.hasSuffix("1") ? "2" : "1")
    let outcome = check([.idNumber: TableCell(text: wrong)])
    let problem = try #require(outcome.problems.first)
    #expect(outcome.entry == nil)
    #expect(problem.sentence == "第 37 行 身份证号：校验位应为 \(good.suffix(1))，请核对原件")
    #expect(problem.shownValue == IDNumber.masked(wrong) && !problem.sentence.contains(wrong))
    var place = problem.place
    place.sheet = "本科"
    #expect(place.chinese == "工作表「本科」第 37 行")
  }

  @Test(
    "Required columns",
    arguments: [RosterColumn.institutionCode, .institutionName, .category, .department, .studentNumber, .name, .sex, .idNumber])
  func required(column: RosterColumn) {
    let outcome = check([column: .blank])
    #expect(outcome.entry == nil)
    #expect(outcome.problems.map(\.reason) == [RosterReason.missing])
    #expect(outcome.problems.first?.column == column)
  }

  @Test("Optional columns may be blank")
  func optional() {
    for column in RosterColumn.template where !column.isRequired {
      #expect(check([column: .blank]).entry != nil, "\(column)")
    }
  }

  @Test("Widths are bytes of GB 18030 and can be changed")
  func widths() {
    #expect(reasons([.department: TableCell(text: String(repeating: "院", count: 20))]).isEmpty)
    #expect(reasons([.department: TableCell(text: String(repeating: "院", count: 21))]) == [RosterReason.tooLong])
    let huge = TableCell(text: String(repeating: "李", count: RegistrationLimits.cellBytes))
    #expect(reasons([.name: huge]) == [RosterReason.tooLong] && check([.name: huge]).entry == nil)
    var context = Fixture.context
    context.widths[.department] = 24
    #expect(reasons([.department: TableCell(text: String(repeating: "院", count: 13))], context) == [RosterReason.tooLong])
  }

  @Test("3.1: sex must agree with the 17th place")
  func sex() {
    #expect(reasons([.sex: "女"]) == [RosterReason.sexDiffers])
    #expect(reasons([.sex: "１"]).isEmpty)
    #expect(reasons([.sex: "未知"]) == [RosterReason.unknownValue])
    #expect(check([.sex: "女"]).problems.first?.message == "与身份证号第 17 位不一致（按号码为男）")
    // A passport says nothing about it.
    #expect(check([.sex: "女", .idNumberKind: "护照", .idNumber: "E12345678"]).entry?.sex == .female)
  }

  @Test("Numbers that spreadsheets spoiled are named as such")
  func lostDigits() {
    let cell = TableCell(text: "620102200301010000", origin: .number, lostDigits: true)
    #expect(reasons([.idNumber: cell]) == [RosterReason.lostDigits])
    #expect(reasons([.idNumber: "6.20102E+17"]) == [RosterReason.lostDigits])
    #expect(reasons([.studentNumber: "3.2E+11"]) == [RosterReason.lostDigits])
    #expect(reasons([.studentNumber: cell]) == [RosterReason.lostDigits])
    #expect(reasons([.studentNumber: "13E45"]).isEmpty)
    #expect(
      reasons([.idNumber: "#N/A"]) == [RosterReason.formulaError]
        && reasons([.department: "#REF!"]) == [RosterReason.formulaError])
    #expect(check([.studentNumber: TableCell(text: "2022000001.0", origin: .number)]).entry?.studentNumber == "2022000001")
  }

  @Test("Leading zeros: a number shorter than the others has lost them, met before or after")
  func lostZeros() {
    var checker = Fixture.checker
    let short = TableCell(text: "22000001", origin: .number)
    #expect(checker.check(Fixture.row(1, at: 2, [.studentNumber: short])).problems.isEmpty)
    #expect(checker.check(Fixture.row(3, at: 3, [.studentNumber: short])).problems.isEmpty)
    #expect(checker.check(Fixture.row(5, at: 4, [.studentNumber: "0022000003"])).problems.isEmpty)
    let later = checker.check(Fixture.row(7, at: 5, [.studentNumber: short])).problems
    #expect(later.map(\.reason) == [RosterReason.lostZeros] && later.first?.message.contains("少 2 位") == true)
    let atEnd = checker.finish()
    #expect(atEnd.count == 1 && atEnd.first?.place.row == 2 && atEnd.first?.message.contains("2 个学号") == true)
    #expect(Fixture.checker.finish().isEmpty)
  }

  @Test("Names: notes are tidied, warnings pass, errors block")
  func names() throws {
    let spaced = try #require(check([.name: "李 婷"]).entry)
    #expect(spaced.name.value == "李婷" && spaced.tidied.contains(.nameSpaces))
    let missing = check([.name: "李??"])
    #expect(missing.entry?.nameLacksCharacters == true && missing.problems.map(\.reason) == ["name.missing-character"])
    let privateUse = check([.name: "李\u{E863}"])
    #expect(privateUse.entry?.name.value == "李\u{E863}" && privateUse.problems.first?.message.contains("䶮") == true)
    #expect(check([.name: "李1婷"]).entry == nil)
  }

  @Test("A4: the institution's own code and name; an older name is put right, another one refused")
  func institution() throws {
    #expect(reasons([.institutionCode: "10731"]) == [RosterReason.otherInstitution])
    #expect(reasons([.institutionCode: "4162010730"]) == ["institution-code.long-identifier"])
    #expect(reasons([.institutionName: "兰州交通大学"]) == [RosterReason.otherName])
    let older = check([.institutionName: "兰州老大学"])
    #expect(older.entry?.institutionName == "兰州大学" && older.problems.map(\.severity) == [.warning])
  }

  @Test("A4: a code the institution bore before is taken with a word, the provisional one above all")
  func formerCode() {
    var context = Fixture.context
    context.formerCodes = ["临001", "10700"]
    for code in ["临001", "10700"] {
      let outcome = check([.institutionCode: TableCell(text: code)], context)
      #expect(outcome.entry?.institutionCode == "10730")
      #expect(outcome.problems.map(\.reason) == [RosterReason.formerCode] && outcome.problems[0].severity == .warning)
    }
    #expect(reasons([.institutionCode: "临002"], context) == [RosterReason.otherInstitution])
  }

  @Test("A2: a name that goes on behind the institution's is a known center, or a warning: it may be another institution")
  func nameWithMore() {
    var context = Fixture.context
    context.studyCenters = [
      StudyCenter(
        parentCode: InstitutionCode(stored: "10730"), parentName: "兰州大学", ownName: "天水函授站", province: "甘肃省")
    ]
    #expect(check([.institutionName: "兰州大学天水函授站"], context).problems.isEmpty)
    let college = check([.institutionName: "兰州大学示例学院"], context)
    #expect(college.entry != nil && college.problems.map(\.reason) == [RosterReason.unknownPart])
    #expect(college.problems.first?.message.contains("示例学院") == true)
  }

  @Test("A refused row still says whom it is about")
  func refusedRow() {
    let wrongSex = check([.sex: "男", .idNumber: TableCell(text: Fixture.idNumber(2))])
    #expect(wrongSex.entry == nil && wrongSex.refused?.idKey == Fixture.entry(2).idNumber.comparisonKey)
    #expect(wrongSex.refused?.studentNumber.isEmpty == false && wrongSex.refused?.name == "李婷")
    let lost = check([.idNumber: TableCell(text: "6.2E+17"), .studentNumber: TableCell(text: "2.0E+11")])
    #expect(lost.refused?.idKey == "" && lost.refused?.studentNumber == "" && lost.refused?.name == "李婷")
    let long = check([.remark: TableCell(text: String(repeating: "长", count: 3_000))])
    #expect(long.entry == nil && long.refused?.studentNumber.isEmpty == false)
    #expect(check([:]).refused == nil)
  }

  @Test("A2, N7: study centers, registered or not, here or in another province")
  func studyCenters() {
    var context = Fixture.context
    let parent = InstitutionCode(stored: "10730")
    context.studyCenters = [
      StudyCenter(parentCode: parent, parentName: "兰州大学", ownName: "天水函授站", province: "甘肃省"),
      StudyCenter(parentCode: parent, parentName: "兰州大学", ownName: "西宁函授站", province: "青海省"),
    ]
    #expect(reasons([.studyCenterName: "天水函授站"], context).isEmpty)
    #expect(check([.studyCenterName: "兰州大学天水函授站"], context).entry?.studyCenterName == "天水函授站")
    #expect(reasons([.studyCenterName: "西宁函授站"], context) == [RosterReason.handedOver])
    #expect(reasons([.studyCenterName: "平凉函授站"], context) == [RosterReason.unknownStudyCenter])
    #expect(check([.studyCenterName: "平凉函授站"], context).entry != nil)
  }

  @Test(
    "Category and level agree",
    arguments: [("研究生", "硕士", true), ("研究生", "本科", false), ("普通", "博士", false), ("成人", "专升本", true), ("普通", "高职（专科）", true)])
  func levels(category: String, level: String, isGood: Bool) {
    let reasons = reasons([.category: TableCell(text: category), .level: TableCell(text: level)])
    #expect(reasons == (isGood ? [] : [RosterReason.levelDiffers]))
  }

  @Test("Unknown values come with a suggestion")
  func suggestions() {
    #expect(check([.category: "普通类"]).problems.first?.message == "「普通类」无法识别，是否为「普通」")
    #expect(check([.level: "硕土"]).problems.first?.message.contains("硕士") == true)
    var context = Fixture.context
    context.categories = [.regular]
    #expect(reasons([.category: "成人"], context) == [RosterReason.categoryNotCollected])
    #expect(reasons([.studyLength: "四年"]).isEmpty && check([.studyLength: "两年半"]).entry?.studyLength == "2.5")
    #expect(reasons([.studyLength: "9"]) == [RosterReason.unknownValue])
  }

  @Test("Dates: year of the class, months, nonsense, spreadsheet counts")
  func dates() {
    #expect(reasons([.expectedGraduation: "2027-01-10"]) == [RosterReason.graduationYear])
    #expect(check([.expectedGraduation: "2027-01-10"]).entry != nil)
    #expect(check([.expectedGraduation: "20290630"]).entry == nil)
    #expect(reasons([.expectedGraduation: "2026.6"]) == [RosterReason.monthOnly])
    #expect(reasons([.expectedGraduation: "20260631"]) == [RosterReason.date])
    #expect(reasons([.expectedGraduation: TableCell(text: "46203", origin: .number)]).isEmpty)
    var freshmen = Fixture.context
    freshmen.kind = .freshmen
    #expect(reasons([.expectedGraduation: "20300630"], freshmen).isEmpty)
  }

  @Test("Optional columns: birth date and enrolment are checked, the rest kept")
  func extras() throws {
    let header = Fixture.header + ["出生日期", "入学日期", "考生号", "民族", "毕结业"]
    let mapping = ColumnMatching.match(header: header).mapping
    func check(_ extra: [TableCell]) -> RosterChecker.Outcome {
      var row = Fixture.row()
      row.cells += extra
      return RosterRules.check(row, mapping: mapping, context: Fixture.context)
    }
    let entry = try #require(check(["2003/1/1", "20220901", "22620102110001", "回族", "毕业"]).entry)
    #expect(entry[.birthDate] == "20030101" && entry[.examineeNumber] == "22620102110001" && entry[.ethnicity] == "回族")
    #expect(check(["2003/1/2"]).problems.map(\.reason) == [RosterReason.birthDateDiffers])
    #expect(check([.blank, "20260701"]).problems.map(\.reason) == [RosterReason.dateOrder])
    #expect(check([.blank, .blank, "2.26E+13"]).problems.map(\.reason) == [RosterReason.lostDigits])
    #expect(check([.blank, .blank, .blank, .blank, "肄业"]).problems.map(\.reason) == [RosterReason.unknownValue])
  }

  @Test("Freshmen without a student number need an examinee number (A2)")
  func freshmen() {
    var context = Fixture.context
    context.kind = .freshmen
    #expect(check([.studentNumber: .blank], context).entry == nil)
    var row = Fixture.row(1, at: 2, [.studentNumber: .blank])
    row.cells.append("22620102110001")
    let mapping = ColumnMatching.match(header: Fixture.header + ["考生号"]).mapping
    #expect(RosterRules.check(row, mapping: mapping, context: context).entry?.studentNumber == "")
  }

  @Test("Blank rows and repeated headers are nothing")
  func blanks() {
    var checker = Fixture.checker
    let blank = checker.check(RosterRow(place: RosterPlace(row: 9), cells: [.blank, " ", .blank]))
    #expect(blank.isBlank && blank.entry == nil && blank.problems.isEmpty)
    #expect(checker.check(RosterRow(place: RosterPlace(row: 9), cells: Fixture.header.map { TableCell(text: $0) })).isBlank)
    #expect(!checker.check(RosterRow(place: RosterPlace(row: 10), cells: ["10730"])).isBlank)
  }

  @Test("A value in the wrong column never shows a whole identity number")
  func shiftedColumns() {
    let number = Fixture.idNumber(1)
    let outcome = check([.name: TableCell(text: number), .studentNumber: TableCell(text: number + "号"), .remark: "x"])
    #expect(outcome.entry == nil && outcome.problems.count >= 2)
    for problem in outcome.problems {
      #expect(!problem.shownValue.contains(number) && !problem.sentence.contains(number))
    }
  }

  @Test("The memory of the checker changes nothing: any order of rows gives the same verdicts", arguments: 1...10)
  func memoryIsHarmless(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let values: [RosterColumn: [TableCell]] = [
      .category: ["普通", "研究生", "成人类", .blank], .level: ["本科", "硕士", "硕土", .blank], .department: ["文学院", "理学院", .blank, "#N/A"],
      .institutionName: ["兰州大学", "兰州老大学", "别的大学"], .studyLength: ["4", "四年", "9"], .sex: ["男", "女", "?"],
    ]
    var checker = Fixture.checker
    for number in 2..<200 {
      var changes: [RosterColumn: TableCell] = [:]
      for column in RosterColumn.allCases {
        if let value = values[column]?.randomElement(using: &random), Bool.random(using: &random) { changes[column] = value }
      }
      let row = Fixture.row(number, at: number, changes)
      let remembered = checker.check(row)
      let fresh = RosterRules.check(row, mapping: checker.mapping, context: checker.context)
      #expect(remembered.entry == fresh.entry && remembered.problems == fresh.problems)
    }
  }

  @Test("Random cells never trap, and an entry comes without errors only", arguments: 1...8)
  func randomCells(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let scalars = Array("0123456789Xx.-+Ee年月 　?？#·（）李王ABc\u{E863}\u{2F00}\u{F900}𠮷\u{200B}\u{0}\n".unicodeScalars)
    var checker = Fixture.checker
    for number in 0..<300 {
      var row = Fixture.row(number, at: number + 2)
      for index in row.cells.indices where Int.random(in: 0..<3, using: &random) == 0 {
        var text = String.UnicodeScalarView()
        for _ in 0..<Int.random(in: 0..<30, using: &random) { text.append(scalars.randomElement(using: &random) ?? "0") }
        row.cells[index] = TableCell(text: String(text), origin: Bool.random(using: &random) ? .text : .number)
      }
      let outcome = checker.check(row)
      let hasError = outcome.problems.contains { $0.severity == .error }
      #expect(outcome.isBlank || hasError == (outcome.entry == nil))
    }
  }
}
