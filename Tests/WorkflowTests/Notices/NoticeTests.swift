import GraduatePhotos
import Storage
import TestSupport
import Testing

@testable import Workflow

@Suite struct NoticeTests {
  private func draft(_ audience: NoticeDraft.Audience, body: String = "请按时办理。") -> NoticeDraft {
    NoticeDraft(campaignID: "c1", audience: audience, title: "提醒", body: body, path: "/campaigns/c1/slip")
  }

  @Test("N3: a notice shows on the institution's page, to each of its people until he read it", arguments: SQLEngine.allCases)
  func pages(engine: SQLEngine) async throws {
    let province = try await Province(on: engine)
    let center = province.center
    let liaison = try await province.liaison(of: "i1")
    let leader = try await province.sealingLeader(of: "i1")
    let stranger = try await province.liaison("stranger", of: "i2")
    let planner = try await province.planner()
    let ids = try await center.records.write { transaction in
      try [
        transaction.notify(draft(.institution("i1")), by: planner),
        transaction.notify(draft(.account(liaison.accountID)), by: planner),
      ]
    }
    #expect(try await center.notices(for: liaison).unread == 2)
    #expect(try await center.notices(for: leader).notices.map(\.id) == [ids[0]])
    #expect(try await center.notices(for: stranger).total == 0)
    await #expect(throws: NoticeRefusal.notFound) { try await center.markNoticeRead(ids[0], by: stranger) }
    try await center.markNoticeRead(ids[0], by: liaison)
    try await center.markNoticeRead(ids[0], by: liaison)
    let page = try await center.notices(for: liaison)
    #expect(page.unread == 1 && page.total == 2)
    #expect(Set(page.notices.filter(\.isRead).map(\.id)) == [ids[0]])
    #expect(try await center.notices(for: leader).unread == 1)
    #expect(try await province.journaledActions().filter { $0 == "notice.sent" }.count == 2)
  }

  @Test("N3: fifty notices a page, newest first", arguments: SQLEngine.allCases)
  func paging(engine: SQLEngine) async throws {
    let province = try await Province(on: engine)
    let liaison = try await province.liaison(of: "i1")
    for number in 0..<60 {
      try await province.center.records.write { transaction in
        try transaction.notify(draft(.institution("i1"), body: "第 \(number) 条"), by: MachineOperator())
      }
      province.time.advance(minutes: 1)
    }
    let first = try await province.center.notices(for: liaison, page: 1).notices
    let second = try await province.center.notices(for: liaison, page: 2).notices
    #expect(first.count == 50 && second.count == 10)
    #expect(first.first?.body == "第 59 条" && second.last?.body == "第 0 条")
  }

  @Test("N3: the text to copy stays under 300 code points, link included, however long the notice is")
  func copyText() {
    func line(_ body: String) -> NoticeLine {
      NoticeLine(id: "n", title: "补拍安排", body: body, path: "/campaigns/c1/slip", writtenAt: 0, isRead: false)
    }
    let short = line("补拍在4月9日–12日。").copyText(publicAddress: "https://photos.example.edu.cn")
    #expect(short == "【补拍安排】补拍在4月9日–12日。详情：https://photos.example.edu.cn/campaigns/c1/slip")
    for length in [200, 231, 232, 233, 234, 235, 999] {
      let text = line(String(repeating: "\u{20BB7}", count: length)).copyText(publicAddress: "https://photos.example.edu.cn")
      #expect(text.unicodeScalars.count < 300)
      #expect(text.hasSuffix("详情：https://photos.example.edu.cn/campaigns/c1/slip"))
      #expect(text.contains("…") == (length > 240))
    }
  }

  @Test("Promise 7: what could be an identity number is in no notice", arguments: SQLEngine.allCases)
  func noNumbers(engine: SQLEngine) async throws {
    let province = try await Province(on: engine)
    for body in ["学生 990000200301010017 缺照片", "990000200301017"] {
      await #expect(throws: NoticeFault.couldBePersonal) {
        try await province.center.records.write { try $0.notify(draft(.institution("i1"), body: body), by: MachineOperator()) }
      }
    }
    #expect(try await province.journaledActions().isEmpty)
    await #expect(throws: NoticeFault.length) {
      try await province.center.records.write {
        try $0.notify(draft(.institution("i1"), body: String(repeating: "长", count: 1_001)), by: MachineOperator())
      }
    }
  }
}
