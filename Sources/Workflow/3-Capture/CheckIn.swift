import GraduatePhotos
import Storage

/// Somebody who was let in.
public struct CheckInLine: Sendable, Codable, Equatable, Identifiable {
  public let id: String
  public let personID: String
  /// From 1 in its visit.
  public let queueNumber: Int
  /// Milliseconds UTC.
  public let at: Int64
}

/// What a check-in came to.
public enum CheckInOutcome: Sendable, Equatable {
  case checkedIn(CheckInLine)
  /// He is in the queue already.
  case already(CheckInLine)
  /// Out of turn: the crew is asked.
  case asks(OutOfTurn)
  /// Sent on; recorded.
  case refused(DoorRefusal, WayOn)
}

/// What the crew says to somebody who is not in turn.
public enum DoorWord: Sendable, Equatable {
  case none
  /// Out of turn on the day: taken.
  case accepted
  /// No visit of his: taken by the on-site lead, with a reason that the officer reads the same day.
  case exception(String)
}

extension CollectionCenter {
  /// Lets somebody in at the door of today's visit, or says why not (A1, A9.3).
  ///
  /// - Throws: `CaptureRefusal`; `MakeupRefusal.noCard` at the branch, see `admitToMakeup`.
  public func checkIn(
    _ personID: String, at visitNumber: Int, campaignID: String, saying word: DoorWord = .none, by keeper: some DoorKeeper
  ) async throws -> CheckInOutcome {
    if case .exception(let reason) = word {
      guard !reason.trimmed.isEmpty else { throw CaptureRefusal.noReason }
      guard reason.count <= CaptureLimits.reasonCharacters else {
        throw CaptureRefusal.reasonTooLong(limit: CaptureLimits.reasonCharacters)
      }
    }
    let id = identifier()
    return try await records.write { transaction in
      let visit = try transaction.openVisit(visitNumber, campaignID, by: keeper)
      let person = try transaction.doorPerson(personID, at: visit)
      if let line = try transaction.standingCheckIn(of: personID, visit) { return .already(line) }
      // The branch has a door of its own, where the identity card is looked at.
      guard !visit.isMakeup else { throw MakeupRefusal.noCard }
      if let other = try transaction.otherVisit(of: personID, visit) {
        throw CaptureRefusal.alreadyCame(CalendarDay(milliseconds: other.at), visit: other.visit)
      }
      switch try transaction.answer(person, at: visit, transaction.livingDay(of: visit)) {
      case .due: return .checkedIn(try transaction.letIn(person, id: id, .due, why: "", visit, by: keeper))
      case .outOfTurn(let why):
        guard word != .none else { return .asks(why) }
        return .checkedIn(try transaction.letIn(person, id: id, .outOfTurn, why: why.chinese, visit, by: keeper))
      case .refused(let why, let wayOn):
        guard case .exception(let reason) = word else {
          try transaction.insertDoorRefusal(id, personID, why, wayOn, visit, by: keeper)
          return .refused(why, wayOn)
        }
        if case .left(let kind) = why { throw CaptureRefusal.neverShot(kind) }
        let line = try transaction.letIn(person, id: id, .exception, why: reason.trimmed, visit, by: keeper)
        try transaction.notifyKeepers(
          campaignID: campaignID, title: "现场破例拍摄 1 人",
          // What was typed stays on the page: nobody knows what stands in it.
          body: "\(visit.place.name)第 \(visitNumber) 场：\(why.chinese)，现场负责人同意拍摄，原因见拍摄页。",
          path: "/campaigns/\(campaignID)/today/\(visitNumber)", roles: [.officer], by: keeper)
        return line.asOutcome
      }
    }
  }

