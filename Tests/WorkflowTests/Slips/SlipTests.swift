import GraduatePhotos
import Storage
import TestSupport
import Testing

@testable import Workflow

@Suite struct SlipTests {
  @Test("A4.1, A4.4: a slip opens with full name and code; a center's with its parent's", arguments: SQLEngine.allCases)
  func opens(engine: SQLEngine) async throws {
    let fixture = try await SlipFixture(engine)
    let liaison = try await fixture.liaison()
    let own = try await fixture.center.openSlip(campaignID: fixture.campaignID, by: liaison)
    #expect(own.draft.institutionName == "示例大学" && own.draft.institutionCode == "10730" && own.draft.studyCenterName.isEmpty)
    #expect(own.draft.contactName == "测试学籍管理员" && own.draft.points.count == 1 && own.draft.headCounts.isBlank)
    #expect(own.versions.isEmpty && own.draftVersion == 1 && !own.problems.isEmpty)
    let again = try await fixture.center.openSlip(campaignID: fixture.campaignID, by: liaison)
    #expect(again.id == own.id)

    let center = try await fixture.center.openSlip(campaignID: fixture.campaignID, studyCenterID: "s-here", by: liaison)
    #expect(center.draft.displayName == "示例大学酒泉函授站" && center.draft.institutionCode == "10730")
    #expect(center.draft.address == "示例市示例路8号" && center.draft.telephone == "0937-7654321")
    #expect(center.draft.contactName == "周示例" && center.draft.headCounts.adult == 75)
    #expect(center.context.isStudyCenter && center.id != own.id)
  }

  @Test("A4: names have years: before and after a renaming either is right", arguments: SQLEngine.allCases)
  func renamed(engine: SQLEngine) async throws {
    let fixture = try await SlipFixture(engine)
    try await fixture.province.center.records.write { transaction in
      try transaction.putCampaign("c2", year: 2015, previous: "c1")
      try transaction.invite("i-college", to: "c2")
    }
    let liaison = try await fixture.liaison(of: fixture.college)
    let before = try await fixture.center.openSlip(campaignID: "c1", by: liaison)
    #expect(before.draft.institutionName == "示例商学院" && before.context.registeredNames == ["示例商学院"])
    let after = try await fixture.center.openSlip(campaignID: "c2", by: liaison)
    #expect(after.draft.institutionName == "示例财经大学")
    #expect(after.context.registeredNames == ["示例商学院", "示例财经大学"])
  }

  @Test(
    "A4: the next campaign's slip begins with the last one's address and points, not with its heads",
    arguments: SQLEngine.allCases)
  func nextYear(engine: SQLEngine) async throws {
    let fixture = try await SlipFixture(engine)
    let liaison = try await fixture.liaison()
    _ = try await fixture.submitted(by: liaison)
    try await fixture.province.center.records.write { transaction in
      try transaction.putCampaign("c2", year: 2015, previous: "c1")
      try transaction.invite("i-university", to: "c2")
    }
    let next = try await fixture.center.openSlip(campaignID: "c2", by: liaison)
    #expect(next.draft.address == "甘肃省兰州市城关区示例路222号" && next.draft.points.map(\.name) == ["本部体育馆"])
    #expect(next.draft.points[0].leader.name == "李示例" && next.draft.headCounts.isBlank)
    #expect(VenueItem.allCases.allSatisfy { next.draft.points[0].venue[$0] == nil }, "a venue is confirmed every year")
  }

