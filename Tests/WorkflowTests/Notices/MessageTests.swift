import Foundation
import GraduatePhotos
import Storage
import TestSupport
import Testing

@testable import Workflow

@Suite struct MessageTests {
  /// A liaison of "i1" with an address, and a notice for the institution.
  private func notify(_ province: Province, address: String, channels: Set<MessageChannel> = [.mail]) async throws {
    let name = address.hasSuffix("example.edu.cn") ? address : "somebody"
    let request = AccountRequest(
      role: .liaison, signInName: name, name: "测试联系人", email: address, institutionID: "i1")
    _ = try await province.center.invite(request, by: MachineOperator())
    try await province.center.records.write { transaction in
      try transaction.notify(
        NoticeDraft(
          campaignID: "c1", audience: .institution("i1"), title: "提醒：登记单还没有交", body: "请于10月12日前办理。",
          path: "/campaigns/c1/slip", channels: channels), by: MachineOperator())
    }
  }

  /// Does every job that is due, as a runner does.
  private func work(_ province: Province, _ courier: Courier) async throws {
    let send = province.center.messageWork(by: courier)
    while let job = try await province.center.leaseJob(owner: "node") {
      try await province.center.finishJob(job, owner: "node", outcome: send(job))
    }
  }

  private func outbox(_ province: Province) async throws -> OutboxPage {
    try await province.center.outbox(campaignID: "c1", for: MachineOperator())
  }

  private func courier(_ server: OutwardServer) throws -> Courier {
    Courier(try OutwardSettings(smtp: "smtp+plain://127.0.0.1:\(server.port)", from: "毕影 <photos@example.edu.cn>"))
  }

