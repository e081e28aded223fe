import GraduatePhotos
import Storage

/// A missing letter with its people and their answers.
public struct MissingLetterRecord: Sendable {
  public struct Line: Sendable, Identifiable {
    public let id: String
    /// In code mode the collection code.
    public let name: String
    public let studentNumber: String
    /// Masked.
    public let idNumber: String
    public let group: CheckedClass
    /// A portrait of him came back since.
    public let hasPortrait: Bool
    public let answer: MissingAnswer?
    public let answeredBy: String
    public let answeredAt: Int64?
    public let clock: CaseClock
  }

  public let id: String
  public let campaignID: String
  public let institutionID: String
  public let institution: String
  public let version: Int
  /// What was handed in still holds.
  public let isCurrent: Bool
  public let delivery: String
  public let contact: MissingContact
  public let people: [Line]
  public let seal: Seal?
  public let sentAt: Int64?
  public let paperNumber: String?
  public let clock: CaseClock
}

extension CollectionCenter {
  /// A letter as it stands.
  ///
  /// - Throws: `SealRefusal.notFound`.
  public func missingLetter(_ id: String, for reader: some PaperReader) async throws -> MissingLetterRecord {
    try await records.read { try $0.missingLetterRecord($0.missingLetter(id, within: reader.paperReach)) }
  }

  /// Answers for people of a letter (A5): found, make-up or excused; the institution sees it at once.
  ///
  /// - people: of one letter; all get this answer, or none.
  /// - Throws: `MissingAnswerRefusal`, `MissingDeskRefusal.unknown`.
  public func answerMissing(
    _ people: [String], of letterID: String, as answer: MissingAnswer, by clerk: Clerk
  ) async throws {
    try await records.write { transaction in
      let letter = try transaction.missingLetter(letterID, within: clerk.paperReach)
      guard letter.sentAt != nil, !people.isEmpty, Set(people).isSubset(of: letter.body.people) else {
        throw MissingDeskRefusal.unknown
      }
      let place = try transaction.rosterPlace(campaignID: letter.campaignID, institutionID: letter.institutionID).place
      let answers = try transaction.standingAnswers(letterID)
      var shots: Set<String> = []
      var answer = answer
      if case .found(let serial, let found) = answer {
        answer = .found(serial: serial.asSerial, found)
        shots = try transaction.serials(serial, found, place)
      }
      for person in people {
        try answer.check(after: answers[person]?.answer, shots: shots, in: place.plan, today: transaction.today)
        try transaction.insert(answer, person: person, letter, by: clerk)
      }
    }
  }

  /// Takes an answer back, with a reason: the person waits again.
  ///
  /// - Throws: `MissingDeskRefusal.notAnswered`, `.noReason`, `.reasonTooLong`, `MissingAnswerRefusal.numberInReason`.
  public func withdrawMissingAnswer(
    for person: String, of letterID: String, because text: String, by clerk: Clerk
  ) async throws {
    let limit = ClassCheckLimits.reasonCharacters
    let why = try text.reason(
      limit: limit, none: MissingDeskRefusal.noReason, tooLong: MissingDeskRefusal.reasonTooLong(limit: limit))
    guard !CodeModeGuard.holdsIDNumber(why) else { throw MissingAnswerRefusal.numberInReason }
    try await records.write { transaction in
      let letter = try transaction.missingLetter(letterID, within: clerk.paperReach)
      guard let standing = try transaction.standingAnswers(letterID)[person] else { throw MissingDeskRefusal.notAnswered }
      try transaction.execute("UPDATE missing_answer SET slot = id WHERE id = ?", [.text(standing.id)])
      try transaction.execute(
        "INSERT INTO missing_answer_withdrawn (answer_id, why, withdrawn_by, withdrawn_at) VALUES (?, ?, ?, ?)",
        [.text(standing.id), .text(why), .text(clerk.accountID), .integer(transaction.now)])
      try transaction.journal(
        JournalLine(
          action: .missingAnswerWithdrawn, recordKind: PaperKind.missingLetter.rawValue, recordID: letterID,
          campaignID: letter.campaignID, graduateID: try transaction.graduateID(person)), by: clerk)
    }
  }
}

struct StandingMissingAnswer: Sendable {
  let id: String
  let answer: MissingAnswer
  let by: String
  let at: Int64
}

