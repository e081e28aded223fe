import GraduatePhotos
import Storage

extension CollectionCenter {
  /// Books a bus: graduates of one institution with a leader, in quarter-hours in a row (A1).
  ///
  /// - Throws: `MakeupRefusal`, `MakeupDeskRefusal.nobodyChosen`, `.noMakeup`.
  public func bookMakeupBus(
    _ people: [String], from slot: MakeupSlot, leader: String, telephone: String, campaignID: String, operation: String,
    by liaison: Liaison
  ) async throws -> MakeupBooked {
    guard !people.isEmpty else { throw MakeupDeskRefusal.nobodyChosen }
    let range = VerificationLimits.groupHeads
    guard range.contains(people.count) else { throw MakeupRefusal.groupSize(people.count) }
    let name = String(leader.trimmed.prefix(VerificationLimits.handlerCharacters))
    let number: Telephone
    do { number = try Telephone.read(telephone) } catch { throw MakeupRefusal.telephone(error) }
    return try await records.once("\(operation):\(liaison.accountID)", kind: "makeup-bus") { transaction in
      let campaign = try transaction.storedCampaign(campaignID)
      guard let terms = try transaction.makeupTerms(campaign).terms else { throw MakeupDeskRefusal.noMakeup }
      let members = try people.map { id in
        guard let person = try transaction.makeupPerson(id, campaign, liaison.graduateScope) else {
          throw MakeupRefusal.unknown
        }
        return person
      }
      var book = try transaction.makeupBook(campaignID, terms)
      let group = MakeupGroup(
        institutionCode: liaison.institutionID,
        people: members.map {
          MakeupGroup.Person(
            id: $0.id, institutionCode: $0.institutionID, standing: $0.standing, booked: $0.booked?.slot)
        }, leader: name, telephone: number.value)
      let shares = try book.book(group: group, from: slot, now: DayMinute(milliseconds: transaction.now))
      let id = transaction.identifier()
      try transaction.insertBus(id, group, from: slot, campaignID, by: liaison)
      let slots = shares.flatMap { share in Array(repeating: share.slot, count: share.heads) }
      var booked = MakeupBooked()
      for (person, slot) in zip(members, slots) {
        let place = MakeupBooked.Place(person: person.id, day: slot.day, minute: slot.minute)
        try transaction.put(place, of: person, MakeupEntitlement(person.standing), groupID: id, campaignID, by: liaison)
        booked.places.append(place)
      }
      return booked
    }
  }

  /// Gives the places of a whole bus back.
  ///
  /// - Throws: `MakeupDeskRefusal.groupUnknown`, `MakeupRefusal.closed`.
  public func dropMakeupBus(_ id: String, campaignID: String, by liaison: Liaison) async throws {
    try await records.write { transaction in
      let campaign = try transaction.storedCampaign(campaignID)
      guard let terms = try transaction.makeupTerms(campaign).terms else { throw MakeupDeskRefusal.noMakeup }
      let buses = try transaction.makeupBuses(campaign, of: liaison.graduateScope)
      guard let bus = buses.first(where: { $0.id == id }) else { throw MakeupDeskRefusal.groupUnknown }
      guard DayMinute(milliseconds: transaction.now) < terms.deadline else { throw MakeupRefusal.closed(terms.deadline) }
      let people = try transaction.rows(
        "SELECT person_id FROM makeup_booking WHERE group_id = ? ORDER BY person_id", [.text(id)])
      for row in people {
        let person = try row.text("person_id")
        try transaction.removeBooking(of: person, campaignID)
        try transaction.journal(
          JournalLine(
            action: .makeupGivenBack, recordKind: "makeup-booking", recordID: person, campaignID: campaignID,
            graduateID: try transaction.graduateID(person), details: ["group": id]), by: liaison)
      }
      try transaction.shrink(id)
      try transaction.journal(
        JournalLine(
          action: .makeupGroupDropped, recordKind: "makeup-group", recordID: id, campaignID: campaignID,
          details: ["heads": String(bus.heads)].merging(bus.first.journaled) { one, _ in one }), by: liaison)
    }
  }
}

extension Transaction {
  fileprivate func insertBus(
    _ id: String, _ group: MakeupGroup, from slot: MakeupSlot, _ campaignID: String, by liaison: Liaison
  ) throws {
    try execute(
      """
      INSERT INTO makeup_group (id, campaign_id, institution_id, heads, day, minute, leader, telephone, booked_by, booked_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .text(id), .text(campaignID), .text(liaison.institutionID), .int(group.people.count), .text(slot.day.compact),
        .int(slot.minute), .text(group.leader), .text(group.telephone), .text(liaison.accountID), .integer(now),
      ])
    try journal(
      JournalLine(
        action: .makeupGroupBooked, recordKind: "makeup-group", recordID: id, campaignID: campaignID,
        details: ["heads": String(group.people.count)].merging(slot.journaled) { one, _ in one }), by: liaison)
  }
}
