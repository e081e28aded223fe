import Foundation
import GraduatePhotos
import Paperwork
import Storage
import TestSupport
import Testing

@testable import Workflow

/// N4: a class is closed by one sealed page.
@Suite struct ClassCheckTests {
  private func state(_ desk: CheckDesk) async throws -> ClassCheckState { try await desk.open().check }

  private func handIn(_ desk: CheckDesk) async throws -> String {
    try await desk.center.handInClassCheck(desk.first, campaignID: desk.campaignID, by: desk.liaison)
  }

  @Test("N4: a class is handed in only when everybody has a verdict and every finding its claim", arguments: SQLEngine.allCases)
  func onlyComplete(engine: SQLEngine) async throws {
    let desk = try await CheckDesk(on: engine)
    await #expect(throws: ClassCheckRefusal.obstacle(.open(4))) { try await handIn(desk) }
    for number in 0..<3 { try await desk.give(number, [.right]) }
    #expect(try await state(desk).obstacle == .open(1))
    try await desk.give(3, [.missing])
    let id = try await handIn(desk)
    // Said twice, it is one version.
    #expect(try await handIn(desk) == id)
    let handed1 = try await state(desk)
    #expect(handed1.version == 1 && handed1.waitsForSeal)
    #expect(try await desk.count("SELECT COUNT(*) AS n FROM class_check_version") == 1)
    // A claim that vanished by other ways than a verdict keeps the class open.
    try await desk.center.records.write { transaction in
      try transaction.execute(
        "INSERT INTO claim_ended (claim_id, how, why, ended_by, ended_at) SELECT id, 'withdrawn', '', 'x', 1 FROM claim")
    }
    await #expect(throws: ClassCheckRefusal.obstacle(.withoutClaim(1))) { try await handIn(desk) }
    await #expect(throws: ClassCheckRefusal.obstacle(.nobody)) {
      try await desk.center.handInClassCheck(
        CheckedClass(department: "没有", classGroup: ""), campaignID: desk.campaignID, by: desk.liaison)
    }
  }

  @Test(
    "N4, Promise 8: the stamped page seals a class; its hash covers every verdict, and verdicts stay until it is opened again",
    arguments: SQLEngine.allCases)
  func stampedPage(engine: SQLEngine) async throws {
    let desk = try await CheckDesk(on: engine)
    try await desk.finishFirst()
    let id = try await handIn(desk)
    let printed = try await desk.center.printClassCheck(id, by: desk.liaison)
    #expect(printed.paper.number == "核-10730-2014-001" && printed.fileName == "核-10730-2014-001 班级照片核对单.pdf")
    #expect(try ScannedPage.read(printed.pdf).codes == [printed.paper.code])
    if PDFText.isThere {
      let text = try PDFText.of(Data(printed.pdf))
      for word in ["班级照片核对单", "民族学1班", "赵示例", "缺照片", "4人", "校验码"] { #expect(text.contains(word), "\(word)") }
      #expect(!text.contains(MadeUp.idNumber(3)))
    }
    // A verdict that changes behind the printed page makes it worthless: nothing that nobody saw is sealed.
    try await desk.give(0, [.photo]) { $0.photoFaults = [.eyes] }
    await #expect(throws: SealRefusal.nothingHandedIn(.classCheck)) {
      try await desk.center.sealClassCheck(id, byPage: printed.pdf, by: desk.liaison)
    }
    #expect(try await handIn(desk) == id)
    await #expect(throws: SealRefusal.oldVersion(.classCheck, page: 1, newest: 2)) {
      try await desk.center.sealClassCheck(id, byPage: printed.pdf, by: desk.liaison)
    }
    let second = try await desk.center.printClassCheck(id, by: desk.liaison)
    #expect(second.paper.contentHash != printed.paper.contentHash)
    let seal = try await desk.center.sealClassCheck(id, byPage: second.pdf, by: desk.liaison)
    #expect(seal.contentHash == second.paper.contentHash && seal.version == 2 && seal.method == .stampedPage)
    #expect(try await state(desk).isSigned)
    desk.province.time.advance(minutes: 1)
    let line = try await desk.center.verificationClasses(campaignID: desk.campaignID, by: desk.liaison)
      .first { $0.group == desk.first }
    #expect(line?.signature == .sealed(by: "测试学籍管理员", at: seal.sealedAt))
    await #expect(throws: ClassCheckRefusal.sealed(by: "测试学籍管理员")) {
      try await desk.give(1, [.photo]) { $0.photoFaults = [.eyes] }
    }
    await #expect(throws: ClassCheckRefusal.sealed(by: "测试学籍管理员")) { try await desk.give(1, []) }
    let claim = try #require(try await desk.center.claims(campaignID: desk.campaignID, by: desk.liaison).lines.first)
    await #expect(throws: ClassCheckRefusal.sealed(by: "测试学籍管理员")) {
      try await desk.center.withdrawClaim(claim.id, because: "看错了", campaignID: desk.campaignID, by: desk.liaison)
    }
    try await reopened(desk, id)
  }

  private func reopened(_ desk: CheckDesk, _ id: String) async throws {
    await #expect(throws: ClassCheckRefusal.noReason) {
      try await desk.center.reopenClassCheck(id, because: "", by: desk.liaison)
    }
    let stranger = try await desk.province.place(code: "10741", name: "别的学校", liaison: "stranger").liaison
    await #expect(throws: SealRefusal.notFound) {
      try await desk.center.reopenClassCheck(id, because: "看错了", by: stranger)
    }
    try await desk.center.reopenClassCheck(id, because: "看错了", by: desk.liaison)
    await #expect(throws: ClassCheckRefusal.notSealed) {
      try await desk.center.reopenClassCheck(id, because: "看错了", by: desk.liaison)
    }
    #expect(try await desk.province.journaledActions().contains("class-check.reopened"))
    #expect(try await state(desk).reopened?.why == "看错了")
    try await desk.give(1, [.photo]) { $0.photoFaults = [.eyes] }
    _ = try await handIn(desk)
    let handed3 = try await state(desk)
    #expect(handed3.version == 3 && handed3.waitsForSeal)
    let line = try await desk.center.verificationClasses(campaignID: desk.campaignID, by: desk.liaison)
      .first { $0.group == desk.first }
    #expect(line?.signature == .waiting)
  }

  @Test(
    "A6: a portrait that comes after the seal opens its person without opening the class, and the class is sealed anew",
    arguments: SQLEngine.allCases)
  func portraitAfterSeal(engine: SQLEngine) async throws {
    let desk = try await CheckDesk(on: engine)
    try await desk.finishFirst()
    let id = try await handIn(desk)
    let page = try await desk.center.printClassCheck(id, by: desk.liaison).pdf
    let seal = try await desk.center.sealClassCheck(id, byPage: page, by: desk.liaison)
    desk.province.time.advance(minutes: 1)
    try await desk.portrait(of: 3, shot: 91)
    let changed = try await state(desk)
    #expect(!changed.isSigned && changed.obstacle == .open(1))
    try await desk.give(3, [.right])
    let line = try await desk.center.verificationClasses(campaignID: desk.campaignID, by: desk.liaison)
      .first { $0.group == desk.first }
    #expect(line?.signature == .changedSince(at: seal.sealedAt))
    await #expect(throws: ClassCheckRefusal.sealed(by: "测试学籍管理员")) { try await desk.give(0, []) }
    _ = try await handIn(desk)
    let handed2 = try await state(desk)
    #expect(handed2.version == 2 && handed2.waitsForSeal)
    #expect(try await desk.count("SELECT COUNT(*) AS n FROM seal") == 1)
  }

  @Test(
    "N4: the leader seals with the second factor of that moment, on the version that he looked at",
    arguments: SQLEngine.allCases)
  func leader(engine: SQLEngine) async throws {
    let desk = try await CheckDesk(on: engine)
    try await desk.finishFirst()
    let id = try await handIn(desk)
    let leader = try await desk.province.sealingLeader(of: desk.liaison.institutionID)
    #expect(try await desk.open(by: leader).tally.judged == 4)
    let record = try await desk.center.classCheck(id, for: leader)
    #expect(record.found.map(\.name) == ["赵示例"] && record.found.first?[.idNumber] == IDNumber.masked(MadeUp.idNumber(3)))
    let secret = [UInt8](repeating: 5, count: 20)
    try await desk.center.records.write { transaction in
      try transaction.putFactor(.totp, secret: secret, serial: "A", lastStep: 0, of: leader.accountID)
    }
    func seal(version: Int) async throws -> Seal {
      desk.province.time.advance(minutes: 1)
      let digits = OneTimePassword.code(
        secret: secret, step: desk.province.time.now / OneTimePassword.stepMilliseconds)
      return try await desk.center.sealClassCheck(id, version: version, answer: digits, token: "t", by: leader)
    }
    await #expect(throws: SealRefusal.oldVersion(.classCheck, page: 2, newest: 1)) { try await seal(version: 2) }
    let sealed = try await seal(version: 1)
    #expect(sealed.method == .secondFactor && sealed.sealedBy == leader.accountID)
    await #expect(throws: SealRefusal.alreadySealed(.classCheck, at: sealed.sealedAt, .secondFactor)) {
      try await seal(version: 1)
    }
    #expect(try await state(desk).isSigned)
  }

  @Test("What asks tables that grow with graduates asks by their index", arguments: SQLEngine.allCases)
  func plans(engine: SQLEngine) async throws {
    let province = try await Province(on: engine)
    let (condition, arguments) = CheckedClass(department: "d", classGroup: "g").place("c")
      .condition(GraduateScope(institutionID: "i"))
    let asked: [(String, [SQLValue])] = [
      (Transaction.checkedPeople(where: condition), arguments), (Transaction.classTallies(where: condition), arguments),
      (Transaction.checkedPeople(where: condition + " AND g.id = ?"), arguments + ["p"]),
      (Transaction.portraitOfReader(where: condition), ["p"] + arguments),
      (Transaction.openedByActor + " AND l.scope = ?", ["a", 1, "i", "c"]),
      ("SELECT k.id \(Transaction.claimsOfPeople(in: .roster)) WHERE \(condition) AND k.institution_id = ?", arguments + ["i"]),
      (
        """
        SELECT c.id FROM claim c WHERE c.campaign_id = ? AND c.person_id = ?
          AND NOT EXISTS (SELECT 1 FROM claim_ended e WHERE e.claim_id = c.id)
        """, ["c", "p"]
      ),
    ]
    for (text, arguments) in asked {
      let plan = try await province.center.database.explain(text, arguments)
      let tables = ["graduate", "portrait", "verdict", "claim", "packet_file", "journal_line", "status_change"]
      // SQLite's plan names tables by their aliases.
      let aliases: Set<Substring> = ["g", "p", "q", "v", "n", "c", "l", "f", "s", "w", "pw", "qw"]
      let scans = plan.filter { line in
        if line.hasPrefix("SCAN ") { return aliases.contains(line.split(separator: " ")[1]) }
        return line.contains("Seq Scan") && tables.contains { line.contains(" \($0) ") || line.hasSuffix(" \($0)") }
      }
      #expect(!plan.isEmpty && scans.isEmpty, "\(text): \(plan)")
    }
  }
}
