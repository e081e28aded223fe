import Foundation
import GraduatePhotos
import Storage
import TestSupport
import Testing

@testable import Workflow

/// N6: a text is written as versions and published by one act.
@Suite struct WrittenTextTests {
  @Test("N6: default until published, versions kept, written again, published once", arguments: SQLEngine.allCases)
  func wayOfAText(engine: SQLEngine) async throws {
    let province = try await Province(on: engine)
    let campaign = try await province.place().campaignID
    let (planner, officer) = (try await province.planner(), try await province.officer())
    let center = province.center
    _ = try await center.prepareCenter()
    let standing = try await center.publicText(.notice, campaignID: campaign)
    #expect(standing.text.version == nil && standing.text.markdown.contains("{{补拍日期}}"))
    #expect(standing.campaign.standard?.id == "national-2002" && standing.campaign.shortPath.hasPrefix("/s/"))
    #expect(
      try await center.writePublicText(.notice, "一 {{补拍日期}}\r\n", campaignID: campaign, seen: 0, by: planner) == 1)
    // Written is not published.
    #expect(try await center.publicText(.notice, campaignID: campaign).text.version == nil)
    try await center.publishPublicText(.notice, version: 1, campaignID: campaign, by: planner)
    try await center.publishPublicText(.notice, version: 1, campaignID: campaign, by: planner)
    #expect(try await center.publicText(.notice, campaignID: campaign).text.markdown == "一 {{补拍日期}}")
    #expect(try await center.writePublicText(.notice, "二", campaignID: campaign, seen: 1, by: planner) == 2)
    #expect(try await center.writePublicText(.notice, " 二 \n", campaignID: campaign, seen: 2, by: planner) == 2)
    // An older one comes back as a new one.
    let old = try await center.publicTextVersion(1, of: .notice, campaignID: campaign, for: officer)
    #expect(try await center.writePublicText(.notice, old, campaignID: campaign, seen: 2, by: planner) == 3)
    let room = try await center.publicTextRoom(.notice, campaignID: campaign, for: officer)
    #expect(room.versions.map(\.version) == [3, 2, 1] && room.published?.version == 1 && room.isWaiting)
    #expect(room.newest == old && room.versions.allSatisfy { $0.writtenBy == "测试采集计划员" })
    try await center.publishPublicText(.notice, version: 3, campaignID: campaign, by: planner)
    #expect(try await center.publicText(.notice, campaignID: campaign).text.version == 3)
    // The other pages know nothing of it.
    #expect(try await center.publicText(.questions, campaignID: campaign).text.version == nil)
    #expect(
      try await province.journaledActions().filter { $0.hasPrefix("public-text.") } == [
        "public-text.written", "public-text.published", "public-text.written", "public-text.written", "public-text.published",
      ])
  }

  @Test("N6: the second of two writers is told; nobody publishes what he did not see", arguments: SQLEngine.allCases)
  func meanwhile(engine: SQLEngine) async throws {
    let province = try await Province(on: engine)
    let campaign = try await province.place().campaignID
    let (first, second) = (try await province.planner(), try await province.planner("second"))
    let center = province.center
    _ = try await center.writePublicText(.questions, "甲", campaignID: campaign, seen: 0, by: first)
    let refusal = await #expect(throws: ChangedMeanwhile.self) {
      _ = try await center.writePublicText(.questions, "乙", campaignID: campaign, seen: 0, by: second)
    }
    #expect(refusal?.what == "「常见问题」的文字" && refusal?.who == "测试采集计划员")
    _ = try await center.writePublicText(.questions, "丙", campaignID: campaign, seen: 1, by: second)
    await #expect(throws: ChangedMeanwhile.self) {
      try await center.publishPublicText(.questions, version: 1, campaignID: campaign, by: first)
    }
    await #expect(throws: PublicTextRefusal.unknownVersion) {
      try await center.publishPublicText(.questions, version: 9, campaignID: campaign, by: first)
    }
    #expect(try await center.publicText(.questions, campaignID: campaign).text.version == nil)
  }

  @Test("N6: what cannot be kept is refused with its line and its limit", arguments: SQLEngine.allCases)
  func refusals(engine: SQLEngine) async throws {
    let province = try await Province(on: engine)
    let campaign = try await province.place().campaignID
    let planner = try await province.planner()
    func write(_ text: String) async throws {
      _ = try await province.center.writePublicText(.notice, text, campaignID: campaign, seen: 0, by: planner)
    }
    await #expect(throws: PublicTextRefusal.empty) { try await write(" \n\n") }
    await #expect(throws: PublicTextRefusal.tooLong(characters: PublicText.charactersLimit + 1)) {
      try await write(String(repeating: "字\n", count: PublicText.charactersLimit / 2) + "字")
    }
    // One character of many scalars is many bytes.
    await #expect(throws: PublicTextRefusal.self) {
      try await write("e" + String(repeating: "\u{301}", count: WorkflowLimits.publicTextBytes / 2))
    }
    let refusal = await #expect(throws: PublicTextRefusal.self) { try await write("一\n{{补排日期}}") }
    #expect(refusal?.message == "第 2 行：没有「补排日期」这个可填项，请从可填项里选")
    await #expect(throws: CampaignRefusal.unknown) {
      _ = try await province.center.writePublicText(.notice, "一", campaignID: "nowhere", seen: 0, by: planner)
    }
    #expect(try await province.journaledActions().filter { $0.hasPrefix("public-text.") }.isEmpty)
  }
}
