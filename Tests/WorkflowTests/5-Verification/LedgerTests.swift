import Foundation
import GraduatePhotos
import Paperwork
import Storage
import TestSupport
import Testing

@testable import Workflow

/// Promise 3: the ledger closes, per class, institution and province, at any minute.
@Suite struct LedgerTests {
  private func sheet(
    _ desk: CheckDesk, _ institution: String? = nil, by reader: (any LedgerReader)? = nil
  ) async throws
    -> LedgerSheet
  {
    try await desk.center.ledger(
      campaignID: desk.campaignID, institutionID: institution, by: reader ?? desk.liaison)
  }

  private func people(
    _ desk: CheckDesk, _ number: LedgerNumber, at spot: LedgerSpot = LedgerSpot(), by reader: (any LedgerReader)? = nil
  ) async throws -> [LedgerPerson] {
    try await desk.center.ledgerPeople(number, at: spot, campaignID: desk.campaignID, by: reader ?? desk.liaison).people
  }

  private func leave(_ desk: CheckDesk, _ number: Int, _ kind: StatusChange.Kind = .suspension) async throws {
    try await desk.center.recordStatusChange(
      RosterDesk.change(kind), of: desk.desk.id(number), campaignID: desk.campaignID, by: desk.liaison)
  }

  @Test(
    "Promise 3: due = captured + missing + each status change, by class and live; every number opens its people",
    arguments: SQLEngine.allCases)
  func closes(engine: SQLEngine) async throws {
    let desk = try await CheckDesk(on: engine)
    var sheet = try await sheet(desk)
    #expect(sheet.owner == "示例大学（10730）" && sheet.ledger.openClasses.isEmpty)
    #expect(sheet.ledger.total.chinese == "应采 7 = 实采 6 + 漏拍 1")
    #expect(sheet.ledger.classes.map(\.place.classGroup).sorted() == ["文1班", "民族学1班", "民族学2班"].sorted())
    #expect(try await people(desk, .missing).map(\.name) == ["赵示例"])
    #expect(try await people(desk, .missing).map(\.posts) == [[.missing(.notShot)]])
    // What happens is there at once: one leaves, one cannot come, of one the photo is bad, of one the release is taken back.
    try await leave(desk, 5, .military)
    try await desk.give(4, [.photo]) { $0.photoFaults = [.eyes] }
    try await desk.center.records.write { transaction in
      try transaction.execute(
        "INSERT INTO portrait_withdrawn (portrait_id, why, withdrawn_by, withdrawn_at) VALUES ('portrait-1', 'x', 'x', 1)")
    }
    sheet = try await self.sheet(desk)
    #expect(sheet.ledger.total.chinese == "应采 7 = 实采 3 + 漏拍 3 + 入伍 1" && sheet.ledger.openClasses.isEmpty)
    #expect(sheet.ledger.total[.missing(.retake)] == 1 && sheet.ledger.total[.left(.military)] == 1)
    let retake = try await people(desk, .post(.missing(.retake)))
    #expect(retake.map(\.name) == ["钱示例"] && retake.map(\.maskedNumber) == [IDNumber.masked(MadeUp.idNumber(4))])
    #expect(try await people(desk, .post(.left(.military))).map(\.name) == ["孙示例"])
    #expect(try await people(desk, .post(.captured)).map(\.name).sorted() == ["周示例", "李示例", "王示例"].sorted())
    #expect(try await people(desk, .due).count == 7)
    // The number of a class opens the people of that class.
    let second = try #require(sheet.ledger.classes.first { $0.place.classGroup == "民族学2班" })
    let spot = sheet.spot(of: second.place, by: .classGroup)
    #expect(try await people(desk, .due, at: spot).map(\.name) == ["钱示例", "孙示例"])
    #expect(try await people(desk, .post(.captured), at: spot).isEmpty)
    // Taken back, he is due again under his own name.
    try await desk.center.withdrawStatusChange(of: desk.desk.id(5), campaignID: desk.campaignID, by: desk.liaison)
    #expect(try await self.sheet(desk).ledger.total.chinese == "应采 7 = 实采 4 + 漏拍 3")
  }

