import GraduatePhotos
import Testing

@Suite("N2, N4: what an institution is late with")
struct LateMatterTests {
  private let plan = CampaignPlan(
    province: "甘肃省", provinceCode: "62", graduatingClass: GraduatingClass(year: 2014),
    windows: [
      CampaignWindow(.registration, CalendarDays(Fixture.day(2013, 9, 18), through: Fixture.day(2013, 9, 30))),
      CampaignWindow(.verification, CalendarDays(Fixture.day(2014, 4, 20), through: Fixture.day(2014, 4, 30))),
      CampaignWindow(.proofing, CalendarDays(Fixture.day(2014, 5, 1), through: Fixture.day(2014, 5, 20))),
    ])

  /// Everything is done and in time.
  private var done: LateFacts {
    var facts = LateFacts()
    facts.slipIsHandedIn = true
    facts.slipIsSealed = true
    facts.rosterIsThere = true
    return facts
  }

  private func items(_ facts: LateFacts, on day: CalendarDay) -> [String] {
    LateItem.list(facts, in: plan, today: day).map(\.chinese)
  }

  @Test("N2: on the last day nobody is late, the day after everybody who did not register is, for one day")
  func registration() {
    let facts = LateFacts()
    #expect(items(facts, on: Fixture.day(2013, 9, 30)) == [])
    #expect(items(facts, on: Fixture.day(2013, 10, 1)) == ["登记单未交，逾期 1 天", "学生名单未交，逾期 1 天"])
    var part = done
    part.slipIsComplete = false
    part.slipIsSealed = false
    part.openCenters = 2
    part.rosterErrors = 3
    #expect(
      items(part, on: Fixture.day(2013, 10, 3)) == [
        "登记单未交（已交，不完整、2 个站点），逾期 3 天", "登记单未用印，逾期 3 天", "学生名单未交（3 行有错误），逾期 3 天",
      ])
    #expect(items(done, on: Fixture.day(2014, 6, 1)) == [])
  }

  @Test("N3, N4, A5, A7, A10, N5: what comes later is late by the campaign's days, or days after it was asked for")
  func later() {
    var facts = done
    facts.scheduledOn = Fixture.day(2013, 10, 10)
    facts.unansweredPlaces = 2
    #expect(items(facts, on: Fixture.day(2013, 10, 13)) == [])
    #expect(items(facts, on: Fixture.day(2013, 10, 14)) == ["时间安排未答复（2 处），逾期 1 天"])
    facts = done
    facts.classes = 5
    facts.signedClasses = 3
    // Who got no photo has nothing to verify.
    #expect(items(facts, on: Fixture.day(2014, 5, 3)) == [])
    facts.hasDelivery = true
    #expect(items(facts, on: Fixture.day(2014, 5, 3)) == ["班级未核对（2 个班级），逾期 3 天"])
    facts = done
    facts.unsealedErrata = 1
    facts.errataSince = Fixture.day(2014, 4, 1)
    facts.unaskedMissing = 4
    facts.missingSince = Fixture.day(2014, 4, 2)
    facts.feesIssuedOn = Fixture.day(2014, 4, 3)
    #expect(items(facts, on: Fixture.day(2014, 4, 8)) == [])
    #expect(
      items(facts, on: Fixture.day(2014, 4, 12)) == [
        "勘误未盖章（1 项），逾期 4 天", "漏拍名单未报（4 人），逾期 3 天", "对账单未确认，逾期 2 天",
      ])
    facts = done
    facts.notProofed = 8
    #expect(items(facts, on: Fixture.day(2014, 5, 20)) == [])
    #expect(items(facts, on: Fixture.day(2014, 5, 22)) == ["学生未校对（8 人），逾期 2 天"])
    // Without days nobody is late.
    var open = plan
    open.windows = []
    #expect(LateItem.list(LateFacts(), in: open, today: Fixture.day(2014, 6, 1)) == [])
  }

  @Test("A campaign of codes asks for codes, and never for a verification that it cannot see")
  func codes() {
    var facts = LateFacts(regime: .code)
    facts.slipIsHandedIn = true
    facts.slipIsSealed = true
    facts.classes = 2
    facts.hasDelivery = true
    #expect(items(facts, on: Fixture.day(2014, 6, 1)).map { String($0.prefix(12)) } == ["学生名单未交（采集码），"])
  }
}
