import Foundation
import GraduatePhotos
import Paperwork
import Storage
import TestSupport
import Testing

@testable import Workflow

/// A7: errata are proposed, sealed, decided; every version is kept and the photo stays valid.
@Suite struct ErrataTests {
  @Test(
    "A7: wrong data is proposed from a claim, sealed, accepted: the record is a new version, the photo stays, the claim ends",
    arguments: SQLEngine.allCases)
  func wholeWay(engine: SQLEngine) async throws {
    let table = try await ErrataTable(on: engine)
    try await table.desk.give(1, [.data]) { $0.newValues = [.name: "李例示"] }
    let claim = try #require(try await table.center.claims(campaignID: table.campaignID, by: table.liaison).lines.first)
    let known = try await table.center.claimToCorrect(claim.id, campaignID: table.campaignID, by: table.liaison)
    #expect(known.corrections.map(\.new) == ["李例示"] && known.person.name == "李示例")
    let ids = try await table.propose([table.draft(1, .name, to: "李例示", claim: claim.id)], operation: "once")
    // Said twice, it is one erratum.
    #expect(try await table.propose([table.draft(1, .name, to: "李例示", claim: claim.id)], operation: "once") == ids)
    let proposed = try #require(try await table.lines().first)
    #expect(proposed.standing == .unsealed && proposed.clock.waitsOn == .institution && proposed.isCurrent)
    let before = try await table.desk.person(1)
    table.desk.province.time.advance(days: 2)
    let form = try await table.seal()
    let sealed = try #require(try await table.lines().first)
    #expect(sealed.standing == .sealed && sealed.formID == form && sealed.clock.waitsOn == .headOffice)
    table.desk.province.time.advance(days: 3)
    let open = try #require(try await table.center.claims(campaignID: table.campaignID, by: table.liaison).lines.first)
    #expect(open.hasErratum && open.clock.chinese(now: table.desk.province.time.now) == "等总部处理，已等 3 天")
    let done = try await table.decide(ids, operation: "decide")
    #expect(done.accepted == 1 && done.correction == "2014-62-10730-G001" && done.refused.isEmpty)
    #expect(try await table.decide(ids, operation: "decide").correction == "2014-62-10730-G001")
    #expect(try await table.value(1, .name) == "李例示")
    let after = try await table.desk.person(1)
    #expect(after.portrait?.id == before.portrait?.id && after.recordVersion == before.recordVersion + 1)
    #expect(after.outdated == .newData)
    #expect(try await table.center.claims(campaignID: table.campaignID, by: table.liaison).total == 0)
    try await kept(table, ids[0])
  }

  private func kept(_ table: ErrataTable, _ id: String) async throws {
    let person = try await table.desk.desk.id(1)
    let record = try await table.center.graduate(person, campaignID: table.campaignID, by: table.liaison)
    #expect(record.versions.first?.replacedBy == "勘误" && record.versions.first?.changes.map(\.old) == ["李示例"])
    #expect(record.journal.contains { $0.what == "采纳勘误" && $0.values == ["姓名：李示例 → 李例示"] })
    let decided = try #require(try await table.lines(.decided).first)
    #expect(decided.decision?.chinese(of: .wrongData) == "已采纳，照片照常可用，更正后的数据会发给学校" && decided.clock.waitsOn == nil)
    let lines = try await table.center.records.read { transaction in
      try transaction.rows(
        "SELECT correction_id, graduate_id, field, old_sealed, new_sealed, record_version FROM correction_line"
      )
      .map { row in
        let record = "correction_line:\(try row.text("correction_id")):\(try row.text("field"))"
        let (person, version) = (try row.text("graduate_id"), try row.integer("record_version"))
        let old = try transaction.openForGraduate(person, row.blob("old_sealed"), as: record + ":old")
        let new = try transaction.openForGraduate(person, row.blob("new_sealed"), as: record + ":new")
        return [old, new].map { String(decoding: $0 ?? [], as: UTF8.self) } + [String(version)]
      }
    }
    #expect(lines == [["李示例", "李例示", "2"]])
    let actions = try await table.desk.province.journaledActions()
    for action in [
      "erratum.proposed", "errata.handed-in", "paper.sealed", "erratum.accepted", "correction.made", "claim.ended",
    ] {
      #expect(actions.contains(action), "\(action)")
    }
  }