  @Test("What one may not see is not found: other institutions, other centers", arguments: SQLEngine.allCases)
  func scopes(engine: SQLEngine) async throws {
    let fixture = try await SlipFixture(engine)
    let center = fixture.center
    let liaison = try await fixture.liaison()
    let own = try await center.openSlip(campaignID: fixture.campaignID, by: liaison)
    let station = try await fixture.centerLiaison("station", of: fixture.university, center: "s-here")
    let stationSlip = try await center.openSlip(campaignID: fixture.campaignID, by: station)
    #expect(stationSlip.studyCenterID == "s-here")
    #expect(try await center.slip(stationSlip.id, for: liaison).id == stationSlip.id)
    await #expect(throws: SlipRefusal.notFound) { try await center.slip(own.id, for: station) }
    await #expect(throws: SlipRefusal.notFound) {
      try await center.openSlip(campaignID: fixture.campaignID, studyCenterID: "s-away", by: station)
    }
    let stranger = try await fixture.liaison("stranger", of: fixture.college)
    await #expect(throws: SlipRefusal.notFound) { try await center.slip(own.id, for: stranger) }
    await #expect(throws: SlipRefusal.notFound) {
      try await center.saveSlipDraft(RegistrationSlip(), of: own.id, basedOn: 1, by: stranger)
    }
    await #expect(throws: SlipRefusal.notFound) { try await center.submitSlip(own.id, draftVersion: 1, by: stranger) }
    await #expect(throws: SlipRefusal.notFound) { try await center.printSlip(own.id, by: stranger) }
    await #expect(throws: SlipRefusal.notFound) {
      try await center.openSlip(campaignID: fixture.campaignID, studyCenterID: "s-here", by: stranger)
    }
    let planner = try await fixture.province.planner()
    #expect(try await center.slip(stationSlip.id, for: planner).id == stationSlip.id)
  }

  @Test("N7, A2: a center elsewhere has no slip here; a guest's center has one", arguments: SQLEngine.allCases)
  func elsewhere(engine: SQLEngine) async throws {
    let fixture = try await SlipFixture(engine)
    let liaison = try await fixture.liaison()
    await #expect(throws: RegistrationRefusal.studyCenterHandedOver(province: "青海省")) {
      try await fixture.center.openSlip(campaignID: fixture.campaignID, studyCenterID: "s-away", by: liaison)
    }
    let guest = try await fixture.liaison("guest", of: fixture.parentElsewhere)
    await #expect(throws: SlipRefusal.notTakingPart) {
      try await fixture.center.openSlip(campaignID: fixture.campaignID, by: guest)
    }
    let slip = try await fixture.center.openSlip(campaignID: fixture.campaignID, studyCenterID: "s-guest", by: guest)
    #expect(slip.draft.displayName == "外省示例大学兰州学习中心" && slip.draft.institutionCode == "10610")
  }

  @Test(
    "Two people at one slip: the second is told who was first and when, and nothing is overwritten",
    arguments: SQLEngine.allCases)
  func savedMeanwhile(engine: SQLEngine) async throws {
    let fixture = try await SlipFixture(engine)
    let first = try await fixture.liaison()
    let second = try await fixture.liaison("colleague")
    let slip = try await fixture.center.openSlip(campaignID: fixture.campaignID, by: first)
    var mine = slip.draft
    mine.address = "甲"
    #expect(try await fixture.center.saveSlipDraft(mine, of: slip.id, basedOn: 1, by: first) == 2)
    var other = slip.draft
    other.address = "乙"
    let refusal = SlipRefusal.savedMeanwhile(by: "测试学籍管理员", at: fixture.province.time.now)
    let saved = other
    await #expect(throws: refusal) { try await fixture.center.saveSlipDraft(saved, of: slip.id, basedOn: 1, by: second) }
    #expect(refusal.message == "测试学籍管理员在 9月18日（周三）9:00 保存了这份登记单，您看到的不是最新内容")
    await #expect(throws: refusal) { try await fixture.center.submitSlip(slip.id, draftVersion: 1, by: second) }
    #expect(try await fixture.center.slip(slip.id, for: second).draft.address == "甲")
  }

  @Test("A4: one field is judged while it is typed", arguments: SQLEngine.allCases)
  func fields(engine: SQLEngine) async throws {
    let fixture = try await SlipFixture(engine)
    let liaison = try await fixture.liaison()
    let opened = try await fixture.center.openSlip(campaignID: fixture.campaignID, by: liaison)
    var slip = SlipFixture.complete(opened.draft)
    func problem(_ key: String) async throws -> SlipProblem? {
      let typed = slip
      return try await fixture.center.checkSlipField(key, of: typed, slipID: opened.id, by: liaison)
    }
    #expect(try await problem("telephone") == nil)
    slip.telephone = "7234567"
    #expect(try await problem("telephone")?.message == "缺少区号")
    slip.institutionName = "示大"
    #expect(try await problem("institution-name")?.message == "与登记的名称「示例大学」不同")
    #expect(try await problem("no-such-field") == nil)
  }

  @Test("A9.1: an incomplete slip is taken and says what it holds up; a meaningless one is not", arguments: SQLEngine.allCases)
  func incomplete(engine: SQLEngine) async throws {
    let fixture = try await SlipFixture(engine)
    let liaison = try await fixture.liaison()
    let slip = try await fixture.submitted(by: liaison) { slip in
      slip.address = ""
      slip.receiver = PostalReceiver()
    }
    #expect(slip.newest?.heldUp == [.mailing, .burning])
    #expect(slip.newest?.number == 1 && slip.newest?.submittedBy == "测试学籍管理员")

    func submit(_ change: (inout RegistrationSlip) -> Void) async throws -> SlipSubmission {
      let now = try await fixture.center.slip(slip.id, for: liaison)
      var next = SlipFixture.complete(now.versions.last?.slip ?? now.draft)
      change(&next)
      let version = try await fixture.center.saveSlipDraft(next, of: slip.id, basedOn: now.draftVersion, by: liaison)
      return try await fixture.center.submitSlip(slip.id, draftVersion: version, by: liaison)
    }
    await #expect(throws: SlipRefusal.meaningless(["院校代码：与登记的代码 10730 不同，请核对；函授站填总校代码（影响制作、光盘）"])) {
      try await submit { $0.institutionCode = "10731" }
    }
    await #expect(throws: SlipRefusal.meaningless(["联系人和电话：没有填写，采集单位无法联系贵校"])) {
      try await submit { slip in
        slip.telephone = " "
        slip.secondTelephone = ""
      }
    }
    await #expect(throws: SlipRefusal.meaningless(["普通人数：人数应在 0–200000 之间（影响拍摄）"])) {
      try await submit { $0.headCounts.regular = -1 }
    }
    let whole = try await submit { _ in }
    #expect(whole.number == 2 && whole.isNew && !whole.isLate && whole.heldUp.isEmpty && whole.problems.isEmpty)
    let same = try await submit { $0.address += "  " }
    #expect(same.number == 2 && !same.isNew, "a blank is no new version")
    #expect(try await fixture.province.journaledActions().filter { $0 == "slip.submitted" }.count == 2)
  }

  @Test("A9.1: what was handed in stays; versions say what changed", arguments: SQLEngine.allCases)
  func differences(engine: SQLEngine) async throws {
    let fixture = try await SlipFixture(engine)
    let liaison = try await fixture.liaison()
    let slip = try await fixture.submitted(by: liaison)
    var next = slip.draft
    next.headCounts.adult = 121
    next.points.append(ShootingPoint(name: "东校区"))
    next.points[0].leader.name = "吴示例"
    next.remark = "周末也可拍摄"
    let version = try await fixture.center.saveSlipDraft(next, of: slip.id, basedOn: slip.draftVersion, by: liaison)
    _ = try await fixture.center.submitSlip(slip.id, draftVersion: version, by: liaison)
    let found = try await fixture.center.slipDifferences(slip.id, from: 1, to: 2, for: liaison)
    #expect(
      found == [
        SlipDifference(label: "成人人数", before: "120 人", after: "121 人"),
        SlipDifference(label: "应拍人数", before: "合计 980 人", after: "合计 981 人"),
        SlipDifference(label: "拍摄点", before: "1 个", after: "2 个"),
        SlipDifference(label: "拍摄点 1 主管领导", before: "李示例", after: "吴示例"),
        SlipDifference(label: "拍摄点 2 名称", before: "", after: "东校区"),
        SlipDifference(label: "备注", before: "", after: "周末也可拍摄"),
      ])
    #expect(try await fixture.center.slipDifferences(slip.id, from: 2, to: 1, for: liaison).count == found.count)
    #expect(try await fixture.center.slipDifferences(slip.id, from: 2, to: nil, for: liaison).isEmpty)
    await #expect(throws: SlipRefusal.versionUnknown(3)) {
      try await fixture.center.slipDifferences(slip.id, from: 1, to: 3, for: liaison)
    }
    let kept = try await fixture.center.slip(slip.id, for: liaison)
    #expect(kept.versions.map(\.number) == [2, 1] && kept.versions[1].slip.points.count == 1)
    #expect(kept.versions[1].slip.contactName == "王\u{20BB7}示", "code point for code point (promise 6)")
  }

  @Test("A9.1: late is taken, and noted as late", arguments: SQLEngine.allCases)
  func late(engine: SQLEngine) async throws {
    let fixture = try await SlipFixture(engine)
    let liaison = try await fixture.liaison()
    let opened = try await fixture.center.openSlip(campaignID: fixture.campaignID, by: liaison)
    let version = try await fixture.center.saveSlipDraft(
      SlipFixture.complete(opened.draft), of: opened.id, basedOn: 1, by: liaison)
    fixture.province.time.advance(hours: 14, days: 24)
    #expect(try await fixture.center.submitSlip(opened.id, draftVersion: version, by: liaison).isLate == false)
    fixture.province.time.advance(hours: 2)
    #expect(try await fixture.center.submitSlip(opened.id, draftVersion: version, by: liaison).isLate)
  }
}
