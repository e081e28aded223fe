import Foundation
import GraduatePhotos
import Storage

/// Brings the tables of a visit to what its log says.
///
/// The log alone decides: a happening that comes late may change what later ones came to, and the station that wrote them sees the same.
struct VisitTables {
  private let transaction: Transaction
  private let campaignID: String
  private let visit: Int
  private let because: Happening
  private let packetID: String?

  init(_ transaction: Transaction, _ campaignID: String, _ visit: Int, because: Happening, packetID: String?) {
    (self.transaction, self.campaignID, self.visit) = (transaction, campaignID, visit)
    (self.because, self.packetID) = (because, packetID)
  }

  private var here: [SQLValue] { [.text(campaignID), .int(visit)] }
  private var since: [SQLValue] { [.text(because.id), .integer(because.at)] }

  func bring(from before: VisitLog, to after: VisitLog) throws {
    try bringCheckIns(from: before, to: after)
    try bringShots(from: before, to: after)
    try bringExcuses(from: before, to: after)
    try bringChoices(from: before, to: after)
    if case .heldBack = because.deed { try bringHolds(from: before.held, to: after.held) }
    try refreshReleases(from: before, to: after)
    switch because.deed {
    case .sentOn(let person, let why, let wayOn): try insertSentOn(person, why, wayOn)
    case .spare(let person): try insert(person)
    case .signed(let signature): try insert(signature)
    case .closed(let sum): try insert(sum)
    default: break
    }
  }
}

// MARK: - Who came

extension VisitTables {
  private func bringCheckIns(from before: VisitLog, to after: VisitLog) throws {
    for (person, waiting) in before.checkIns where after.checkIns[person]?.id != waiting.id { try takeBack(waiting.id) }
    for (person, waiting) in after.checkIns where before.checkIns[person]?.id != waiting.id {
      // The center's own door wrote its row itself.
      let stood = try transaction.execute("UPDATE check_in SET slot = '' WHERE id = ?", [.text(waiting.id)]) == 1
      if stood {
        try transaction.execute("DELETE FROM check_in_withdrawn WHERE check_in_id = ?", [.text(waiting.id)])
      } else {
        try insert(waiting.deed, id: waiting.id, at: waiting.at, slot: "")
      }
    }
    // Let in by two stations that did not see each other: the first number is his, the other one is not given again.
    if case .checkedIn(let deed) = because.deed, after.checkIns[deed.person]?.id != because.id, packetID != nil {
      try insert(deed, id: because.id, at: because.at, slot: because.id)
      try insertWithdrawn(because.id)
    }
  }

  private func takeBack(_ id: String) throws {
    // The door took it back itself.
    guard try transaction.execute("UPDATE check_in SET slot = id WHERE id = ? AND slot = ''", [.text(id)]) == 1 else { return }
    try insertWithdrawn(id)
  }

  private func insertWithdrawn(_ id: String) throws {
    try transaction.execute(
      """
      INSERT INTO check_in_withdrawn (check_in_id, withdrawn_by, withdrawn_at) VALUES (?, ?, ?)
      ON CONFLICT (check_in_id) DO NOTHING
      """, [.text(id), .text(because.by), .integer(because.at)])
  }

