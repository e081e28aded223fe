/// Something that happened at a visit, as a station wrote it down: what is known of a day is these, one after the other (`VisitLog`).
///
/// Happenings are never changed and never taken out; a mistake is undone by a later one. Stations exchange them, and the center takes
/// them in, in any order and any number of times.
public struct Happening: Sendable, Hashable, Codable, Identifiable {
  /// UUID text.
  public var id: String
  /// Whose it is: a station's id.
  public var station: String
  /// 1, 2, 3 … in its station: a gap is something that is still on its way.
  public var sequence: Int
  /// Milliseconds UTC by the station's clock, never before the station's last one, whatever the clock does.
  public var at: Int64
  /// Account of the crew member who did it.
  public var by: String
  public var deed: Deed

  public init(id: String, station: String, sequence: Int, at: Int64, by: String, deed: Deed) {
    self.id = id
    self.station = station
    self.sequence = sequence
    self.at = at
    self.by = by
    self.deed = deed
  }
}

/// What was done.
public enum Deed: Sendable, Hashable, Codable {
  case checkedIn(CheckInDeed)
  /// The person was not there, or was somebody else; his queue number is not given again.
  case checkInWithdrawn(person: String)
  /// Sent on from the door, with why and where to as people read them.
  case sentOn(person: String, why: String, wayOn: String)
  /// Scanned at the seat.
  case seated(SeatDeed)
  /// The last person of this station's seat stood up again: nothing was shot, or what was shot is set aside by deeds of its own.
  case seatUndone(person: String)
  case shot(ShotDeed)
  /// This one is to be the person's portrait.
  case chosen(shot: String, person: String)
  /// Not to be used; it stays as it is, as every original does.
  case setAside(shot: String, why: String)
  case overruled(OverruleDeed)
  /// An explicit binding afterwards: a loose shot's person, or nobody for one that was bound wrongly.
  case bound(BindDeed)
  case repaired(RepairDeed)
  /// A repair taken back as a whole, by a second person too.
  case repairTakenBack(repair: String, second: String)
  /// People looked: these shots are as they are bound.
  case settled(shots: [String], second: String)
  /// All shots that the station holds back from now on, in place of those it held back before.
  case heldBack([HeldShot])
  case twinsAnswered(TwinMemory.Pair, TwinMemory.Answer, second: String)
  /// Somebody who stands on no list.
  case spare(SparePerson)
  /// Will not be shot today: why.
  case excused(person: String, reason: String)
  case signed(DaySignature)
  case noticed(StationNotice)
  case closed(DaySum)
}

public struct CheckInDeed: Sendable, Hashable, Codable {
  /// As `CheckIn`'s manner is stored: in turn, out of turn and taken by the crew, taken by the on-site lead.
  public enum Manner: String, Sendable, Hashable, Codable {
    case due
    case outOfTurn = "out-of-turn"
    case exception
  }

  public var person: String
  public var placeID: String
  public var turn: TurnKey
  /// In the station's range (`StationNumbers`).
  public var queue: Int
  public var manner: Manner
  /// Empty in turn.
  public var why: String

  public init(person: String, placeID: String, turn: TurnKey, queue: Int, manner: Manner, why: String) {
    self.person = person
    self.placeID = placeID
    self.turn = turn
    self.queue = queue
    self.manner = manner
    self.why = why
  }
}

public struct SeatDeed: Sendable, Hashable, Codable {
  public var person: String
  /// At the make-up somebody looked at the identity card (A1).
  public var identityCardSeen: Bool
  /// He has a kept shot and comes once more.
  public var isRetake: Bool

  public init(person: String, identityCardSeen: Bool = false, isRetake: Bool = false) {
    self.person = person
    self.identityCardSeen = identityCardSeen
    self.isRetake = isRetake
  }
}

/// Findings of the photo check that the crew overruled, with the reason that people read at the head office.
public struct OverruleDeed: Sendable, Hashable, Codable {
  public var shot: String
  /// Names of the checks.
  public var checks: [String]
  public var reason: String

  public init(shot: String, checks: [String], reason: String) {
    self.shot = shot
    self.checks = checks
    self.reason = reason
  }
}

