/// All that is known of a visit: its happenings in their order, and what they come to.
///
/// The same happenings give the same log, in whatever order they were taken in; one that is there already changes nothing. It refuses
/// nothing: what may be done is asked before it is written down.
public struct VisitLog: Sendable {
  /// Somebody in the queue.
  public struct Waiting: Sendable, Hashable, Identifiable {
    /// The happening's id.
    public var id: String
    public var deed: CheckInDeed
    /// Milliseconds UTC.
    public var at: Int64
  }

  /// Who sits before a station's camera.
  public struct Seat: Sendable, Hashable {
    public var person: String
    public var at: Int64
    public var identityCardSeen: Bool
    public var isRetake: Bool
    /// His shots since he sat down, by id.
    public var shots: [String]
  }

  public struct Shot: Sendable, Hashable, Identifiable {
    public var deed: ShotDeed
    public var station: String
    public var at: Int64
    /// Whom it is bound to now.
    public var person: String?
    /// Why it is not to be used; nil while it may be.
    public var setAside: String?
    /// Reasons by check.
    public var overruled: [String: String]

    public var id: String { deed.id }
    public var serial: Int { deed.serial }

    /// Nothing speaks against using it, or somebody said why it may be used all the same.
    public var isGood: Bool {
      setAside == nil && deed.verdict != .unreadable
        && deed.problems.allSatisfy { !$0.isFailure || overruled[$0.check] != nil }
    }
  }

  public struct Scan: Sendable, Hashable {
    public var person: String
    public var at: Int64
  }

  public struct Signed: Sendable, Hashable {
    public var signature: DaySignature
    public var station: String
    public var at: Int64
  }

  public struct Noticed: Sendable, Hashable {
    public var notice: StationNotice
    public var station: String
    public var at: Int64
  }

  /// By time, then station and sequence.
  public private(set) var happenings: [Happening] = []
  private var known: Set<String> = []

  /// Who stands checked in, by person; who has been shot stays in it.
  public internal(set) var checkIns: [String: Waiting] = [:]
  public internal(set) var seats: [String: Seat] = [:]
  public internal(set) var shots: [String: Shot] = [:]
  /// In the order in which they came.
  public internal(set) var shotOrder: [String] = []
  /// The shot that is to be somebody's portrait.
  public internal(set) var chosen: [String: String] = [:]
  /// Those who were scanned at each station's seat.
  public internal(set) var scans: [String: [Scan]] = [:]
  public internal(set) var spares: [String: SparePerson] = [:]
  public internal(set) var excused: [String: String] = [:]
  public internal(set) var repairs: [RepairDeed] = []
  public internal(set) var takenBack: Set<String> = []
  /// Shots whose person somebody chose afterwards.
  public internal(set) var boundByHand: Set<String> = []
  /// Shots at which people looked, and which are as they are bound.
  public internal(set) var settled: Set<String> = []
  /// What each station holds back: the reason by shot.
  public internal(set) var heldBack: [String: [String: String]] = [:]
  public internal(set) var twins = TwinMemory()
  public internal(set) var signatures: [Signed] = []
  public internal(set) var notices: [Noticed] = []
  public internal(set) var sentOn = 0
  public internal(set) var closed: DaySum?
  /// The last numbers of each station.
  public internal(set) var lastSequence: [String: Int] = [:]
  public internal(set) var lastQueue: [Int: Int] = [:]
  public internal(set) var lastSerial: [Int: Int] = [:]

  public init(_ happenings: [Happening] = []) { take(happenings) }

  /// Takes in what is not known yet; true when there was something.
  @discardableResult
  public mutating func take(_ new: [Happening]) -> Bool {
    var fresh: [Happening] = []
    for happening in new where known.insert(happening.id).inserted { fresh.append(happening) }
    guard !fresh.isEmpty else { return false }
    fresh.sort(by: Self.comesBefore)
    if let last = happenings.last, let first = fresh.first, Self.comesBefore(first, last) {
      var all = happenings + fresh
      all.sort(by: Self.comesBefore)
      self = VisitLog()
      known = Set(all.map(\.id))
      fresh = all
    }
    happenings += fresh
    for happening in fresh { apply(happening) }
    return true
  }

  private static func comesBefore(_ one: Happening, _ other: Happening) -> Bool {
    (one.at, one.station, one.sequence) < (other.at, other.station, other.sequence)
  }
}

// MARK: - What it comes to

extension VisitLog {
  /// Where somebody is on this day.
  public enum Standing: Sendable, Hashable {
    case notCome
    case waiting(queue: Int)
    case seated
    /// With the chosen shot.
    case shot(String)
    /// Was shot, but nothing that may be used.
    case toRetake
    case excused(String)
  }

  public func standing(of person: String) -> Standing {
    if seats.values.contains(where: { $0.person == person }) { return .seated }
    if let shot = keptShot(of: person) { return .shot(shot.id) }
    if let reason = excused[person] { return .excused(reason) }
    if shots.values.contains(where: { $0.person == person }) { return .toRetake }
    return checkIns[person].map { .waiting(queue: $0.deed.queue) } ?? .notCome
  }

  /// The shot that was chosen and still is his.
  public func keptShot(of person: String) -> Shot? {
    guard let id = chosen[person], let shot = shots[id], shot.person == person, shot.setAside == nil else { return nil }
    return shot
  }

  /// A person's shots in their order.
  public func shots(of person: String) -> [Shot] {
    shotOrder.compactMap { shots[$0] }.filter { $0.person == person }
  }

  /// Who is in the queue and was not shot yet, by the time of checking in.
  public var queue: [Waiting] {
    checkIns.values.filter { waiting in
      if case .waiting = standing(of: waiting.deed.person) { true } else { false }
    }.sorted { ($0.at, $0.deed.queue) < ($1.at, $1.deed.queue) }
  }

  /// Shots that are nobody's and were not set aside.
  public var looseShots: [Shot] { shotOrder.compactMap { shots[$0] }.filter { $0.person == nil && $0.setAside == nil } }

  /// Why each shot that is held back is, by its id.
  public var held: [String: String] {
    heldBack.values.reduce(into: [:]) { held, own in held.merge(own) { first, _ in first } }
  }

  public var captured: Set<String> { Set(chosen.keys.filter { keptShot(of: $0) != nil }) }

  /// Heads of each class that came, for `VisitProgress`.
  public func came(at placeID: String) -> [TurnKey: Int] {
    var came: [TurnKey: Int] = [:]
    for waiting in checkIns.values where waiting.deed.placeID == placeID { came[waiting.deed.turn, default: 0] += 1 }
    return came
  }

  public func hasSigned(_ moment: DaySignature.Moment, _ side: DaySignature.Side) -> Bool {
    signatures.contains { $0.signature.moment == moment && $0.signature.side == side }
  }

  /// The newest repairs that stand, the last first.
  public var standingRepairs: [RepairDeed] { repairs.reversed().filter { !takenBack.contains($0.id) } }

  /// Bindings as they are, for a repair to be applied to.
  public var bindings: ShotBindings {
    ShotBindings(
      shotOrder.compactMap { shots[$0] }.map {
        CapturedShot(id: $0.id, serial: $0.serial, person: $0.person, seconds: 0, isKept: $0.setAside == nil)
      })
  }
}
