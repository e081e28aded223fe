/// Everybody of the season and what happens to him: the season's own book, which no program under test sees.
struct SeasonTruth: Sendable {
  var institutions: [SeasonInstitution] = []
  var graduates: [SeasonGraduate] = []

  static let classSize = 30

  /// `closing` are the faces that there is a picture with closed eyes of.
  init(_ order: SeasonOrder, faces: Int, closing: Set<Int>) {
    var chance = SeasonChance(seed: order.seed)
    let sizes = Self.sizes(order, &chance)
    for (index, size) in sizes.enumerated() { add(index, size, faces: faces, &chance) }
    befall(order.faults, closing: closing, &chance)
  }

  /// Institutions are of different sizes: the largest has about four times the heads of the smallest.
  private static func sizes(_ order: SeasonOrder, _ chance: inout SeasonChance) -> [Int] {
    let weights = (0..<order.institutions).map { _ in Double.random(in: 1...4, using: &chance) }
    let free = order.graduates - order.institutions * SeasonOrder.fewestGraduates
    let sum = weights.reduce(0, +)
    var sizes = weights.map { SeasonOrder.fewestGraduates + Int(Double(free) * $0 / sum) }
    sizes[0] += order.graduates - sizes.reduce(0, +)
    return sizes
  }

  private mutating func add(_ index: Int, _ size: Int, faces: Int, _ chance: inout SeasonChance) {
    // Codes of the range that no institution has; the last digit is free of a rule.
    var institution = SeasonInstitution(
      index: index, code: String(19_000 + index), name: Self.places[index % Self.places.count] + Self.kind(index),
      city: Self.cities[index % Self.cities.count], givesReferences: index % 2 == 0, classes: [])
    let classCount = max(1, (size + Self.classSize / 2) / Self.classSize)
    for classIndex in 0..<classCount {
      let heads = size * (classIndex + 1) / classCount - size * classIndex / classCount
      var group: [Int] = []
      for place in 0..<heads {
        let number = graduates.count
        let isFemale = chance.happens(0.5)
        graduates.append(
          SeasonGraduate(
            number: number, institution: index, classIndex: classIndex, name: MadeUpNames.name(&chance), isFemale: isFemale,
            idNumber: MadeUpNames.idNumber(number, isFemale: isFemale),
            studentNumber:
              "2022\(String(index + 1).leftPadded(2))\(String(classIndex + 1).leftPadded(2))\(String(place + 1).leftPadded(3))",
            face: number % max(1, faces)))
        group.append(number)
      }
      institution.classes.append(group)
    }
    institutions.append(institution)
  }

  /// Deals out the mishaps: each person has at most one, so that each can be looked for by itself.
  private mutating func befall(_ mishaps: Set<SeasonMishap>, closing: Set<Int>, _ chance: inout SeasonChance) {
    var free = graduates.map(\.number).shuffled(using: &chance)
    func count(_ share: Double) -> Int { max(1, Int(Double(graduates.count) * share)) }
    func take(_ share: Double, _ mishap: SeasonMishap) -> [Int] {
      guard mishaps.contains(mishap) else { return [] }
      let taken = Array(free.suffix(count(share)))
      free.removeLast(taken.count)
      return taken
    }
    for (at, number) in take(0.012, .roster).enumerated() {
      graduates[number].rosterFault = SeasonGraduate.RosterFault.allCases[at % SeasonGraduate.RosterFault.allCases.count]
    }
    for (at, number) in take(0.04, .absence).enumerated() {
      graduates[number].fate = [.comesLater, .comesLater, .staysAway, .onLeave][at % 4]
    }
    for number in take(0.002, .walkIn) { graduates[number].fate = .walksIn }
    for number in take(0.1, .closedEyes) where closing.contains(graduates[number].face) { graduates[number].closesEyes = true }
    for number in take(0.004, .wrongName) {
      graduates[number].wrongName = MadeUpNames.misheard(graduates[number].name, &chance)
    }
    for number in take(0.01, .dispute) {
      graduates[number].disputes = true
      graduates[number].wrongName = MadeUpNames.misheard(graduates[number].name, &chance)
    }
    if mishaps.contains(.swap) { swap(count(0.002), &free) }
    if mishaps.contains(.shift) { shift(&free) }
  }

  /// Neighbours of an institution without enrolment photos: where there are some, the camera notices.
  private mutating func swap(_ pairs: Int, _ free: inout [Int]) {
    let unharmed = Set(free)
    var left = pairs
    for number in free where left > 0 {
      let next = number + 1
      guard !institutions[graduates[number].institution].givesReferences, next < graduates.count, unharmed.contains(next),
        isClassmate(number, next), graduates[number].swappedWith == nil, graduates[next].swappedWith == nil
      else { continue }
      graduates[number].swappedWith = next
      graduates[next].swappedWith = number
      left -= 1
    }
    free.removeAll { graduates[$0].swappedWith != nil }
  }

  /// In each institution with enrolment photos, one run of unharmed classmates.
  private mutating func shift(_ free: inout [Int]) {
    let unharmed = Set(free)
    for institution in institutions where institution.givesReferences {
      runs: for group in institution.classes where group.count >= 12 {
        for start in 0..<(group.count - Self.runLength) {
          let run = group[start..<(start + Self.runLength)]
          guard run.allSatisfy(unharmed.contains) else { continue }
          for number in run { graduates[number].isShifted = true }
          break runs
        }
      }
    }
    free.removeAll { graduates[$0].isShifted }
  }

  static let runLength = 6

  private func isClassmate(_ one: Int, _ other: Int) -> Bool {
    graduates[one].institution == graduates[other].institution && graduates[one].classIndex == graduates[other].classIndex
  }

  /// Of an institution, in roster order.
  func graduates(of institution: SeasonInstitution) -> [SeasonGraduate] {
    institution.classes.flatMap { $0 }.map { graduates[$0] }
  }

  /// Of the province, for the roads between them.
  private static let cities = ["兰州市", "天水市", "武威市", "张掖市", "平凉市", "庆阳市", "定西市", "酒泉市"]
  private static let places = ["金川", "玉泉", "青岩", "白塔", "临河", "云岭", "安远", "石门", "丰泽", "兰溪", "望江", "松原"]
  private static func kind(_ index: Int) -> String {
    ["大学", "师范学院", "理工学院", "职业技术学院", "医学院"][index % 5] + (index >= 60 ? "\(index)" : "")
  }
}
