import GraduatePhotos
import Storage

extension CollectionCenter {
  /// Gives the pictures of somebody on no list to a graduate of the institution: they are rebound as a repair of their visit, and the
  /// portrait waits for release under his name (promise 1).
  ///
  /// Said twice it is one decision.
  /// - number: student or identity number; in code mode the collection code.
  /// - Throws: `SpareRefusal`, `ShiftRefusal` when a shot was bound otherwise meanwhile.
  public func giveSparePerson(_ id: String, to number: String, campaignID: String, by liaison: Liaison) async throws {
    try await records.write { [visits] transaction in
      let row = try transaction.spareRow(id, campaignID, liaison)
      let place = try transaction.rosterPlace(campaignID: campaignID, institutionID: liaison.institutionID).place
      let graduate: ErrataPerson
      do { graduate = try transaction.errataPerson(numbered: number, place) } catch is ErrataDeskRefusal {
        throw SpareRefusal.nobody
      }
      let decision = SpareDecision.given(graduate: graduate.id)
      let before = try transaction.spareDecision(id)
      if before?.decision == decision { return }
      let shots = try transaction.spareShots(id)
      let chosen = try transaction.count(
        "SELECT COUNT(*) AS n FROM shot_chosen WHERE campaign_id = ? AND person_id = ?",
        [.text(campaignID), .text(graduate.id)])
      try decision.check(
        after: before?.decision, shots: shots.count, hasPhoto: graduate.portraitID != nil || chosen > 0, isDelivered: false)
      try transaction.rebind(
        shots, from: id, to: graduate.id, visit: row.int("visit_number"), campaignID, "备用卡归给本人", visits, liaison)
      try transaction.insert(decision, about: id, number: (before?.number ?? 0) + 1, campaignID, by: liaison)
    }
  }

  /// Says that nobody wants the pictures of somebody on no list; they stay under the card and go nowhere.
  ///
  /// - Throws: `SpareRefusal`.
  public func declineSparePerson(
    _ id: String, because reason: SpareDecision.DeclineReason, campaignID: String, by liaison: Liaison
  ) async throws {
    try await records.write { transaction in
      _ = try transaction.spareRow(id, campaignID, liaison)
      let decision = SpareDecision.declined(reason)
      let before = try transaction.spareDecision(id)
      if before?.decision == decision { return }
      try decision.check(after: before?.decision, shots: 0, hasPhoto: false, isDelivered: false)
      try transaction.insert(decision, about: id, number: (before?.number ?? 0) + 1, campaignID, by: liaison)
    }
  }

  /// Takes the decision back: the pictures are the card's again.
  ///
  /// - Throws: `SpareRefusal.open`, `.delivered` once a portrait of them was returned, `ShiftRefusal`.
  public func reopenSparePerson(_ id: String, campaignID: String, by liaison: Liaison) async throws {
    try await records.write { [visits] transaction in
      let row = try transaction.spareRow(id, campaignID, liaison)
      let before = try transaction.spareDecision(id)
      let shots = try transaction.spareShots(id)
      var isDelivered = false
      if case .given(let graduate)? = before?.decision {
        isDelivered =
          try transaction.row(
            """
            SELECT 1 AS n FROM portrait p JOIN shot_binding b ON b.shot_id = p.shot_id AND b.person_id = ?
            JOIN delivery_item d ON d.portrait_id = p.id WHERE p.person_id = ? LIMIT 1
            """, [.text(id), .text(graduate)]) != nil
      }
      try SpareDecision.reopened.check(after: before?.decision, shots: shots.count, hasPhoto: false, isDelivered: isDelivered)
      if case .given(let graduate)? = before?.decision {
        try transaction.rebind(
          shots, from: graduate, to: id, visit: row.int("visit_number"), campaignID, "撤回备用卡的归属", visits, liaison)
      }
      try transaction.insert(.reopened, about: id, number: (before?.number ?? 0) + 1, campaignID, by: liaison)
    }
  }
}

extension Transaction {
  /// Moves those of the shots that are `from`'s now.
  fileprivate func rebind(
    _ shots: [String], from: String, to: String, visit: Int, _ campaignID: String, _ why: String, _ shelf: VisitShelf,
    _ liaison: Liaison
  ) throws {
    let log = try newest(shelf.visit(campaignID, visit)).log
    let moves = shots.compactMap { id -> ShiftRepair.Move? in
      guard let shot = log.shots[id], shot.person == from else { return nil }
      return ShiftRepair.Move(shot: id, serial: shot.serial, from: from, to: to)
    }
    guard !moves.isEmpty else { throw SpareRefusal.withoutShot }
    try repairShots(
      ShiftRepair(moves: moves, peopleLeft: [from]), of: visit, campaignID: campaignID, why: why, second: liaison.accountID,
      shelf: shelf, by: liaison)
  }

  fileprivate func insert(
    _ decision: SpareDecision, about id: String, number: Int, _ campaignID: String, by liaison: Liaison
  ) throws {
    var (outcome, person, reason): (String, String?, String) = ("reopened", nil, "")
    var action = JournalLine.Action.sparePersonReopened
    switch decision {
    case .given(let graduate): (outcome, person, action) = ("given", graduate, .sparePersonGiven)
    case .declined(let why): (outcome, reason, action) = ("declined", why.rawValue, .sparePersonDeclined)
    case .reopened: break
    }
    try execute(
      """
      INSERT INTO spare_decided (spare_id, number, outcome, person_id, reason, decided_by, decided_at) VALUES (?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .text(id), .int(number), .text(outcome), .optional(person), .text(reason), .text(liaison.accountID), .integer(now),
      ])
    try journal(
      JournalLine(
        action: action, recordKind: "spare-person", recordID: id, campaignID: campaignID,
        graduateID: try person.flatMap { try graduateID($0) }, details: reason.isEmpty ? [:] : ["reason": reason]), by: liaison)
  }
}