public struct BindDeed: Sendable, Hashable, Codable {
  public enum How: String, Sendable, Hashable, Codable {
    /// The crew chose.
    case choice
    /// The queue slip was photographed before.
    case slip
  }

  public var shot: String
  /// Nil: nobody.
  public var person: String?
  public var how: How

  public init(shot: String, person: String?, how: How) {
    self.shot = shot
    self.person = person
    self.how = how
  }
}

/// A shift's repair, applied as a whole by two people.
public struct RepairDeed: Sendable, Hashable, Codable, Identifiable {
  public var id: String
  public var repair: ShiftRepair
  /// The sentence that stood beside the proposal.
  public var why: String
  /// Account of the second person, who looked and agreed.
  public var second: String

  public init(id: String, repair: ShiftRepair, why: String, second: String) {
    self.id = id
    self.repair = repair
    self.why = why
    self.second = second
  }
}

/// A shot that is nobody's portrait until people looked (promise 2).
public struct HeldShot: Sendable, Hashable, Codable {
  public var shot: String
  /// The sentence that people read beside it.
  public var why: String

  public init(shot: String, why: String) {
    self.shot = shot
    self.why = why
  }
}

/// Somebody on no list, as he says who he is: the institution decides whose he is.
public struct SparePerson: Sendable, Hashable, Codable, Identifiable {
  /// UUID text.
  public var id: String
  /// Empty in code mode.
  public var name: String
  /// Student or identity number as typed; in code mode the scanned code's text is not kept, only its mark.
  public var number: String
  public var turn: TurnKey
  public var note: String

  public init(id: String, name: String, number: String, turn: TurnKey, note: String) {
    self.id = id
    self.name = name
    self.number = number
    self.turn = turn
    self.note = note
  }
}

/// Crew and institution sign together when the crew came, when shooting began and when it ended (A9.4).
public struct DaySignature: Sendable, Hashable, Codable {
  public enum Moment: String, Sendable, Hashable, Codable, CaseIterable {
    case arrival, start, end

    public var chineseName: String {
      switch self {
      case .arrival: "到场"
      case .start: "开始拍摄"
      case .end: "拍摄结束"
      }
    }
  }

  public enum Side: String, Sendable, Hashable, Codable, CaseIterable {
    case crew, institution

    public var chineseName: String { self == .crew ? "拍摄小组" : "学校" }
  }

  public var moment: Moment
  public var side: Side
  public var name: String
  /// What was written by hand on the screen: points `x,y` in 0 … 1000 of a field three times as wide as high, strokes parted by `;`; or
  /// empty for a typed name.
  public var strokes: String

  public init(moment: Moment, side: Side, name: String, strokes: String) {
    self.moment = moment
    self.side = side
    self.name = name
    self.strokes = strokes
  }
}

/// Something about the machine that those who look at the day later should know.
public struct StationNotice: Sendable, Hashable, Codable {
  public enum Kind: String, Sendable, Hashable, Codable {
    case clockJumped = "clock-jumped"
    case diskFull = "disk-full"
    case inletGone = "inlet-gone"
    case inletBack = "inlet-back"
    case fileRefused = "file-refused"
    case sameFileAgain = "same-file-again"
  }

  public var kind: Kind
  /// As people read it.
  public var chinese: String

  public init(kind: Kind, chinese: String) {
    self.kind = kind
    self.chinese = chinese
  }
}

/// The day's account at its closing.
public struct DaySum: Sendable, Hashable, Codable {
  /// People of the visit's classes of whom a photo is wanted.
  public var due: Int
  /// Of these, who has a kept shot.
  public var captured: Int
  /// Of these, who was excused.
  public var excused: Int
  /// Of these, who did not come.
  public var missing: Int
  /// Others with a kept shot: of other classes, and on no list.
  public var others: Int
  /// Shots, those set aside included.
  public var shots: Int
  /// Originals that lie sealed at the station, and those of which a second copy is known.
  public var originals: Int
  public var secondCopies: Int

  public init(
    due: Int, captured: Int, excused: Int, missing: Int, others: Int, shots: Int, originals: Int, secondCopies: Int
  ) {
    self.due = due
    self.captured = captured
    self.excused = excused
    self.missing = missing
    self.others = others
    self.shots = shots
    self.originals = originals
    self.secondCopies = secondCopies
  }
}
