import GraduatePhotos
import Storage

/// A portrait that somebody saw, as it was shown: a shot for a person.
public struct SeenPortrait: Sendable, Hashable, Codable {
  public var person: String
  public var shot: String

  public init(person: String, shot: String) {
    self.person = person
    self.shot = shot
  }
}

/// What became of portraits that somebody released.
public struct ReleaseOutcome: Sendable, Hashable, Codable {
  public var released = 0
  /// Those that a second person has to look at.
  public var forSecondEyes = 0
  /// Those that this person looked at before: somebody else has to.
  public var lookedBefore = 0
  /// People whose portrait is another one by now, or was decided meanwhile.
  public var changed: [String] = []

  public init() {}
}

extension CollectionCenter {
  /// Releases portraits that the clerk saw: those that need one pair of eyes, or whose second pair this is; the others wait for it.
  ///
  /// Each is released as it was shown or not at all; the others go through. Said twice, it is done once.
  ///
  /// - operation: of the page that was sent.
  /// - Throws: `ReleaseRefusal.tooMany`.
  public func release(
    _ seen: [SeenPortrait], campaignID: String, operation: String, by clerk: Clerk
  ) async throws -> ReleaseOutcome {
    guard seen.count <= DeliveryDeskLimits.releasedAtOnce else {
      throw ReleaseRefusal.tooMany(limit: DeliveryDeskLimits.releasedAtOnce)
    }
    return try await records.once("\(operation):\(clerk.accountID)", kind: "release") { transaction in
      let rule = try transaction.storedCampaign(campaignID).plan.secondEyes ?? .concerns
      var outcome = ReleaseOutcome()
      for portrait in seen { try transaction.release(portrait, campaignID, rule, &outcome, by: clerk) }
      return outcome
    }
  }

  /// Sends a portrait back: the person is to be shot again, for this reason.
  ///
  /// - Throws: `ReleaseRefusal.noReason`, `.reasonTooLong`, `.changed`.
  public func returnToRetake(_ seen: SeenPortrait, because text: String, campaignID: String, by clerk: Clerk) async throws {
    let reason = try text.releaseReason()
    try await records.write { transaction in
      guard try transaction.waitingPortrait(seen, campaignID) != nil else { throw ReleaseRefusal.changed }
      try transaction.execute(
        """
        INSERT INTO release_returned (shot_id, person_id, campaign_id, reason, returned_by, returned_at) VALUES (?, ?, ?, ?, ?, ?)
        """,
        [
          .text(seen.shot), .text(seen.person), .text(campaignID), .text(reason), .text(clerk.accountID),
          .integer(transaction.now),
        ])
      try transaction.refreshRelease(of: seen.person, campaignID: campaignID)
      try transaction.journal(
        JournalLine(
          action: .portraitReturned, recordKind: "shot", recordID: seen.shot, campaignID: campaignID,
          graduateID: try transaction.graduateID(seen.person), details: ["reason": reason]), by: clerk)
    }
  }

  /// Takes it back that a portrait was sent back: it waits for eyes again.
  ///
  /// - Throws: `ReleaseRefusal.portraitUnknown`.
  public func undoReturn(_ seen: SeenPortrait, campaignID: String, by clerk: Clerk) async throws {
    try await records.write { transaction in
      let key: [SQLValue] = [.text(seen.shot), .text(seen.person), .text(campaignID)]
      let removed = try transaction.execute(
        "DELETE FROM release_returned WHERE shot_id = ? AND person_id = ? AND campaign_id = ?", key)
      guard removed == 1 else { throw ReleaseRefusal.portraitUnknown }
      try transaction.forgetLooks(at: seen)
      try transaction.refreshRelease(of: seen.person, campaignID: campaignID)
      try transaction.journal(
        JournalLine(
          action: .portraitReturnUndone, recordKind: "shot", recordID: seen.shot, campaignID: campaignID,
          graduateID: try transaction.graduateID(seen.person)), by: clerk)
    }
  }

