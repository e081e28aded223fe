import GraduatePhotos
import Testing

@Suite("A7: a 《勘误表》 is read row by row")
struct ErrataFormTests {
  private static let header = ErrataColumn.columns(in: .roster).map(\.chineseName)

  private func read(
    _ rows: [[TableCell]], header: [String] = header, regime: Regime = .roster
  ) throws(ErrataFormRefusal) -> ErrataFormReader {
    let today = Fixture.day(2014, 5, 1)
    var reader = ErrataFormReader(.init(regime: regime, institutionCode: "10730", formerCodes: ["临001"], today: today))
    try reader.take(RosterRow(place: RosterPlace(row: 1), cells: ["勘误表"]))
    try reader.take(RosterRow(place: RosterPlace(row: 2), cells: header.map { TableCell(text: $0) }))
    for (index, cells) in rows.enumerated() { try reader.take(RosterRow(place: RosterPlace(row: index + 3), cells: cells)) }
    try reader.finish()
    return reader
  }

  private func row(_ changes: [ErrataColumn: TableCell] = [:]) -> [TableCell] {
    var cells: [ErrataColumn: TableCell] = [
      .number: "1", .institutionCode: "10730", .shotSerial: "0012", .field: "姓名", .old: "李停", .new: "李婷", .name: "李停",
      .studentNumber: "2010001", .idNumber: TableCell(text: Fixture.idNumber(1)), .kind: "数据错误", .handler: "张老师",
      .day: "2014-04-20",
    ]
    cells.merge(changes) { $1 }
    return ErrataColumn.columns(in: .roster).map { cells[$0] ?? .blank }
  }

  private func problem(_ changes: [ErrataColumn: TableCell]) throws -> [String] {
    let reader = try read([row(changes)])
    #expect(reader.lines.isEmpty && reader.problemCount == reader.problems.count)
    return reader.problems.map(\.sentence)
  }

  @Test("A7: a good row is a line; words are understood as schools write them")
  func good() throws {
    let reader = try read([
      row(), row([.field: "身份证号码", .kind: .blank, .institutionCode: "临001"]),
      row([.day: TableCell(text: "41749", origin: .number)]),
      row([.field: "拍摄序号", .old: "0012", .new: "0013", .kind: "错位"]),
      row([.field: .blank, .old: "0013", .new: .blank, .kind: "数据错位"]),
    ])
    #expect(reader.problems.isEmpty && reader.lines.count == 5)
    #expect(reader.lines.map(\.line.field) == [.name, .idNumber, .name, .plannedSerial, .plannedSerial])
    #expect(reader.lines[1].line.kind == .wrongData && reader.lines[1].line.institutionCode == "10730")
    #expect(reader.lines[2].line.day == Fixture.day(2014, 4, 20) && reader.lines[0].place.row == 3)
  }

