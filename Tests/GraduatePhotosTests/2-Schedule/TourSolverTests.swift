import GraduatePhotos
import Testing

@Suite("The schedule's solver (N3, A1, A9.3, A9.4, X3)")
struct TourSolverTests {
  @Test(
    "X3: whatever the season, no plan breaks a hard rule, nobody is lost, and the cost is what the plan says", arguments: 1...40
  )
  func neverBreaksARule(seed: UInt64) throws {
    let problem = TourFixture.random(seed: seed)
    let rules = TourRules(problem)
    var solver = try TourSolver(problem, seed: seed)
    var last: PlanCost?
    var reports = 0
    let result = solver.solve(steps: 40) { progress in
      // The first plan is valid already; every further one is better.
      let violations = rules.violations(of: progress.plan)
      #expect(violations.isEmpty, "\(violations.map(\.message))")
      #expect(rules.cost(of: progress.plan) == progress.cost)
      if let last { #expect(progress.cost < last) }
      last = progress.cost
      reports += 1
    }
    #expect(reports >= 1 && result.cost == last)
    if result.cost.unplacedHeads == 0 { #expect(result.bound.crewDays <= result.cost.crewDays) }
    let placed = result.plan.visits.reduce(0) { $0 + $1.heads }
    let due = problem.institutions.filter { !problem.isHandedOver($0) }.reduce(0) { $0 + $1.heads }
    #expect(placed + result.cost.unplacedHeads == due)
    #expect(result.plan.unplaced.allSatisfy { !$0.reason.isEmpty })
  }

  @Test("The same seed and steps give the same plan; another seed may not")
  func deterministic() throws {
    let problem = TourFixture.random(seed: 5)
    let (one, other) = try (TourFixture.solve(problem, seed: 3).plan, TourFixture.solve(problem, seed: 3).plan)
    #expect(one == other)
  }

  @Test("Solving again keeps every locked visit as it is, and breaks no rule", arguments: 1...25)
  func locks(seed: UInt64) throws {
    var problem = TourFixture.random(seed: seed)
    let plan = try TourFixture.solve(problem, seed: seed).plan
    var chance = SeededGenerator(seed: seed)
    problem.locked = plan.visits.filter { _ in Int.random(in: 0..<10, using: &chance) < 7 }
    let again = try TourFixture.solve(problem, seed: seed + 100)
    for visit in problem.locked { #expect(again.plan.visit(visit.number) == visit) }
    let known = TourRules(problem).violations(of: again.plan).filter {
      // A gap that locks leave can stay only when its classes have no slot.
      !($0.rule == .contiguity && again.cost.unplacedHeads > 0)
    }
    #expect(known.isEmpty, "\(known.map(\.message))")
  }

  @Test("With nine visits of ten locked the rest finds room again, at hardly more crew-days")
  func mostLocked() throws {
    var problem = TourInstances.problem(
      TourInstances.Shape(institutions: 12, studyCenters: 8, graduates: 20_000, crews: 3), seed: 2)
    let first = try TourFixture.solve(problem)
    var chance = SeededGenerator(seed: 9)
    problem.locked = first.plan.visits.filter { _ in Int.random(in: 0..<10, using: &chance) > 0 }
    let again = try TourFixture.solve(problem)
    #expect(TourRules(problem).violations(of: again.plan).map(\.message).isEmpty)
    #expect(again.cost.unplacedHeads == 0, "\(again.plan.unplaced.map { "\($0.institution) \($0.heads) \($0.reason)" })")
    #expect(again.cost.crewDays <= first.cost.crewDays + 1)
  }

  @Test("A season of the notice's shape: a valid plan at once, better than a spreadsheet's, near the bound")
  func gansu() throws {
    let problem = TourInstances.problem(.gansu2013, seed: 1)
    #expect(problem.usableDays.count == 97)
    #expect(problem.institutions.count == 110 && problem.institutions.reduce(0) { $0 + $1.heads } == 130_000)
    let rules = TourRules(problem)
    let result = try TourFixture.solve(problem, steps: 12)
    #expect(rules.violations(of: result.plan).isEmpty)
    #expect(result.cost.unplacedHeads == 0)
    let greedy = GreedyPlan.plan(problem)
    #expect(rules.violations(of: greedy).isEmpty)
    #expect(result.cost < rules.cost(of: greedy))
    let gap = try #require(result.gapPercent)
    #expect(gap >= 0 && gap < 8)
    #expect(result.chinese.contains("至少要"))
  }

  @Test("Centers of other provinces are never scheduled (N7)")
  func outsideProvince() throws {
    var problem = TourFixture.plain
    problem.institutions[1].province = "陕西省"
    let plan = try TourFixture.solve(problem).plan
    #expect(plan.visits.allSatisfy { $0.institution == "A" } && plan.unplaced.isEmpty)
  }

  @Test("What was agreed by telephone stands: its days, its crew, and nothing on other days")
  func agreed() throws {
    var problem = TourFixture.plain
    let days = [Fixture.day(2013, 10, 15), Fixture.day(2013, 10, 16)]
    problem.agreed = [AgreedVisit(institution: "B", days: days, crew: "c2")]
    let visits = try TourFixture.solve(problem).plan.visits.filter { $0.institution == "B" }
    #expect(visits.map(\.day) == days && visits.allSatisfy { $0.crew == "c2" })
    problem.agreed[0].days.append(Fixture.day(2013, 10, 17))
    let unused = TourRules(problem).unusedAgreements(of: try TourFixture.solve(problem).plan)
    #expect(unused.map(\.day) == [Fixture.day(2013, 10, 17)])
  }

  @Test("A problem and a plan come back from their JSON")
  func json() throws {
    let problem = TourFixture.random(seed: 11)
    let plan = try TourFixture.solve(problem).plan
    #expect(try JSONRoundTrip.of(problem) == problem && JSONRoundTrip.of(plan) == plan)
  }

  @Test("Two crews in one city are not both sent far away, and nights in the capital are not counted (A9.4)")
  func nights() throws {
    let far = TourFixture.institution("F", city: "酒泉", groups: TourFixture.groups(Array(repeating: 40, count: 34)))
    let result = try TourFixture.solve(TourFixture.problem([far, TourFixture.plain.institutions[0]]))
    #expect(Set(result.plan.visits.filter { $0.institution == "F" }.map(\.crew)).count == 1)
    #expect(result.cost.nightsAway > 0)
    let near = try TourFixture.solve(TourFixture.plain)
    #expect(near.cost.nightsAway == 0 && near.cost.crewDays == 3)
  }
}
