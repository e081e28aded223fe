/// Whom each shot is bound to: every shot stands in it once, with one person or none.
public struct ShotBindings: Sendable, Hashable, Codable {
  /// By shot's id; the value nil: bound to nobody.
  public private(set) var people: [String: String?]

  public init(_ shots: [CapturedShot]) {
    people = Dictionary(shots.map { ($0.id, $0.person) }, uniquingKeysWith: { first, _ in first })
  }

  /// Nil: there is no such shot.
  public subscript(_ shot: String) -> String?? { people[shot] }

  fileprivate mutating func bind(_ shot: String, to person: String?) { people.updateValue(person, forKey: shot) }
}

/// A run's proposed rebinding: applied as a whole or not at all, and undone by its reverse.
///
/// It names every shot once and only moves bindings, so no shot is lost and none has two people.
public struct ShiftRepair: Sendable, Hashable, Codable {
  public struct Move: Sendable, Hashable, Codable {
    public var shot: String
    public var serial: Int
    /// Nil: bound to nobody.
    public var from: String?
    public var to: String?

    public init(shot: String, serial: Int, from: String?, to: String?) {
      self.shot = shot
      self.serial = serial
      self.from = from
      self.to = to
    }
  }

  /// By serial, each shot once; shots that stay as they are do not stand here.
  public let moves: [Move]
  /// Who is left without a kept shot.
  public let peopleLeft: [String]

  public init(moves: [Move], peopleLeft: [String]) {
    var named: Set<String> = []
    self.moves = moves.filter { $0.from != $0.to && named.insert($0.shot).inserted }.sorted {
      ($0.serial, $0.shot) < ($1.serial, $1.shot)
    }
    self.peopleLeft = peopleLeft
  }

  /// Shots that are nobody's afterwards.
  public var shotsLeft: [Move] { moves.filter { $0.to == nil } }

  /// What takes it back.
  public var reversed: ShiftRepair {
    ShiftRepair(moves: moves.map { Move(shot: $0.shot, serial: $0.serial, from: $0.to, to: $0.from) }, peopleLeft: [])
  }

  /// The bindings afterwards.
  ///
  /// - delivered: shots of which a portrait has been delivered, by id.
  /// - Throws: `ShiftRefusal`; then nothing is changed.
  public func applied(to bindings: ShotBindings, delivered: Set<String> = []) throws(ShiftRefusal) -> ShotBindings {
    var result = bindings
    for move in moves {
      guard let bound = bindings[move.shot] else { throw .shotUnknown(serial: move.serial) }
      guard bound == move.from else { throw .boundMeanwhile(serial: move.serial) }
      guard !delivered.contains(move.shot) else { throw .delivered(serial: move.serial) }
      result.bind(move.shot, to: move.to)
    }
    return result
  }
}

/// Why a run's repair is not applied.
public enum ShiftRefusal: Refusal, Hashable {
  case shotUnknown(serial: Int)
  /// The binding is no longer what the proposal was made from.
  case boundMeanwhile(serial: Int)
  case delivered(serial: Int)

  public var code: String {
    switch self {
    case .shotUnknown: "shift.shot-unknown"
    case .boundMeanwhile: "shift.bound-meanwhile"
    case .delivered: "shift.delivered"
    }
  }

  public var message: String {
    switch self {
    case .shotUnknown(let serial): "没有拍摄序号 \(ShiftFinding.digits(serial)) 的照片，整段都没有改动"
    case .boundMeanwhile(let serial): "拍摄序号 \(ShiftFinding.digits(serial)) 的照片在此期间已改到别人名下，整段都没有改动"
    case .delivered(let serial): "拍摄序号 \(ShiftFinding.digits(serial)) 的照片已交付，整段都没有改动"
    }
  }

  public var hint: String {
    switch self {
    case .shotUnknown, .boundMeanwhile: "请重新打开这一段，按最新的情况再看一遍"
    case .delivered: "交付以后的错位请填勘误表改正"
    }
  }
}
