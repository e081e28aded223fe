import GraduatePhotos
import Storage

/// What the branch's door came to.
public enum MakeupAdmission: Sendable, Equatable {
  /// Nil for who was taken by exception.
  case admitted(CheckInLine, MakeupDoor.Turn?, MakeupEntitlement?)
  /// He holds a queue number already, and keeps it after closing.
  case already(CheckInLine)
  /// Sent on; recorded.
  case refused(MakeupRefusal)
}

extension CollectionCenter {
  /// Lets somebody in at the branch's door, or says why not: the identity card was looked at, and he may come (A1, N4, A6).
  ///
  /// Who holds a queue number is shot, however late it gets; the on-site lead may take a case that the rule refuses, with a reason that the
  /// officer reads the same day (promise 9).
  ///
  /// - cardSeen: somebody looked at the identity card.
  /// - Throws: `MakeupRefusal.noCard`, `CaptureRefusal`, `MakeupDeskRefusal.noMakeup`.
  public func admitToMakeup(
    _ personID: String, campaignID: String, cardSeen: Bool, saying word: DoorWord = .none, by keeper: some DoorKeeper
  ) async throws -> MakeupAdmission {
    let reason = try word.checkedReason()
    let id = identifier()
    return try await records.write { transaction in
      let (visit, page) = try transaction.todaysMakeup(campaignID, by: keeper)
      guard let terms = page.terms else { throw MakeupDeskRefusal.noMakeup }
      let person = try transaction.doorPerson(personID, at: visit)
      if let line = try transaction.standingCheckIn(of: personID, visit) { return .already(line) }
      guard let known = try transaction.makeupPerson(personID, visit.campaign) else { throw CaptureRefusal.personUnknown }
      let visitor = MakeupDoor.Visitor(standing: known.standing, hasShownCard: cardSeen, booked: known.booked?.slot)
      switch MakeupDoor(terms).answer(visitor, now: DayMinute(milliseconds: transaction.now)) {
      case .served(let entitlement, let turn):
        let manner: CheckInManner = turn == .booked ? .due : .outOfTurn
        let why = turn == .booked ? "" : turn.chineseName
        let line = try transaction.letIn(person, id: id, manner, why: why, visit, by: keeper)
        try transaction.insertAdmission(line, entitlement, turn.rawValue, visit, by: keeper)
        return .admitted(line, turn, entitlement)
      case .refused(.noCard): throw MakeupRefusal.noCard
      case .refused(let refusal):
        guard let reason, refusal.mayBeExcepted else {
          if case .left(let kind) = refusal, reason != nil { throw CaptureRefusal.neverShot(kind.chineseName) }
          try transaction.insertDoorRefusal(
            id, personID, .makeup(refusal.message, mayBeExcepted: refusal.mayBeExcepted), .advice(refusal.hint), visit,
            by: keeper)
          return .refused(refusal)
        }
        guard cardSeen else { throw MakeupRefusal.noCard }
        let line = try transaction.letIn(person, id: id, .exception, why: reason, visit, by: keeper)
        // Who is shot against the rule pays as the rule says of a missing one.
        let wasShot = known.standing != .missing(wasShot: false)
        let entitlement = try known.entitlement ?? MakeupEntitlement(.missing(wasShot: wasShot))
        try transaction.insertAdmission(line, entitlement, "exception", visit, by: keeper)
        try transaction.notifyKeepers(
          campaignID: campaignID, title: "补拍现场破例 1 人",
          body: "\(refusal.message)，现场负责人同意拍摄，原因见拍摄页。",
          path: "/campaigns/\(campaignID)/today/\(visit.record.number)", roles: [.officer], by: keeper)
        return .admitted(line, nil, known.entitlement)
      }
    }
  }

  /// Takes an admission back: the person was not there, or was somebody else; the queue number is not given again.
  ///
  /// - Throws: `CaptureRefusal.notCheckedIn`.
  public func withdrawMakeupAdmission(_ personID: String, campaignID: String, by keeper: some DoorKeeper) async throws {
    let number = try await records.read { try $0.todaysMakeup(campaignID, by: keeper).visit.record.number }
    try await withdrawCheckIn(personID, at: number, campaignID: campaignID, by: keeper)
  }
}

extension DoorWord {
  /// The reason of an exception; nil when there is none.
  ///
  /// - Throws: `CaptureRefusal.noReason`, `.reasonTooLong`.
  func checkedReason() throws -> String? {
    guard case .exception(let text) = self else { return nil }
    let limit = CaptureLimits.reasonCharacters
    return try text.reason(
      limit: limit, none: CaptureRefusal.noReason, tooLong: CaptureRefusal.reasonTooLong(limit: limit))
  }
}

extension Transaction {
  /// What the branch's door says to somebody before his card is asked for.
  func makeupAnswer(_ person: DuePerson, at visit: OpenVisit) throws -> DoorAnswer {
    guard let terms = try makeupTerms(visit.campaign).terms, let known = try makeupPerson(person.id, visit.campaign) else {
      return .refused(.makeup(MakeupRefusal.unknown.message, mayBeExcepted: false), .advice(MakeupRefusal.unknown.hint))
    }
    return MakeupDoor(terms).doorAnswer(known.standing, booked: known.booked?.slot, now: DayMinute(milliseconds: now))
  }

  /// Whom a station takes along to the branch: everybody who may come.
  func makeupDoorPeople(at visit: OpenVisit, table: CharacterTable?) throws -> [DuePerson] {
    let ids = try makeupPeople(visit.campaign, GraduateScope()).map(\.id)
    return try ids.map { id in
      var person = try doorPerson(id, at: visit)
      if let table { person.initials = table.initials(of: person.name) }
      return person
    }
  }

  fileprivate func insertAdmission(
    _ line: CheckInLine, _ entitlement: MakeupEntitlement, _ turn: String, _ visit: OpenVisit, by keeper: some SignedIn
  ) throws {
    try execute(
      """
      INSERT INTO makeup_admission (check_in_id, campaign_id, person_id, ground, fee, turn, card_seen_by, admitted_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .text(line.id), .text(visit.campaign.id), .text(line.personID), .text(entitlement.ground.rawValue),
        .text(entitlement.fee), .text(turn), .text(keeper.accountID), .integer(now),
      ])
    try journal(
      JournalLine(
        action: .makeupAdmitted, recordKind: "check-in", recordID: line.id, campaignID: visit.campaign.id,
        graduateID: try graduateID(line.personID),
        details: [
          "queue": String(line.queueNumber), "ground": entitlement.ground.rawValue, "fee": entitlement.fee, "turn": turn,
          "card": "seen",
        ]), by: keeper)
  }
}