  @Test(
    "Promise 3: a disagreement is shown with its class and its people, and is never sealed", arguments: SQLEngine.allCases)
  func disagreement(engine: SQLEngine) async throws {
    let desk = try await CheckDesk(on: engine)
    try await leave(desk, 5)
    // Two changes in force for one, and one that nobody knows for another: rows that no operation writes.
    let (twice, nowhere) = (try await desk.desk.id(5), try await desk.desk.id(0))
    try await desk.center.records.write { transaction in
      for (id, person, kind) in [("s1", twice, "transfer"), ("s2", nowhere, "vanished")] {
        try transaction.execute(
          """
          INSERT INTO status_change (id, graduate_id, kind, happened_on, document, recorded_by, recorded_at)
          VALUES (?, ?, ?, '20131001', '', 'x', 1)
          """, [.text(id), .text(person), .text(kind)])
      }
    }
    let ledger = try await sheet(desk).ledger
    // The sums are right by two mistakes, and both classes are named.
    #expect(ledger.total.difference == 0 && ledger.openClasses.count == 2)
    #expect(Set(ledger.openClasses.map(\.count.difference)) == [1, -1])
    let astray = try await people(desk, .astray)
    #expect(Set(astray.map(\.name)) == ["张䶮", "孙示例"])
    #expect(astray.first { $0.name == "孙示例" }?.posts.count == 2 && astray.first { $0.name == "张䶮" }?.posts.isEmpty == true)
    await #expect(throws: LedgerRefusal.self) {
      try await desk.center.handInLedger(campaignID: desk.campaignID, by: desk.liaison)
    }
    #expect(try await desk.count("SELECT COUNT(*) AS n FROM ledger_statement") == 0)
  }

  @Test(
    "Promise 3: everybody sees the own part; the head office and the officer see all institutions with their sums",
    arguments: SQLEngine.allCases)
  func scopes(engine: SQLEngine) async throws {
    let desk = try await CheckDesk(on: engine)
    let other = try await desk.province.place(code: "10741", name: "别的大学", liaison: "stranger")
    try await desk.desk.bring([RosterDesk.Person(20, name: "外示例")], by: other.liaison)
    let clerk = try await desk.province.clerk()
    let all = try await sheet(desk, by: clerk)
    #expect(all.institutionID == nil && all.ledger.lines(by: .institution).map(\.count.due).sorted() == [1, 7])
    #expect(all.ledger.total.due == 8 && all.ledger.lines(by: .province).count == 1)
    #expect(try await sheet(desk, desk.liaison.institutionID, by: clerk).ledger.total.due == 7)
    #expect(try await sheet(desk, by: desk.province.officer()).ledger.total.due == 8)
    // An institution's people do not reach over by asking for another one.
    #expect(try await sheet(desk, other.institutionID).ledger.total.due == 7)
    let secretary = try await desk.secretary()
    #expect(try await sheet(desk, by: secretary).ledger.total.due == 6)
    #expect(try await people(desk, .due, by: secretary).count == 6)
    let counselor = try await desk.counselor([desk.second])
    #expect(try await sheet(desk, by: counselor).ledger.total.due == 2)
    #expect(try await people(desk, .due, at: LedgerSpot(institutionID: other.institutionID), by: counselor).isEmpty)
    #expect(try await people(desk, .due, at: LedgerSpot(institutionID: other.institutionID), by: clerk).map(\.name) == ["外示例"])
    await #expect(throws: LedgerDeskRefusal.institutionUnknown) { try await sheet(desk, "nobody", by: clerk) }
    let printed = try await desk.center.provinceLedgerPDF(campaignID: desk.campaignID, by: clerk)
    if PDFText.isThere {
      let text = try PDFText.of(Data(printed.pdf))
      for word in ["应采实采对账表", "示例大学", "别的大学", "合计", "账平"] { #expect(text.contains(word), "\(word)") }
    }
    let book = try await desk.center.ledgerBook(campaignID: desk.campaignID, by: desk.liaison)
    defer { book.remove() }
    #expect(book.fileName.hasPrefix("示例大学（10730）_应采实采对账_"))
  }

  @Test(
    "Promise 3, 8: the stamped page seals the numbers of its moment; who leaves afterwards is a change since the seal",
    arguments: SQLEngine.allCases)
  func sealed(engine: SQLEngine) async throws {
    let desk = try await CheckDesk(on: engine)
    let id = try await desk.center.handInLedger(campaignID: desk.campaignID, by: desk.liaison)
    // Said twice, it is one version.
    #expect(try await desk.center.handInLedger(campaignID: desk.campaignID, by: desk.liaison) == id)
    let printed = try await desk.center.printLedger(id, by: desk.liaison)
    #expect(printed.paper.number == "账-10730-2014-001" && printed.fileName == "账-10730-2014-001 应采实采对账表.pdf")
    #expect(try ScannedPage.read(printed.pdf).codes == [printed.paper.code])
    if PDFText.isThere {
      let text = try PDFText.of(Data(printed.pdf))
      for word in ["应采实采对账表", "民族学1班", "账平", "日志链头"] { #expect(text.contains(word), "\(word)") }
    }
    // Life goes on between printing and stamping: the page keeps its moment.
    desk.province.time.advance(minutes: 1)
    try await leave(desk, 5)
    let seal = try await desk.center.sealLedger(id, byPage: printed.pdf, by: desk.liaison)
    #expect(seal.version == 1 && seal.method == .stampedPage && seal.contentHash == printed.paper.contentHash)
    let state = try #require(try await sheet(desk).statement)
    #expect(state.seal == seal && state.statusChangesSince == 1)
    #expect(state.changes.map(\.chinese) == ["实采 2 → 1，休学 0 → 1"])
    #expect(try await people(desk, .changedSinceSeal).map(\.name) == ["孙示例"])
    let again = try await desk.center.printLedger(id, by: desk.liaison)
    #expect(again.paper.contentHash == printed.paper.contentHash)
    try await secondVersion(desk, id)
  }

  private func secondVersion(_ desk: CheckDesk, _ id: String) async throws {
    _ = try await desk.center.handInLedger(campaignID: desk.campaignID, by: desk.liaison)
    let leader = try await desk.province.sealingLeader(of: desk.liaison.institutionID)
    try await desk.center.records.write { transaction in
      try transaction.putFactor(
        .totp, secret: [UInt8](repeating: 5, count: 20), serial: "A", lastStep: 0, of: leader.accountID)
    }
    func seal(_ version: Int) async throws -> Seal {
      desk.province.time.advance(minutes: 1)
      let digits = OneTimePassword.code(
        secret: [UInt8](repeating: 5, count: 20), step: desk.province.time.now / OneTimePassword.stepMilliseconds)
      return try await desk.center.sealLedger(id, version: version, answer: digits, token: "t", by: leader)
    }
    await #expect(throws: SealRefusal.oldVersion(.ledger, page: 1, newest: 2)) { try await seal(1) }
    #expect(try await seal(2).method == .secondFactor)
    let state = try #require(try await sheet(desk, by: leader).statement)
    #expect(state.version == 2 && state.seal?.version == 2 && state.changes.isEmpty && state.statusChangesSince == 0)
    let stranger = try await desk.province.place(code: "10741", name: "别的学校", liaison: "stranger").liaison
    await #expect(throws: SealRefusal.notFound) { try await desk.center.printLedger(id, by: stranger) }
    #expect(try await desk.province.journaledActions().count { $0 == "ledger.handed-in" } == 2)
  }

  @Test(
    "Promise 3: who leaves behind a class's seal opens nothing there; the class stays sealed and says so",
    arguments: SQLEngine.allCases)
  func leavesSealedClass(engine: SQLEngine) async throws {
    let desk = try await CheckDesk(on: engine)
    try await desk.finishFirst()
    let id = try await desk.center.handInClassCheck(desk.first, campaignID: desk.campaignID, by: desk.liaison)
    let page = try await desk.center.printClassCheck(id, by: desk.liaison).pdf
    try await leave(desk, 0)
    // Before the seal he is on the page: it has to be handed in anew.
    await #expect(throws: SealRefusal.nothingHandedIn(.classCheck)) {
      try await desk.center.sealClassCheck(id, byPage: page, by: desk.liaison)
    }
    _ = try await desk.center.handInClassCheck(desk.first, campaignID: desk.campaignID, by: desk.liaison)
    let second = try await desk.center.printClassCheck(id, by: desk.liaison).pdf
    _ = try await desk.center.sealClassCheck(id, byPage: second, by: desk.liaison)
    desk.province.time.advance(minutes: 1)
    try await leave(desk, 1)
    let state = try await desk.open().check
    #expect(state.isSigned && !state.isCurrent && state.leftSinceSeal == 1)
    let line = try await desk.center.verificationClasses(campaignID: desk.campaignID, by: desk.liaison)
      .first { $0.group == desk.first }
    if case .sealed? = line?.signature {} else { Issue.record("the list says something else: \(String(describing: line))") }
    // Another picture is another matter.
    try await desk.portrait(of: 2, shot: 90)
    let changed = try await desk.open().check
    #expect(!changed.isSigned && changed.leftSinceSeal == 0)
  }

  @Test("Promise 3: in code mode the ledger closes over codes and names nobody", arguments: SQLEngine.allCases)
  func codeMode(engine: SQLEngine) async throws {
    let (desk, clerk, _) = try await DeliveryDesk.codeMode(on: engine)
    let sheet = try await desk.center.ledger(campaignID: desk.campaignID, by: desk.place.liaison)
    #expect(sheet.ledger.total.chinese == "应采 4 = 实采 3 + 漏拍 1" && sheet.ledger.openClasses.isEmpty)
    let missing = try await desk.center.ledgerPeople(.missing, at: LedgerSpot(), campaignID: desk.campaignID, by: clerk)
    #expect(missing.people.map(\.name) == [""] && missing.people.map(\.maskedNumber) == [""])
    _ = try await desk.center.handInLedger(campaignID: desk.campaignID, by: desk.place.liaison)
  }

  @Test("What asks tables that grow with graduates asks by their index", arguments: SQLEngine.allCases)
  func plans(engine: SQLEngine) async throws {
    let province = try await Province(on: engine)
    let (condition, arguments) = GraduateScope(institutionID: "i").condition(campaignID: "c")
    for text in [LedgerText.posts(in: .roster, where: condition), LedgerText.due(in: .roster, where: condition)] {
      let twice = text.contains("UNION ALL") ? arguments + arguments : arguments
      let plan = try await province.center.database.explain(text, twice)
      let aliases: Set<Substring> = ["g", "p", "k", "e", "s", "w", "x", "r", "q", "h", "b", "a"]
      let tables = ["graduate", "portrait", "claim", "status_change", "shot_binding", "shot_chosen", "release_queue"]
      let scans = plan.filter { line in
        if line.hasPrefix("SCAN ") { return aliases.contains(line.split(separator: " ")[1]) }
        return line.contains("Seq Scan") && tables.contains { line.contains(" \($0) ") || line.hasSuffix(" \($0)") }
      }
      #expect(!plan.isEmpty && scans.isEmpty, "\(text): \(plan)")
    }
  }
}
