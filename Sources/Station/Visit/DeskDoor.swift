import Foundation
import GraduatePhotos

/// Somebody found at the station's door.
public struct DeskPerson: Sendable, Identifiable {
  public let person: DuePerson
  public let answer: DoorAnswer
  public let standing: VisitLog.Standing
  /// Nil when he is not in the queue.
  public let queue: Int?
  public let hasReference: Bool
  public let isSpare: Bool

  public var id: String { person.id }
}

/// What a check-in came to.
public enum DeskCheckIn: Sendable, Equatable {
  case checkedIn(queue: Int)
  /// He is in the queue already, or was shot.
  case already(queue: Int)
  /// Out of turn: the crew is asked.
  case asks(OutOfTurn)
  case refused(DoorRefusal, WayOn)
}

/// What the crew says to somebody who is not in turn.
public enum DeskWord: Sendable, Equatable {
  case none
  case accepted
  /// Taken by the on-site lead, with the reason that the officer reads.
  case exception(String)
}

extension VisitDesk {
  /// Finds people by what is typed or scanned: slip, identity number, collection code, student number, the beginning of name or initials.
  public func find(_ typed: String) -> [DeskPerson] {
    let text = typed.trimmed
    guard !text.isEmpty, text.utf8.count <= 2_048 else { return [] }
    return book.find(text, marks: marks(of: text)).map { deskPerson($0) }
  }

  func deskPerson(_ person: DuePerson) -> DeskPerson {
    DeskPerson(
      person: person, answer: answer(person), standing: log.standing(of: person.id),
      queue: log.checkIns[person.id]?.deed.queue, hasReference: faces.hasReference(person.id),
      isSpare: log.spares[person.id] != nil)
  }

  public func deskPerson(_ id: String) throws -> DeskPerson { deskPerson(try person(id)) }

  /// Keyed hashes of what was typed: an identity number in its one form, or a code as it is.
  private func marks(of text: String) -> [String] {
    guard text.utf8.count >= 15, let key = Data(base64Encoded: plan.markKey).map(Array.init) else { return [] }
    let number = try? IDNumber.read(text, today: head.day)
    return [number?.comparisonKey, text].compactMap { $0.map { VisitKey.mark($0, under: key) } }
  }

  /// What the door says to somebody, by the plan that was taken along and by how far the day is.
  func answer(_ person: DuePerson) -> DoorAnswer {
    if log.spares[person.id] != nil { return .due }
    if isAtBranch { return branchAnswer(person) }
    let rule = DoorRule(
      visit: head.visit, day: head.day, point: plan.point, makeup: plan.makeup, makeupPlace: plan.makeupPlace)
    let own = plan.turns.filter { $0.key == person.turn }.map {
      DoorTurn(visit: head.visit, day: head.day, point: plan.point, span: $0.span)
    }
    let others = plan.otherTurns.filter { $0.key.plain == person.turn.plain }.map(\.turn)
    return rule.answer(
      person, turns: own + others, now: minuteOfDay,
      isOpen: person.placeID == plan.placeID && progress.openTurns.contains(person.turn))
  }

  /// The make-up's own rule, without bookings: order is the center's door's.
  private func branchAnswer(_ person: DuePerson) -> DoorAnswer {
    if case .left(let reason) = person.standing { return .refused(.left(reason), .none) }
    guard let days = plan.makeup else { return .refused(.noVisit, .none) }
    let terms = MakeupTerms(
      days: days, sessions: plan.sessions, studentsPerHour: plan.headsPerHour, place: plan.makeupPlace)
    return MakeupDoor(terms).doorAnswer(
      .missing(wasShot: false), booked: nil, now: DayMinute(head.day, minuteOfDay))
  }

  /// How the visit goes on, by who came.
  public var progress: VisitProgress {
    VisitProgress(
      turns: plan.turns.map { ($0.key, $0.heads, $0.span) }, sessions: plan.sessions, headsPerHour: plan.headsPerHour,
      came: log.came(at: plan.placeID), now: minuteOfDay)
  }

  /// Lets somebody in, or says why not (A1, A9.3).
  ///
  /// - Throws: `VisitDeskRefusal`.
  public func checkIn(_ id: String, saying word: DeskWord = .none, by member: CrewMember) async throws -> DeskCheckIn {
    try await gate.pass { [self] in try await letIn(id, saying: word, by: member) }
  }

  func letIn(_ id: String, saying word: DeskWord, by member: CrewMember) async throws -> DeskCheckIn {
    try requireOpen()
    let person = try person(id)
    if let waiting = log.checkIns[id] { return .already(queue: waiting.deed.queue) }
    var manner = CheckInDeed.Manner.due
    var why = ""
    switch answer(person) {
    case .due: break
    case .outOfTurn(let reason):
      guard word != .none else { return .asks(reason) }
      (manner, why) = (.outOfTurn, reason.chinese)
    case .refused(let refusal, let wayOn):
      if case .left(let kind) = refusal, word != .none { throw VisitDeskRefusal.neverShot(kind) }
      guard case .exception(let text) = word else {
        try await record([.sentOn(person: id, why: refusal.chinese, wayOn: wayOn.chinese)], by: member.account)
        return .refused(refusal, wayOn)
      }
      (manner, why) = (.exception, try reason(text))
    }
    let queue = max(log.lastQueue[head.range] ?? 0, StationNumbers.first(of: head.range) - 1) + 1
    try await record(
      [
        .checkedIn(
          CheckInDeed(
            person: id, placeID: person.placeID, turn: person.turn, queue: queue, manner: manner, why: why))
      ], by: member.account)
    return .checkedIn(queue: queue)
  }

  /// Takes a check-in back; the queue number is not given again.
  ///
  /// - Throws: `VisitDeskRefusal.personUnknown` when he is not in the queue.
  public func withdraw(_ id: String, by member: CrewMember) async throws {
    try await gate.pass { [self] in
      try await requireOpen()
      guard await log.checkIns[id] != nil else { throw VisitDeskRefusal.personUnknown }
      try await record([.checkInWithdrawn(person: id)], by: member.account)
    }
  }

  /// Says why somebody will not be shot today.
  public func excuse(_ id: String, because text: String, by member: CrewMember) async throws {
    try await gate.pass { [self] in
      try await requireOpen()
      _ = try await person(id)
      try await record([.excused(person: id, reason: reason(text))], by: member.account)
    }
  }

  /// A spare card for somebody on no list: the institution decides whose photo it is.
  ///
  /// - Returns: the person, who may be checked in.
  /// - Throws: `VisitDeskRefusal.nameMissing`, `.namesInCodeMode`.
  public func addSpare(
    name: String, number: String, turn: TurnKey, note: String, by member: CrewMember
  ) async throws -> DuePerson {
    try await gate.pass { [self] in
      try await requireOpen()
      let isCode = plan.regime == .code
      guard !isCode || name.trimmed.isEmpty && number.trimmed.isEmpty else { throw VisitDeskRefusal.namesInCodeMode }
      guard isCode || !name.trimmed.isEmpty else { throw VisitDeskRefusal.nameMissing }
      let spare = SparePerson(
        id: station.chance.identifier(at: station.now), name: String(name.trimmed.prefix(VisitDeskLimits.nameCharacters)),
        number: String(number.trimmed.prefix(40)), turn: turn,
        note: String(note.trimmed.prefix(VisitDeskLimits.reasonCharacters)))
      try await record([.spare(spare)], by: member.account)
      await refreshBook()
      return await duePerson(of: spare)
    }
  }
}
