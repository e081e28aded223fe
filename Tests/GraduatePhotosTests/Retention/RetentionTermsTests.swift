import GraduatePhotos
import Testing

@Suite("Promise 10: how long a campaign keeps what") struct RetentionTermsTests {
  private func plan(_ retention: RetentionTerms? = nil) throws -> CampaignPlan {
    let first = try #require(CalendarDay(year: 2014, month: 4, day: 9))
    let last = try #require(CalendarDay(year: 2014, month: 4, day: 30))
    return CampaignPlan(
      province: "甘肃省", provinceCode: "62", graduatingClass: GraduatingClass(year: 2014),
      windows: [
        CampaignWindow(.makeup, CalendarDays(first, through: first.adding(days: 3))),
        CampaignWindow(.proofing, CalendarDays(first, through: last)),
      ], retention: retention)
  }

  @Test("Counted in whole months from the day after the last date; usual where nothing is said")
  func counted() throws {
    #expect(try plan().firstEraseDay(of: .originals) == CalendarDay(year: 2016, month: 5, day: 1))
    #expect(try plan().firstEraseDay(of: .identity) == CalendarDay(year: 2019, month: 5, day: 1))
    let short = try plan(RetentionTerms(originalsMonths: 6, identityMonths: 13))
    #expect(short.firstEraseDay(of: .originals) == CalendarDay(year: 2014, month: 11, day: 1))
    #expect(short.firstEraseDay(of: .identity) == CalendarDay(year: 2015, month: 6, day: 1))
    #expect(
      CampaignPlan(province: "甘肃省", provinceCode: "62", graduatingClass: GraduatingClass(year: 2014)).firstEraseDay(
        of: .originals) == nil)
  }

  @Test("Months end with their own last day, over the turn of the year too")
  func months() throws {
    let last = try #require(CalendarDay(year: 2015, month: 8, day: 31))
    #expect(last.adding(months: 6) == CalendarDay(year: 2016, month: 2, day: 29))
    #expect(last.adding(months: 4) == CalendarDay(year: 2015, month: 12, day: 31))
    #expect(last.adding(months: 18) == CalendarDay(year: 2017, month: 2, day: 28))
    #expect(last.adding(months: 24) == CalendarDay(year: 2017, month: 8, day: 31))
  }

  @Test("Six months at least, and people never go before their pictures")
  func problems() {
    #expect(RetentionTerms.usual.problem() == nil)
    #expect(RetentionTerms(originalsMonths: 5, identityMonths: 60).problem()?.contains("6–240") == true)
    #expect(RetentionTerms(originalsMonths: 24, identityMonths: 12).problem() == "个人信息的保存期限不能短于原片")
  }
}