  private func insert(_ deed: CheckInDeed, id: String, at: Int64, slot: String) throws {
    try transaction.execute(
      """
      INSERT INTO check_in (id, campaign_id, visit_number, person_id, place_id, category, department, class_group, queue_number, manner,
        why, slot, checked_in_by, checked_in_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [.text(id)] + here + [
        .text(deed.person), .text(deed.placeID), .text(deed.turn.category.rawValue), .text(deed.turn.department),
        .text(deed.turn.classGroup), .int(deed.queue), .text(deed.manner.rawValue), .text(deed.why), .text(slot),
        .text(because.by), .integer(at),
      ])
  }

  private func insertSentOn(_ person: String, _ why: String, _ wayOn: String) throws {
    try transaction.execute(
      """
      INSERT INTO door_refusal (id, campaign_id, visit_number, person_id, why, way_on, refused_by, refused_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [.text(because.id)] + here + [
        .text(person), .text(why), .text(wayOn), .text(because.by), .integer(because.at),
      ])
  }

  private func bringExcuses(from before: VisitLog, to after: VisitLog) throws {
    for (person, reason) in before.excused where after.excused[person] != reason {
      try transaction.execute(
        "DELETE FROM person_excused WHERE campaign_id = ? AND person_id = ? AND visit_number = ?",
        [.text(campaignID), .text(person), .int(visit)])
    }
    for (person, reason) in after.excused where before.excused[person] != reason {
      try transaction.execute(
        """
        INSERT INTO person_excused (campaign_id, person_id, visit_number, reason, happening_id, since) VALUES (?, ?, ?, ?, ?, ?)
        """, [.text(campaignID), .text(person), .int(visit), .text(reason)] + since)
    }
  }
}

// MARK: - Shots

extension VisitTables {
  private func bringShots(from before: VisitLog, to after: VisitLog) throws {
    for (id, shot) in after.shots {
      let known = before.shots[id]
      if known == nil { try insert(shot) }
      if known.map({ $0.person != shot.person }) ?? true { try insertBinding(id, shot.person) }
      if known?.setAside != shot.setAside { try setAside(id, shot.setAside) }
      for (check, reason) in shot.overruled where known?.overruled[check] != reason { try overrule(id, check, reason) }
    }
  }

