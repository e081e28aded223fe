import GraduatePhotos
import Testing

@Suite("The living day")
struct LivingDayTests {
  private let problem = TourFixture.problem([
    TourFixture.institution("A", groups: TourFixture.groups(Array(repeating: 35, count: 20)))
  ])
  private let plan: TourPlan
  private let visit: Visit

  init() throws {
    plan = try TourFixture.solve(problem).plan
    visit = try #require(plan.visits.first)
  }

  /// The first so many classes done, and some heads of the next.
  private func done(_ classes: Int, _ heads: Int = 0) -> [String: Int] {
    var done = Dictionary(uniqueKeysWithValues: visit.turns.prefix(classes).map { ($0.group, $0.heads) })
    if heads > 0 { done[visit.turns[classes].group] = heads }
    return done
  }

  @Test("A day of 700 heads holds them all; classes are called at quarter-hours")
  func day() throws {
    #expect(plan.visits.count == 1 && visit.heads == 700)
    #expect(
      visit.turns.allSatisfy {
        $0.callMinutes % 15 == 0 && $0.callMinutes <= $0.span.start && $0.span.start - $0.callMinutes < 15
      })
  }

  @Test("On time nothing is said but that")
  func onTime() throws {
    let outlook = TourRules(problem).outlook(of: visit, done: done(4), now: visit.turns[3].span.end)
    #expect(outlook.behindMinutes == 0 && outlook.unfinished.isEmpty && outlook.callEarly == nil)
    #expect(outlook.chinese.hasPrefix("按计划进行"))
  }

  @Test("Late, it tells by how much and who will not be finished, and moves them to the next half-day")
  func late() throws {
    let rules = TourRules(problem)
    let outlook = rules.outlook(of: visit, done: done(2, 30), now: 660)
    #expect(outlook.behindMinutes == 90)
    #expect(!outlook.unfinished.isEmpty && outlook.chinese.contains("拍不完"))
    #expect((outlook.lastEnd ?? 0) <= 1_050)
    let rest = rules.rest(of: visit, outlook: outlook, in: plan)
    let next = try #require(rest.next)
    #expect(rest.today.turns.count + next.turns.count == 20 && !rest.needsConsent)
    #expect(next.day == problem.usableDays[1] && next.crew == visit.crew)
    #expect(rest.chinese.contains("改到"))
  }

  @Test("Early, the next class may be called")
  func early() throws {
    let outlook = TourRules(problem).outlook(of: visit, done: done(5), now: visit.turns[4].span.end - 20)
    #expect(outlook.behindMinutes < 0 && outlook.callEarly?.group == visit.turns[5].group)
    #expect(outlook.chinese.contains("可以提前叫"))
  }

  @Test("All done: nothing is left, nothing moves")
  func finished() throws {
    let rules = TourRules(problem)
    let outlook = rules.outlook(of: visit, done: done(20), now: 1_050)
    #expect(outlook.ahead.isEmpty && outlook.lastEnd == nil)
    #expect(rules.rest(of: visit, outlook: outlook, in: plan).chinese == "今天能拍完")
  }
}
