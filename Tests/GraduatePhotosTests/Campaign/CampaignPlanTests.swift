import GraduatePhotos
import Testing

@Suite("Campaigns (N1, A1, A2, A12)")
struct CampaignPlanTests {
  private func keys(_ plan: CampaignPlan, _ severity: CampaignProblem.Severity = .error) -> [String] {
    plan.problems().filter { $0.severity == severity }.map(\.field.key)
  }

  @Test("A1: the campaign of the notice stands as it is")
  func notice() {
    #expect(Fixture.plan2014.problems().isEmpty)
    #expect(Fixture.plan2014.title == "甘肃省2014届毕业生图像信息采集")
    #expect(Fixture.plan2014.phases.map(\.kind) == [.phase1, .phase2])
  }

  @Test("A1: windows follow each other")
  func windowOrder() {
    var plan = Fixture.plan2014
    plan.windows[2].days.first = Fixture.day(2013, 12, 30)
    #expect(keys(plan) == ["window-phase2"])
    plan = Fixture.plan2014
    plan.windows[3].days = CalendarDays(Fixture.day(2014, 4, 12), through: Fixture.day(2014, 4, 9))
    #expect(keys(plan) == ["window-makeup"])
    plan = Fixture.plan2014
    plan.windows[3].days = CalendarDays(Fixture.day(2014, 3, 9), through: Fixture.day(2014, 3, 12))
    #expect(keys(plan) == ["window-makeup"])
    plan.windows.removeAll { $0.kind.isPhase || $0.kind == .makeup }
    #expect(keys(plan) == ["window-phase1", "window-makeup"])
    plan = Fixture.plan2014
    plan.windows.append(plan.windows[1])
    #expect(keys(plan).contains("window-phase1"))
    plan = Fixture.plan2014
    plan.windows[6].days.first = Fixture.day(2013, 9, 1)
    #expect(keys(plan) == ["window-proofing"])
    plan.windows.remove(at: 6)
    #expect(keys(plan).isEmpty && keys(plan, .warning) == ["window-proofing"])
  }

  @Test("N4, A10: make-up place, fee and contacts are asked for")
  func fields() {
    var plan = Fixture.plan2014
    plan.makeupPlace = " "
    plan.feePerHead = Fen(-1)
    plan.province = ""
    plan.provinceCode = "99"
    plan.photoStandard = ""
    plan.studentsPerHour = 0
    #expect(keys(plan) == ["province", "province-code", "fee-per-head", "photo-standard", "students-per-hour", "makeup-place"])
    plan.feePerHead = .yuan(2000)
    #expect(keys(plan).contains("fee-per-head"))
  }

  @Test("A12: contacts of the three offices are complete")
  func offices() {
    var plan = Fixture.plan2014
    plan.offices.remove(at: 2)
    #expect(keys(plan) == ["office-head-office"])
    plan.offices[1].telephone = "1234567"
    plan.offices[1].email = "a@b"
    plan.offices[1].postcode = "7300"
    plan.offices[1].contactName = ""
    plan.offices[1].address = "兰州市"
    plan.offices[0].address = "兰州市"
    #expect(
      keys(plan) == [
        "office-agency-address", "office-agency-postcode", "office-agency-contact", "office-agency-telephone",
        "office-agency-email", "office-head-office",
      ])
    #expect(keys(plan, .warning) == ["office-education-department-address"])
  }

  @Test("Next year's defaults: the next class, the same weekdays, phases by date")
  func nextYear() {
    let next = CampaignPlan.next(from: Fixture.plan2014)
    #expect(next.graduatingClass == GraduatingClass(year: 2015))
    #expect(next.problems().isEmpty)
    #expect(next.days(of: .phase1)?.last == Fixture.day(2014, 12, 31))
    // The second Wednesday of April, four days.
    #expect(next.days(of: .makeup) == CalendarDays(Fixture.day(2015, 4, 8), through: Fixture.day(2015, 4, 11)))
    #expect(next.offices == Fixture.plan2014.offices && next.feePerHead == Fixture.plan2014.feePerHead)
    var later = next
    for _ in 0..<10 { later = CampaignPlan.next(from: later) }
    #expect(later.days(of: .makeup)?.first.weekday == .wednesday && later.days(of: .makeup)?.first.day ?? 0 <= 14)
  }

  @Test("domain.md 2.4: levels with their codes, read from words and codes")
  func levels() {
    #expect(StudyLevel.allCases.map(\.code) == ["01", "02", "04", "05", "05", "06"])
    for level in StudyLevel.allCases { #expect(StudyLevel(text: level.chineseName) == level) }
    #expect(StudyLevel(text: "高职（专科）") == .associate && StudyLevel(text: "０５") == .bachelor && StudyLevel(text: "中专") == nil)
    for mode in StudyMode.allCases { #expect(StudyMode(text: mode.chineseName) == mode) }
    for category in Category.allCases { #expect(GraduatePhotos.Category(text: category.chineseName) == category) }
    #expect(StudyOutcome(text: " 结业") == .completed && StudyOutcome(text: "肄业") == nil)
  }

  @Test("Roles of design.md have Chinese names, reach and second factor")
  func roles() {
    #expect(Role.allCases.count == 10 && Set(Role.allCases.map(\.chineseName)).count == 10)
    #expect(Role.liaison.chineseName == "学籍管理员" && Role.liaison.reach == .institution)
    #expect(Role.allCases.filter { !$0.needsSecondFactor } == [.counselor, .graduate])
  }
}
