import GraduatePhotos
import Testing

@Suite("The lower bound on crew-days")
struct CrewDayBoundTests {
  private func bound(_ heads: [Int], cities: [String]) -> Int {
    let institutions = zip(heads, cities).enumerated().map { at, place in
      TourFixture.institution("I\(at)", city: place.1, groups: TourFixture.groups([place.0]))
    }
    return CrewDayBound(TourFixture.problem(institutions)).crewDays
  }

  @Test("Seven hundred a day; two in one city share a day, two far apart do not")
  func simple() throws {
    #expect(bound([700], cities: ["兰州"]) == 1)
    #expect(bound([701], cities: ["兰州"]) == 2)
    #expect(bound([350, 350], cities: ["兰州", "兰州"]) == 1)
    #expect(bound([350, 351], cities: ["兰州", "兰州"]) == 2)
    #expect(bound([350, 350], cities: ["兰州", "酒泉"]) == 2)
    #expect(bound([0], cities: ["兰州"]) == 0)
  }

  @Test("Leftovers hardly share half-days: three of 250 need more than their time")
  func leftovers() throws {
    // 750 heads are 450 minutes; three half-days are what three leftovers of 150 minutes need.
    #expect(bound([250, 250, 250], cities: ["兰州", "兰州", "兰州"]) == 2)
    #expect(bound([250, 250, 250, 250, 250], cities: Array(repeating: "兰州", count: 5)) == 3)
  }

  @Test("No plan of a small season has fewer crew-days, however long it is searched", arguments: 1...30)
  func neverAbovePlans(seed: UInt64) throws {
    var problem = TourFixture.random(seed: seed &+ 500)
    // Without conditions plans come close to the bound: a wrong one would show.
    problem.agreed = []
    for at in problem.institutions.indices { problem.institutions[at].wishes = [] }
    let result = try TourFixture.solve(problem, seed: seed, steps: 80)
    if result.cost.unplacedHeads == 0 { #expect(result.bound.crewDays <= result.cost.crewDays) }
  }
}
