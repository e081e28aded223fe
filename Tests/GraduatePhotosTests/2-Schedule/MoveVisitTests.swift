import GraduatePhotos
import Testing

@Suite("Moving a visit by hand")
struct MoveVisitTests {
  @Test("A move's verdict is that of the full check, and its cost that of the whole plan", arguments: 1...15)
  func verdicts(seed: UInt64) throws {
    let problem = TourFixture.random(seed: seed)
    let rules = TourRules(problem)
    var plan = try TourFixture.solve(problem, seed: seed, steps: 20).plan
    var chance = SeededGenerator(seed: seed)
    for _ in 0..<25 {
      guard let visit = plan.visits.randomElement(using: &chance) else { return }
      let target = VisitTarget(
        crew: Bool.random(using: &chance) ? problem.crews.randomElement(using: &chance)?.id : nil,
        day: Bool.random(using: &chance) ? problem.usableDays.randomElement(using: &chance) : nil,
        start: Bool.random(using: &chance) ? [510, 600, 840, 900].randomElement(using: &chance) : nil)
      let verdict = try rules.moving(visit.number, to: target, in: plan)
      let (before, after) = (Set(rules.violations(of: plan)), Set(rules.violations(of: verdict.plan)))
      #expect(Set(verdict.broken) == after.subtracting(before))
      #expect(Set(verdict.mended) == before.subtracting(after))
      #expect(verdict.costAfter == rules.cost(of: verdict.plan) && verdict.costBefore == rules.cost(of: plan))
      #expect(!verdict.chinese.isEmpty)
      // Goes on from plans that break rules, too.
      plan = verdict.plan
    }
  }

  @Test("A clash shows at once, in words; a locked visit does not move")
  func words() throws {
    var problem = TourFixture.plain
    let plan = try TourFixture.solve(problem).plan
    let rules = TourRules(problem)
    let visit = plan.visits[0]
    let verdict = try rules.moving(visit.number, to: VisitTarget(day: Fixture.day(2013, 10, 1)), in: plan)
    #expect(!verdict.isAllowed && verdict.chinese.hasPrefix("不能移动") && verdict.chinese.contains("国庆节"))
    problem.locked = [visit]
    #expect(throws: MoveRefusal.locked(visit.number)) {
      try TourRules(problem).moving(visit.number, to: VisitTarget(start: 600), in: plan)
    }
    #expect(throws: MoveRefusal.noSuchVisit(999)) { try rules.moving(999, to: VisitTarget(), in: plan) }
    #expect(throws: MoveRefusal.noSuchCrew("x")) { try rules.moving(visit.number, to: VisitTarget(crew: "x"), in: plan) }
  }

  @Test("Two plans are compared by institution: what is cancelled, what is new, which classes change")
  func differences() throws {
    let problem = TourFixture.plain
    let plan = try TourFixture.solve(problem).plan
    let rules = TourRules(problem)
    #expect(rules.differences(from: plan, to: plan).isEmpty)
    let visit = try #require(plan.visits.first { $0.institution == "A" })
    let moved = try rules.moving(visit.number, to: VisitTarget(day: Fixture.day(2013, 10, 24)), in: plan).plan
    let differences = rules.differences(from: plan, to: moved)
    #expect(differences.map(\.institution) == ["A"])
    #expect(differences[0].removed.count == 1 && differences[0].added.count == 1)
    #expect(differences[0].classes.count == visit.turns.count)
    #expect(differences[0].chinese.contains("10月24日（周四）"))
  }
}