  @Test(
    "A7: without the seal nothing is put right, only declined for lacking it; a decision is made once",
    arguments: SQLEngine.allCases)
  func decisions(engine: SQLEngine) async throws {
    let table = try await ErrataTable(on: engine)
    let ids = try await table.propose([table.draft(0, .major, to: "汉语", evidence: ErratumEvidence(.registration))])
    #expect(try await table.decide(ids).codes == ["erratum.unsealed"])
    #expect(try await table.decide(ids, .declined(.evidence)).codes == ["erratum.unsealed"])
    await #expect(throws: ErratumRefusal.reasonMissing) { try await table.decide(ids, .declined(.other)) }
    await #expect(throws: ErratumRefusal.numberInEvidence) {
      try await table.decide(ids, .declined(.evidence), remark: MadeUp.idNumber(3))
    }
    let declined = try await table.decide(ids, .declined(.notSealed))
    #expect(declined.declined == 1 && declined.correction == nil)
    #expect(try await table.decide(ids).codes == ["erratum.decided"])
    #expect(try await table.value(0, .major) == "民族学")
    #expect(try await table.lines(.decided).first?.decision?.chinese(of: .wrongData) == "未采纳：没有盖校章。请盖校章后重新提交")
  }

  @Test(
    "A7: what changed since it was proposed is not put right; of a set each group is decided or left as it is",
    arguments: SQLEngine.allCases)
  func changedMeanwhile(engine: SQLEngine) async throws {
    let table = try await ErrataTable(on: engine)
    let first = try await table.propose([
      table.draft(0, .name, to: "张例"), table.draft(0, .major, to: "汉语", evidence: ErratumEvidence(.registration)),
    ])
    let second = try await table.propose([table.draft(1, .name, to: "李例示")])
    try await table.seal()
    let person = try await table.desk.desk.id(0)
    try await table.center.changeGraduate(
      person, campaignID: table.campaignID, column: .name, to: "张例子", version: 1, by: table.liaison)
    #expect(try await table.lines().filter(\.isCurrent).count == 2)
    let done = try await table.decide(first + second)
    #expect(done.accepted == 1 && Set(done.refused.keys) == Set(first) && done.codes == ["erratum.changed-meanwhile"])
    #expect(try await table.value(0, .name) == "张例子")
    #expect(try await table.value(0, .major) == "民族学")
    #expect(try await table.value(1, .name) == "李例示")
    #expect(try await table.decide(first, .declined(.alreadyCorrected)).declined == 2)
    let told = try await table.center.notices(for: table.liaison).notices
    #expect(told.contains { $0.title == "2 条勘误没有采纳" })
  }

  @Test(
    "A7: two people who bear each other's student number are put right at once, one alone is refused",
    arguments: SQLEngine.allCases)
  func exchangedNumbers(engine: SQLEngine) async throws {
    let table = try await ErrataTable(on: engine)
    let (left, right) = (try await table.value(0, .studentNumber), try await table.value(1, .studentNumber))
    let evidence = ErratumEvidence(.registration)
    let alone = try await table.refusals([table.draft(0, .studentNumber, to: right, evidence: evidence)])
    #expect(alone[0]?.code == "erratum.number-taken")
    let ids = try await table.propose([
      table.draft(0, .studentNumber, to: right, evidence: evidence),
      table.draft(1, .studentNumber, to: left, evidence: evidence),
    ])
    try await table.seal()
    // Either of them decides both.
    #expect(try await table.decide([ids[1]]).accepted == 2)
    #expect(try await table.value(0, .studentNumber) == right)
    #expect(try await table.value(1, .studentNumber) == left)
  }

  @Test(
    "A7: two people who are to get one number are refused together, whatever the form says", arguments: SQLEngine.allCases)
  func oneNumberForTwo(engine: SQLEngine) async throws {
    let table = try await ErrataTable(on: engine)
    let registration = ErratumEvidence(.registration)
    let student = try await table.refusals([
      table.draft(0, .studentNumber, to: "201000009999", evidence: registration),
      table.draft(1, .studentNumber, to: "201000009999", evidence: registration),
    ])
    #expect(student.values.contains { $0.code == "erratum.number-taken" })
    let number = MadeUp.idNumber(100)
    let identity = try await table.refusals([table.draft(0, .idNumber, to: number), table.draft(2, .idNumber, to: number)])
    #expect(identity.values.contains { $0.code == "erratum.number-taken" }, "\(identity)")
    #expect(try await table.desk.count("SELECT COUNT(*) AS n FROM erratum") == 0)
  }

  @Test(
    "A7: what is typed is judged by the rules, each refusal at its draft; nothing of it is written",
    arguments: SQLEngine.allCases)
  func rules(engine: SQLEngine) async throws {
    let table = try await ErrataTable(on: engine)
    let problems = try await table.refusals([
      table.draft(0, .name, to: "张例", evidence: ErratumEvidence(.ownWord)),
      table.draft(1, .idNumber, to: "990000200301100000"),
      table.draft(2, .name, to: "王示例"),
      table.draft(4, .name, to: "钱例示"),
    ])
    #expect(problems[0]?.code == "erratum.evidence-kind" && problems[1]?.code == "erratum.new-value")
    #expect(problems[2]?.code == "erratum.same-value" && problems[3] == nil)
    #expect(try await table.desk.count("SELECT COUNT(*) AS n FROM erratum") == 0)
    try await table.propose([table.draft(4, .name, to: "钱例示")])
    #expect(try await table.refusals([table.draft(4, .name, to: "钱例子")])[0]?.code == "errata.open-already")
  }

  @Test("A7: an unsealed erratum is withdrawn, and a printed form with it can be sealed no more", arguments: SQLEngine.allCases)
  func withdraw(engine: SQLEngine) async throws {
    let table = try await ErrataTable(on: engine)
    let ids = try await table.propose([table.draft(0, .name, to: "张例")]) + table.propose([table.draft(1, .name, to: "李例示")])
    let form = try await table.center.handInErrataForm(campaignID: table.campaignID, by: table.liaison)
    let printed = try await table.center.printErrataForm(form, by: table.liaison)
    #expect(printed.fileName == "勘-10730-2014-001 勘误表.pdf")
    let stranger = try await table.desk.province.place(code: "10741", name: "别的学校", liaison: "stranger").liaison
    await #expect(throws: ErrataDeskRefusal.unknown) {
      try await table.center.withdrawErratum(ids[0], campaignID: table.campaignID, by: stranger)
    }
    await #expect(throws: SealRefusal.notFound) { try await table.center.errataForm(form, for: stranger) }
    try await table.center.withdrawErratum(ids[0], campaignID: table.campaignID, by: table.liaison)
    await #expect(throws: SealRefusal.nothingHandedIn(.errata)) {
      try await table.center.sealErrataForm(form, byPage: printed.pdf, by: table.liaison)
    }
    #expect(try await table.seal() == form)
    await #expect(throws: ErrataDeskRefusal.sealedAlready) {
      try await table.center.withdrawErratum(ids[1], campaignID: table.campaignID, by: table.liaison)
    }
    if PDFText.isThere {
      let text = try PDFText.of(Data(try await table.center.printErrataForm(form, by: table.liaison).pdf))
      for word in ["勘误表", "李例示", "王经手", "盖章处", "日志链头"] { #expect(text.contains(word), "\(word)") }
    }
    let book = try await table.center.errataFormBook(form, by: table.liaison)
    defer { book.remove() }
    let back = try ErrataFormFile.read(path: book.path, .init(institutionCode: "10730", today: table.today))
    #expect(back.lines.map(\.line.new) == ["李例示"] && back.problems.isEmpty)
  }

  @Test("A7: a filled-in form is read as a whole; problems by row and field, nothing half taken", arguments: SQLEngine.allCases)
  func upload(engine: SQLEngine) async throws {
    let table = try await ErrataTable(on: engine)
    func row(_ number: Int, _ field: String, _ old: String, _ new: String, name: String) -> [String] {
      [
        "", "10730", "", field, old, new, name, "20100000\(1000 + number)", MadeUp.idNumber(number), "数据错误", "王经手",
        table.today.iso,
      ]
    }
    let wrong = try await table.read([
      row(0, "姓名", "张䶮", "张例", name: "张䶮"), row(1, "姓名字", "李示例", "李例示", name: "李示例"),
      row(2, "姓名", "王示例", "王例示", name: "赵示例"), row(4, "专业", "历史", "汉语", name: "钱示例"),
    ])
    #expect(wrong.id == nil && wrong.problems.map(\.place.row) == [3, 4])
    #expect(wrong.problems.map(\.column) == [.field, .name])
    let stale = try await table.read([row(4, "专业", "历史", "汉语", name: "钱示例")])
    #expect(stale.problems.map(\.reason) == ["errata-form.rule"] && stale.problems.first?.column == .old)
    #expect(try await table.desk.count("SELECT COUNT(*) AS n FROM erratum") == 0)
    let right = try await table.read([
      row(0, "姓名", "张䶮", "张例", name: "张䶮"), row(4, "专业", "民族学", "汉语", name: "钱示例"),
    ])
    let id = try #require(right.id)
    #expect(right.lines.map(\.name) == ["张䶮", "钱示例"])
    // What nobody confirms goes after two days.
    try await table.center.dropStaleErrataUploads()
    #expect(try await table.desk.count("SELECT COUNT(*) AS n FROM errata_upload") == 1)
    await #expect(throws: ErrataDeskRefusal.uploadGone) {
      let stranger = try await table.desk.province.place(code: "10741", name: "别的学校", liaison: "stranger").liaison
      return try await table.center.errataPreview(id, campaignID: table.campaignID, by: stranger)
    }
    #expect(try await table.center.confirmErrataFile(id, campaignID: table.campaignID, by: table.liaison) == 2)
    await #expect(throws: ErrataDeskRefusal.uploadGone) {
      try await table.center.confirmErrataFile(id, campaignID: table.campaignID, by: table.liaison)
    }
    #expect(try await table.lines().map(\.evidence.kind) == [.sealedForm, .sealedForm])
    let waiting = try await table.read([row(3, "姓名", "赵示例", "赵例", name: "赵示例")])
    table.desk.province.time.advance(days: 3)
    try await table.center.dropStaleErrataUploads()
    #expect(waiting.id != nil)
    #expect(try await table.desk.count("SELECT COUNT(*) AS n FROM errata_upload") == 0)
  }

  @Test(
    "A7: paper that came by courier is registered with scan, day and number, and decided like any other",
    arguments: SQLEngine.allCases)
  func registered(engine: SQLEngine) async throws {
    let table = try await ErrataTable(on: engine)
    let scan = try await scan(table)
    let arrived = ErrataPaperArrived(
      institutionID: table.liaison.institutionID, way: .courier, day: table.today, number: "SF1234", scan: scan)
    let draft = try await table.draft(1, .name, to: "李例示", evidence: ErratumEvidence(.sealedForm))
    var wrong = draft
    wrong.old = "别人"
    guard
      case .refused(let problems) = try await table.center.registerErrataPaper(
        arrived, rows: [wrong], campaignID: table.campaignID, operation: "a", by: table.clerk)
    else {
      Issue.record("taken")
      return
    }
    #expect(problems[0]?.code == "erratum.old-value")
    guard
      case .written(let forms) = try await table.center.registerErrataPaper(
        arrived, rows: [draft], campaignID: table.campaignID, operation: "b", by: table.clerk)
    else {
      Issue.record("refused")
      return
    }
    let screen = try await table.center.errataScreen(
      of: table.liaison.institutionID, campaignID: table.campaignID, by: table.clerk)
    let line = try #require(screen.lines.first)
    #expect(line.standing == .sealed && line.documentID != nil && screen.received[forms[0]]?.number == "SF1234")
    #expect(line.idNumber == MadeUp.idNumber(1))
    // Once for the paper that was printed with full numbers, once for the screen.
    #expect(try await table.desk.province.journaledActions().filter { $0 == "class.opened" }.count == 2)
    #expect(try await table.decide([line.id]).accepted == 1)
    #expect(try await table.center.notices(for: table.liaison).notices.contains { $0.title == "总部收到勘误表" })
    let desk = try await table.center.errataDesk(campaignID: table.campaignID, by: table.clerk)
    #expect(desk.map(\.decided) == [1] && desk.map(\.waiting) == [0])
  }

  /// A page as a scanner gives it: a form's own paper.
  private func scan(_ table: ErrataTable) async throws -> [UInt8] {
    try await table.propose([table.draft(0, .name, to: "张例")])
    let form = try await table.center.handInErrataForm(campaignID: table.campaignID, by: table.liaison)
    let pdf = try await table.center.printErrataForm(form, by: table.liaison).pdf
    let id = try #require(try await table.lines().first?.id)
    try await table.center.withdrawErratum(id, campaignID: table.campaignID, by: table.liaison)
    return pdf
  }

  @Test("A7, N4: a secretary and a counselor see their own people's errata only, numbers masked", arguments: SQLEngine.allCases)
  func readers(engine: SQLEngine) async throws {
    let table = try await ErrataTable(on: engine)
    let number = MadeUp.idNumber(7)
    try await table.propose(
      [table.draft(1, .idNumber, to: number), table.draft(1, .sex, to: "男")].filter { $0.field == .idNumber })
    try await table.propose([table.draft(6, .name, to: "周例示")])
    let secretary = try await table.lines(by: table.desk.secretary("文学院"))
    #expect(secretary.map(\.name) == ["周示例"])
    let counselor = try await table.lines(by: table.desk.counselor([table.desk.first]))
    #expect(counselor.map(\.new) == [IDNumber.masked(number)] && counselor.map(\.old) == [IDNumber.masked(MadeUp.idNumber(1))])
    #expect(try await table.lines().count == 2)
  }
}
