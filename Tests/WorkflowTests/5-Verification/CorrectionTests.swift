import Foundation
import GraduatePhotos
import Paperwork
import Storage
import TestSupport
import Testing

@testable import Workflow

/// A7: corrected data go back to the institution by e-mail, as a small signed package.
@Suite struct CorrectionTests {
  private struct Mail: Decodable {
    struct Attachment: Decodable {
      let name: String
      let base64: String
    }

    let envelopeTo: [String]
    let subject: String
    let text: String
    let attachments: [Attachment]
  }

  /// A desk with two people whose records were corrected, and the institution's liaison with an address.
  private func desk(_ engine: SQLEngine, address: String) async throws -> DeliveryDesk {
    let desk = try await DeliveryDesk(on: engine)
    let account = desk.liaison.accountID
    try await desk.center.records.write { transaction in
      try transaction.execute("UPDATE account SET email = ? WHERE id = ?", [.text(address), .text(account)])
    }
    return desk
  }

  private func corrected(_ desk: DeliveryDesk) async throws -> CorrectedRecords {
    let basis = try await desk.center.records.read { [campaign = desk.campaignID, institution = desk.institutionID] in
      try $0.deliveryBasis(campaignID: campaign, institutionID: institution)
    }
    let records = basis.people.filter { ["李𠮷", "王𬭎"].contains($0.line.name) }.map { person in
      CorrectedRecords.Record(
        line: person.line, photoPath: "10730/\(person.line.studentNumber).jpg",
        changes: [.init(.name, old: "旧名字", new: person.line.name)])
    }
    return CorrectedRecords(
      correctionID: "correction-1", campaignID: desk.campaignID, institutionID: desk.institutionID,
      number: "2014-62-10730-G001", records: records)
  }

  private func work(_ desk: DeliveryDesk, _ server: OutwardServer) async throws {
    let courier = Courier(
      try OutwardSettings(smtp: "smtp+plain://127.0.0.1:\(server.port)", from: "毕影 <photos@example.edu.cn>"))
    let send = desk.center.correctionWork(by: courier)
    while let job = try await desk.center.leaseJob(owner: "node", kinds: [.sendCorrection]) {
      try await desk.center.finishJob(job, owner: "node", outcome: send(job))
    }
  }

  private func package(_ desk: DeliveryDesk, _ id: String) async throws -> CorrectionPackage {
    try await desk.center.correction(id, campaignID: desk.campaignID, by: desk.clerk)
  }

  @Test(
    "A7: the mail brings the package, encrypted and signed; the password is in no mail and opens it",
    arguments: SQLEngine.allCases)
  func sent(engine: SQLEngine) async throws {
    let desk = try await desk(engine, address: "li@example.edu.cn")
    let server = try OutwardServer("mail_server.py")
    let id = try await desk.center.packCorrection(corrected(desk), by: desk.clerk)
    #expect(try await desk.center.packCorrection(corrected(desk), by: desk.clerk) == id)
    try await work(desk, server)
    let mails = try server.kept(Mail.self)
    #expect(mails.map(\.envelopeTo) == [["li@example.edu.cn"]] && mails[0].subject == "更正后的图像数据 2014-62-10730-G001")
    let password = try await desk.center.correctionPassword(id, campaignID: desk.campaignID, by: desk.liaison)
    #expect(!mails[0].text.contains(password) && mails[0].text.contains("/corrections") && !mails[0].text.contains("李𠮷"))
    let attached = try #require(mails[0].attachments.first)
    #expect(attached.name == "10730_2014-62-10730-G001_加密.zip")
    let bytes = [UInt8](try #require(Data(base64Encoded: attached.base64)))
    #expect(try await desk.center.correctionFile(id, campaignID: desk.campaignID, by: desk.liaison) == bytes)
    let package = try await package(desk, id)
    #expect(package.mails.map(\.state) == [.sent] && package.mails[0].attempts.map(\.isSent) == [true] && package.people == 2)
    #expect(package.sha256 == HexText.write(SHA256Sum.of(bytes)))
    // The same check as of a disc, and its password alone opens it.
    let path = desk.province.folder.path("更正.zip")
    try Data(bytes).write(to: URL(filePath: path))
    let report = try DiscCheck(publicKey: HexText.read(package.publicKey), password: password).check(path)
    #expect(report.isRight, "\(report.chineseLines)")
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(!text.contains("李𠮷") && !text.contains(MadeUp.idNumber(1)))
    let stranger = try await desk.province.place(code: "10741", name: "别的大学", liaison: "stranger").liaison
    await #expect(throws: CorrectionRefusal.unknown) {
      try await desk.center.correctionFile(id, campaignID: desk.campaignID, by: stranger)
    }
    let actions = try await desk.province.journaledActions()
    for action in ["correction.packed", "correction.mailed", "correction.mail-ended", "correction.password-shown"] {
      #expect(actions.contains(action), "\(action)")
    }
  }