  @Test("N3: a mail leaves once; asked for again after a recorded success, nothing leaves", arguments: SQLEngine.allCases)
  func once(engine: SQLEngine) async throws {
    let province = try await Province(on: engine)
    let server = try OutwardServer("mail_server.py")
    let courier = try courier(server)
    try await notify(province, address: "li@example.edu.cn")
    #expect(try await outbox(province).messages.map(\.chineseState) == ["等候发送"])
    try await work(province, courier)
    let mails = try server.kept(OutwardServer.Mail.self)
    #expect(mails.map(\.envelopeTo) == [["li@example.edu.cn"]] && mails.map(\.subject) == ["提醒：登记单还没有交"])
    #expect(mails[0].text.contains("请于10月12日前办理。"))
    #expect(mails[0].text.contains("详情：http://localhost:8080/campaigns/c1/slip"))
    let message = try #require(try await outbox(province).messages.first)
    #expect(message.outcome == .sent && message.chineseState == "已发出")
    #expect(mails[0].messageID == "<\(message.id)@example.edu.cn>")

    // The process died after the outcome was recorded and before the job was ended: the job comes again.
    try await province.center.records.write { try $0.enqueue(.sendMessage, scope: "c1", payload: message.id) }
    try await work(province, courier)
    #expect(try server.kept(OutwardServer.Mail.self).count == 1)
    await #expect(throws: NoticeRefusal.alreadySent) {
      try await province.center.sendAgain(messageID: message.id, by: MachineOperator())
    }
  }

  @Test(
    "N3: killed between the server's 250 and the record, the mail comes twice with one Message-ID",
    arguments: SQLEngine.allCases)
  func atLeastOnce(engine: SQLEngine) async throws {
    let province = try await Province(on: engine)
    let server = try OutwardServer("mail_server.py")
    let courier = try courier(server)
    try await notify(province, address: "li@example.edu.cn")
    let lost = try #require(try await province.center.leaseJob(owner: "dead"))
    let parcel = try #require(try await province.center.records.read { try $0.unsentMessage(lost.payload) })
    #expect(await courier.send(parcel, link: "", now: province.time.now) == .sent)
    // Here the process dies. Its lease runs out, and another node does the job.
    province.time.advance(minutes: 2)
    try await work(province, courier)
    let mails = try server.kept(OutwardServer.Mail.self)
    #expect(mails.count == 2 && mails[0].messageID == mails[1].messageID)
    #expect(try await outbox(province).messages.map(\.outcome) == [.sent])
  }

  @Test("Without a mail server nothing is lost: it says so, and is sent once there is one", arguments: SQLEngine.allCases)
  func notConfigured(engine: SQLEngine) async throws {
    let province = try await Province(on: engine)
    try await notify(province, address: "li@example.edu.cn", channels: [.mail, .webhook])
    try await work(province, Courier(.none))
    let page = try await outbox(province)
    #expect(Set(page.messages.map(\.chineseState)) == ["未发出：没有配置邮件服务器", "未发出：没有配置消息接口"])
    #expect(page.notSent == 2 && page.total == 2)
    #expect(try await province.center.jobOverview(for: MachineOperator()).waiting == 0)

    let server = try OutwardServer("mail_server.py")
    let mail = try #require(page.messages.first { $0.channel == .mail })
    try await province.center.sendAgain(messageID: mail.id, by: MachineOperator())
    await #expect(throws: NoticeRefusal.stillOnItsWay) {
      try await province.center.sendAgain(messageID: mail.id, by: MachineOperator())
    }
    try await work(province, courier(server))
    #expect(try server.kept(OutwardServer.Mail.self).count == 1)
    #expect(try await outbox(province).notSent == 1)
    await #expect(throws: NoticeRefusal.messageNotFound) {
      try await province.center.sendAgain(messageID: "none", by: MachineOperator())
    }
  }

  @Test(
    "A refused address ends the message; a server that is busy is asked again, but not for ever", arguments: SQLEngine.allCases)
  func refusedAndBusy(engine: SQLEngine) async throws {
    let province = try await Province(on: engine)
    let server = try OutwardServer("mail_server.py")
    let courier = try courier(server)
    try await notify(province, address: "rejected@example.edu.cn")
    try await work(province, courier)
    #expect(try await outbox(province).messages.map(\.chineseState) == ["未发出：邮件服务器答复 550"])

    let busy = try await Province(on: engine)
    try await notify(busy, address: "later@example.edu.cn")
    for _ in 1...WorkflowLimits.jobAttempts {
      try await work(busy, courier)
      busy.time.advance(minutes: 61)
    }
    let message = try #require(try await outbox(busy).messages.first)
    #expect(message.chineseState == "多次发送失败：邮件服务器答复 450")
    let aside = try #require(try await busy.center.jobsSetAside(for: MachineOperator()).first)
    try await busy.center.retryJob(aside.id, by: MachineOperator())
    #expect(try await outbox(busy).messages.map(\.outcome) == [nil])
    for _ in 1...WorkflowLimits.jobAttempts {
      try await work(busy, courier)
      busy.time.advance(minutes: 61)
    }
    try await busy.center.sendAgain(messageID: message.id, by: MachineOperator())
    #expect(try await busy.center.jobsSetAside(for: MachineOperator()).isEmpty)
    #expect(try await busy.center.jobOverview(for: MachineOperator()).waiting == 1)
    #expect(try server.kept(OutwardServer.Mail.self).isEmpty)
  }

  @Test("An address that is none, and a closed account, get no mail", arguments: SQLEngine.allCases)
  func badAddresses(engine: SQLEngine) async throws {
    let province = try await Province(on: engine)
    let server = try OutwardServer("mail_server.py")
    try await notify(province, address: "没有 地址")
    try await work(province, courier(server))
    #expect(try await outbox(province).messages.map(\.chineseState) == ["未发出：收件人：电子邮件地址格式不对"])
    let account = try #require(try await province.center.accounts(for: MachineOperator()).first)
    try await province.center.closeAccount(account.id, by: MachineOperator())
    try await notify(province, address: "li@example.edu.cn")
    try await work(province, courier(server))
    #expect(try server.kept(OutwardServer.Mail.self).map(\.envelopeTo) == [["li@example.edu.cn"]])
  }

  @Test("A webhook gets the notice as signed JSON", arguments: SQLEngine.allCases)
  func webhook(engine: SQLEngine) async throws {
    let province = try await Province(on: engine)
    let server = try OutwardServer("web_server.py")
    let courier = Courier(
      try OutwardSettings(webhookURL: "http://127.0.0.1:\(server.port)/hook", webhookSecret: "0123456789abcdef"))
    try await notify(province, address: "", channels: [.webhook])
    try await work(province, courier)
    let message = try #require(try await outbox(province).messages.first)
    #expect(message.chineseState == "已发出")
    let seen = try #require(try server.kept(OutwardServer.Request.self).first)
    let json = String(decoding: try #require(Data(base64Encoded: seen.body)), as: UTF8.self)
    #expect(
      json == """
        {"body":"请于10月12日前办理。","campaign":"c1","event":"notice","id":"\(message.id)",\
        "link":"http://localhost:8080/campaigns/c1/slip","title":"提醒：登记单还没有交","writtenAt":\(province.time.now)}
        """)
    #expect(seen.headers["biying-delivery"] == message.id && seen.headers["biying-signature"]?.hasPrefix("v1=") == true)
  }

  @Test("Settings that cannot be used are refused in words that hold no password")
  func settings() throws {
    let good = try OutwardSettings(
      smtp: "smtps://user%40example.edu.cn:p%3Ass@mail.example.edu.cn", from: "photos@example.edu.cn")
    #expect(good.mailServer?.port == 465 && good.mailServer?.security == .tls)
    #expect(good.mailServer?.credentials?.user == "user@example.edu.cn")
    #expect(try OutwardSettings(smtp: "smtp://mail.example.edu.cn", from: "a <b@c.cn>").mailServer?.security == .startTLS)
    #expect(try OutwardSettings().mailServer == nil)
    for smtp in [
      "mail.example.edu.cn", "http://mail.example.edu.cn", "smtps://", "smtps://a b", "smtps://h/path", "smtps://h:99999",
    ] {
      #expect(throws: OutwardSettingsRefusal.smtp) { try OutwardSettings(smtp: smtp, from: "b@c.cn") }
    }
    #expect(throws: OutwardSettingsRefusal.smtpUnprotected) {
      try OutwardSettings(smtp: "smtp+plain://u:geheim@h", from: "b@c.cn")
    }
    #expect(throws: OutwardSettingsRefusal.sender) { try OutwardSettings(smtp: "smtps://h") }
    #expect(throws: OutwardSettingsRefusal.sender) { try OutwardSettings(smtp: "smtps://h", from: "毕影") }
    #expect(throws: OutwardSettingsRefusal.webhookURL) {
      try OutwardSettings(webhookURL: "ftp://h", webhookSecret: "0123456789abcdef")
    }
    #expect(throws: OutwardSettingsRefusal.webhookSecret) {
      try OutwardSettings(webhookURL: "https://h/", webhookSecret: "short")
    }
    let refusals: [OutwardSettingsRefusal] = [.smtp, .smtpUnprotected, .sender, .webhookURL, .webhookSecret]
    #expect(refusals.allSatisfy { !($0.message + $0.hint).contains("geheim") && !$0.hint.isEmpty })
  }
}
