import Foundation
import GraduatePhotos

/// What a scan at the seat came to.
public enum DeskSeating: Sendable, Equatable {
  case seated
  /// Nobody, or several people, fit what was scanned.
  case notFound
  case several([String])
  /// Not in turn, and not checked in: the crew is asked.
  case asks(OutOfTurn)
  case refused(DoorRefusal, WayOn)
  /// The one who sits has no usable shot yet; scanned once more the next one is taken all the same.
  case stillSits(String)
}

extension VisitDesk {
  /// The next person is scanned, not counted: who is on the seat is whom the next shot is bound to (promise 1).
  ///
  /// - typed: what the scanner read; exactly one person must fit.
  /// - identityCardSeen: at the make-up somebody looked at the identity card.
  /// - Throws: `VisitDeskRefusal`.
  public func scan(
    _ typed: String, identityCardSeen: Bool = false, saying word: DeskWord = .none, by member: CrewMember
  ) async throws -> DeskSeating {
    try await gate.pass { [self] in
      let found = await find(typed)
      guard found.count <= 1 else { return .several(found.map(\.id)) }
      guard let one = found.first else { return .notFound }
      return try await sit(one.id, identityCardSeen: identityCardSeen, saying: word, by: member)
    }
  }

  /// The same for somebody chosen from a list.
  public func seat(
    _ id: String, identityCardSeen: Bool = false, saying word: DeskWord = .none, by member: CrewMember
  ) async throws -> DeskSeating {
    try await gate.pass { [self] in
      try await sit(id, identityCardSeen: identityCardSeen, saying: word, by: member)
    }
  }

  private func sit(
    _ id: String, identityCardSeen: Bool, saying word: DeskWord, by member: CrewMember
  ) async throws -> DeskSeating {
    try requireOpen()
    let person = try person(id)
    let seat = log.seats[stationID]
    if seat?.person == id { return .seated }
    if case .left(let kind) = person.standing { throw VisitDeskRefusal.neverShot(kind) }
    if isMakeup, !identityCardSeen { throw VisitDeskRefusal.identityCardUnseen }
    if let seat, log.keptShot(of: seat.person) == nil, log.excused[seat.person] == nil, insistedOn != id {
      insistedOn = id
      return .stillSits(seat.person)
    }
    insistedOn = nil
    // A retake, and a crew that works without a door, need no queue of their own.
    if log.checkIns[id] == nil {
      switch try await letIn(id, saying: word, by: member) {
      case .checkedIn, .already: break
      case .asks(let why): return .asks(why)
      case .refused(let why, let wayOn): return .refused(why, wayOn)
      }
    }
    lastSeat = seat
    let isRetake = log.keptShot(of: id) != nil
    try await record(
      [.seated(SeatDeed(person: id, identityCardSeen: identityCardSeen, isRetake: isRetake))], by: member.account)
    noteScan(of: id)
    try await tellHeld(by: member.account)
    return .seated
  }

  /// One key undoes the last person: he stands up again, and what was shot of him since is set aside.
  ///
  /// - Throws: `VisitDeskRefusal.nobodySeated`.
  public func undoSeat(by member: CrewMember) async throws {
    try await gate.pass { [self] in
      try await requireOpen()
      guard let seat = await log.seats[stationID] else { throw VisitDeskRefusal.nobodySeated }
      let kept = await standingShots(of: seat)
      try await record(
        kept.map { .setAside(shot: $0, why: "撤回上一位") } + [.seatUndone(person: seat.person)], by: member.account)
      try await reviewShifts(by: member.account)
    }
  }

  private func standingShots(of seat: VisitLog.Seat) -> [String] {
    seat.shots.filter { log.shots[$0]?.setAside == nil }
  }

  /// The seat is left empty: the last one is done.
  public func leaveSeat(by member: CrewMember) async throws {
    try await gate.pass { [self] in
      guard let seat = await log.seats[stationID] else { throw VisitDeskRefusal.nobodySeated }
      try await record([.seatUndone(person: seat.person)], by: member.account)
    }
  }
}
