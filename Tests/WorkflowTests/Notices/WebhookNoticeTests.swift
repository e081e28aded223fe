import Foundation
import GraduatePhotos
import Storage
import TestSupport
import Testing

@testable import Workflow

/// A configured webhook gets what institutions are told, as docs/configuration.md says.
@Suite struct WebhookNoticeTests {
  private struct Event: Decodable {
    let event: String
    let title: String
    let campaign: String
    let link: String
  }

  private func remind(_ province: Province) async throws -> Province.Place {
    let place = try await province.place()
    _ = try await province.center.remindInstitutions(
      campaignID: place.campaignID, lineIDs: nil, by: try await province.planner())
    return place
  }

  @Test("N3: a notice of a campaign reaches the webhook over real HTTP beside the mail", arguments: SQLEngine.allCases)
  func campaignNotice(engine: SQLEngine) async throws {
    let province = try await Province(on: engine, hasWebhook: true)
    let server = try OutwardServer("web_server.py")
    let place = try await remind(province)
    let page = try await province.center.outbox(campaignID: place.campaignID, for: MachineOperator())
    #expect(page.messages.map(\.channel) == [.webhook] && page.messages[0].maskedRecipient == "")
    let courier = Courier(
      try OutwardSettings(webhookURL: "http://127.0.0.1:\(server.port)/hook", webhookSecret: "0123456789abcdef"))
    let send = province.center.messageWork(by: courier)
    while let job = try await province.center.leaseJob(owner: "node") {
      try await province.center.finishJob(job, owner: "node", outcome: send(job))
    }
    let seen = try #require(try server.kept(OutwardServer.Request.self).first)
    let event = try JSONDecoder().decode(Event.self, from: try #require(Data(base64Encoded: seen.body)))
    #expect(event.event == "notice" && event.campaign == place.campaignID)
    #expect(event.title.contains("登记") && event.link.hasPrefix("http://localhost:8080/campaigns/\(place.campaignID)/"))
    let after = try await province.center.outbox(campaignID: place.campaignID, for: MachineOperator())
    #expect(after.messages.map(\.outcome) == [.sent])
  }

  @Test("N3: without a webhook none is written; a person's own security is told to him alone", arguments: SQLEngine.allCases)
  func otherNotices(engine: SQLEngine) async throws {
    let without = try await Province(on: engine)
    let place = try await remind(without)
    #expect(try await without.center.outbox(campaignID: place.campaignID, for: MachineOperator()).messages.isEmpty)
    let with = try await Province(on: engine, hasWebhook: true)
    let officer = try await with.officer()
    try await with.center.records.write { transaction in
      try transaction.notify(
        NoticeDraft(audience: .account(officer.accountID), title: "您的第二道验证", body: "请重新设置。", path: "/me"),
        by: MachineOperator())
    }
    #expect(try await with.center.outbox(campaignID: nil, for: MachineOperator()).messages.isEmpty)
    #expect(try await with.center.notices(for: officer).unread == 1)
  }

  @Test("Addresses of staff are shown by their first letter and where they lead")
  func masked() {
    func line(_ recipient: String) -> String {
      OutboxLine(id: "m", channel: .mail, recipient: recipient, subject: "", writtenAt: 0, outcome: nil, reason: "")
        .maskedRecipient
    }
    #expect(line("zhang@example.edu.cn") == "z***@example.edu.cn")
    #expect(line("没有 地址") == "***" && line("") == "")
  }
}
