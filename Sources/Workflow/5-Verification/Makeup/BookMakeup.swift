import GraduatePhotos
import Storage

/// What became of a booking.
public struct MakeupBooked: Sendable, Hashable, Codable {
  public struct Place: Sendable, Hashable, Codable {
    public let person: String
    public let day: CalendarDay
    /// Minutes from midnight.
    public let minute: Int

    public var slot: MakeupSlot { MakeupSlot(day, minute) }
  }

  /// In the order in which they were asked for.
  public var places: [Place] = []
  /// Those of a class who had a place already and keep it.
  public var kept = 0

  /// 「4月9日（周三）09:30–10:15」, by the begin of each quarter.
  public var chinese: String {
    guard let first = places.map(\.slot).min(), let last = places.map(\.slot).max() else { return "" }
    if first == last { return first.chinese }
    return first.day == last.day ? "\(first.chinese)–\(MinuteSpan.clock(last.minute))" : "\(first.chinese)至\(last.chinese)"
  }
}

extension CollectionCenter {
  /// Books a quarter of an hour for one graduate; whoever has one already moves.
  ///
  /// - operation: of the page that was sent.
  /// - Throws: `MakeupRefusal`, `MakeupDeskRefusal.noMakeup`.
  public func bookMakeup(
    _ personID: String, at slot: MakeupSlot, campaignID: String, operation: String, by booker: some MakeupBooker
  ) async throws -> MakeupBooked {
    try await records.once("\(operation):\(booker.accountID)", kind: "makeup-booking") { transaction in
      let campaign = try transaction.storedCampaign(campaignID)
      guard let terms = try transaction.makeupTerms(campaign).terms else { throw MakeupDeskRefusal.noMakeup }
      guard let person = try transaction.makeupPerson(personID, campaign, booker.graduateScope) else {
        throw MakeupRefusal.unknown
      }
      var book = try transaction.makeupBook(campaignID, terms)
      let old = person.booked?.slot
      let entitlement = try book.book(
        slot, for: person.standing, insteadOf: old, now: DayMinute(milliseconds: transaction.now))
      let place = MakeupBooked.Place(person: personID, day: slot.day, minute: slot.minute)
      if old != slot || person.booked?.groupID != nil {
        try transaction.put(place, of: person, entitlement, groupID: nil, campaignID, by: booker)
      }
      return MakeupBooked(places: [place])
    }
  }

  /// Books several graduates in one step, from a quarter-hour on, each in the next one that has room; all of them, or nobody.
  ///
  /// Who has a place keeps it.
  ///
  /// - Throws: `MakeupRefusal`, `MakeupDeskRefusal.nobodyChosen`, `.tooMany`, `.noMakeup`.
  public func bookMakeup(
    _ people: [String], from slot: MakeupSlot, campaignID: String, operation: String, by booker: some MakeupBooker
  ) async throws -> MakeupBooked {
    let limit = VerificationLimits.groupHeads.upperBound
    guard !people.isEmpty else { throw MakeupDeskRefusal.nobodyChosen }
    guard people.count <= limit else { throw MakeupDeskRefusal.tooMany(limit: limit) }
    return try await records.once("\(operation):\(booker.accountID)", kind: "makeup-booking") { transaction in
      let campaign = try transaction.storedCampaign(campaignID)
      guard let terms = try transaction.makeupTerms(campaign).terms else { throw MakeupDeskRefusal.noMakeup }
      let now = DayMinute(milliseconds: transaction.now)
      var book = try transaction.makeupBook(campaignID, terms)
      var (booked, next, seen) = (MakeupBooked(), slot, Set<String>())
      for id in people where seen.insert(id).inserted {
        guard let person = try transaction.makeupPerson(id, campaign, booker.graduateScope) else { throw MakeupRefusal.unknown }
        guard person.booked == nil else {
          booked.kept += 1
          continue
        }
        if book.free(next) == 0, let later = book.next(after: now, from: next, heads: 1), later > next { next = later }
        let entitlement = try book.book(next, for: person.standing, now: now)
        let place = MakeupBooked.Place(person: id, day: next.day, minute: next.minute)
        try transaction.put(place, of: person, entitlement, groupID: nil, campaignID, by: booker)
        booked.places.append(place)
      }
      return booked
    }
  }

