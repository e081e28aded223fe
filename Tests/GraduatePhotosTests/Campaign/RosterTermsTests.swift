import Foundation
import GraduatePhotos
import Testing

@Suite("Domain 2.2: what a campaign changes about its rosters")
struct RosterTermsTests {
  @Test("Names, widths, necessity and categories survive JSON; a plan without them reads as before")
  func json() throws {
    let terms = RosterTerms(
      columns: [.classGroup: .init(name: "教学编组", width: 60, necessity: .required), .department: .init(necessity: .optional)],
      categories: [.adult])
    let read = try JSONDecoder().decode(RosterTerms.self, from: JSONEncoder().encode(terms))
    #expect(read == terms && read.names == [.classGroup: "教学编组"] && read.widths == [.classGroup: 60])
    #expect(read.required == [.classGroup: true, .department: false] && read.categories == [.adult])
    var plan = CampaignPlan(province: "甘肃省", provinceCode: "62", graduatingClass: GraduatingClass(year: 2014))
    let bare = try JSONEncoder().encode(plan)
    #expect(!String(decoding: bare, as: UTF8.self).contains("rosterTerms"))
    #expect(try JSONDecoder().decode(CampaignPlan.self, from: bare) == plan)
    plan.rosterTerms = terms
    #expect(try JSONDecoder().decode(CampaignPlan.self, from: JSONEncoder().encode(plan)) == plan)
    var same = RosterTerms()
    same[.name] = .init()
    #expect(same.isEmpty && RosterTerms(categories: Set(Category.allCases)).isEmpty)
  }

  @Test(
    "What cannot be is named with its column",
    arguments: [
      (RosterColumn.idNumber, RosterTerms.Column(necessity: .optional), false), (.idNumber, .init(width: 15), false),
      (.major, .init(width: 255), false), (.major, .init(width: 80), true), (.major, .init(name: "姓名"), false),
      (.major, .init(name: "ZYMC"), true), (.major, .init(name: "　"), false), (.remark, .init(necessity: .required), true),
    ])
  func problems(column: RosterColumn, terms: RosterTerms.Column, isFine: Bool) {
    let problems = RosterTerms(columns: [column: terms]).problems()
    #expect(problems.isEmpty == isFine && problems.allSatisfy { $0.column == column })
    var plan = CampaignPlan(province: "甘肃省", provinceCode: "62", graduatingClass: GraduatingClass(year: 2014))
    plan.rosterTerms = RosterTerms(columns: [column: terms])
    #expect(plan.problems().contains { $0.field == .rosterColumn(column) } != isFine)
  }

  @Test("Two columns do not bear one name")
  func sameName() {
    let terms = RosterTerms(columns: [.major: .init(name: "甲栏"), .classGroup: .init(name: "甲栏")])
    #expect(terms.problems().map(\.column) == [.classGroup])
  }
}