  /// Takes a release back: the portrait waits for eyes again.
  ///
  /// - Throws: `ReleaseRefusal.noReason`, `.reasonTooLong`, `.portraitUnknown`.
  public func withdrawRelease(_ portraitID: String, because text: String, campaignID: String, by clerk: Clerk) async throws {
    let reason = try text.releaseReason()
    try await records.write { transaction in
      let found = try transaction.row(
        """
        SELECT p.person_id, p.shot_id FROM portrait p WHERE p.id = ? AND p.campaign_id = ?
          AND \(Portrait.stands("p"))
        """, [.text(portraitID), .text(campaignID)])
      guard let found else { throw ReleaseRefusal.portraitUnknown }
      let seen = SeenPortrait(person: try found.text("person_id"), shot: try found.text("shot_id"))
      try transaction.withdraw(portrait: portraitID, of: seen, reason, campaignID: campaignID, by: clerk)
      try transaction.refreshRelease(of: seen.person, campaignID: campaignID)
    }
  }
}

extension Transaction {
  /// What waits of a portrait as it was seen; nil when it is another one by now.
  fileprivate func waitingPortrait(
    _ seen: SeenPortrait, _ campaignID: String
  ) throws -> (concerns: Set<ReleaseConcern>, looks: Int)? {
    try row(
      "SELECT concerns, looks FROM release_queue WHERE campaign_id = ? AND person_id = ? AND shot_id = ?",
      [.text(campaignID), .text(seen.person), .text(seen.shot)]
    ).map { (ReleaseConcern.set(of: try $0.text("concerns")), try $0.int("looks")) }
  }

  fileprivate func release(
    _ seen: SeenPortrait, _ campaignID: String, _ rule: SecondEyes, _ outcome: inout ReleaseOutcome, by clerk: Clerk
  ) throws {
    guard let waiting = try waitingPortrait(seen, campaignID) else {
      outcome.changed.append(seen.person)
      return
    }
    let fresh = try execute(
      """
      INSERT INTO release_look (shot_id, person_id, looked_by, looked_at) VALUES (?, ?, ?, ?)
      ON CONFLICT (shot_id, person_id, looked_by) DO NOTHING
      """, [.text(seen.shot), .text(seen.person), .text(clerk.accountID), .integer(now)])
    guard fresh == 1 else {
      outcome.lookedBefore += 1
      return
    }
    guard waiting.looks + 1 >= rule.eyes(for: waiting.concerns) else {
      try refreshRelease(of: seen.person, campaignID: campaignID)
      try journal(
        JournalLine(
          action: .portraitLookedAt, recordKind: "shot", recordID: seen.shot, campaignID: campaignID,
          graduateID: try graduateID(seen.person)), by: clerk)
      outcome.forSecondEyes += 1
      return
    }
    guard try insertPortrait(seen, campaignID, by: clerk) else {
      outcome.changed.append(seen.person)
      return
    }
    try refreshRelease(of: seen.person, campaignID: campaignID)
    outcome.released += 1
  }

  /// False when the shot has no portrait: a picture that nothing could be cut from.
  private func insertPortrait(_ seen: SeenPortrait, _ campaignID: String, by clerk: Clerk) throws -> Bool {
    let file = try row(
      """
      SELECT f.id, f.sha256 FROM shot s JOIN packet_file f ON f.packet_id = s.packet_id AND f.role = 'portrait' WHERE s.id = ?
      """, [.text(seen.shot)])
    guard let file else { return false }
    let id = identifier()
    let number = try count(
      "SELECT COALESCE(MAX(number), 0) + 1 AS n FROM portrait WHERE campaign_id = ? AND person_id = ?",
      [.text(campaignID), .text(seen.person)])
    let sha256 = try file.text("sha256")
    try execute(
      """
      INSERT INTO portrait (id, campaign_id, person_id, number, shot_id, file_id, sha256, released_by, released_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .text(id), .text(campaignID), .text(seen.person), .int(number), .text(seen.shot), .text(try file.text("id")),
        .text(sha256), .text(clerk.accountID), .integer(now),
      ])
    try journal(
      JournalLine(
        action: .portraitReleased, recordKind: "portrait", recordID: id, campaignID: campaignID,
        graduateID: try graduateID(seen.person), details: ["shot": seen.shot, "portrait": String(number), "sha256": sha256]),
      by: clerk)
    try settlePhotoClaims(of: seen, campaignID: campaignID, by: clerk)
    return true
  }
}

extension ReleaseConcern {
  /// Of names parted by blanks, as they are stored.
  static func set(of text: String) -> Set<ReleaseConcern> {
    Set(text.split(separator: " ").compactMap { Self(rawValue: String($0)) })
  }
}
