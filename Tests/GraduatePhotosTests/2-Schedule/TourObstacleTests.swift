import GraduatePhotos
import Testing

@Suite("What makes a schedule impossible is named, with the smallest relaxation")
struct TourObstacleTests {
  private func codes(_ change: (inout TourProblem) -> Void) throws -> [String] {
    var problem = TourFixture.plain
    change(&problem)
    let found = problem.obstacles()
    #expect(found.allSatisfy { !$0.message.isEmpty && !$0.hint.isEmpty })
    // Whatever is wrong, the solver answers, and says why somebody has no slot.
    let plan = try TourFixture.solve(problem, steps: 5).plan
    #expect(plan.unplaced.allSatisfy { !$0.reason.isEmpty })
    return found.map(\.code)
  }

  @Test("A sound season has none")
  func none() throws {
    #expect(try codes { _ in }.isEmpty)
  }

  @Test("Zero crews, no days, too few days, a year without published holidays")
  func capacity() throws {
    #expect(try codes { $0.crews = [] } == ["schedule.no-crews"])
    #expect(try codes { $0.windows.removeAll { $0.kind.isPhase } }.contains("schedule.no-usable-days"))
    #expect(
      try codes { problem in
        problem.institutions[0].groups = TourFixture.groups(Array(repeating: 50, count: 2_000))
        problem.institutions[0].shootingPoints = 40
      } == ["schedule.too-few-crew-days"])
    #expect(try codes { $0.holidays.removeLast() } == ["schedule.holidays-not-published"])
  }

  @Test("A class larger than a day; one larger than a half-day has a place")
  func largeClass() throws {
    #expect(try codes { $0.institutions[0].groups[0].heads = 701 } == ["schedule.class-too-large"])
    #expect(try codes { $0.institutions[0].groups[0].heads = 700 }.isEmpty)
    var problem = TourFixture.plain
    problem.institutions[0].groups[0].heads = 500
    let plan = try TourFixture.solve(problem).plan
    #expect(plan.unplaced.isEmpty && TourRules(problem).violations(of: plan).isEmpty)
  }

  @Test("Values that no season has are refused before anything is planned")
  func malformed() throws {
    let changes: [(inout TourProblem) -> Void] = [
      { $0.crews[0].sessions = [] }, { $0.crews[0].sessions = [MinuteSpan(900, 800)] },
      { $0.crews[0].sessions = [MinuteSpan(500, 2_000)] },
      { $0.institutions[0].groups[0].heads = -1 }, { $0.institutions[0].groups[0].heads = .max },
      { $0.institutions[0].shootingPoints = 0 },
      { $0.institutions[0].headsPerHour = 0 }, { $0.institutions[0].latitude = .nan }, { $0.terms.headsPerHour = 0 },
      { $0.terms.lead.processingDays = -3 }, { $0.travel.times[0].minutes = -1 }, { $0.travel.kilometersPerHour = 0 },
      { $0.windows[0].days.last = Fixture.day(2199, 1, 1) },
      {
        $0.locked = [
          Visit(number: 1, crew: "c1", institution: "A", day: Fixture.day(2013, 10, 8), span: MinuteSpan(-15, 0), turns: [])
        ]
      },
    ]
    for change in changes {
      var problem = TourFixture.plain
      change(&problem)
      #expect(problem.obstacles().map(\.code) == ["schedule.malformed"])
      #expect(throws: TourObstacle.self) { try TourSolver(problem, seed: 1) }
    }
    #expect(TourFixture.plain.malformation == nil)
  }

  @Test("An unknown city, equal ids")
  func names() throws {
    #expect(try codes { $0.institutions[0].city = "月球" } == ["schedule.unknown-city"])
    #expect(try codes { $0.institutions[1].id = "A" } == ["schedule.duplicate-id"])
  }

  @Test("Wishes that cover everything: the one whose dropping costs least is named")
  func wishes() throws {
    let all = [
      Wish(.notOn(days: CalendarDays(Fixture.day(2013, 9, 1), through: Fixture.day(2013, 12, 1))), isFirm: true, reason: "实习"),
      Wish(
        .notOn(days: CalendarDays(Fixture.day(2013, 10, 20), through: Fixture.day(2014, 3, 31))), isFirm: true, reason: "考试"),
    ]
    #expect(try codes { $0.institutions[0].wishes = all } == ["schedule.wishes-cover-everything"])
    var problem = TourFixture.plain
    problem.institutions[0].wishes = all
    let obstacle = try #require(problem.obstacles().first)
    #expect(obstacle.hint.contains("考试"))
    #expect(
      try codes { $0.institutions[0].wishes = [Wish(.morningsOnly, isFirm: true), Wish(.afternoonsOnly, isFirm: true)] }
        .contains("schedule.wishes-contradict"))
  }

  @Test("Agreements: days that are none, too few days, one crew in two far places, unknown names")
  func agreements() throws {
    #expect(
      try codes { $0.agreed = [AgreedVisit(institution: "A", days: [Fixture.day(2013, 10, 1)])] } == [
        "schedule.agreed-day-not-usable"
      ])
    #expect(
      try codes { $0.agreed = [AgreedVisit(institution: "A", days: [Fixture.day(2013, 10, 8)])] } == [
        "schedule.agreed-days-too-few"
      ])
    #expect(try codes { $0.agreed = [AgreedVisit(institution: "X", days: [])] } == ["schedule.agreed-unknown"])
    let days = [Fixture.day(2013, 10, 8), Fixture.day(2013, 10, 9)]
    #expect(
      try codes { problem in
        problem.institutions[1].city = "酒泉"
        problem.agreed = ["A", "B"].map { AgreedVisit(institution: $0, days: days, crew: "c1") }
      } == ["schedule.agreed-clash", "schedule.agreed-clash"])
  }

  @Test("N4: institutions whose disc would come too late for the make-up are named, with what would have to move")
  func late() throws {
    var problem = TourFixture.plain
    for at in problem.institutions[0].groups.indices { problem.institutions[0].groups[at].returnsOn = Fixture.day(2014, 3, 19) }
    let latest = try #require(problem.latestUsefulDay)
    // 18 working days before 9 April, no holiday in this fixture's 2014.
    #expect(latest == Fixture.day(2014, 3, 13))
    let late = TourRules(problem).lateInstitutions(of: try TourFixture.solve(problem).plan)
    #expect(late.map(\.institution) == ["A"])
    #expect(late[0].daysEarlier == 5 && late[0].verified > late[0].makeup.adding(days: -1))
    #expect(late[0].chinese.contains("提前 5 个工作日"))
  }
}
