import GraduatePhotos

/// Small seasons by chance, with everything a season can have; and one plain one to change by hand.
enum TourFixture {
  static let cities = [
    TourCity("兰州", latitude: 36.06, longitude: 103.83), TourCity("白银", latitude: 36.54, longitude: 104.14),
    TourCity("天水", latitude: 34.58, longitude: 105.72), TourCity("酒泉", latitude: 39.73, longitude: 98.49),
  ]

  static let windows = [
    CampaignWindow(.phase1, CalendarDays(Fixture.day(2013, 9, 23), through: Fixture.day(2013, 10, 25))),
    CampaignWindow(.phase2, CalendarDays(Fixture.day(2014, 3, 3), through: Fixture.day(2014, 3, 21))),
    CampaignWindow(.makeup, CalendarDays(Fixture.day(2014, 4, 9), through: Fixture.day(2014, 4, 12))),
  ]

  static let holidays = [
    HolidayYear(
      year: 2013,
      holidays: (1...7).map { Holiday(Fixture.day(2013, 10, $0), .off, "国庆节") }
        + [Holiday(Fixture.day(2013, 9, 29), .work, "国庆节"), Holiday(Fixture.day(2013, 10, 12), .work, "国庆节")],
      source: "国办发明电〔2012〕33号", isPublished: true),
    HolidayYear(year: 2014, holidays: [], source: "国办发明电〔2013〕28号", isPublished: true),
  ]

  /// Classes of one department, in order.
  static func groups(_ heads: [Int], category: GraduatePhotos.Category = .regular, department: String = "文学院") -> [TourGroup] {
    heads.enumerated().map { at, heads in
      TourGroup(
        id: "\(category.rawValue)-\(department)-\(at + 1)", category: category, department: department,
        classGroup: "\(department)\(at + 1)班", heads: heads)
    }
  }

  static func institution(_ id: String, city: String = "兰州", points: Int = 1, groups: [TourGroup]) -> TourInstitution {
    TourInstitution(
      id: id, code: "10730", name: "\(city)\(id)大学", city: city, province: "甘肃省", shootingPoints: points, groups: groups)
  }

  static func problem(_ institutions: [TourInstitution], crews: Int = 2, agreed: [AgreedVisit] = []) -> TourProblem {
    TourProblem(
      terms: TourTerms(province: "甘肃省", capital: "兰州"), windows: windows, holidays: holidays, institutions: institutions,
      crews: (1...max(1, crews)).prefix(crews).map { Crew(id: "c\($0)", name: "第\($0)组", homeCity: "兰州") },
      travel: TravelTable(cities: cities, times: [TravelTime("兰州", "白银", minutes: 80)]), agreed: agreed)
  }

  /// Two institutions of Lanzhou with a day and a bit each.
  static var plain: TourProblem {
    problem([
      institution("A", groups: groups(Array(repeating: 40, count: 20))),
      institution("B", groups: groups(Array(repeating: 35, count: 22))),
    ])
  }

  static func random(seed: UInt64) -> TourProblem {
    var chance = SeededGenerator(seed: seed)
    var institutions: [TourInstitution] = []
    for number in 1...Int.random(in: 2...9, using: &chance) { institutions.append(randomInstitution(number, &chance)) }
    var problem = problem(institutions, crews: Int.random(in: 1...3, using: &chance))
    for at in problem.crews.indices where Int.random(in: 0..<3, using: &chance) == 0 {
      problem.crews[at].homeCity = cities[Int.random(in: 0..<4, using: &chance)].name
      problem.crews[at].sessions = [MinuteSpan(540, 720), MinuteSpan(870, 1_080)]
      let first = Fixture.day(2013, 10, Int.random(in: 8...20, using: &chance))
      problem.crews[at].daysOff = [CalendarDays(first, through: first.adding(days: 2))]
    }
    let days = problem.usableDays
    for institution in institutions where Int.random(in: 0..<4, using: &chance) == 0 {
      let first = Int.random(in: 0..<(days.count - 3), using: &chance)
      let crew = Bool.random(using: &chance) ? problem.crews.randomElement(using: &chance)?.id : nil
      problem.agreed.append(
        AgreedVisit(
          institution: institution.id, days: Array(days[first..<(first + Int.random(in: 1...3, using: &chance))]), crew: crew))
      if Int.random(in: 0..<3, using: &chance) == 0 {
        problem.agreed.append(
          AgreedVisit(
            institution: institution.id, days: [days[first + 2]], crew: problem.crews.randomElement(using: &chance)?.id))
      }
    }
    return problem
  }

  private static func randomInstitution(_ number: Int, _ chance: inout SeededGenerator) -> TourInstitution {
    var all: [TourGroup] = []
    for category in GraduatePhotos.Category.allCases where Int.random(in: 0..<3, using: &chance) > 0 || all.isEmpty {
      for department in 1...Int.random(in: 1...3, using: &chance) {
        let heads = (0..<Int.random(in: 1...8, using: &chance)).map { _ in Int.random(in: 0...70, using: &chance) }
        all += groups(heads, category: category, department: "第\(department)系")
      }
    }
    if Int.random(in: 0..<12, using: &chance) == 0 { all[0].heads = Int.random(in: 360...900, using: &chance) }
    for at in all.indices where Int.random(in: 0..<15, using: &chance) == 0 {
      if Bool.random(using: &chance) { all[at].phase = .phase2 } else { all[at].returnsOn = Fixture.day(2014, 3, 5) }
    }
    var institution = institution(
      "S\(number)", city: cities[Int.random(in: 0..<4, using: &chance)].name, points: Int.random(in: 1...2, using: &chance),
      groups: all)
    institution.allowsGaps = Int.random(in: 0..<5, using: &chance) == 0
    if Int.random(in: 0..<9, using: &chance) == 0 { institution.province = "陕西省" }
    if Int.random(in: 0..<6, using: &chance) == 0 { institution.headsPerHour = Int.random(in: 60...160, using: &chance) }
    let first = Fixture.day(2013, 10, Int.random(in: 8...20, using: &chance))
    switch Int.random(in: 0..<6, using: &chance) {
    case 0: institution.wishes = [Wish(.morningsOnly, isFirm: Bool.random(using: &chance))]
    case 1:
      institution.wishes = [Wish(.notOn(days: CalendarDays(first, through: first.adding(days: 4))), isFirm: true, reason: "考试")]
    case 2:
      institution.wishes = [Wish(.notOn(days: CalendarDays(first, through: first.adding(days: 4)))), Wish(.afternoonsOnly)]
    default: break
    }
    return institution
  }

  static func solve(_ problem: TourProblem, seed: UInt64 = 1, steps: Int = 40) throws -> TourProgress {
    var solver = try TourSolver(problem, seed: seed)
    return solver.solve(steps: steps)
  }
}