  /// Takes a check-in back: the person was not there, or was somebody else.
  ///
  /// The queue number is not given again.
  ///
  /// - Throws: `CaptureRefusal.notCheckedIn`.
  public func withdrawCheckIn(
    _ personID: String, at visitNumber: Int, campaignID: String, by keeper: some DoorKeeper
  ) async throws {
    let id = identifier()
    try await records.write { transaction in
      let visit = try transaction.openVisit(visitNumber, campaignID, by: keeper)
      guard let line = try transaction.standingCheckIn(of: personID, visit) else { throw CaptureRefusal.notCheckedIn }
      try transaction.withdraw(line, by: keeper)
      try transaction.note(.checkInWithdrawn(person: personID), id: id, at: visit, notBefore: line.at + 1, by: keeper)
      try transaction.journal(
        JournalLine(
          action: .checkInWithdrawn, recordKind: "check-in", recordID: line.id, campaignID: campaignID,
          graduateID: try transaction.graduateID(personID),
          details: ["visit": String(visitNumber), "queue": String(line.queueNumber)]), by: keeper)
    }
  }
}

extension CheckInLine {
  fileprivate var asOutcome: CheckInOutcome { .checkedIn(self) }
}

/// How somebody came in; the raw value is stored.
enum CheckInManner: String {
  case due
  case outOfTurn = "out-of-turn"
  case exception
}

extension Transaction {
  /// What the door says, judged by the schedule in force and by how far the day is.
  func answer(_ person: DuePerson, at visit: OpenVisit, _ day: VisitProgress) throws -> DoorAnswer {
    if visit.isMakeup { return try makeupAnswer(person, at: visit) }
    return visit.rule.answer(
      person, turns: try doorTurns(of: person, visit), now: minuteOfDay,
      isOpen: person.placeID == visit.place.id && day.openTurns.contains(person.turn))
  }

  /// Every turn of somebody's class at his own place in the schedule in force, that of those who come back included.
  private func doorTurns(of person: DuePerson, _ visit: OpenVisit) throws -> [DoorTurn] {
    let isHere = person.placeID == visit.place.id
    let elsewhere = try isHere ? "" : placeName(person.placeID, visit)
    return try rows(
      """
      SELECT v.number, v.day, v.point, t.from_minute, t.until_minute FROM visit v JOIN visit_turn t ON t.visit_id = v.id
      WHERE v.campaign_id = ? AND v.schedule_version = ? AND v.place_id = ? AND t.category = ? AND t.department = ?
        AND t.class_group IN (?, ?)
      ORDER BY v.day, t.from_minute
      """,
      [
        .text(visit.campaign.id), .int(visit.version), .text(person.placeID), .text(person.turn.category.rawValue),
        .text(person.turn.department), .text(person.turn.plain.classGroup),
        .text(person.turn.plain.classGroup + TurnKey.returning),
      ]
    ).compactMap { row in
      guard let day = CalendarDay.parse(try row.text("day")) else { return nil }
      return DoorTurn(
        visit: try row.int("number"), day: day, point: try row.int("point"),
        span: MinuteSpan(try row.int("from_minute"), try row.int("until_minute")), elsewhere: elsewhere)
    }
  }

  /// What another place of the campaign is called; a center that was handed over is none of them.
  func placeName(_ placeID: String, _ visit: OpenVisit) throws -> String {
    try tourPlaces(visit.campaign.id, year: visit.campaign.year).first { $0.id == placeID }?.name ?? "别处"
  }

  func letIn(
    _ person: DuePerson, id: String, _ manner: CheckInManner, why: String, _ visit: OpenVisit, by keeper: some DoorKeeper
  ) throws -> CheckInLine {
    let queue = try nextQueueNumber(visit)
    try insertCheckIn(id, person, queue: queue, manner, why: why, visit, by: keeper)
    try note(checkInDeed(person, queue: queue, manner, why: why), id: id, at: visit, by: keeper)
    let graduate = try graduateID(person.id)
    try journal(
      JournalLine(
        action: .checkedIn, recordKind: "check-in", recordID: id, campaignID: visit.campaign.id, graduateID: graduate,
        details: ["visit": String(visit.record.number), "queue": String(queue), "manner": manner.rawValue],
        personal: manner == .exception && graduate != nil ? ["reason": why] : [:]), by: keeper)
    return CheckInLine(id: id, personID: person.id, queueNumber: queue, at: now)
  }
}
