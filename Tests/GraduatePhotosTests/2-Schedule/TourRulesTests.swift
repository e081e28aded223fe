import GraduatePhotos
import Testing

@Suite("Hard rules of the schedule (A1, A9.3, N7)")
struct TourRulesTests {
  private let problem = TourFixture.plain
  private let plan: TourPlan

  init() throws { plan = try TourFixture.solve(TourFixture.plain).plan }

  /// Rules that a plan breaks after a change.
  private func broken(_ problem: TourProblem? = nil, _ change: (inout TourPlan) -> Void) -> Set<TourRule> {
    var changed = plan
    change(&changed)
    let found = TourRules(problem ?? self.problem).violations(of: changed)
    #expect(found.allSatisfy { !$0.message.isEmpty && !$0.hint.isEmpty })
    return Set(found.map(\.rule))
  }

  @Test("A good plan breaks none")
  func good() throws {
    #expect(broken { _ in }.isEmpty)
  }

  @Test("A crew is in one place, a shooting point has one crew")
  func onePlace() throws {
    #expect(
      broken { plan in for at in plan.visits.indices { plan.visits[at].crew = "c1"; plan.visits[at].day = plan.visits[0].day } }
        .contains(.oneCrewOnePlace))
    #expect(broken { $0.visits[0].point = 2 } == [.oneCrewOnePlace])
  }

  @Test("Classes stay whole: none lost, none twice, none cut, none across noon")
  func whole() throws {
    #expect(broken { $0.visits[0].turns.removeLast() }.contains(.classesWhole))
    #expect(broken { $0.visits[0].turns[0].heads -= 1 }.contains(.classesWhole))
    #expect(
      broken { $0.unplaced.append(UnplacedGroup(institution: "A", group: "regular-文学院-1", heads: 40, reason: "试")) }
        == [.classesWhole])
    #expect(
      broken { plan in
        guard let at = plan.visits.firstIndex(where: { $0.turns.contains { $0.span.end <= 720 } }) else { return }
        guard let turn = plan.visits[at].turns.lastIndex(where: { $0.span.end <= 720 }) else { return }
        plan.visits[at].turns[turn].span.end = 850
      }.contains(.classesWhole))
  }

  @Test("A9.3: a hundred an hour, by category and department")
  func paceAndOrder() throws {
    #expect(broken { $0.visits[0].turns[0].span.end -= 5 }.contains(.capacity))
    var mixed = problem
    for at in [0, 2, 4] { mixed.institutions[0].groups[at].department = "理学院" }
    #expect(broken(mixed) { _ in }.contains(.order))
  }

  @Test("Working hours, quarter-hours, days off, holidays and weekends")
  func times() throws {
    #expect(broken { $0.visits[0].span.start += 1 }.contains(.workingHours))
    var off = problem
    for at in off.crews.indices { off.crews[at].daysOff = [CalendarDays(plan.visits[0].day, through: plan.visits[0].day)] }
    #expect(broken(off) { _ in }.contains(.workingHours))
    #expect(broken { $0.visits[0].day = Fixture.day(2013, 10, 1) }.contains(.workingDay))
    #expect(broken { $0.visits[0].day = Fixture.day(2013, 10, 13) }.contains(.workingDay))
    // Worked in return for the holiday.
    #expect(!broken { $0.visits[0].day = Fixture.day(2013, 10, 12) }.contains(.workingDay))
  }

  @Test("A day's travel fits; an institution's days stay together unless it agreed")
  func travelAndContiguity() throws {
    var far = problem
    far.institutions[1].city = "酒泉"
    let rules = broken(far) { plan in
      for at in plan.visits.indices { plan.visits[at].crew = "c1" }
    }
    #expect(rules.contains(.travel))
    let apart: (inout TourPlan) -> Void = { plan in
      guard let at = plan.visits.lastIndex(where: { $0.institution == "A" }) else { return }
      plan.visits[at].day = Fixture.day(2013, 10, 24)
    }
    #expect(broken(nil, apart) == [.contiguity])
    var waived = problem
    waived.institutions[0].allowsGaps = true
    #expect(broken(waived, apart).isEmpty)
  }

  @Test("A1: phases and days of return; firm wishes; other provinces; agreed and locked visits")
  func promises() throws {
    var changed = problem
    changed.institutions[0].groups[0].phase = .phase2
    #expect(broken(changed) { _ in } == [.phase])
    changed = problem
    changed.institutions[0].groups[0].returnsOn = Fixture.day(2014, 3, 5)
    #expect(broken(changed) { _ in } == [.phase])
    changed = problem
    changed.institutions[0].province = "青海"
    #expect(broken(changed) { _ in } == [.outsideProvince])
    changed = problem
    changed.institutions[0].wishes = [
      Wish(.notOn(days: CalendarDays(plan.visits[0].day, through: plan.visits[3].day)), isFirm: true)
    ]
    #expect(broken(changed) { _ in }.contains(.firmWish))
    changed = problem
    changed.agreed = [AgreedVisit(institution: "A", days: [Fixture.day(2013, 10, 24)])]
    #expect(broken(changed) { _ in } == [.agreed])
    changed = problem
    changed.locked = [plan.visits[0]]
    #expect(broken(changed) { $0.visits[0].day = Fixture.day(2013, 10, 24) }.contains(.locked))
    #expect(broken { $0.visits[0].crew = "nobody" }.contains(.known))
  }
}
