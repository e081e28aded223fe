import Foundation
import Testing

@testable import Outward

struct KeptMail: Decodable {
  struct Attachment: Decodable {
    let name: String
    let type: String
    let base64: String
  }

  let envelopeFrom: String
  let envelopeTo: [String]
  let subject: String
  let from: String
  let fromName: String
  let to: [String]
  let toNames: [String]
  let replyTo: String
  let dateSeconds: Int
  let messageID: String
  let headerNames: [String]
  let text: String
  let textEncoding: String
  let attachments: [Attachment]
  let defects: [String]
  let longestLine: Int
  let isSevenBit: Bool
  let isEncrypted: Bool
  let user: String?
}

@Suite struct MailerTests {
  private func mail(to address: String = "li@example.edu.cn", text: String = "您好") throws -> MailMessage {
    try MailMessage(
      from: MailAddress("biying@example.edu.cn"), to: [MailAddress(address)], subject: "通知", text: text,
      identifier: "1@example.edu.cn", sentAt: 0)
  }

  private func plain(_ server: PythonServer) throws -> Mailer {
    Mailer(server: try MailServer(host: "127.0.0.1", port: server.port, security: .plain))
  }

  @Test func aChineseMailArrivesAsItWasWritten() async throws {
    let server = try PythonServer(.mail)
    let subject = "关于2014届毕业生图像信息采集补拍安排的通知（含𠮷、䶮、㛃、𬭎等生僻字）— 请于4月9日前确认"
    let text = "老师好：\n.\n..两点\nFrom 甘肃\r\n补拍时间 4月9日–12日\r\n" + String(repeating: "逾期不再受理。", count: 300)
    let pdf = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    let longName = String(repeating: "甘肃示例大学", count: 12) + "名单 (1); \"终稿\".xlsx"
    let message = try MailMessage(
      from: MailAddress("biying@example.edu.cn", name: "毕影 · 图像采集, \"甘肃\""),
      to: [MailAddress("li@example.edu.cn", name: "李婷"), MailAddress("wang@example.edu.cn", name: "Wang San")],
      replyTo: MailAddress("office@example.edu.cn", name: "采集办公室"), subject: subject, text: text,
      attachments: [
        .init(name: "登记单.pdf", mediaType: "application/pdf", bytes: pdf),
        .init(name: longName, mediaType: "x", bytes: []),
      ],
      identifier: "0190c1-7@example.edu.cn", sentAt: 1_396_994_400_123)
    #expect(try await plain(server).send(message) == .accepted)

    let kept = try server.kept(1, as: KeptMail.self)
    #expect(kept.envelopeFrom == "biying@example.edu.cn")
    #expect(kept.envelopeTo == ["li@example.edu.cn", "wang@example.edu.cn"] && kept.to == kept.envelopeTo)
    #expect(kept.subject == subject)
    #expect(kept.fromName == "毕影 · 图像采集, \"甘肃\"" && kept.toNames == ["李婷", "Wang San"])
    #expect(kept.replyTo.contains("office@example.edu.cn"))
    #expect(kept.dateSeconds == 1_396_994_400 && kept.messageID == "<0190c1-7@example.edu.cn>")
    #expect(kept.text.normalised == text.replacing("\r\n", with: "\n"))
    #expect(kept.textEncoding == "base64")
    #expect(kept.attachments.map(\.name) == ["登记单.pdf", longName])
    #expect(kept.attachments.map(\.type) == ["application/pdf", "application/octet-stream"])
    #expect(Data(base64Encoded: kept.attachments[0].base64) == Data(pdf))
    #expect(kept.defects.isEmpty && kept.isSevenBit && kept.longestLine <= 78)
  }

  @Test func englishTextStaysReadableAndWhole() async throws {
    let server = try PythonServer(.mail)
    let text = ".\n..\n" + String(repeating: "a long line with = and é ", count: 20) + "\ntrailing \n\n.\nend"
    #expect(try await plain(server).send(mail(text: text)) == .accepted)
    let kept = try server.kept(1, as: KeptMail.self)
    #expect(kept.textEncoding == "quoted-printable")
    #expect(kept.text.normalised == text)
    #expect(kept.longestLine <= 76)
    #expect(kept.headerNames.count == 9, "\(kept.headerNames)")
  }

  @Test func anythingThatPassesTheRulesArrivesUnchanged() async throws {
    let server = try PythonServer(.mail)
    let mailer = try plain(server)
    var chance = SeededChance(state: 20_130_918)
    for number in 1...40 {
      let subject = chance.text(120)
      let name = chance.text(40)
      let file = chance.text(90)
      let text = chance.text(400)
      let message = try MailMessage(
        from: MailAddress("biying@example.edu.cn", name: name), to: [MailAddress("li@example.edu.cn")], subject: subject,
        text: text,
        attachments: [.init(name: file, mediaType: "text/plain", bytes: Array(text.utf8))],
        identifier: "\(number)@example.edu.cn", sentAt: 0)
      #expect(await mailer.send(message) == .accepted)
      let kept = try server.kept(number, as: KeptMail.self)
      #expect(kept.subject == subject)
      #expect(kept.fromName == name)
      #expect(kept.text.normalised == text)
      #expect(kept.attachments.map(\.name) == [file])
      #expect(Data(base64Encoded: kept.attachments[0].base64) == Data(text.utf8))
      #expect(kept.defects.isEmpty && kept.isSevenBit && kept.longestLine <= 78)
    }
  }

