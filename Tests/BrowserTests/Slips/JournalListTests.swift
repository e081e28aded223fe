import GraduatePhotos
import TestSupport
import Testing

@testable import Website
@testable import Workflow

@Suite struct JournalListTests {
  @Test("Promise 8: the journal in Chinese by record and by person; every action has its words")
  func journal() async throws {
    for action in JournalLine.Action.allCases { #expect(JournalWords.actions[action.rawValue] != nil, "\(action.rawValue)") }
    let place = try await SlipPlace()
    let slip = try await place.handIn()
    let own = try await place.province.session(of: place.place.liaison.accountID)
    let officer = try await place.session(.officer, "officer")
    for session in [officer, own] {
      let text = try await place.site.fetch(place.base + "/journal", session: session).text
      #expect(text.contains("交登记单") && text.contains("第 1 版，4812 人") && text.contains("学籍管理员 测试学籍管理员"))
    }
    #expect(
      try await place.site.fetch(place.base + "/journal?kind=slip&record=\(slip)", session: own).text.contains(
        "一份登记单的全部操作"))
    let other = try await place.province.place(code: "10731", name: "邻近大学", liaison: "neighbour")
    let neighbour = try await place.province.session(of: other.liaison.accountID)
    #expect(
      try await place.site.fetch(place.base + "/journal?kind=slip&record=\(slip)", session: neighbour).text.contains("没有这样的操作"))
    await place.site.stop()
  }
}

extension SlipPlace {
  /// A slip that the liaison handed in, 4,812 heads.
  fileprivate func handIn() async throws -> String {
    let center = province.center
    let record = try await center.openSlip(campaignID: place.campaignID, by: place.liaison)
    var typing = SlipTyping(record.draft)
    for field in typing.slip.fields {
      guard let value = (Self.complete + Self.checkList(1)).first(where: { $0.key == field.key })?.value else { continue }
      typing.slip[typed: field] = value
    }
    let version = try await center.saveSlipDraft(typing.slip, of: record.id, basedOn: record.draftVersion, by: place.liaison)
    _ = try await center.submitSlip(record.id, draftVersion: version, by: place.liaison)
    return record.id
  }
}
