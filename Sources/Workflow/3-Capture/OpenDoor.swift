import GraduatePhotos
import Storage

/// Somebody found at the door, with what the door says to him.
public struct DoorPerson: Sendable, Identifiable {
  public let person: DuePerson
  /// Where he belongs, when that is not here; nil here.
  public let elsewhere: String?
  public let answer: DoorAnswer
  /// Nil when he is not in the queue of this visit.
  public let checkIn: CheckInLine?

  public var id: String { person.id }
}

/// A place in the queue.
public struct QueueLine: Sendable, Identifiable {
  public let checkIn: CheckInLine
  public let person: DuePerson

  public var id: String { checkIn.id }
}

extension CollectionCenter {
  /// Finds people by what is typed or scanned: slip, identity number, code, student number, the beginning of name or initials.
  ///
  /// Of other classes only who is meant exactly: by slip, number or code.
  ///
  /// - readings: where readings of characters lie; nil finds nobody by initials.
  /// - Throws: `CaptureRefusal.visitUnknown`, `.notToday`.
  public func findAtDoor(
    _ typed: String, of visitNumber: Int, campaignID: String, readings: CharacterTable? = nil, by keeper: some DoorKeeper
  ) async throws -> [DoorPerson] {
    guard typed.utf8.count <= CaptureLimits.scanBytes else { return [] }
    return try await records.read { transaction in
      let visit = try transaction.openVisit(visitNumber, campaignID, by: keeper)
      let marks = transaction.doorMarks(typed)
      var found =
        visit.isMakeup
        ? [] : DoorBook(try transaction.doorPeople(of: visit, table: readings)).find(typed, marks: marks)
      if found.isEmpty { found = try transaction.stranger(typed, marks: marks, at: visit) }
      let day = try transaction.livingDay(of: visit)
      return try found.map { try transaction.doorPerson($0, at: visit, day) }
    }
  }

  /// One person at the door.
  ///
  /// - Throws: `CaptureRefusal`.
  public func doorPerson(
    _ id: String, of visitNumber: Int, campaignID: String, by keeper: some DoorKeeper
  ) async throws -> DoorPerson {
    try await records.read { transaction in
      let visit = try transaction.openVisit(visitNumber, campaignID, by: keeper)
      return try transaction.doorPerson(
        transaction.doorPerson(id, at: visit), at: visit, transaction.livingDay(of: visit))
    }
  }

  /// Who is in the queue of a visit, the last first.
  public func queue(of visitNumber: Int, campaignID: String, limit: Int, by keeper: some DoorKeeper) async throws -> [QueueLine]
  {
    try await records.read { transaction in
      let visit = try transaction.openVisit(visitNumber, campaignID, by: keeper)
      return try transaction.checkIns(at: visit).prefix(limit).map { line in
        QueueLine(checkIn: line, person: try transaction.doorPerson(line.personID, at: visit))
      }
    }
  }
}

extension Transaction {
  fileprivate func doorPerson(_ person: DuePerson, at visit: OpenVisit, _ day: VisitProgress) throws -> DoorPerson {
    DoorPerson(
      person: person, elsewhere: try person.placeID == visit.place.id ? nil : placeName(person.placeID, visit),
      answer: try answer(person, at: visit, day), checkIn: try standingCheckIn(of: person.id, visit))
  }
}