  @Test(
    "A7: an address that is refused ends at once and is told; asked for again, it is tried again", arguments: SQLEngine.allCases
  )
  func refused(engine: SQLEngine) async throws {
    let desk = try await desk(engine, address: "rejected@example.edu.cn")
    let server = try OutwardServer("mail_server.py")
    let id = try await desk.center.packCorrection(corrected(desk), by: desk.clerk)
    try await work(desk, server)
    let mail = try #require(try await package(desk, id).mails.first)
    #expect(mail.state == .refused && mail.reason == "邮件服务器答复 550" && mail.attempts.count == 1)
    let notices = try await desk.center.notices(for: desk.clerk).notices
    #expect(notices.contains { $0.title == "更正数据邮件没有送到：2014-62-10730-G001" })
    try await desk.center.mailCorrectionAgain(mail.id, campaignID: desk.campaignID, by: desk.clerk)
    await #expect(throws: CorrectionRefusal.stillOnItsWay) {
      try await desk.center.mailCorrectionAgain(mail.id, campaignID: desk.campaignID, by: desk.clerk)
    }
    try await work(desk, server)
    #expect(try await package(desk, id).mails.map(\.attempts.count) == [2])
  }

  @Test(
    "A7: a busy server is asked again with longer and longer pauses, each attempt a row, and then given up",
    arguments: SQLEngine.allCases)
  func busy(engine: SQLEngine) async throws {
    let desk = try await desk(engine, address: "later@example.edu.cn")
    let server = try OutwardServer("mail_server.py")
    let id = try await desk.center.packCorrection(corrected(desk), by: desk.clerk)
    try await work(desk, server)
    try await work(desk, server)
    #expect(try await package(desk, id).mails.map(\.state) == [.waiting])
    #expect(try await package(desk, id).mails.map(\.attempts.count) == [1])
    desk.province.time.advance(minutes: 1)
    try await work(desk, server)
    #expect(try await package(desk, id).mails.map(\.attempts.count) == [2])
    for _ in 0..<WorkflowLimits.jobAttempts {
      desk.province.time.advance(minutes: 120)
      try await work(desk, server)
    }
    let mail = try #require(try await package(desk, id).mails.first)
    #expect(mail.state == .givenUp && mail.attempts.count == WorkflowLimits.jobAttempts)
    let aside = try #require(try await desk.center.jobsSetAside(for: MachineOperator()).first)
    try await desk.center.retryJob(aside.id, by: MachineOperator())
    #expect(try await package(desk, id).mails.map(\.state) == [.waiting])
  }

  @Test(
    "A7: what came back later is marked by hand and sent again; without an address nothing is lost",
    arguments: SQLEngine.allCases)
  func bounced(engine: SQLEngine) async throws {
    let desk = try await desk(engine, address: "")
    let server = try OutwardServer("mail_server.py")
    let id = try await desk.center.packCorrection(corrected(desk), by: desk.clerk)
    #expect(try await package(desk, id).mails.isEmpty)
    await #expect(throws: CorrectionRefusal.noRecipient) {
      try await desk.center.mailCorrection(id, campaignID: desk.campaignID, by: desk.clerk)
    }
    let account = desk.liaison.accountID
    try await desk.center.records.write { transaction in
      try transaction.execute("UPDATE account SET email = 'li@example.edu.cn' WHERE id = ?", [.text(account)])
    }
    #expect(try await desk.center.mailCorrection(id, campaignID: desk.campaignID, by: desk.clerk) == 1)
    let waiting = try #require(try await package(desk, id).mails.first)
    await #expect(throws: CorrectionRefusal.notSent) {
      try await desk.center.markCorrectionBounced(waiting.id, note: "550", campaignID: desk.campaignID, by: desk.clerk)
    }
    try await work(desk, server)
    await #expect(throws: CorrectionRefusal.noNote) {
      try await desk.center.markCorrectionBounced(waiting.id, note: "", campaignID: desk.campaignID, by: desk.clerk)
    }
    try await desk.center.markCorrectionBounced(
      waiting.id, note: "550 用户不存在", campaignID: desk.campaignID, by: desk.clerk)
    #expect(try await package(desk, id).mails.map(\.state) == [.bounced])
    try await desk.center.mailCorrectionAgain(waiting.id, campaignID: desk.campaignID, by: desk.clerk)
    try await work(desk, server)
    #expect(try await package(desk, id).mails.map(\.state) == [.sent] && server.kept(Mail.self).count == 2)
  }

  @Test("A7, Promise 10: erasing one person closes the package that names him", arguments: SQLEngine.allCases)
  func erased(engine: SQLEngine) async throws {
    let desk = try await desk(engine, address: "")
    let records = try await corrected(desk)
    let id = try await desk.center.packCorrection(records, by: desk.clerk)
    let person = records.records[0].line.internalNumber
    try await desk.center.records.write { transaction in
      try transaction.execute("DELETE FROM graduate_key WHERE graduate_id = ?", [.text(person)])
    }
    await #expect(throws: CorrectionRefusal.erased) {
      try await desk.center.correctionFile(id, campaignID: desk.campaignID, by: desk.clerk)
    }
  }
}