  private func insert(_ shot: VisitLog.Shot) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let deed = shot.deed
    try transaction.execute(
      """
      INSERT INTO shot (id, campaign_id, visit_number, serial, station_id, packet_id, happening_id, original_sha256, verdict, problems,
        source, taken_at, arrived_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [.text(deed.id)] + here + [
        .int(deed.serial), .text(shot.station), .text(packetID ?? ""), .text(because.id), .text(deed.sha256),
        .text(deed.verdict.rawValue), .text(String(decoding: try encoder.encode(deed.problems), as: UTF8.self)),
        .text(deed.source.rawValue), .optional(deed.takenAt), .integer(shot.at),
      ])
  }

  private func insertBinding(_ shot: String, _ person: String?) throws {
    try transaction.execute(
      """
      INSERT INTO shot_binding (shot_id, number, person_id, happening_id, since)
      SELECT ?, COALESCE(MAX(number), 0) + 1, ?, ?, ? FROM shot_binding WHERE shot_id = ?
      """, [.text(shot), .optional(person)] + since + [.text(shot)])
  }

  private func setAside(_ shot: String, _ why: String?) throws {
    try transaction.execute("DELETE FROM shot_set_aside WHERE shot_id = ?", [.text(shot)])
    guard let why else { return }
    try transaction.execute(
      "INSERT INTO shot_set_aside (shot_id, why, happening_id, since) VALUES (?, ?, ?, ?)", [.text(shot), .text(why)] + since)
  }

  private func bringHolds(from before: [String: String], to after: [String: String]) throws {
    for shot in before.keys.sorted() where after[shot] == nil {
      try transaction.execute("DELETE FROM shot_held_back WHERE shot_id = ?", [.text(shot)])
    }
    for (shot, why) in after.sorted(by: { $0.key < $1.key }) where before[shot] != why {
      try transaction.execute(
        """
        INSERT INTO shot_held_back (shot_id, campaign_id, visit_number, why, happening_id, since) VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (shot_id) DO UPDATE SET why = excluded.why, happening_id = excluded.happening_id
        """, [.text(shot)] + here + [.text(why)] + since)
    }
  }

  private func overrule(_ shot: String, _ check: String, _ reason: String) throws {
    try transaction.execute(
      """
      INSERT INTO shot_overruled (shot_id, photo_check, reason, happening_id, since) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (shot_id, photo_check) DO UPDATE SET reason = excluded.reason, happening_id = excluded.happening_id,
        since = excluded.since
      """, [.text(shot), .text(check), .text(reason)] + since)
  }

  /// All that go before those that come: along a shift each shot takes the place of one that moves on.
  private func bringChoices(from before: VisitLog, to after: VisitLog) throws {
    let people = Set(before.chosen.keys).union(after.chosen.keys)
    let changed = people.filter { before.keptShot(of: $0)?.id != after.keptShot(of: $0)?.id }
    for person in changed where before.keptShot(of: person) != nil {
      try transaction.execute(
        "DELETE FROM shot_chosen WHERE campaign_id = ? AND person_id = ? AND visit_number = ?",
        [.text(campaignID), .text(person), .int(visit)])
    }
    for person in changed.sorted() {
      guard let shot = after.keptShot(of: person) else { continue }
      try transaction.execute(
        """
        INSERT INTO shot_chosen (campaign_id, person_id, visit_number, shot_id, happening_id, since) VALUES (?, ?, ?, ?, ?, ?)
        """, [.text(campaignID), .text(person), .int(visit), .text(shot.id)] + since)
    }
  }
}

// MARK: - What the head office sees of it

extension VisitTables {
  /// Whoever's portrait this happening may have changed waits for release anew, or no longer.
  private func refreshReleases(from before: VisitLog, to after: VisitLog) throws {
    var people = Set(before.chosen.keys).union(after.chosen.keys).filter {
      before.keptShot(of: $0)?.id != after.keptShot(of: $0)?.id
    }
    var shots: Set<String> = []
    switch because.deed {
    case .overruled(let deed): shots = [deed.shot]
    case .setAside(let shot, _): shots = [shot]
    case .bound(let deed): shots = [deed.shot]
    case .repaired(let deed): shots = Set(deed.repair.moves.map(\.shot))
    case .repairTakenBack(let id, _): shots = Set(after.repairs.first { $0.id == id }?.repair.moves.map(\.shot) ?? [])
    case .heldBack: shots = Set(before.held.keys).symmetricDifference(after.held.keys)
    default: break
    }
    for shot in shots {
      for person in [before.shots[shot]?.person, after.shots[shot]?.person] { if let person { people.insert(person) } }
    }
    for person in people.sorted() { try transaction.refreshRelease(of: person, campaignID: campaignID) }
  }
}

// MARK: - The rest

extension VisitTables {
  private func insert(_ person: SparePerson) throws {
    let body = Array(try CampaignJSON.text(person).utf8)
    try transaction.execute(
      """
      INSERT INTO spare_person (id, campaign_id, visit_number, category, department, class_group, body_sealed, key_id, happening_id,
        made_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING
      """,
      [.text(person.id)] + here + [
        .text(person.turn.category.rawValue), .text(person.turn.department), .text(person.turn.classGroup),
        .blob(try transaction.keys.seal(body, as: SealedValues.sparePersons.record([person.id]))),
        .text(transaction.keys.encryptionKeyID), .text(because.id), .integer(because.at),
      ])
  }

  private func insert(_ signature: DaySignature) throws {
    let body = Array(try CampaignJSON.text(signature).utf8)
    try transaction.execute(
      """
      INSERT INTO visit_signature (id, campaign_id, visit_number, station_id, moment, side, body_sealed, key_id, signed_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [.text(because.id)] + here + [
        .text(because.station), .text(signature.moment.rawValue), .text(signature.side.rawValue),
        .blob(try transaction.keys.seal(body, as: SealedValues.signatures.record([because.id]))),
        .text(transaction.keys.encryptionKeyID), .integer(because.at),
      ])
  }

  private func insert(_ sum: DaySum) throws {
    try transaction.execute(
      """
      INSERT INTO visit_closed (id, campaign_id, visit_number, station_id, due, captured, excused, missing, others, shots, originals,
        second_copies, closed_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [.text(because.id)] + here + [
        .text(because.station), .int(sum.due), .int(sum.captured), .int(sum.excused), .int(sum.missing), .int(sum.others),
        .int(sum.shots), .int(sum.originals), .int(sum.secondCopies), .integer(because.at),
      ])
  }
}
