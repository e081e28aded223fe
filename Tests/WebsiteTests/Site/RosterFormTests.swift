import GraduatePhotos
import TestSupport
import Testing

@testable import Website
@testable import Workflow

/// What the forms of rosters send, and what is made of it.
@Suite struct RosterFormTests {
  private func confirmation(_ fields: [(name: String, value: String)]) throws -> RosterConfirmation {
    try RosterConfirmForm.confirmation(from: SubmittedForm(fields: fields))
  }

  @Test("A status change without its day is told by name; the day for all stands in")
  func missingDay() throws {
    #expect(throws: RegistrationRefusal.statusChangeWithoutDay(.suspension)) {
      try confirmation([("kind-all", "suspension"), ("document-all", "校学〔2013〕7号")])
    }
    #expect(throws: RegistrationRefusal.statusChangeWithoutDay(.death)) {
      try confirmation([("kind-all", ""), ("kind-g1", "death"), ("day-g1", "不知道"), ("day-all", "2013-09-01")])
    }
    let own = try confirmation([
      ("kind-all", ""), ("day-all", "2013-09-01"), ("document-all", "校学〔2013〕7号"), ("kind-g1", "transfer"), ("day-g1", ""),
      ("document-g1", ""), ("kind-g2", ""),
    ])
    #expect(own.statusChanges["g1"]?.day == CalendarDay(year: 2013, month: 9, day: 1))
    #expect(own.statusChanges["g2"] == nil && own.everybodyElse == nil)
  }

  @Test("同一人？: one answer for all, and single ones apart")
  func samePerson() throws {
    let form = try confirmation([("same-all", "yes"), ("same-g1", "no"), ("same-g2", "")])
    #expect(form.everyOtherPair == true && form.samePerson == ["g1": false])
    #expect(try confirmation([("same-g1", "yes")]).everyOtherPair == nil)
  }

  @Test("Domain 2.2: a campaign's roster terms go through its form; what is usual is not kept")
  func terms() throws {
    var plan = CampaignPlan(province: "甘肃省", provinceCode: "62", graduatingClass: GraduatingClass(year: 2014))
    plan.rosterTerms = RosterTerms(
      columns: [.classGroup: .init(name: "教学编组", width: 60, necessity: .required), .department: .init(necessity: .optional)],
      categories: [.regular, .adult])
    let values = CampaignFormValues(plan)
    var errors = FormErrors()
    #expect(values.plan(on: plan, errors: &errors).rosterTerms == plan.rosterTerms && errors.isEmpty)
    let fields = values.names.map { (name: $0, value: values[$0]) }
    let bare = CampaignPlan(province: "甘肃省", provinceCode: "62", graduatingClass: GraduatingClass(year: 2014))
    #expect(CampaignFormValues(SubmittedForm(fields: fields)).plan(on: bare, errors: &errors).rosterTerms == plan.rosterTerms)
    // A planner's form does not ask: nothing changes.
    #expect(CampaignFormValues(SubmittedForm(fields: [])).plan(on: plan, errors: &errors).rosterTerms == plan.rosterTerms)
    var usual = fields
    for (index, field) in usual.enumerated() {
      if field.name.hasPrefix("roster-category") { usual[index].value = "采集" }
      if field.name == "roster-name-BJ" { usual[index].value = "班级" }
      if field.name == "roster-width-BJ" { usual[index].value = "30" }
      if field.name.hasPrefix("roster-necessity") { usual[index].value = "" }
    }
    #expect(CampaignFormValues(SubmittedForm(fields: usual)).plan(on: plan, errors: &errors).rosterTerms == nil)
    let wrong = [(name: "roster-width-BJ", value: "很宽")] + Category.allCases.map { ("roster-category-\($0.rawValue)", "不采集") }
    _ = CampaignFormValues(SubmittedForm(fields: wrong)).plan(on: plan, errors: &errors)
    #expect(errors["roster-width-BJ"] != nil && errors["roster-category-regular"] != nil)
    #expect(CampaignFieldLabel.of("roster-width-BJ") == "「班级」的宽度")
  }
}