  /// Gives a graduate's place back.
  ///
  /// - Throws: `MakeupDeskRefusal.notBooked`, `MakeupRefusal.closed`.
  public func giveMakeupBack(_ personID: String, campaignID: String, by booker: some MakeupBooker) async throws {
    try await records.write { transaction in
      let campaign = try transaction.storedCampaign(campaignID)
      guard let terms = try transaction.makeupTerms(campaign).terms else { throw MakeupDeskRefusal.noMakeup }
      guard let booked = try transaction.makeupPerson(personID, campaign, booker.graduateScope)?.booked else {
        throw MakeupDeskRefusal.notBooked
      }
      guard DayMinute(milliseconds: transaction.now) < terms.deadline else { throw MakeupRefusal.closed(terms.deadline) }
      try transaction.removeBooking(of: personID, campaignID)
      if let group = booked.groupID { try transaction.shrink(group) }
      try transaction.journal(
        JournalLine(
          action: .makeupGivenBack, recordKind: "makeup-booking", recordID: personID, campaignID: campaignID,
          graduateID: try transaction.graduateID(personID), details: booked.slot.journaled), by: booker)
    }
  }
}

extension MakeupSlot {
  var journaled: [String: String] { ["day": day.compact, "minute": MinuteSpan.clock(minute)] }
}

extension MakeupEntitlement {
  /// As it is stored.
  var fee: String { isFree ? "free" : "due" }
}

extension Transaction {
  /// Writes somebody's place over the one he had.
  func put(
    _ place: MakeupBooked.Place, of person: MakeupPerson, _ entitlement: MakeupEntitlement, groupID: String?,
    _ campaignID: String, by booker: some SignedIn
  ) throws {
    try execute(
      """
      INSERT INTO makeup_booking (campaign_id, person_id, institution_id, day, minute, group_id, ground, fee, booked_by, booked_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (campaign_id, person_id) DO UPDATE SET day = excluded.day, minute = excluded.minute,
        group_id = excluded.group_id, ground = excluded.ground, fee = excluded.fee, booked_by = excluded.booked_by,
        booked_at = excluded.booked_at
      """,
      [
        .text(campaignID), .text(person.id), .text(person.institutionID), .text(place.day.compact), .int(place.minute),
        .optional(groupID), .text(entitlement.ground.rawValue), .text(entitlement.fee), .text(booker.accountID), .integer(now),
      ])
    if let group = person.booked?.groupID { try shrink(group) }
    var details = place.slot.journaled
    if let old = person.booked?.slot {
      details["day-before"] = old.day.compact
      details["minute-before"] = MinuteSpan.clock(old.minute)
    }
    if let groupID { details["group"] = groupID }
    try journal(
      JournalLine(
        action: person.booked == nil ? .makeupBooked : .makeupMoved, recordKind: "makeup-booking", recordID: person.id,
        campaignID: campaignID, graduateID: try graduateID(person.id), details: details), by: booker)
  }

  func removeBooking(of personID: String, _ campaignID: String) throws {
    try execute(
      "DELETE FROM makeup_booking WHERE campaign_id = ? AND person_id = ?", [.text(campaignID), .text(personID)])
  }

  /// A bus of which somebody went away by himself; one without anybody is gone.
  func shrink(_ groupID: String) throws {
    let heads = try count("SELECT COUNT(*) AS n FROM makeup_booking WHERE group_id = ?", [.text(groupID)])
    if heads == 0 {
      try execute("DELETE FROM makeup_group WHERE id = ?", [.text(groupID)])
    } else {
      try execute("UPDATE makeup_group SET heads = ? WHERE id = ?", [.int(heads), .text(groupID)])
    }
  }
}
