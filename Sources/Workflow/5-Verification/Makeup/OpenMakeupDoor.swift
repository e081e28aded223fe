import GraduatePhotos
import Storage

/// Somebody at the branch's door.
public struct MakeupVisitor: Sendable, Identifiable {
  public let person: MakeupPerson
  public let institution: String
  /// What the door says of him; the identity card is asked for when he is let in.
  public let answer: DoorAnswer
  /// Nil when he holds no queue number.
  public let checkIn: CheckInLine?
  /// He was shot here and his shot was chosen.
  public let isShot: Bool

  public var id: String { person.id }
}

/// The branch's door today.
public struct MakeupDoorDay: Sendable {
  public let terms: MakeupTerms
  public let visit: Int
  public let day: CalendarDay
  public let now: DayMinute
  /// Who booked for today, by quarter-hour.
  public let booked: [MakeupVisitor]
  /// Who holds a queue number and was not shot yet: those of a booking in its time first, then the others, each by number.
  public let queue: [MakeupVisitor]
  public let shot: Int
}

extension CollectionCenter {
  /// Today's door of the branch, for its crew.
  ///
  /// - Throws: `MakeupDeskRefusal.noMakeup`, `MakeupRefusal.notYet`, `CaptureRefusal.visitUnknown`.
  public func makeupDoor(campaignID: String, by keeper: some DoorKeeper) async throws -> MakeupDoorDay {
    try await records.read { transaction in
      let (visit, page) = try transaction.todaysMakeup(campaignID, by: keeper)
      guard let terms = page.terms else { throw MakeupDeskRefusal.noMakeup }
      let ids = try transaction.rows(
        "SELECT person_id FROM makeup_booking WHERE campaign_id = ? AND day = ? ORDER BY minute, institution_id, person_id",
        [.text(campaignID), .text(visit.record.day.compact)]
      ).map { try $0.text("person_id") }
      let lines = try transaction.rows(
        """
        SELECT c.person_id, c.manner FROM check_in c WHERE c.campaign_id = ? AND c.visit_number = ? AND c.slot = ''
        ORDER BY CASE WHEN c.manner = 'due' THEN 0 ELSE 1 END, c.queue_number
        """, [.text(campaignID), .int(visit.record.number)]
      ).map { try $0.text("person_id") }
      let waiting = try lines.compactMap { try transaction.makeupVisitor($0, at: visit) }
      return MakeupDoorDay(
        terms: terms, visit: visit.record.number, day: visit.record.day, now: DayMinute(milliseconds: transaction.now),
        booked: try ids.compactMap { try transaction.makeupVisitor($0, at: visit) }, queue: waiting.filter { !$0.isShot },
        shot: waiting.count { $0.isShot })
    }
  }

  /// Finds somebody at the branch's door, of whichever institution: by slip, identity number, collection code or student number; by name
  /// those who booked for today.
  ///
  /// - Throws: the same.
  public func findAtMakeup(_ typed: String, campaignID: String, by keeper: some DoorKeeper) async throws -> [MakeupVisitor] {
    guard typed.utf8.count <= CaptureLimits.scanBytes else { return [] }
    return try await records.read { transaction in
      let (visit, _) = try transaction.todaysMakeup(campaignID, by: keeper)
      var ids = try transaction.stranger(typed, marks: transaction.doorMarks(typed), at: visit).map(\.id)
      if ids.isEmpty, visit.campaign.plan.regime == .roster {
        ids = try transaction.rows(
          """
          SELECT g.id, g.name FROM makeup_booking b JOIN graduate g ON g.id = b.person_id
          WHERE b.campaign_id = ? AND b.day = ? ORDER BY b.minute, g.id
          """, [.text(campaignID), .text(visit.record.day.compact)]
        ).filter { try $0.text("name").hasSameCodePoints(as: typed.trimmed) }.map { try $0.text("id") }
      }
      return try ids.compactMap { try transaction.makeupVisitor($0, at: visit) }
    }
  }

  /// One person at the branch's door; nil for a stranger.
  public func makeupVisitor(_ personID: String, campaignID: String, by keeper: some DoorKeeper) async throws -> MakeupVisitor? {
    try await records.read { transaction in
      let (visit, _) = try transaction.todaysMakeup(campaignID, by: keeper)
      return try transaction.makeupVisitor(personID, at: visit)
    }
  }
}

extension Transaction {
  fileprivate func makeupVisitor(_ id: String, at visit: OpenVisit) throws -> MakeupVisitor? {
    guard let person = try makeupPerson(id, visit.campaign) else { return nil }
    let shot = try row(
      "SELECT shot_id FROM shot_chosen WHERE campaign_id = ? AND person_id = ? AND visit_number = ?",
      [.text(visit.campaign.id), .text(id), .int(visit.record.number)])
    return MakeupVisitor(
      person: person, institution: try institutionName(person.institutionID, in: visit.campaign.year) ?? "",
      answer: try makeupAnswer(doorPerson(id, at: visit), at: visit), checkIn: try standingCheckIn(of: id, visit),
      isShot: shot != nil)
  }
}
