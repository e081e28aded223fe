import GraduatePhotos
import Storage

extension Transaction {
  func standingCheckIn(of personID: String, _ visit: OpenVisit) throws -> CheckInLine? {
    try row(
      """
      SELECT id, person_id, queue_number, checked_in_at FROM check_in
      WHERE campaign_id = ? AND person_id = ? AND visit_number = ? AND slot = ''
      """, [.text(visit.campaign.id), .text(personID), .int(visit.record.number)]
    ).map { try checkInLine($0) }
  }

  private func checkInLine(_ row: SQLRow) throws -> CheckInLine {
    CheckInLine(
      id: try row.text("id"), personID: try row.text("person_id"), queueNumber: try row.int("queue_number"),
      at: try row.integer("checked_in_at"))
  }

  /// Those in the queue of a visit and those who were in it, the last first.
  func checkIns(at visit: OpenVisit) throws -> [CheckInLine] {
    try rows(
      """
      SELECT id, person_id, queue_number, checked_in_at FROM check_in
      WHERE campaign_id = ? AND visit_number = ? AND slot = '' ORDER BY queue_number DESC
      """, [.text(visit.campaign.id), .int(visit.record.number)]
    ).map { try checkInLine($0) }
  }

  /// Another visit at which somebody stands checked in.
  func otherVisit(of personID: String, _ visit: OpenVisit) throws -> (visit: Int, at: Int64)? {
    try row(
      """
      SELECT visit_number, checked_in_at FROM check_in WHERE campaign_id = ? AND person_id = ? AND visit_number <> ? AND slot = ''
      ORDER BY checked_in_at DESC LIMIT 1
      """, [.text(visit.campaign.id), .text(personID), .int(visit.record.number)]
    ).map { (try $0.int("visit_number"), try $0.integer("checked_in_at")) }
  }

  /// How many of each class came, by the class of the people.
  func cameByTurn(_ visit: OpenVisit) throws -> [TurnKey: Int] {
    var came: [TurnKey: Int] = [:]
    let found = try rows(
      """
      SELECT category, department, class_group, COUNT(*) AS n FROM check_in
      WHERE campaign_id = ? AND visit_number = ? AND place_id = ? AND slot = '' GROUP BY category, department, class_group
      """, [.text(visit.campaign.id), .int(visit.record.number), .text(visit.place.id)])
    for row in found {
      guard let category = Category(rawValue: try row.text("category")) else { continue }
      came[
        TurnKey(category: category, department: try row.text("department"), classGroup: try row.text("class_group"))] =
        try row.int("n")
    }
    return came
  }

  func nextQueueNumber(_ visit: OpenVisit) throws -> Int {
    try count(
      """
      INSERT INTO queue_counter (campaign_id, visit_number, last) VALUES (?, ?, 1)
      ON CONFLICT (campaign_id, visit_number) DO UPDATE SET last = queue_counter.last + 1 RETURNING last AS n
      """, [.text(visit.campaign.id), .int(visit.record.number)])
  }

  /// The id when it is a graduate's: a code has no person whose key could be used.
  func graduateID(_ personID: String) throws -> String? {
    try row("SELECT id FROM graduate WHERE id = ?", [.text(personID)])?.text("id")
  }

  func insertCheckIn(
    _ id: String, _ person: DuePerson, queue: Int, _ manner: CheckInManner, why: String, _ visit: OpenVisit,
    by keeper: some SignedIn
  ) throws {
    try execute(
      """
      INSERT INTO check_in (id, campaign_id, visit_number, person_id, place_id, category, department, class_group, queue_number, manner, why,
        slot, checked_in_by, checked_in_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', ?, ?)
      """,
      [
        .text(id), .text(visit.campaign.id), .int(visit.record.number), .text(person.id), .text(person.placeID),
        .text(person.turn.category.rawValue),
        .text(person.turn.department), .text(person.turn.classGroup), .int(queue), .text(manner.rawValue), .text(why),
        .text(keeper.accountID), .integer(now),
      ])
  }

  func withdraw(_ line: CheckInLine, by keeper: some SignedIn) throws {
    try execute("UPDATE check_in SET slot = id WHERE id = ?", [.text(line.id)])
    try execute(
      "INSERT INTO check_in_withdrawn (check_in_id, withdrawn_by, withdrawn_at) VALUES (?, ?, ?)",
      [.text(line.id), .text(keeper.accountID), .integer(now)])
  }

  func insertDoorRefusal(
    _ id: String, _ personID: String, _ why: DoorRefusal, _ wayOn: WayOn, _ visit: OpenVisit, by keeper: some SignedIn
  ) throws {
    try execute(
      """
      INSERT INTO door_refusal (id, campaign_id, visit_number, person_id, why, way_on, refused_by, refused_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .text(id), .text(visit.campaign.id), .int(visit.record.number), .text(personID), .text(why.chinese),
        .text(wayOn.chinese), .text(keeper.accountID), .integer(now),
      ])
    try journal(
      JournalLine(
        action: .walkInRefused, recordKind: "door-refusal", recordID: id, campaignID: visit.campaign.id,
        graduateID: try graduateID(personID), details: ["visit": String(visit.record.number), "why": why.chinese]), by: keeper)
  }

  /// Whom the crew took although it was not their turn, and whom it sent on, with the reasons; the last first.
  func doorNotes(_ visit: OpenVisit) throws -> [DoorNote] {
    let arguments: [SQLValue] = [.text(visit.campaign.id), .int(visit.record.number)]
    let taken = try rows(
      """
      SELECT queue_number, category, department, class_group, manner, why, checked_in_at AS at FROM check_in
      WHERE campaign_id = ? AND visit_number = ? AND slot = '' AND manner <> 'due'
      """, arguments
    ).compactMap { row -> DoorNote? in
      guard let category = Category(rawValue: try row.text("category")) else { return nil }
      let isException = try row.text("manner") == CheckInManner.exception.rawValue
      return DoorNote(
        at: try row.integer("at"), queueNumber: try row.int("queue_number"),
        turn: TurnKey(category: category, department: try row.text("department"), classGroup: try row.text("class_group")),
        kind: isException ? .exception : .outOfTurn, why: try row.text("why"))
    }
    let sentOn = try rows(
      """
      SELECT MAX(refused_at) AS at, why, way_on FROM door_refusal WHERE campaign_id = ? AND visit_number = ?
      GROUP BY person_id, why, way_on
      """, arguments
    ).map { row in
      DoorNote(
        at: try row.integer("at"), queueNumber: nil, turn: nil, kind: .refused,
        why: try row.text("why") + "。" + row.text("way_on"))
    }
    return (taken + sentOn).sorted { $0.at > $1.at }
  }

  /// People whom the door sent on, or took although it was not their turn, as counts.
  func doorCounts(_ visit: OpenVisit) throws -> (outOfTurn: Int, exceptions: Int, refused: Int) {
    let arguments: [SQLValue] = [.text(visit.campaign.id), .int(visit.record.number)]
    func manner(_ manner: CheckInManner) throws -> Int {
      try count(
        "SELECT COUNT(*) AS n FROM check_in WHERE campaign_id = ? AND visit_number = ? AND slot = '' AND manner = ?",
        arguments + [.text(manner.rawValue)])
    }
    return (
      try manner(.outOfTurn), try manner(.exception),
      try count(
        "SELECT COUNT(DISTINCT person_id) AS n FROM door_refusal WHERE campaign_id = ? AND visit_number = ?", arguments)
    )
  }
}