  @Test("A7: what is wrong is said with row, field and remedy")
  func problems() throws {
    let future = try problem([.day: "2014-05-02"])
    #expect(future == ["第 3 行 日期：2014年5月2日（周五） 还没有到，请核对日期"])
    #expect(try problem([.field: "名子"])[0].contains("「名子」无法识别"))
    #expect(try problem([.field: "学校名称"])[0].hasPrefix("第 3 行 错误字段：「学校名称」是全校共用的"))
    #expect(try problem([.field: "照片"])[0].contains("免费补拍"))
    #expect(try problem([.field: .blank])[0] == "第 3 行 错误字段：没有填写，请写姓名、学号、身份证号等")
    #expect(try problem([.kind: "重复"])[0] == "第 3 行 错误类型：「重复」无法识别，请写数据错误或数据错位")
    #expect(try problem([.kind: "数据错位"])[0].hasPrefix("第 3 行 错误字段：数据错位的错误字段应是拍摄序号"))
    #expect(try problem([.new: .blank])[0] == "第 3 行 正确内容：没有填写，请写正确的内容")
    #expect(try problem([.old: .blank])[0].hasPrefix("第 3 行 错误内容：没有填写"))
    #expect(try problem([.new: "李停"])[0].hasPrefix("第 3 行 正确内容：与错误内容相同"))
    #expect(try problem([.new: "同上"])[0] == "第 3 行 正确内容：写的是「同上」，请写出内容")
    #expect(try problem([.name: .blank])[0] == "第 3 行 姓名：没有填写，请写学生姓名")
    #expect(try problem([.studentNumber: .blank, .idNumber: .blank])[0].contains("学号和身份证号都没有填写"))
    let lost = TableCell(text: "620102199001011000", origin: .number, lostDigits: true)
    #expect(try problem([.idNumber: lost]) == ["第 3 行 身份证号：是以数字保存的，末几位已经丢失，请把这一列设为文本，从原件重新填写"])
    #expect(try problem([.new: "#N/A"])[0].contains("公式"))
    #expect(try problem([.institutionCode: "10731"])[0] == "第 3 行 学校代码：是 10731，与本校代码 10730 不同，请核对；函授站填总校代码")
    #expect(try problem([.day: "四月二十日"])[0].contains("不是有效的日期"))
    #expect(try problem([.handler: .blank])[0] == "第 3 行 经手人：没有填写，请写经手人的姓名")
    let shown = try problem([.day: TableCell(text: Fixture.idNumber(1))])[0]
    #expect(!shown.contains(Fixture.idNumber(1)))
  }

  @Test("A7: numbered empty rows, blank rows, repeated headers and signatures are no lines; handler and day go on downwards")
  func shapes() throws {
    let reader = try read([
      row(), [], ["2", "10730"], Self.header.map { TableCell(text: $0) },
      row([.institutionCode: .blank, .handler: "同上", .day: .blank]),
      ["经办人：张三", .blank, .blank, "联系电话：", "0931-1234567", .blank, "（盖章）"], ["注：须加盖校章"], ["李婷"],
    ])
    #expect(reader.problems.isEmpty && reader.lines.count == 2)
    #expect(reader.lines[1].line.handler == "张老师" && reader.lines[1].line.day == Fixture.day(2014, 4, 20))
    #expect(reader.passedOver.map(\.row) == [8, 9, 10])
  }