extension Transaction {
  func standingAnswers(_ letterID: String) throws -> [String: StandingMissingAnswer] {
    var answers: [String: StandingMissingAnswer] = [:]
    for row in try rows(
      """
      SELECT a.id, a.person_id, a.kind, a.serial, a.reason, a.remark, a.answered_at, c.name FROM missing_answer a
      LEFT JOIN account c ON c.id = a.answered_by WHERE a.letter_id = ? AND a.slot = ''
      """, [.text(letterID)])
    {
      guard
        let answer = MissingAnswer(
          kind: try row.text("kind"), serial: try row.text("serial"), reason: try row.text("reason"),
          remark: try row.text("remark"))
      else { continue }
      answers[try row.text("person_id")] = StandingMissingAnswer(
        id: try row.text("id"), answer: answer, by: try row.optionalText("name") ?? Self.machineName,
        at: try row.integer("answered_at"))
    }
    return answers
  }

  fileprivate func missingLetterRecord(_ letter: StoredMissingLetter) throws -> MissingLetterRecord {
    let place = try rosterPlace(campaignID: letter.campaignID, institutionID: letter.institutionID).place
    let answers = try standingAnswers(letter.id)
    let lines = try peopleOf(letter, place).map { person in
      let answer = answers[person.id]
      return MissingLetterRecord.Line(
        id: person.id, name: person.name, studentNumber: person.studentNumber, idNumber: IDNumber.masked(person.idNumber),
        group: person.group, hasPortrait: person.portraitID != nil, answer: answer?.answer, answeredBy: answer?.by ?? "",
        answeredAt: answer?.at, clock: letter.clock(answeredAt: answer?.at))
    }
    let last = lines.allSatisfy { $0.answer != nil } ? lines.compactMap(\.answeredAt).max() : nil
    return MissingLetterRecord(
      id: letter.id, campaignID: letter.campaignID, institutionID: letter.institutionID, institution: place.institutionName,
      version: letter.version, isCurrent: try missingLetterSubject(letter.id) != nil, delivery: letter.body.delivery,
      contact: letter.body.contact, people: lines, seal: try seal(of: .missingLetter, letter.id, version: letter.version),
      sentAt: letter.sentAt, paperNumber: try paper(of: .missingLetter, letter.id, version: letter.version)?.number,
      clock: letter.clock(answeredAt: last))
  }

  /// The serial when there is such a photo where it is said to be.
  fileprivate func serials(
    _ typed: String, _ found: MissingAnswer.Place, _ place: RosterPlaceInCenter
  ) throws -> Set<String> {
    let serial = typed.asSerial
    if found == .otherInstitution {
      let known = try row(
        "SELECT id FROM shot WHERE campaign_id = ? AND serial = ? LIMIT 1",
        [.text(place.campaignID), .int(Int(serial) ?? -1)])
      return known == nil ? [] : [serial]
    }
    let shots = try shots(serial: typed, place)
    return shots.contains { ($0.person == nil) == (found == .nobody) } ? [serial] : []
  }

  fileprivate func insert(
    _ answer: MissingAnswer, person: String, _ letter: StoredMissingLetter, by clerk: Clerk
  ) throws {
    let (kind, serial, reason, remark) = answer.stored
    try execute(
      """
      INSERT INTO missing_answer (id, letter_id, person_id, kind, serial, reason, remark, slot, answered_by, answered_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, '', ?, ?)
      """,
      [
        .text(identifier()), .text(letter.id), .text(person), .text(kind), .text(serial), .text(reason), .text(remark),
        .text(clerk.accountID), .integer(now),
      ])
    try journal(
      JournalLine(
        action: .missingAnswered, recordKind: PaperKind.missingLetter.rawValue, recordID: letter.id,
        campaignID: letter.campaignID, graduateID: try graduateID(person), details: ["answer": kind]), by: clerk)
  }
}

extension MissingAnswer {
  /// As it is stored.
  fileprivate var stored: (kind: String, serial: String, reason: String, remark: String) {
    switch self {
    case .found(let serial, let place): ("found", serial, place.rawValue, "")
    case .makeup: ("makeup", "", "", "")
    case .excused(let reason, let remark): ("excused", "", reason.rawValue, remark.trimmed)
    }
  }

  fileprivate init?(kind: String, serial: String, reason: String, remark: String) {
    switch kind {
    case "found":
      guard let place = Place(rawValue: reason) else { return nil }
      self = .found(serial: serial, place)
    case "makeup": self = .makeup
    default:
      guard let reason = ExcuseReason(rawValue: reason) else { return nil }
      self = .excused(reason, remark: remark)
    }
  }
}
