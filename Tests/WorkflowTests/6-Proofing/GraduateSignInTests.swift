import Foundation
import GraduatePhotos
import Paperwork
import Storage
import TestSupport
import Testing

@testable import Workflow

/// N5: how a graduate comes in, and nobody else.
@Suite struct GraduateSignInTests {
  @Test(
    "N5, Promise 7: number, name and code let in once; the own password takes the code's place; a reset ends both",
    arguments: SQLEngine.allCases)
  func codeAndPassword(engine: SQLEngine) async throws {
    let desk = try await ProofDesk(on: engine)
    let code = try await desk.code(1)
    await #expect(throws: ProofDeskRefusal.notRecognized) { try await desk.signIn(1, name: "王示例", secret: code) }
    await #expect(throws: ProofDeskRefusal.notRecognized) { try await desk.signIn(2, name: "李示例", secret: code) }
    let found = try await desk.signIn(1, name: "李 示例", secret: ProofCode.grouped(code).lowercased())
    #expect(found.setsPassword)
    let session = try #require(try await desk.center.session(token: found.token))
    guard case .graduate(let graduate) = session.person else { throw ProofDeskRefusal.personUnknown }
    #expect(graduate.personID == (try await desk.desk.desk.id(1)) && session.name == "李示例")
    await #expect(throws: SignInRefusal.self) {
      try await desk.center.setGraduatePassword("201000001001", token: found.token, by: graduate)
    }
    try await desk.center.setGraduatePassword("一句我自己记得住的话", token: found.token, by: graduate)
    await #expect(throws: ProofDeskRefusal.notRecognized) { try await desk.signIn(1, name: "李示例", secret: code) }
    #expect(try await desk.signIn(1, name: "李示例", secret: "一句我自己记得住的话").setsPassword == false)
    await #expect(throws: ProofDeskRefusal.notRecognized) { try await desk.signIn(1, name: "李示例", secret: "一句别人说的不对的话") }
    let reset = try await desk.center.resetProofCode(
      of: graduate.personID, campaignID: desk.campaignID, operation: "reset", by: desk.liaison)
    let first = try await desk.code(1)
    // A second press prints the slip that is good.
    let again = try await desk.center.resetProofCode(
      of: graduate.personID, campaignID: desk.campaignID, operation: "reset", by: desk.liaison)
    #expect(try await desk.code(1) == first && again.count == 1)
    #expect(reset.count == 1 && reset.file.bytes.starts(with: Array("%PDF-".utf8)))
    #expect(try await desk.center.session(token: found.token) == nil)
    await #expect(throws: ProofDeskRefusal.notRecognized) { try await desk.signIn(1, name: "李示例", secret: "一句我自己记得住的话") }
    let fresh = try await desk.code(1)
    #expect(fresh != code)
    #expect(try await desk.signIn(1, name: "李示例", secret: fresh).setsPassword)
  }

  @Test("Promise 7: a reset that comes while somebody is being let in shuts him out", arguments: SQLEngine.allCases)
  func resetMeanwhile(engine: SQLEngine) async throws {
    let desk = try await ProofDesk(on: engine)
    let code = try await desk.code(1)
    func found(_ secret: String) async throws -> GraduateFound {
      let typed = GraduateSignIn(studentNumber: "201000001001", name: "李示例", secret: secret)
      return try #require(
        try await desk.center.recognize(typed, ProofCode.typed(secret), .roster, desk.campaignID))
    }
    func letIn(_ found: GraduateFound) async throws -> String? {
      try await desk.center.letIn(found, .roster, desk.campaignID, device: "测试手机") { _, _ in }
    }
    let byCode = try await found(code)
    #expect(try await letIn(byCode) != nil)
    let person = try await desk.desk.desk.id(1)
    _ = try await desk.center.resetProofCode(of: person, campaignID: desk.campaignID, operation: "one", by: desk.liaison)
    #expect(try await letIn(byCode) == nil)
    let token = try await desk.signIn(1, name: "李示例", secret: desk.code(1)).token
    try await desk.center.setGraduatePassword("一句我自己记得住的话", token: token, by: desk.graduate(1))
    let byPassword = try await found("一句我自己记得住的话")
    _ = try await desk.center.resetProofCode(of: person, campaignID: desk.campaignID, operation: "two", by: desk.liaison)
    #expect(try await letIn(byPassword) == nil)
    #expect(try await desk.count("SELECT COUNT(*) AS n FROM graduate_session") == 0)
  }

  @Test("N5, Promise 6: a character that a phone does not have keeps nobody out", arguments: SQLEngine.allCases)
  func rareName(engine: SQLEngine) async throws {
    let desk = try await ProofDesk(on: engine)
    let code = try await desk.code(0)
    await #expect(throws: ProofDeskRefusal.notRecognized) { try await desk.signIn(0, name: "王", secret: code) }
    #expect(try await desk.signIn(0, name: "张", secret: code).setsPassword)
    #expect(try await desk.signIn(0, name: "张䶮", secret: code).setsPassword)
  }

  @Test(
    "N5: slips are printed again with the same codes, one journal line each; who has a password gets none",
    arguments: SQLEngine.allCases)
  func slips(engine: SQLEngine) async throws {
    let desk = try await ProofDesk(on: engine)
    let first = try await desk.center.proofSlips(of: desk.desk.first, campaignID: desk.campaignID, by: desk.liaison)
    #expect(first.count == 4)
    let code = try await desk.code(1)
    let text = try PDFText.of(Data(first.file.bytes))
    #expect(text.contains(ProofCode.grouped(code)) && text.contains("李示例") && text.contains("民族学1班"))
    #expect(!text.contains(MadeUp.idNumber(1)))
    let token = try await desk.signIn(1, name: "李示例", secret: code).token
    try await desk.center.setGraduatePassword("一句我自己记得住的话", token: token, by: desk.graduate(1))
    #expect(
      try await desk.center.proofSlips(of: desk.desk.first, campaignID: desk.campaignID, by: desk.liaison).count == 3)
    #expect(try await desk.desk.province.journaledActions().filter { $0 == "proof.slips-printed" }.count == 3)
    // What lies in the database is not the code: its first letters find it, the rest cannot be read there.
    let stored = try await desk.center.records.read {
      try $0.rows("SELECT locator, code_sealed FROM proof_code ORDER BY person_id, number").map {
        (try $0.text("locator"), try $0.blob("code_sealed"))
      }
    }
    #expect(stored.count == 4 && stored.contains { $0.0 == String(code.prefix(5)) })
    let rest = Array(code.dropFirst(5).utf8)
    #expect(stored.allSatisfy { row in !row.1.indices.contains { row.1[$0...].starts(with: rest) } })
    let counselor = try await desk.desk.counselor([desk.desk.second])
    let lines = try await desk.desk.province.journaledActions().count
    await #expect(throws: ProofDeskRefusal.noSlips) {
      try await desk.center.proofSlips(of: desk.desk.first, campaignID: desk.campaignID, by: counselor)
    }
    // What was not printed is in no journal; what was stands among those who could look at the graduate's data.
    #expect(try await desk.desk.province.journaledActions().count == lines)
    #expect(try await desk.center.looks(at: desk.graduate(1)).contains { $0.what == "打印本班的校对码条" })
  }

  @Test("N5: guessing is hopeless: after five failures one place waits, and the right code too", arguments: SQLEngine.allCases)
  func guessing(engine: SQLEngine) async throws {
    let desk = try await ProofDesk(on: engine)
    let code = try await desk.code(1)
    for _ in 0..<5 {
      await #expect(throws: ProofDeskRefusal.notRecognized) {
        try await desk.signIn(1, name: "李示例", secret: String(code.prefix(5)) + "AAAAAAA")
      }
    }
    await #expect(throws: SignInRefusal.tooManyAttempts(minutes: 15)) {
      try await desk.signIn(1, name: "李示例", secret: code)
    }
    desk.desk.province.time.advance(minutes: 16)
    #expect(try await desk.signIn(1, name: "李示例", secret: code).setsPassword)
  }

  @Test("Promise 7: a session ends by itself, and with the graduate's leaving the roster", arguments: SQLEngine.allCases)
  func sessions(engine: SQLEngine) async throws {
    let desk = try await ProofDesk(on: engine)
    let token = try await desk.signIn(1, name: "李示例", secret: desk.code(1)).token
    #expect(try await desk.center.session(token: token) != nil)
    desk.desk.province.time.advance(minutes: 21)
    #expect(try await desk.center.session(token: token) == nil)
    let other = try await desk.signIn(1, name: "李示例", secret: desk.code(1)).token
    try await desk.center.signOut(desk.graduate(1), token: other)
    #expect(try await desk.center.session(token: other) == nil)
    #expect(try await desk.center.session(token: "g.nobody") == nil)
    let last = try await desk.signIn(1, name: "李示例", secret: desk.code(1)).token
    #expect(try await desk.center.session(token: last) != nil)
    try await desk.center.recordStatusChange(
      RosterDesk.change(.suspension), of: desk.desk.desk.id(1), campaignID: desk.campaignID, by: desk.liaison)
    #expect(try await desk.center.session(token: last) == nil)
  }

  @Test("N5, Promise 6: the receipt as PDF and as picture, with number and check code", arguments: SQLEngine.allCases)
  func receipt(engine: SQLEngine) async throws {
    let desk = try await ProofDesk(on: engine)
    await #expect(throws: ProofDeskRefusal.personUnknown) { try await desk.center.proofReceiptPDF(of: desk.graduate(0)) }
    let receipt = try await desk.answer(0)
    let text = try PDFText.of(Data(try await desk.center.proofReceiptPDF(of: desk.graduate(0)).bytes))
    #expect(text.contains(receipt.number) && text.contains(receipt.checkCode) && text.contains("张䶮"))
    let picture = try await desk.center.proofReceiptPicture(of: desk.graduate(0))
    #expect(picture.bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) && picture.contentType == "image/png")
  }
}