  @Test("A7: a table that is no form says what it lacks")
  func refusals() throws {
    #expect(throws: ErrataFormRefusal.empty) { try read([["1", "10730"]]) }
    #expect(throws: ErrataFormRefusal.missingColumns([.new])) { try read([], header: ["序号", "错误字段", "错误内容", "学号"]) }
    #expect(throws: ErrataFormRefusal.missingColumns([.studentNumber, .idNumber])) {
      try read([], header: ["错误字段", "错误内容", "正确内容", "姓名"])
    }
    #expect(throws: ErrataFormRefusal.noHeader) { try read((0..<30).map { _ in ["说明"] }, header: ["甲", "乙"]) }
    #expect(throws: ErrataFormRefusal.tooManyRows(limit: 2_000)) { try read((0..<2_001).map { _ in row() }) }
    let many = try read((0..<700).map { _ in row([.new: .blank]) })
    #expect(many.problems.count == 500 && many.problemCount == 700)
  }

  @Test("A7: a header of two rows, and facts about the school in cells above it")
  func headers() throws {
    let top: [TableCell] = [
      "序号", "学校代码", "拍摄序号", "错误字段", "错误内容", "正确内容", "学生信息", .blank, .blank, "错误类型", "经手人", "日期",
    ]
    let below = (0..<6).map { _ in TableCell.blank } + ["姓名", "学号", "身份证号"]
    let facts: [TableCell] = ["学校代码", "10730", "经手人", "张老师", "日期", "2014-04-20"]
    var reader = ErrataFormReader(.init(institutionCode: "10730", today: Fixture.day(2014, 5, 1)))
    for (index, cells) in [facts, top, below, row()].enumerated() {
      try reader.take(RosterRow(place: RosterPlace(row: index + 1), cells: cells))
    }
    try reader.finish()
    #expect(reader.problems.isEmpty && reader.lines.map(\.place.row) == [4] && reader.lines.first?.line.name == "李停")
    #expect(throws: ErrataFormRefusal.missingColumns([.studentNumber, .idNumber])) {
      var reader = ErrataFormReader(.init(institutionCode: "10730", today: Fixture.today))
      for (index, cells) in [facts, top, row()].enumerated() {
        try reader.take(RosterRow(place: RosterPlace(row: index + 1), cells: cells))
      }
      try reader.finish()
    }
  }

  @Test("A7: in code mode a form holds codes and serials; a name or number refuses all of it")
  func codeMode() throws {
    let header = ErrataColumn.columns(in: .code).map(\.chineseName)
    let good: [TableCell] = ["1", "10730", "K7QM-1137", "12-0007", "拍摄序号", "12-0007", "12-0008", "数据错位", "张老师", "2014-04-20"]
    let reader = try read([good], header: header, regime: .code)
    #expect(reader.codeLines.map(\.line.new) == ["12-0008"] && reader.lines.isEmpty && reader.problems.isEmpty)
    var named = good
    named[2] = "李婷"
    #expect(try read([named], header: header, regime: .code).problems.map(\.reason) == ["errata-form.no-code"])
    named[2] = TableCell(text: Fixture.idNumber(1))
    #expect(throws: ErrataFormRefusal.personalDataInCodeMode("第 3 行")) { try read([named], header: header, regime: .code) }
    #expect(throws: ErrataFormRefusal.personalDataInCodeMode("「姓名」列")) { try read([row()], regime: .code) }
    var wrong = good
    wrong[7] = "数据错误"
    #expect(try read([wrong], header: header, regime: .code).problems.contains { $0.reason == "errata-form.code-mode" })
  }

  @Test("A7: a line is about a record when numbers and name agree, wrong or right value in the field that is put right")
  func matching() {
    let entry = Fixture.entry(1, name: "李停")
    func line(
      _ field: RosterColumn, _ new: String, name: String = "李停", number: String = "2022000001", id: String
    ) -> ErrataLine {
      ErrataLine(
        institutionCode: "10730", shotSerial: "", field: field, old: "", new: new, name: name, studentNumber: number,
        idNumber: id,
        kind: .wrongData, handler: "张", day: Fixture.today)
    }
    let id = Fixture.idNumber(1)
    #expect(line(.name, "李婷", id: id.lowercased()).disagreement(with: entry) == nil)
    #expect(line(.name, "李婷", name: "李婷", id: "").disagreement(with: entry) == nil)
    #expect(line(.sex, "女", name: "李婷", id: id).disagreement(with: entry) == .name)
    #expect(line(.idNumber, Fixture.idNumber(3), id: Fixture.idNumber(3)).disagreement(with: entry) == nil)
    #expect(line(.idNumber, Fixture.idNumber(5), id: Fixture.idNumber(3)).disagreement(with: entry) == .idNumber)
    #expect(line(.name, "李婷", number: "2022000002", id: id).disagreement(with: entry) == .studentNumber)
  }

  @Test("A7: whatever stands in the cells, a row is a line or a problem, or was passed over", arguments: 1...6)
  func randomCells(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let scalars = Array("0123456789Xx.-+Ee年月 　?#：（）李王A\u{E863}𠮷\u{200B}\u{0}\n同上经手人姓名学号".unicodeScalars)
    for _ in 0..<300 {
      var cells = row()
      for index in cells.indices where Int.random(in: 0..<3, using: &random) == 0 {
        var text = String.UnicodeScalarView()
        for _ in 0..<Int.random(in: 0..<20, using: &random) { text.append(scalars.randomElement(using: &random) ?? "0") }
        cells[index] = TableCell(text: String(text), origin: Bool.random(using: &random) ? .text : .number)
      }
      guard let reader = try? read([cells]) else { continue }
      let outcomes = (reader.lines.isEmpty ? 0 : 1) + (reader.problems.isEmpty ? 0 : 1) + (reader.passedOver.isEmpty ? 0 : 1)
      #expect(outcomes == 1)
    }
  }
}
