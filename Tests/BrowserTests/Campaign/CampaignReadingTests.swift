import Foundation
import GraduatePhotos
import TestSupport
import Testing

@testable import Website
@testable import Workflow

/// What is typed on the pages of a campaign, read and shown again without loss.
@Suite struct CampaignReadingTests {
  private func sent(_ values: CampaignFormValues) -> SubmittedForm {
    var fields = values.names.map { (name: $0, value: values[$0]) }
    fields.append((CampaignFormValues.otherRowsField, String(values.otherRows + CampaignFormValues.spareRows)))
    return SubmittedForm(fields: fields)
  }

  @Test("A plan survives its form: every field that the form shows comes back as it was")
  func planSurvivesItsForm() throws {
    var plan = CampaignFixture.plan
    plan.offices += [
      Office(kind: .otherAgency, name: "青海省示例采集单位", contactName: "马示例", telephone: "0971-8234567"),
      Office(kind: .otherAgency, name: "陕西省示例采集单位", fax: "029-81234567"),
    ]
    let values = CampaignFormValues(sent(CampaignFormValues(plan)))
    #expect(values.otherRows == 2)
    var errors = FormErrors()
    let empty = CampaignPlan(province: "", provinceCode: "62", graduatingClass: GraduatingClass(year: 2000))
    var read = values.plan(on: empty, errors: &errors)
    #expect(errors.isEmpty)
    // It follows from the province.
    #expect(read.provinceCode == "")
    read.provinceCode = plan.provinceCode
    #expect(read == plan)
  }

  @Test("What cannot be read is said at its field")
  func unreadableFields() {
    var form = sent(CampaignFormValues(CampaignFixture.plan))
    func put(_ name: String, _ value: String) {
      if let index = form.fields.firstIndex(where: { $0.name == name }) { form.fields[index].value = value }
    }
    put("fee-per-head", "二十")
    put("graduating-class", "今年")
    put(CampaignFormValues.last(.makeup), "")
    put(CampaignFormValues.first(.phase1), "9月")
    var errors = FormErrors()
    _ = CampaignFormValues(form).plan(on: CampaignFixture.plan, errors: &errors)
    let fields = Set(errors.entries.compactMap(\.field))
    #expect(
      fields == ["fee-per-head", "graduating-class", CampaignFormValues.last(.makeup), CampaignFormValues.first(.phase1)])
  }

  @Test("Of two people's changes both are kept; where both changed, the second's")
  func bothChangesAreKept() {
    let base = CampaignFormValues(CampaignFixture.plan)
    var theirPlan = CampaignFixture.plan
    theirPlan.makeupPlace = "示例市示例路 9 号"
    theirPlan.feePerHead = .yuan(15)
    var myPlan = CampaignFixture.plan
    myPlan.feePerHead = .yuan(17)
    myPlan.studentsPerHour = 120
    let merged = CampaignFormValues(myPlan).merged(from: base, with: CampaignFormValues(theirPlan))
    #expect(merged["makeup-place"] == "示例市示例路 9 号")
    #expect(merged["fee-per-head"] == "17.00")
    #expect(merged["students-per-hour"] == "120")
  }

  @Test(
    "While typing only the field itself is judged",
    arguments: [
      ("fee-per-head", "600", "超过"), ("office-agency-telephone", "8234567", "缺少区号"),
      ("office-other-agency-2-postcode", "81", "6 位"), ("office-head-office-address", "示例路", "门牌号"),
      ("students-per-hour", "9", "之间"),
    ])
  func whileTyping(name: String, value: String, says: String) throws {
    #expect(try #require(CampaignFormProblems.whileTyping(name, value)).contains(says))
  }

  @Test(
    "Good values are left alone while typing",
    arguments: [("fee-per-head", "20.5"), ("office-agency-telephone", "0931-8234567")])
  func goodWhileTyping(name: String, value: String) {
    #expect(CampaignFormProblems.whileTyping(name, value) == nil)
  }

  @Test("Every shipped year of holidays survives its form")
  func holidaysSurviveTheirForm() async throws {
    let province = try await Province()
    let files = try #require(ShippedFiles.found())
    try await province.center.importHolidays(from: files.holidays, by: try await province.officer())
    let years = try await province.center.holidayYears()
    #expect(years.count > 10)
    for year in years {
      let stored = try await province.center.holidayYear(year).holidays
      var errors = FormErrors()
      var days: [Holiday] = []
      for (index, run) in HolidayRun.runs(of: stored).enumerated() {
        days += run.holidays(in: year, row: index + 1, errors: &errors)
      }
      #expect(errors.isEmpty, "\(year)")
      #expect(
        HolidayYear(year: year, holidays: days, source: stored.source, isPublished: true).holidays == stored.holidays, "\(year)"
      )
    }
  }

  @Test("Names with their years are read from lines, and written back the same")
  func namesWithYears() throws {
    let lines = ["甘肃中医学院 –2014", "甘肃中医药大学 2015–", "兰州大学", "示例学院 2001–2009"]
    for line in lines { #expect(InstitutionNameText.line(try #require(InstitutionNameText.name(line))) == line) }
    let typed = try #require(InstitutionNameText.name("示例学院　２００１-2009"))
    #expect(typed == InstitutionName("示例学院", fromYear: 2001, toYear: 2009))
    #expect(InstitutionNameText.name("示例学院 201–") == nil)
    #expect(InstitutionNameText.name("University of Example") == InstitutionName("University of Example"))
  }

  @Test("N7: an institution's own people see their study centers, and nobody else's")
  func ownCenters() async throws {
    let province = try await Province()
    try await province.center.prepareCenter()
    let site = try await RunningSite(province)
    let officer = try await province.officer()
    let campaignID = try await province.center.openCampaign(CampaignFixture.plan, by: officer)
    func institution(_ code: String, _ name: String) async throws -> String {
      let entry = InstitutionEntry(code: .ministry(code), name: name, kind: .university, province: "甘肃省")
      let id = try await province.center.addInstitution(entry, by: officer)
      _ = try await province.center.inviteInstitutions([id], to: campaignID, by: officer)
      let center = StudyCenterEntry(parentCode: code, name: "函授站甲", province: "甘肃省")
      _ = try await province.center.addStudyCenter(center, to: campaignID, by: officer)
      return id
    }
    let own = try await institution("14990", "示例大学")
    _ = try await institution("14991", "另一所大学")
    let liaison = try await province.session(of: try await province.liaison(of: own).accountID)
    let page = try await site.fetch("/campaigns/\(campaignID)/centers", session: liaison)
    #expect(page.status == 200)
    #expect(page.text.contains("示例大学函授站甲"))
    #expect(!page.text.contains("另一所大学"))
    let contacts = try await site.fetch("/campaigns/\(campaignID)/contacts", session: liaison)
    #expect(contacts.text.contains("示例采集单位") && contacts.text.contains("0931-1234567"))
    #expect(!contacts.text.contains("/settings"))
    await site.stop()
  }
}
