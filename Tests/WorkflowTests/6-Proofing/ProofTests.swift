import Foundation
import GraduatePhotos
import Storage
import TestSupport
import Testing

@testable import Workflow

/// N5, promise 4: the graduate's one chance.
@Suite struct ProofTests {
  @Test(
    "N5, Promise 4: exactly what would be filed is shown; an answer is once, and a retry gets the same receipt",
    arguments: SQLEngine.allCases)
  func once(engine: SQLEngine) async throws {
    let desk = try await ProofDesk(on: engine)
    let shown = try await desk.shown(1)
    #expect(shown.fields.first { $0.column == .idNumber }?.value == MadeUp.idNumber(1))
    #expect(shown.fields.first { $0.column == .name }?.value == "李示例")
    #expect(!shown.fields.contains { $0.column == .classGroup || $0.column == .department })
    #expect(shown.closed == nil && shown.standing == .open(round: 1) && !shown.terms.isRehearsal)
    let graduate = try await desk.graduate(1)
    #expect(try await desk.center.ownPortrait(of: graduate) == Array("portrait 2".utf8))
    let receipt = try await desk.answer(1, seen: shown)
    #expect(receipt.isRight && receipt.round == 1 && receipt.number.hasPrefix("校-") && receipt.checkCode.count == 6)
    #expect(try await desk.answer(1, seen: shown) == receipt)
    // Another device says otherwise: what stands stands.
    await #expect(throws: ProofRefusal.answered(isRight: true)) {
      try await desk.answer(1, TypedComplaint(photoFaults: [.eyes]), seen: shown)
    }
    let after = try await desk.shown(1)
    #expect(after.closed == .answered(isRight: true) && after.standing == .confirmed(round: 1) && after.receipt == receipt)
    #expect(try await desk.count("SELECT COUNT(*) AS n FROM proof") == 1)
    #expect(try await desk.desk.province.journaledActions().filter { $0 == "proof.answered" }.count == 1)
    // After the window the receipt is still given to who asks again.
    desk.desk.province.time.advance(days: 30)
    #expect(try await desk.answer(1, seen: shown) == receipt)
  }

  @Test(
    "N5, Promise 4: many at once, two devices each: one answer a graduate, every confirmed one is there",
    arguments: SQLEngine.allCases)
  func atOnce(engine: SQLEngine) async throws {
    let desk = try await ProofDesk(on: engine)
    let numbers = [0, 1, 2, 4, 5, 6]
    let receipts = try await withThrowingTaskGroup(of: (Int, ProofReceipt).self) { group in
      for number in numbers {
        let shown = try await desk.shown(number)
        for _ in 0..<4 { group.addTask { (number, try await desk.answer(number, seen: shown)) } }
      }
      return try await group.reduce(into: [Int: Set<ProofReceipt>]()) { $0[$1.0, default: []].insert($1.1) }
    }
    #expect(receipts.count == numbers.count && receipts.values.allSatisfy { $0.count == 1 })
    #expect(try await desk.count("SELECT COUNT(*) AS n FROM proof") == numbers.count)
  }

  @Test(
    "N5: before the window not yet, after it closed, each with the way on; the officer's extension opens it for one",
    arguments: SQLEngine.allCases)
  func window(engine: SQLEngine) async throws {
    let desk = try await ProofDesk(on: engine, isOpen: false)
    #expect(try await desk.shown(1).closed == .notYet(ProofDesk.days, isRehearsal: false))
    await #expect(throws: ProofRefusal.notYet(ProofDesk.days, isRehearsal: false)) { try await desk.answer(1) }
    desk.desk.province.time.advance(days: 20)
    await #expect(throws: ProofRefusal.closed(ProofDesk.days.last, isRehearsal: false)) { try await desk.answer(1) }
    let officer = try await desk.desk.province.officer()
    let until = try #require(CalendarDay.parse("20131010"))
    await #expect(throws: ProofDeskRefusal.extensionDay) {
      try await desk.center.extendProofing(
        of: "201000001001", institutionID: desk.liaison.institutionID, until: ProofDesk.days.last, why: "住院",
        campaignID: desk.campaignID, by: officer)
    }
    try await desk.center.extendProofing(
      of: "201000001001", institutionID: desk.liaison.institutionID, until: until, why: "在外实习", campaignID: desk.campaignID,
      by: officer)
    #expect(try await desk.shown(1).extended == until)
    #expect(try await desk.answer(1).isRight)
    await #expect(throws: ProofRefusal.closed(ProofDesk.days.last, isRehearsal: false)) { try await desk.answer(2) }
    let grant = try #require(try await desk.center.proofGrants(campaignID: desk.campaignID, by: desk.liaison).first)
    try await desk.center.withdrawProofGrant(grant.id, campaignID: desk.campaignID, by: officer)
    #expect(try await desk.shown(1).extended == nil)
  }

  @Test(
    "N5, Promise 4: a new round opens only when portrait or a filed field changed; a stale version is refused",
    arguments: SQLEngine.allCases)
  func rounds(engine: SQLEngine) async throws {
    let desk = try await ProofDesk(on: engine)
    let first = try await desk.shown(1)
    try await desk.answer(1, seen: first)
    // Where one queues is not filed.
    try await desk.change(1, .classGroup, to: "民族学2班")
    #expect(try await desk.shown(1).standing == .confirmed(round: 1))
    try await desk.change(1, .name, to: "李例示")
    let second = try await desk.shown(1)
    #expect(second.standing == .open(round: 2) && second.round == 2 && second.closed == nil)
    await #expect(throws: ProofRefusal.stale) {
      try await desk.center.answerProof(
        HandedInProof(seen: try #require(first.version), round: 2), by: desk.graduate(1))
    }
    #expect(try await desk.answer(1, seen: second).round == 2)
    try await desk.desk.portrait(of: 1, shot: 31)
    let third = try await desk.shown(1)
    #expect(third.standing == .open(round: 3) && third.version?.portrait != second.version?.portrait)
    await #expect(throws: ProofRefusal.noPortrait) {
      try await desk.center.answerProof(
        HandedInProof(seen: try #require(first.version), round: 1), by: desk.graduate(3))
    }
  }

  @Test(
    "N5, A6, A7: 有误 with what is right opens a finding; repaired, the graduate confirms the new version once",
    arguments: SQLEngine.allCases)
  func repaired(engine: SQLEngine) async throws {
    let desk = try await ProofDesk(on: engine)
    await #expect(throws: ProofRefusal.nothingWrong) { try await desk.answer(1, TypedComplaint()) }
    await #expect(throws: ProofRefusal.sameValue(.name)) {
      try await desk.answer(1, TypedComplaint(newValues: [.name: "李示例"]))
    }
    let evidence: [UInt8] = [0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3]
    await #expect(throws: ProofDeskRefusal.evidence) {
      try await desk.answer(1, TypedComplaint(newValues: [.name: "李例示"]), evidence: Array("MZ".utf8))
    }
    let complaint = TypedComplaint(newValues: [.name: "李例示"], words: "身份证上是这样")
    let receipt = try await desk.answer(1, complaint, evidence: evidence)
    #expect(!receipt.isRight)
    let disputes = try await desk.center.proofDisputes(campaignID: desk.campaignID, by: desk.liaison).disputes
    let dispute = try #require(disputes.first)
    #expect(disputes.count == 1 && dispute.complaint.corrections.map(\.new) == ["李例示"] && dispute.complaint.words == "身份证上是这样")
    let opened = try await desk.center.proofEvidence(
      try #require(dispute.evidenceID), campaignID: desk.campaignID, by: desk.liaison)
    #expect(opened.bytes == evidence && opened.mediaType == "image/jpeg")
    #expect(try await desk.desk.province.journaledActions().contains("proof.evidence-opened"))
    // Nothing of it lies in the clear.
    #expect(
      try await desk.count(
        "SELECT COUNT(*) AS n FROM journal_line WHERE details LIKE '%李例示%'") == 0)
    try await desk.center.takeUpDispute(of: dispute.id, round: 1, campaignID: desk.campaignID, by: desk.liaison)
    #expect(try await desk.desk.person(1).verdict?.verdicts == [.data])
    #expect(try await desk.count("SELECT COUNT(*) AS n FROM claim") == 1)
    #expect(try await desk.shown(1).outcome == .taken)
    await #expect(throws: ProofDeskRefusal.settledAlready) {
      try await desk.center.takeUpDispute(of: dispute.id, round: 1, campaignID: desk.campaignID, by: desk.liaison)
    }
    let taken = try await desk.center.proofDisputes(campaignID: desk.campaignID, by: desk.liaison)
    #expect(taken.waiting == 0 && taken.total == 1 && taken.disputes.first?.isTaken == true)
    // Put right after the window: that is not his delay.
    desk.desk.province.time.advance(days: 30)
    try await desk.change(1, .name, to: "李例示")
    #expect(try await desk.shown(1).standing == .open(round: 2))
    #expect(try await desk.shown(1).closed == nil)
    #expect(try await desk.answer(1).round == 2)
    #expect(try await desk.shown(1).standing == .confirmed(round: 2))
    await #expect(throws: ProofRefusal.closed(ProofDesk.days.last, isRehearsal: false)) { try await desk.answer(2) }
  }

  @Test(
    "N5, Promise 4: a new name or code of the institution opens a round too; a record that was answered for is not rolled back",
    arguments: SQLEngine.allCases)
  func renamed(engine: SQLEngine) async throws {
    let desk = try await ProofDesk(on: engine)
    try await desk.answer(1)
    let id = desk.liaison.institutionID
    let version = try await desk.center.records.read { try $0.storedInstitution(id).version }
    try await desk.center.renameInstitution(
      id, to: "示例新大学", from: 2013, seen: version, by: desk.desk.province.officer())
    let shown = try await desk.shown(1)
    #expect(shown.standing == .open(round: 2) && shown.fields.contains { $0.value == "示例新大学" })
    #expect(try await desk.shown(2).standing == .open(round: 1))
    let importID = try await desk.center.records.read { try $0.row("SELECT id FROM roster_import")?.text("id") ?? "" }
    await #expect(throws: RosterImportRefusal.hasDependents(1)) {
      try await desk.center.rollBackRoster(importID: importID, by: desk.liaison)
    }
  }

  @Test("N5: what the verification has no field for is taken up too, and left to the roster", arguments: SQLEngine.allCases)
  func leftToTheRoster(engine: SQLEngine) async throws {
    let desk = try await ProofDesk(on: engine)
    let seen = try await desk.shown(1)
    let complaint = TypedComplaint(newValues: [.expectedGraduation: "20140701"])
    let receipt = try await desk.answer(1, complaint, seen: seen)
    try await desk.center.takeUpDispute(
      of: desk.desk.desk.id(1), round: 1, campaignID: desk.campaignID, by: desk.liaison)
    #expect(try await desk.shown(1).outcome == .taken)
    #expect(try await desk.desk.person(1).verdict == nil)
    try await desk.change(1, .expectedGraduation, to: "20140701")
    #expect(try await desk.shown(1).standing == .open(round: 2))
    // The reply was lost, and meanwhile it was put right: who asks again gets what he was told.
    #expect(try await desk.answer(1, complaint, seen: seen) == receipt)
  }

  @Test("N5: what needs no change is answered in words that only the graduate reads", arguments: SQLEngine.allCases)
  func declined(engine: SQLEngine) async throws {
    let desk = try await ProofDesk(on: engine)
    try await desk.answer(1, TypedComplaint(photoFaults: [.expression]))
    let id = try await desk.desk.desk.id(1)
    await #expect(throws: ProofDeskRefusal.wordsMissing) {
      try await desk.center.declineDispute(of: id, round: 1, words: " ", campaignID: desk.campaignID, by: desk.liaison)
    }
    await #expect(throws: ProofDeskRefusal.numberInWords) {
      try await desk.center.declineDispute(
        of: id, round: 1, words: "证件号 \(MadeUp.idNumber(3))", campaignID: desk.campaignID, by: desk.liaison)
    }
    let stranger = try await desk.desk.province.place(code: "10741", name: "别的学校", liaison: "stranger").liaison
    await #expect(throws: ProofDeskRefusal.personUnknown) {
      try await desk.center.declineDispute(of: id, round: 1, words: "符合要求", campaignID: desk.campaignID, by: stranger)
    }
    try await desk.center.declineDispute(
      of: id, round: 1, words: "表情符合要求", campaignID: desk.campaignID, by: desk.liaison)
    #expect(try await desk.shown(1).outcome == .declined("表情符合要求"))
    #expect(try await desk.shown(1).closed == .declined)
    // What was taken up and turned out to be right is answered too.
    try await desk.answer(2, TypedComplaint(photoFaults: [.blur]))
    let other = try await desk.desk.desk.id(2)
    try await desk.center.takeUpDispute(of: other, round: 1, campaignID: desk.campaignID, by: desk.liaison)
    try await desk.center.declineDispute(
      of: other, round: 1, words: "清晰度合格", campaignID: desk.campaignID, by: desk.liaison)
    #expect(try await desk.shown(2).outcome == .declined("清晰度合格"))
    #expect(try await desk.shown(1).closed == .declined)
    #expect(try await desk.center.proofDisputes(campaignID: desk.campaignID, by: desk.liaison).total == 0)
  }

  @Test("N5: a rehearsal for the national site is repeated, called so, and never final", arguments: SQLEngine.allCases)
  func rehearsal(engine: SQLEngine) async throws {
    let desk = try await ProofDesk(on: engine, place: .nationalSite)
    let shown = try await desk.shown(1)
    #expect(shown.terms.chineseName == "预校对")
    let first = try await desk.answer(1, seen: shown)
    #expect(first.isRehearsal && first.number.hasPrefix("预-"))
    #expect(try await desk.answer(1, seen: shown) == first)
    let again = try await desk.answer(1, TypedComplaint(isSomebodyElse: true))
    #expect(again.round == 2 && again.number != first.number)
    #expect(try await desk.shown(1).closed == nil)
    #expect(try await desk.answer(1).round == 3)
    #expect(try await desk.center.proofDisputes(campaignID: desk.campaignID, by: desk.liaison).total == 0)
  }

  @Test("N5: nobody answers for somebody else, but who was granted to, and the journal says so", arguments: SQLEngine.allCases)
  func proxy(engine: SQLEngine) async throws {
    let desk = try await ProofDesk(on: engine)
    let shown = try await desk.shown(1)
    let id = try await desk.desk.desk.id(1)
    let handedIn = HandedInProof(seen: try #require(shown.version), round: 1)
    await #expect(throws: ProofDeskRefusal.notGranted) {
      try await desk.center.answerProof(handedIn, of: id, campaignID: desk.campaignID, proxy: desk.liaison)
    }
    let officer = try await desk.desk.province.officer()
    await #expect(throws: ProofDeskRefusal.proxyUnknown) {
      try await desk.center.grantProxy(
        of: "201000001001", institutionID: desk.liaison.institutionID, to: "officer", why: "住院", campaignID: desk.campaignID,
        by: officer)
    }
    try await desk.center.grantProxy(
      of: "201000001001", institutionID: desk.liaison.institutionID, to: "liaison", why: "住院，本人书面委托",
      campaignID: desk.campaignID, by: officer)
    // Granted twice it is one grant; withdrawn, it is none, also for an answer that was under way already.
    try await desk.center.grantProxy(
      of: "201000001001", institutionID: desk.liaison.institutionID, to: "liaison", why: "住院", campaignID: desk.campaignID,
      by: officer)
    let granted = try await desk.center.proofGrants(campaignID: desk.campaignID, by: officer)
    #expect(granted.count == 1)
    try await desk.center.withdrawProofGrant(granted[0].id, campaignID: desk.campaignID, by: officer)
    await #expect(throws: ProofDeskRefusal.notGranted) {
      try await desk.center.hand(
        in: handedIn, of: id, campaignID: desk.campaignID, proxy: desk.liaison, by: desk.liaison)
    }
    #expect(try await desk.count("SELECT COUNT(*) AS n FROM proof") == 0)
    try await desk.center.grantProxy(
      of: "201000001001", institutionID: desk.liaison.institutionID, to: "liaison", why: "住院", campaignID: desk.campaignID,
      by: officer)
    let receipt = try await desk.center.answerProof(handedIn, of: id, campaignID: desk.campaignID, proxy: desk.liaison)
    #expect(try await desk.shown(1).receipt == receipt)
    #expect(
      try await desk.count(
        "SELECT COUNT(*) AS n FROM journal_line WHERE action = 'proof.answered' AND details LIKE '%\"proxy\":\"yes\"%'") == 1)
    let looks = try await desk.center.looks(at: desk.graduate(1))
    #expect(looks.contains { $0.who == "学籍管理员" && $0.what == "代为校对" })
  }

  @Test("N5: a picture that comes to an answer given without one is not taken silently", arguments: SQLEngine.allCases)
  func lateEvidence(engine: SQLEngine) async throws {
    let desk = try await ProofDesk(on: engine)
    let shown = try await desk.shown(1)
    let complaint = TypedComplaint(photoFaults: [.blur])
    let picture: [UInt8] = [0xFF, 0xD8, 0xFF, 1]
    let receipt = try await desk.answer(1, complaint, seen: shown)
    await #expect(throws: ProofRefusal.answered(isRight: false)) {
      try await desk.answer(1, complaint, seen: shown, evidence: picture)
    }
    #expect(try await desk.answer(1, complaint, seen: shown) == receipt)
    // Brought with the answer and sent again it is kept once.
    let other = try await desk.shown(2)
    let first = try await desk.answer(2, complaint, seen: other, evidence: picture)
    #expect(try await desk.answer(2, complaint, seen: other, evidence: picture) == first)
    #expect(try await desk.count("SELECT COUNT(*) AS n FROM proof_evidence") == 1)
    // What will be refused leaves no picture behind.
    let before = try await files(desk)
    await #expect(throws: ProofRefusal.nothingWrong) {
      try await desk.answer(4, TypedComplaint(), evidence: picture)
    }
    #expect(try await files(desk) == before)
  }

  private func files(_ desk: ProofDesk) async throws -> Int {
    var count = 0
    for try await _ in desk.center.photos.list() { count += 1 }
    return count
  }

  @Test("Promise 4: what may lie in one answer is tried alone; a database that is away is told to all at once")
  func fault() {
    #expect(CollectionCenter.liesInTheProof(StoredGraduateFault(graduateID: "g")))
    #expect(CollectionCenter.liesInTheProof(StorageError.unique(constraint: "proof")))
    #expect(!CollectionCenter.liesInTheProof(StorageError.connectionLost))
    #expect(!CollectionCenter.liesInTheProof(StorageError.diskFull))
  }

  @Test("N5: who answered and who did not, by class, live; each in his own part", arguments: SQLEngine.allCases)
  func progress(engine: SQLEngine) async throws {
    let desk = try await ProofDesk(on: engine)
    try await desk.answer(0)
    try await desk.answer(1, TypedComplaint(photoFaults: [.blur]))
    let progress = try await desk.center.proofProgress(campaignID: desk.campaignID, by: desk.liaison)
    #expect(progress.lines.map(\.classGroup) == ["文1班", "民族学1班", "民族学2班"])
    let line = try #require(progress.lines.first { $0.classGroup == "民族学1班" })
    #expect(line.counts.due == 4 && line.counts.missing == 1 && line.counts.waiting == 1 && line.counts[.noPortrait] == 1)
    #expect(progress.total.answered == 2 && progress.total.due == 7)
    let counselor = try await desk.desk.counselor([desk.desk.second])
    #expect(try await desk.center.proofProgress(campaignID: desk.campaignID, by: counselor).total.due == 2)
    #expect(try await desk.center.proofDisputes(campaignID: desk.campaignID, by: counselor).total == 0)
    let officer = try await desk.desk.province.officer()
    let all = try await desk.center.proofProgress(campaignID: desk.campaignID, by: officer)
    #expect(all.lines.map(\.name) == ["示例大学"] && all.total == progress.total)
    let people = try await desk.center.proofClass(desk.desk.first, campaignID: desk.campaignID, by: desk.liaison)
    #expect(people.map(\.group) == [.confirmed, .disputed, .unanswered, .noPortrait])
  }

  @Test(
    "N5: the national site's status is imported from a list, by student or identity number; all of it or nothing",
    arguments: SQLEngine.allCases)
  func national(engine: SQLEngine) async throws {
    let desk = try await ProofDesk(on: engine, place: .nationalSite)
    let list = try desk.desk.desk.file(
      """
      姓名,学号,身份证号,图像校对状态
      张䶮,201000001000,,已校对
      李示例,,\(MadeUp.idNumber(1)),有误
      外人,999,,未校对
      """)
    let done = try await desk.center.importNationalStatus(
      path: list, fileName: "名单.csv", campaignID: desk.campaignID, by: desk.liaison)
    #expect(done.people == 2 && done.checked == 1 && done.error == 1 && done.strangers == [4])
    // A row whose number says another person than its student number is nobody's.
    let mixed = try desk.desk.desk.file("学号,身份证号,校对状态\n201000001002,\(MadeUp.idNumber(4)),已校对\n201000001004,,已校对")
    let part = try await desk.center.importNationalStatus(
      path: mixed, fileName: "名单.csv", campaignID: desk.campaignID, by: desk.liaison)
    #expect(part.people == 1 && part.strangers == [2])
    let twice = try desk.desk.desk.file("学号,校对状态\n201000001000,已校对\n201000001000,有误")
    await #expect(throws: ProofDeskRefusal.statusTwice(3)) {
      try await desk.center.importNationalStatus(path: twice, fileName: "名单.csv", campaignID: desk.campaignID, by: desk.liaison)
    }
    #expect(try await desk.shown(0).national == .checked)
    #expect(try await desk.shown(1).national == .error)
    let odd = try desk.desk.desk.file("学号,校对状态\n201000001000,也许")
    await #expect(throws: ProofDeskRefusal.statusRow(2, "也许")) {
      try await desk.center.importNationalStatus(path: odd, fileName: "名单.csv", campaignID: desk.campaignID, by: desk.liaison)
    }
    let later = try desk.desk.desk.file("学号,校对状态\n201000001000,有误")
    _ = try await desk.center.importNationalStatus(
      path: later, fileName: "名单.csv", campaignID: desk.campaignID, by: desk.liaison)
    #expect(try await desk.shown(0).national == .error)
    #expect(try await desk.shown(1).national == .error)
  }
}
