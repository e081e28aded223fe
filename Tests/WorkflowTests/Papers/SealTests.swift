import Foundation
import GraduatePhotos
import Paperwork
import Storage
import TestSupport
import Testing

@testable import Workflow

@Suite struct SealTests {
  private func fileCount(_ fixture: SlipFixture) async throws -> Int {
    var count = 0
    for try await _ in fixture.center.photos.list() { count += 1 }
    return count
  }

  @Test("A4: a version prints as one paper, with number, QR, hash and the journal's head", arguments: SQLEngine.allCases)
  func prints(engine: SQLEngine) async throws {
    let fixture = try await SlipFixture(engine)
    let liaison = try await fixture.liaison()
    let opened = try await fixture.center.openSlip(campaignID: fixture.campaignID, by: liaison)
    await #expect(throws: SealRefusal.nothingHandedIn(.slip)) { try await fixture.center.printSlip(opened.id, by: liaison) }
    let slip = try await fixture.submitted(by: liaison)
    let first = try await fixture.center.printSlip(slip.id, by: liaison)
    #expect(first.paper.number == "登-10730-2014-001" && first.paper.version == 1)
    #expect(first.fileName == "登-10730-2014-001 综合信息采集登记单.pdf")
    #expect(StampedPaper.looksLikeCode(first.paper.code) && first.paper.contentHash.count == 64)
    #expect(first.pdf.starts(with: Array("%PDF-".utf8)))
    #expect(try ScannedPage.read(first.pdf).codes == [first.paper.code])
    let planner = try await fixture.province.planner()
    #expect(try await fixture.center.printSlip(slip.id, by: planner).paper == first.paper)
    #expect(try await fixture.province.journaledActions().filter { $0 == "paper.printed" }.count == 1)

    let other = try await fixture.submitted(by: liaison) { $0.remark = "改" }
    let second = try await fixture.center.printSlip(slip.id, by: liaison)
    #expect(other.newest?.number == 2 && second.paper.number == "登-10730-2014-002")
    #expect(second.paper.code != first.paper.code && second.paper.contentHash != first.paper.contentHash)
    #expect(
      try await fixture.center.slip(slip.id, for: liaison).versions.map(\.paperNumber) == [
        "登-10730-2014-002", "登-10730-2014-001",
      ])
  }

  @Test("A4: the stamped page seals; it is kept encrypted and read back by those who may", arguments: SQLEngine.allCases)
  func stampedPage(engine: SQLEngine) async throws {
    let fixture = try await SlipFixture(engine)
    let center = fixture.center
    let liaison = try await fixture.liaison()
    let slip = try await fixture.submitted(by: liaison)
    let printed = try await center.printSlip(slip.id, by: liaison)
    // The server serves other tests too: lines wait as long as one of their transactions is open.
    while try await center.records.read({ try $0.count("SELECT COUNT(*) AS n FROM journal_unsealed") }) > 0 {
      try await center.sealJournal(owner: "a")
      try await Task.sleep(for: .milliseconds(20))
    }
    let seal = try await center.sealSlip(slip.id, byPage: printed.pdf, by: liaison)
    #expect(seal.method == .stampedPage && seal.version == 1 && seal.contentHash == printed.paper.contentHash)
    let chains = try await center.verifyJournal().chains
    let head = try #require(chains.first { $0.scope == fixture.campaignID })
    #expect(seal.chainHead == "\(head.lines):\(head.head)")
    #expect(try await center.slip(slip.id, for: liaison).newest?.seal == seal)

    let document = try #require(seal.documentID)
    let opened = try await center.document(document, for: liaison)
    #expect(opened.bytes == printed.pdf && opened.mediaType == "application/pdf")
    #expect(try await center.document(document, for: fixture.province.planner()).bytes.count == printed.pdf.count)
    let stranger = try await fixture.liaison("stranger", of: fixture.college)
    await #expect(throws: SealRefusal.notFound) { try await center.document(document, for: stranger) }
    let station = try await fixture.centerLiaison("station", of: fixture.university, center: "s-here")
    await #expect(throws: SealRefusal.notFound) { try await center.document(document, for: station) }
    for try await hash in center.photos.list() {
      let stored = try await center.photos.read(hash)
      #expect(!stored.starts(with: Array("%PDF-".utf8)) && stored.count == printed.pdf.count + 28)
    }
    await #expect(throws: SealRefusal.alreadySealed(.slip, at: fixture.province.time.now, .stampedPage)) {
      try await center.sealSlip(slip.id, byPage: PagePicture.png(code: printed.paper.code), by: liaison)
    }
    let actions = try await fixture.province.journaledActions()
    #expect(actions.filter { $0 == "paper.sealed" || $0 == "document.received" }.count == 2)
  }

  @Test("A4: wrong page, old version, stranger's page, no page: refused, and nothing is kept", arguments: SQLEngine.allCases)
  func wrongPages(engine: SQLEngine) async throws {
    let fixture = try await SlipFixture(engine)
    let center = fixture.center
    let liaison = try await fixture.liaison()
    let slip = try await fixture.submitted(by: liaison)
    let old = try await center.printSlip(slip.id, by: liaison)
    let stationSlip = try await center.openSlip(campaignID: fixture.campaignID, studyCenterID: "s-here", by: liaison)
    _ = try await center.submitSlip(stationSlip.id, draftVersion: 1, by: liaison)
    let stationPage = try await center.printSlip(stationSlip.id, by: liaison)
    let college = try await fixture.liaison("college", of: fixture.college)
    let foreign = try await center.printSlip(fixture.submitted(by: college).id, by: college)

    func seal(_ page: [UInt8], _ refusal: SealRefusal) async {
      await #expect(throws: refusal) { try await center.sealSlip(slip.id, byPage: page, by: liaison) }
    }
    try await seal(PagePicture.png(code: stationPage.paper.code), .otherPaper(.slip, number: "登-10730-2014-002"))
    try await seal(PagePicture.png(code: foreign.paper.code), .unknownCode)
    try await seal(PagePicture.png(code: "https://example.edu.cn/poster"), .unknownCode)
    try await seal(PagePicture.png(code: nil), .noCode)
    await #expect(throws: ScanRefusal.notAnImage) {
      try await center.sealSlip(slip.id, byPage: Array("什么都不是".utf8), by: liaison)
    }
    await seal([UInt8](repeating: 0xFF, count: WorkflowLimits.documentBytes + 1), .tooLarge(megabytes: 20))
    _ = try await fixture.submitted(by: liaison) { $0.remark = "改" }
    let oldPage = try PagePicture.png(code: old.paper.code)
    await seal(oldPage, .oldVersion(.slip, page: 1, newest: 2))
    await #expect(throws: SealRefusal.notFound) { try await center.sealSlip(slip.id, byPage: oldPage, by: college) }
    #expect(try await fileCount(fixture) == 0)
    #expect(try await center.slip(slip.id, for: liaison).versions.allSatisfy { $0.seal == nil })
  }

  @Test("A4: a new version needs a new seal; the old one stays as history", arguments: SQLEngine.allCases)
  func newVersion(engine: SQLEngine) async throws {
    let fixture = try await SlipFixture(engine)
    let liaison = try await fixture.liaison()
    let slip = try await fixture.submitted(by: liaison)
    let first = try await fixture.center.printSlip(slip.id, by: liaison)
    _ = try await fixture.center.sealSlip(slip.id, byPage: PagePicture.png(code: first.paper.code), by: liaison)
    _ = try await fixture.submitted(by: liaison) { $0.remark = "改" }
    #expect(try await fixture.center.slip(slip.id, for: liaison).versions.map { $0.seal == nil } == [true, false])
    let second = try await fixture.center.printSlip(slip.id, by: liaison)
    _ = try await fixture.center.sealSlip(slip.id, byPage: PagePicture.png(code: second.paper.code), by: liaison)
    #expect(try await fixture.center.slip(slip.id, for: liaison).versions.allSatisfy { $0.seal != nil })
  }

  @Test("A4: the leader seals with the second factor of that moment, on what he looked at", arguments: SQLEngine.allCases)
  func leader(engine: SQLEngine) async throws {
    let fixture = try await SlipFixture(engine)
    let center = fixture.center
    let liaison = try await fixture.liaison()
    let slip = try await fixture.submitted(by: liaison)
    let leader = try await fixture.province.sealingLeader(of: fixture.university)
    let offer = try await center.offerSecondFactor(.totp, to: leader)
    let secret = try #require(try await center.records.read { try $0.pendingFactor(offer.pending, of: leader.accountID) })
      .secret
    func digits() -> String {
      OneTimePassword.code(secret: secret, step: fixture.province.time.now / OneTimePassword.stepMilliseconds)
    }
    _ = try await center.confirmSecondFactor(
      pending: offer.pending, answer: digits(), token: fixture.province.session(of: leader.accountID), person: leader)
    fixture.province.time.advance(minutes: 1)
    await #expect(throws: SealRefusal.oldVersion(.slip, page: 2, newest: 1)) {
      try await center.sealSlip(slip.id, version: 2, answer: digits(), token: "t", by: leader)
    }
    await #expect(throws: SignInRefusal.wrongSecondFactor) {
      try await center.sealSlip(slip.id, version: 1, answer: "000000x", token: "t", by: leader)
    }
    let stranger = try await fixture.province.sealingLeader("other", of: fixture.college)
    await #expect(throws: SealRefusal.notFound) {
      try await center.sealSlip(slip.id, version: 1, answer: digits(), token: "t", by: stranger)
    }
    let seal = try await center.sealSlip(slip.id, version: 1, answer: digits(), token: "t", by: leader)
    #expect(seal.method == .secondFactor && seal.documentID == nil && seal.sealedBy == leader.accountID)
    fixture.province.time.advance(minutes: 1)
    await #expect(throws: SealRefusal.alreadySealed(.slip, at: seal.sealedAt, .secondFactor)) {
      try await center.sealSlip(slip.id, version: 1, answer: digits(), token: "t", by: leader)
    }
  }

  @Test(
    "A4: what came by fax or courier is registered by the agency, with a scan or a note; the school is told",
    arguments: SQLEngine.allCases)
  func received(engine: SQLEngine) async throws {
    let fixture = try await SlipFixture(engine)
    let center = fixture.center
    let liaison = try await fixture.liaison()
    let slip = try await fixture.submitted(by: liaison)
    let printed = try await center.printSlip(slip.id, by: liaison)
    let planner = try await fixture.province.planner()
    func seal(_ received: ReceivedPaper, version: Int = 1) async throws -> Seal {
      try await center.sealSlip(slip.id, version: version, received: received, by: planner)
    }
    await #expect(throws: SealRefusal.noteMissing) { try await seal(ReceivedPaper(way: .fax, note: "  ")) }
    await #expect(throws: SealRefusal.noCode) { try await seal(ReceivedPaper(way: .fax, scan: PagePicture.png(code: nil))) }
    await #expect(throws: SealRefusal.unknownCode) {
      try await seal(ReceivedPaper(way: .fax, scan: PagePicture.png(code: "AAAAAAAAAAAAAAAAAAAAAA"), note: "传真"))
    }
    await #expect(throws: SealRefusal.oldVersion(.slip, page: 2, newest: 1)) {
      try await seal(ReceivedPaper(way: .courier, note: "快递"), version: 2)
    }
    let note = "9月20日快递收到，原件在采集单位档案柜"
    let sealed = try await seal(ReceivedPaper(way: .courier, note: note))
    #expect(sealed.method == .receivedByAgency && sealed.sealedBy == planner.accountID)
    let document = try await center.document(try #require(sealed.documentID), for: liaison)
    #expect(String(decoding: document.bytes, as: UTF8.self) == note && document.mediaType == "text/plain; charset=utf-8")
    let notice = try #require(try await center.notices(for: liaison).notices.first)
    #expect(
      notice.title == "已收到盖章的综合信息采集登记单" && notice.body.contains("以快递送来") && notice.path == "/campaigns/c1/slips/\(slip.id)")

    _ = try await fixture.submitted(by: liaison) { $0.remark = "改" }
    await #expect(throws: SealRefusal.oldVersion(.slip, page: 1, newest: 2)) {
      try await seal(ReceivedPaper(way: .fax, scan: PagePicture.png(code: printed.paper.code), note: "传真"), version: 2)
    }
    let fax = try await seal(ReceivedPaper(way: .fax, scan: PagePicture.png(code: nil), note: "传真不清，与原件核对无误"), version: 2)
    #expect(try await center.document(try #require(fax.documentID), for: planner).mediaType == "image/png")
    #expect(try await center.records.read { try $0.count("SELECT COUNT(*) AS n FROM document") } == 3)
  }
}
