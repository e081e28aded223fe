import Foundation
import GraduatePhotos
import Storage

/// What stands at the foot of a missing letter: whom the head office asks, and where it writes to (A5).
public struct MissingContact: Sendable, Hashable, Codable {
  public var name: String
  public var address: String
  public var telephone: String

  public init(name: String, address: String, telephone: String) {
    self.name = name
    self.address = address
    self.telephone = telephone
  }
}

/// What a letter's seal vouches for; of people only their ids.
struct MissingLetterBody: Codable, Sendable {
  let delivery: String
  let contact: MissingContact
  let people: [String]

  init(delivery: String, contact: MissingContact, people: [String]) {
    (self.delivery, self.contact, self.people) = (delivery, contact, people)
  }

  init(read text: String) throws { self = try JSONDecoder().decode(Self.self, from: Data(text.utf8)) }

  func text() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }
}

/// A letter's rows.
struct StoredMissingLetter: Sendable {
  let id: String
  let campaignID: String
  let institutionID: String
  /// The newest version.
  let version: Int
  let body: MissingLetterBody
  let bodyText: String
  let handedInAt: Int64
  let seal: (hash: String, at: Int64)?
  let sentAt: Int64?

  /// On whom it waits since when.
  func clock(answeredAt: Int64?) -> CaseClock {
    var marks = [CaseClock.Mark(.toSeal, at: handedInAt)]
    if let sentAt { marks.append(.init(.toDecide, at: sentAt)) }
    if let answeredAt { marks.append(.init(.settled, at: answeredAt)) }
    return CaseClock(marks)
  }
}

extension Transaction {
  /// Letters that meet a condition on `missing_letter m`, the newest first.
  func missingLetters(_ condition: String, _ arguments: [SQLValue]) throws -> [StoredMissingLetter] {
    try rows(
      """
      SELECT m.id, m.campaign_id, m.institution_id, v.number, v.body, s.content_hash, s.sealed_at, t.sent_at,
        (SELECT MIN(f.handed_in_at) FROM missing_letter_version f WHERE f.letter_id = m.id) AS handed_in_at
      FROM missing_letter m JOIN missing_letter_version v ON v.letter_id = m.id
        AND v.number = (SELECT MAX(x.number) FROM missing_letter_version x WHERE x.letter_id = m.id)
      LEFT JOIN seal s ON s.kind = 'missing-letter' AND s.subject_id = m.id AND s.subject_version = v.number
      LEFT JOIN missing_letter_sent t ON t.letter_id = m.id
      WHERE \(condition) ORDER BY m.made_at DESC, m.id DESC
      """, arguments
    ).map { row in
      let body = try row.text("body")
      return StoredMissingLetter(
        id: try row.text("id"), campaignID: try row.text("campaign_id"), institutionID: try row.text("institution_id"),
        version: try row.int("number"), body: try MissingLetterBody(read: body), bodyText: body,
        handedInAt: try row.integer("handed_in_at"),
        seal: try row.optionalText("content_hash").map { ($0, try row.integer("sealed_at")) },
        sentAt: try row.optionalInteger("sent_at"))
    }
  }

  /// - Throws: `SealRefusal.notFound`, also for one out of reach.
  func missingLetter(_ id: String, within reach: PaperReach) throws -> StoredMissingLetter {
    guard let letter = try missingLetters("m.id = ?", [.text(id)]).first,
      reach.covers(institutionID: letter.institutionID, studyCenterID: nil)
    else { throw SealRefusal.notFound }
    return letter
  }

  /// Nil also when somebody of it is no longer missing: then it has to be made again before it can be sealed.
  func missingLetterSubject(_ id: String) throws -> InstitutionSealSubject? {
    guard let letter = try missingLetters("m.id = ?", [.text(id)]).first else { return nil }
    let standings = try missingStandings(letter.body.people, letter.campaignID, letter.institutionID, asideFrom: id)
    guard try letter.seal != nil || missingLetter(letter).problems(standings: standings).isEmpty else { return nil }
    return try InstitutionSealSubject(
      .missingLetter, id, version: letter.version, body: letter.bodyText, campaignID: letter.campaignID,
      institutionID: letter.institutionID, path: "/campaigns/\(letter.campaignID)/verification/missing/letters/\(id)")
  }

  /// As the rules read it, with names and numbers.
  func missingLetter(_ letter: StoredMissingLetter) throws -> MissingLetter {
    let place = try rosterPlace(campaignID: letter.campaignID, institutionID: letter.institutionID).place
    return try missingLetter(letter.body, place)
  }

  func missingLetter(_ body: MissingLetterBody, _ place: RosterPlaceInCenter) throws -> MissingLetter {
    let known = Dictionary(try dueOf(place).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    return MissingLetter(
      regime: place.plan.regime, delivery: body.delivery,
      people: body.people.map { id in
        MissingLetter.Person(id: id, name: known[id]?.name ?? "", idNumber: known[id]?.idNumber ?? "")
      }, contactName: body.contact.name, address: body.contact.address, telephone: body.contact.telephone)
  }

  /// Everybody of an institution who is due, in roster order, with the present portrait.
  func dueOf(_ place: RosterPlaceInCenter) throws -> [ErrataPerson] {
    try errataPeople(place, where: "1 = 1", []).inRosterOrder
  }

  /// What the center knows of people who are to stand in a letter.
  func missingStandings(
    _ people: [String], _ campaignID: String, _ institutionID: String, asideFrom letterID: String? = nil
  ) throws -> [String: MissingLetter.Standing] {
    let place = try rosterPlace(campaignID: campaignID, institutionID: institutionID).place
    let due = Dictionary(try dueOf(place).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let asked = try askedAndUnanswered(campaignID, institutionID, asideFrom: letterID)
    var standings: [String: MissingLetter.Standing] = [:]
    for id in people {
      if let person = due[id] {
        standings[id] =
          person.portraitID != nil ? .delivered : asked[id].map { .asked(number: $0) } ?? .missing
      } else if let left = try standingStatusChange(of: id) {
        standings[id] = .left(left.kind)
      }
    }
    return standings
  }

  /// Who stands in a letter that was sent and is not answered for him, with its number.
  private func askedAndUnanswered(
    _ campaignID: String, _ institutionID: String, asideFrom letterID: String?
  ) throws -> [String: String] {
    var asked: [String: String] = [:]
    for row in try rows(
      """
      SELECT q.person_id, t.sent_at, p.number FROM missing_letter m JOIN missing_letter_sent t ON t.letter_id = m.id
      JOIN missing_person q ON q.letter_id = m.id
      LEFT JOIN paper p ON p.kind = 'missing-letter' AND p.subject_id = m.id AND p.subject_version = t.version
      WHERE m.campaign_id = ? AND m.institution_id = ? AND m.id <> ? AND NOT EXISTS (
        SELECT 1 FROM missing_answer a WHERE a.letter_id = q.letter_id AND a.person_id = q.person_id AND a.slot = '')
      """, [.text(campaignID), .text(institutionID), .text(letterID ?? "")])
    {
      let day = CalendarDay(milliseconds: try row.integer("sent_at")).chineseWithoutYear
      asked[try row.text("person_id")] = try row.optionalText("number") ?? "（\(day)发出）"
    }
    return asked
  }
}

extension [ErrataPerson] {
  /// By department, class and student number.
  var inRosterOrder: [ErrataPerson] {
    sorted { left, right in
      (left.group.department, left.group.classGroup, left.studentNumber, left.id)
        < (right.group.department, right.group.classGroup, right.studentNumber, right.id)
    }
  }
}
