/// Made-up seasons of a real shape, for tests, benchmarks and a first look: cities and calendar are Gansu's, everything else is chance.
public struct TourInstances: Sendable {
  /// How large a season is.
  public struct Shape: Sendable, Hashable {
    public var institutions: Int
    public var studyCenters: Int
    public var graduates: Int
    public var crews: Int
    /// How many provinces' worth of cities: each is the first, shifted to the east.
    public var provinces: Int

    public init(institutions: Int, studyCenters: Int, graduates: Int, crews: Int, provinces: Int = 1) {
      self.institutions = institutions
      self.studyCenters = studyCenters
      self.graduates = graduates
      self.crews = crews
      self.provinces = provinces
    }

    /// The notice's province: 97 working days (domain.md 6).
    public static let gansu2013 = Shape(institutions: 50, studyCenters: 60, graduates: 130_000, crews: 8)
    public static let large = Shape(institutions: 500, studyCenters: 0, graduates: 1_300_000, crews: 80, provinces: 2)
  }

  private var chance: Chance
  private let shape: Shape

  public static func problem(_ shape: Shape, seed: UInt64) -> TourProblem {
    var maker = TourInstances(shape: shape, seed: seed)
    return maker.make()
  }

  private init(shape: Shape, seed: UInt64) {
    self.shape = shape
    chance = Chance(seed: seed)
  }

  /// Name, degrees north and east, and institutions out of a hundred.
  private static let cities: [(name: String, latitude: Double, longitude: Double, share: Int)] = [
    ("兰州", 36.06, 103.83, 52), ("天水", 34.58, 105.72, 8), ("酒泉", 39.73, 98.49, 4), ("张掖", 38.93, 100.45, 5),
    ("武威", 37.93, 102.64, 5), ("平凉", 35.54, 106.67, 4), ("庆阳", 35.71, 107.64, 4), ("定西", 35.58, 104.63, 4),
    ("陇南", 33.40, 104.92, 3), ("临夏", 35.60, 103.21, 2), ("合作", 34.98, 102.91, 3), ("白银", 36.54, 104.14, 3),
    ("金昌", 38.52, 102.19, 2), ("嘉峪关", 39.77, 98.29, 1),
  ]

  private mutating func make() -> TourProblem {
    let cities = (0..<shape.provinces).flatMap { province in
      Self.cities.map { city in
        TourCity(
          province == 0 ? city.name : "\(city.name)\(province + 1)", latitude: city.latitude,
          longitude: city.longitude + Double(province) * 12)
      }
    }
    var institutions: [TourInstitution] = []
    let heads = shares(of: shape.graduates - shape.studyCenters * 180, count: shape.institutions)
    for (number, heads) in heads.enumerated() { institutions.append(institution(number, heads, cities)) }
    let centers = shares(of: shape.studyCenters == 0 ? 0 : shape.studyCenters * 180, count: shape.studyCenters)
    for (number, heads) in centers.enumerated() { institutions.append(center(number, heads, cities)) }
    let crews = (0..<shape.crews).map { number in
      let home = number % 4 == 3 ? cities[number / 4 * 3 % cities.count] : cities[number % shape.provinces * Self.cities.count]
      return Crew(id: "crew-\(number + 1)", name: "第\(number + 1)组", homeCity: home.name)
    }
    return TourProblem(
      terms: TourTerms(province: "甘肃省", capital: "兰州"), windows: Self.windows, holidays: Self.holidays,
      institutions: institutions, crews: crews,
      travel: TravelTable(cities: cities, times: [TravelTime("酒泉", "嘉峪关", minutes: 40), TravelTime("兰州", "白银", minutes: 80)]))
  }

  /// Parts of a whole, uneven as institutions are: the largest is some eight times the median.
  private mutating func shares(of whole: Int, count: Int) -> [Int] {
    guard count > 0 else { return [] }
    let weights = (0..<count).map { _ in
      let draw = chance.fraction()
      return 0.25 + draw * draw * draw * 3 + chance.fraction() * 0.5
    }
    let sum = weights.reduce(0, +)
    var parts = weights.map { max(1, Int(Double(whole) * $0 / sum)) }
    parts[0] += whole - parts.reduce(0, +)
    return parts
  }

  private mutating func city(_ cities: [TourCity]) -> TourCity {
    let province = chance.below(shape.provinces)
    var draw = chance.below(100)
    for (at, city) in Self.cities.enumerated() {
      draw -= city.share
      if draw < 0 { return cities[province * Self.cities.count + at] }
    }
    return cities[0]
  }

  private mutating func institution(_ number: Int, _ heads: Int, _ cities: [TourCity]) -> TourInstitution {
    let city = city(cities)
    var groups: [TourGroup] = []
    let hasReturns = number % 5 == 0
    let adult = number % 3 == 0 ? heads / 6 : 0
    let postgraduate = number % 4 == 0 ? heads / 10 : 0
    let returns = hasReturns ? heads / 12 : 0
    add(.regular, heads - adult - postgraduate - returns, to: &groups)
    add(.adult, adult, to: &groups)
    add(.postgraduate, postgraduate, to: &groups)
    add(.regular, returns, phase: .phase2, to: &groups)
    var institution = TourInstitution(
      id: "school-\(number + 1)", code: String(10_701 + number), name: "\(city.name)第\(number + 1)学院", city: city.name,
      province: "甘肃省", shootingPoints: heads > 4_000 ? 2 : 1, groups: groups)
    if number % 6 == 2, let first = CalendarDay(year: 2013, month: 11, day: 4 + chance.below(20)) {
      institution.wishes.append(Wish(.notOn(days: CalendarDays(first, through: first.adding(days: 6))), reason: "期中考试"))
    }
    if number % 9 == 4 { institution.wishes.append(Wish(.morningsOnly)) }
    return institution
  }

  private mutating func center(_ number: Int, _ heads: Int, _ cities: [TourCity]) -> TourInstitution {
    let city = city(cities)
    var groups: [TourGroup] = []
    add(.adult, heads, to: &groups)
    return TourInstitution(
      id: "center-\(number + 1)", code: "10698", name: "\(city.name)第\(number + 1)函授站", city: city.name, province: "甘肃省",
      groups: groups)
  }

  /// Classes of 25–55 in departments of some four to twelve.
  private mutating func add(
    _ category: Category, _ heads: Int, phase: CampaignWindow.Kind? = nil, to groups: inout [TourGroup]
  ) {
    var left = heads
    var (department, classes) = (0, 0)
    while left > 0 {
      if classes == 0 {
        department += 1
        classes = 4 + chance.below(9)
      }
      let size = left < 60 ? left : 25 + chance.below(31)
      groups.append(
        TourGroup(
          id: "g\(groups.count + 1)", category: category, department: "第\(department)系",
          classGroup: "\(department)系\(classes)班\(phase == nil ? "" : "（返校）")", heads: size, phase: phase))
      left -= size
      classes -= 1
    }
  }
}