  @Test func refusalsAreToldApart() async throws {
    let server = try PythonServer(.mail, ["--size", "100000"])
    let mailer = try plain(server)
    #expect(try await mailer.send(mail(to: "rejected@example.edu.cn")) == .permanent(.reply(code: 550)))
    #expect(try await mailer.send(mail(to: "later@example.edu.cn")) == .temporary(.reply(code: 450)))
    #expect(try await mailer.send(mail(to: "dropped@example.edu.cn")) == .temporary(.transfer(.connectionLost)))
    let large = String(repeating: "x", count: 200_000)
    #expect(try await mailer.send(mail(text: large)) == .permanent(.reply(code: 552)))
    let two = try MailMessage(
      from: MailAddress("biying@example.edu.cn"),
      to: [MailAddress("li@example.edu.cn"), MailAddress("rejected@example.edu.cn")],
      subject: "a", text: "", identifier: "2@example.edu.cn", sentAt: 0)
    #expect(await mailer.send(two) == .permanent(.reply(code: 550)), "all addressees or none")
    #expect(server.keptCount == 0)
    #expect(try await mailer.send(mail()) == .accepted)
    #expect(server.keptCount == 1)
  }

  @Test func aServerThatIsNotThereIsTemporary() async throws {
    let nowhere = Mailer(server: try MailServer(host: "127.0.0.1", port: 1, security: .plain))
    #expect(try await nowhere.send(mail()) == .temporary(.transfer(.connectionRefused)))
    let unknown = Mailer(server: try MailServer(host: "mail.invalid", port: 25, security: .plain))
    #expect(try await unknown.send(mail()) == .temporary(.transfer(.hostNotFound)))
    // A web server waits for us to speak first, and so do we.
    let web = try PythonServer(.web)
    let silent = Mailer(
      server: try MailServer(host: "127.0.0.1", port: web.port, security: .plain, patience: Patience(totalMilliseconds: 200)))
    guard case .temporary(.transfer(.timedOut)) = try await silent.send(mail()) else {
      Issue.record("a silent server must read as too slow")
      return
    }
    nowhere.close()
    #expect(try await nowhere.send(mail()) == .temporary(.transfer(.closed)))
  }

  @Test(arguments: [("starttls", MailServer.Security.startTLS), ("tls", .tls)])
  func mailIsEncryptedAndSignedIn(_ mode: String, _ security: MailServer.Security) async throws {
    let certificate = try TestCertificate()
    let server = try PythonServer(.mail, ["--mode", mode, "--auth"], certificate: certificate)
    func mailer(_ password: String?, authority: String?) throws -> Mailer {
      Mailer(
        server: try MailServer(
          host: "127.0.0.1", port: server.port, security: security,
          credentials: password.map { MailServer.Credentials(user: "biying@example.edu.cn", password: $0) },
          route: Route(authorityFile: authority)))
    }
    let good = try mailer("密码 p@ss", authority: certificate.authority)
    #expect(try await good.send(mail()) == .accepted)
    let kept = try server.kept(1, as: KeptMail.self)
    #expect(kept.isEncrypted && kept.user == "biying@example.edu.cn")
    let untrusting = try mailer("密码 p@ss", authority: nil)
    #expect(try await untrusting.send(mail()) == .temporary(.transfer(.certificateUntrusted)))
    let wrong = try mailer("wrong", authority: certificate.authority)
    #expect(try await wrong.send(mail()) == .temporary(.transfer(.signInRefused)))
    let nameless = try mailer(nil, authority: certificate.authority)
    #expect(try await nameless.send(mail()) == .temporary(.transfer(.signInRefused)))
    #expect(server.keptCount == 1)
  }

  @Test func withoutSTARTTLSNothingIsSent() async throws {
    let server = try PythonServer(.mail)
    let mailer = Mailer(server: try MailServer(host: "127.0.0.1", port: server.port, security: .startTLS))
    #expect(try await mailer.send(mail()) == .temporary(.transfer(.secureChannelFailed)))
    #expect(server.keptCount == 0)
  }

  @Test func settingsThatWouldLeakOrBreakOutAreRefused() {
    let credentials = MailServer.Credentials(user: "a", password: "b")
    #expect(throws: OutwardError.credentialsUnprotected) {
      try MailServer(host: "mail.example.edu.cn", port: 25, security: .plain, credentials: credentials)
    }
    for host in ["", "a/b", "a b", "user@host", "a\r\nb", "a..b"] {
      #expect(throws: OutwardError.addressInvalid) { try MailServer(host: host, port: 25, security: .tls) }
      #expect(throws: OutwardError.addressInvalid) { try MailServer(host: "a.cn", port: 25, security: .tls, greeting: host) }
    }
    #expect(throws: OutwardError.addressInvalid) { try MailServer(host: "a.cn", port: 0, security: .tls) }
  }
}

extension String {
  /// With "\n" as line end, without the one that ends every text in a mail.
  fileprivate var normalised: String {
    let text = replacing("\r\n", with: "\n")
    return text.hasSuffix("\n") ? String(text.dropLast()) : text
  }
}
