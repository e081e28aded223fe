import Foundation

@testable import GraduatePhotos

/// A made-up day of a station: who was scanned, whose face each shot really shows, and distances as the model would give them.
///
/// Genuine and impostor distances as count A of Models/MODELS.md; of each thousand shots five are unlike their person in every comparison, of
/// each thousand strangers one is as near as 0.42–0.55 (count B).
struct ShiftedDay: FaceDistances {
  enum Fault: CaseIterable {
    /// The next person sat down before the scan: every picture of the run goes to the one before.
    case late
    /// The list stepped on by a second shot: every picture goes to the one after.
    case double
    /// Two scans went ahead, or lagged.
    case lateByTwo, doubleByTwo
    /// The first of the run came last: the rest moved up.
    case rotated
    case swapped
  }

  /// Person's number in each shot, and whom it was bound to, in the order of the shots.
  var faces: [Int] = []
  var bound: [Int] = []
  var shots: [CapturedShot] = []
  var people: [ScannedPerson] = []
  private let seed: UInt64
  private var badShots: Set<Int> = []
  private var twins: [Int: Int] = [:]

  static let normal: [Double] = {
    var generator = SeededGenerator(seed: 7)
    return (0..<65_536).map { _ in
      let radius = (-2 * log(Double.random(in: 1e-12..<1, using: &generator))).squareRoot()
      return radius * cos(2 * .pi * Double.random(in: 0..<1, using: &generator))
    }
  }()

  init(
    people count: Int, seed: UInt64, missing: Double = 0, retakes: Double = 0.05, thrownOut: Double = 0.1,
    badShots: Double = 0.005
  ) {
    self.seed = seed
    var generator = SeededGenerator(seed: seed)
    people = (0..<count).map {
      ScannedPerson(id: String($0), seconds: 30 * $0, hasReference: Double.random(in: 0..<1, using: &generator) >= missing)
    }
    for at in 0..<count {
      if Double.random(in: 0..<1, using: &generator) < thrownOut { add(at, isKept: false) }
      add(at, isKept: true)
      if Double.random(in: 0..<1, using: &generator) < retakes { add(at, isKept: true) }
    }
    self.badShots = Set(shots.indices.filter { _ in Double.random(in: 0..<1, using: &generator) < badShots })
  }

  private mutating func add(_ person: Int, isKept: Bool) {
    let second = shots.last.map { $0.person == String(person) ? $0.seconds + 5 : 0 } ?? 0
    shots.append(
      CapturedShot(
        id: String(shots.count), serial: shots.count + 1, person: String(person), seconds: max(30 * person + 6, second),
        isKept: isKept))
    faces.append(person)
    bound.append(person)
  }

  /// Puts other faces on the shots that are bound to people first … first + length − 1.
  mutating func inject(_ fault: Fault, at first: Int, length: Int) {
    for at in shots.indices where bound[at] >= first && bound[at] < first + length {
      let last = first + length - 1
      switch fault {
      case .late: faces[at] = bound[at] + 1
      case .double: faces[at] = bound[at] - 1
      case .lateByTwo: faces[at] = bound[at] + 2
      case .doubleByTwo: faces[at] = bound[at] - 2
      case .rotated: faces[at] = bound[at] == last ? first : bound[at] + 1
      case .swapped: faces[at] = bound[at] == first ? first + 1 : first
      }
    }
  }

  mutating func makeTwins(_ one: Int, _ other: Int, born: CalendarDay) {
    (twins[one], twins[other]) = (other, one)
    people[one].born = born
    people[other].born = born
  }

  /// Runs the day; nil people: without looking at anything but the end.
  func run(_ detector: inout ShiftDetector, each: (Int, [ShiftFinding]) -> Void = { _, _ in }) {
    var next = 0
    for at in shots.indices {
      while next < people.count, people[next].seconds <= shots[at].seconds {
        detector.scan(people[next])
        next += 1
      }
      each(at, detector.shoot(shots[at], faces: self))
    }
    each(shots.count, detector.review(faces: self))
  }

  func distance(shot: String, reference person: String) -> Double? {
    guard let shot = Int(shot), let person = Int(person) else { return nil }
    return distance(faces[shot], person, isBad: badShots.contains(shot), UInt64(shot) << 20 | UInt64(person))
  }

  func distance(shot: String, shot other: String) -> Double? {
    guard let one = Int(shot), let two = Int(other) else { return nil }
    let isBad = badShots.contains(one) || badShots.contains(two)
    return distance(faces[one], faces[two], isBad: isBad, 1 << 50 | UInt64(min(one, two)) << 20 | UInt64(max(one, two)))
  }

  private func distance(_ face: Int, _ other: Int, isBad: Bool, _ key: UInt64) -> Double {
    var generator = SeededGenerator(seed: (key &+ 1) &* 0x2545_F491_4F6C_DD1D ^ seed)
    let bits = generator.next()
    let bell = Self.normal[Int(bits & 0xFFFF)]
    if face == other, !isBad { return max(0.05, 0.314 + 0.115 * bell) }
    if twins[face] == other, !isBad { return max(0.05, 0.40 + 0.08 * bell) }
    if (bits >> 16) % 1000 == 0 { return 0.42 + 0.13 * Double((bits >> 32) & 0xFFFF) / 65_536 }
    return 0.83 + 0.09 * bell
  }

  /// Kept shots whose binding is wrong, by id.
  var misplaced: Set<String> {
    Set(shots.indices.filter { faces[$0] != bound[$0] && shots[$0].isKept }.map { shots[$0].id })
  }

  /// What a detector made of the day's faults.
  struct Outcome {
    /// Every misplaced kept shot is held back or said to be wrong.
    var isFound = false
    /// But for the doubtful, exactly the misplaced ones are moved.
    var isExact = false
    /// But for the doubtful, every kept shot has its person after all repairs.
    var isRight = false
    var doubtful = 0
  }

  func outcome(of findings: [ShiftFinding]) throws -> Outcome {
    let runs = findings.filter { $0.repair != nil }
    let doubtful = runs.reduce(into: Set<String>()) { $0.formUnion($1.doubtful) }
    let held = Set(runs.flatMap { $0.shots.map(\.id) })
    let moved = Set(runs.flatMap { $0.repair?.moves ?? [] }.map(\.shot))
    var bindings = ShotBindings(shots)
    for run in runs { bindings = try run.repair?.applied(to: bindings) ?? bindings }
    var result = Outcome(isFound: misplaced.isSubset(of: held), isExact: true, isRight: true, doubtful: doubtful.count)
    for shot in shots where shot.isKept && !doubtful.contains(shot.id) {
      let face = faces[Int(shot.id) ?? 0]
      let truth = people.indices.contains(face) ? String(face) : nil
      if moved.contains(shot.id) != misplaced.contains(shot.id) { result.isExact = false }
      if bindings[shot.id] != .some(truth) { result.isRight = false }
    }
    return result
  }
}
