import Foundation
import GraduatePhotos
import Storage

/// Keeps the counts of every campaign current: goes through the journal behind its sealer, and counts institutions anew in which something
/// changed.
///
/// A change is never missed: its journal line stands in its own transaction, the chain's positions come in the order of commits, and the
/// position up to which they were gone through is written together with the institutions that were found. A count is of one snapshot and says
/// up to where; an institution is taken off the list only when nothing newer touched it. Whatever dies in between is done again.
extension CollectionCenter {
  /// One round over all campaigns.
  ///
  /// - owner: this process's name for its leases.
  /// - Returns: how many institutions were counted.
  @discardableResult
  public func keepSeasonCounts(owner: String) async throws -> Int {
    let campaigns = try await records.read { transaction in
      try transaction.rows("SELECT id FROM campaign ORDER BY id").map { try $0.text("id") }
    }
    var counted = 0
    for campaign in campaigns {
      guard try await leaseSeason(campaign, owner: owner) else { continue }
      while try await followSeason(campaign, owner: owner) {}
      for institution in try await staleInstitutions(campaign) where try await countInstitution(institution, in: campaign) {
        counted += 1
      }
    }
    return counted
  }

  /// Gives the leases of a process that stops back, so that the next one need not wait for their end.
  public func releaseSeason(owner: String) async throws {
    try await records.write {
      try $0.execute("UPDATE season_follower SET lease_until = 0 WHERE owner = ?", [.text(owner)])
    }
  }

  /// Takes or keeps the lease; a campaign that nobody followed yet begins with all of its institutions.
  private func leaseSeason(_ campaignID: String, owner: String) async throws -> Bool {
    let (holder, until, now) = try await records.read { transaction in
      let row = try transaction.row(
        "SELECT owner, lease_until FROM season_follower WHERE campaign_id = ?", [.text(campaignID)])
      return (try row?.text("owner"), try row?.integer("lease_until") ?? 0, transaction.now)
    }
    if holder == owner, until > now + SeasonLimits.leaseMilliseconds / 2 { return true }
    if let holder, holder != owner, until >= now { return false }
    return try await records.write { try $0.takeSeason(campaignID, owner) }
  }

  /// Goes through the next lines of the journal; true when there may be more.
  private func followSeason(_ campaignID: String, owner: String) async throws -> Bool {
    let (position, lines) = try await records.read { transaction in
      let position = try transaction.seasonPosition(campaignID)
      return (position, try transaction.seasonLines(campaignID, after: position))
    }
    guard let last = lines.last else { return false }
    try await records.write { transaction in
      // Another node was faster: it wrote down the same.
      guard
        try transaction.execute(
          "UPDATE season_follower SET position = ? WHERE campaign_id = ? AND owner = ? AND position = ?",
          [.integer(last), .text(campaignID), .text(owner), .integer(position)]) == 1
      else { return }
      if let all = lines.touchedAll {
        for institution in try transaction.seasonInstitutions(campaignID) {
          try transaction.markStale(institution, in: campaignID, at: all)
        }
      }
      for (institution, at) in lines.touched.sorted(by: { $0.key < $1.key }) {
        try transaction.markStale(institution, in: campaignID, at: at)
      }
    }
    return lines.count == SeasonLimits.linesAtOnce
  }

  /// Those whose turn it is.
  private func staleInstitutions(_ campaignID: String) async throws -> [String] {
    try await records.read { transaction in
      try transaction.rows(
        """
        SELECT s.institution_id FROM season_stale s
        LEFT JOIN season_institution c ON c.campaign_id = s.campaign_id AND c.institution_id = s.institution_id
        WHERE s.campaign_id = ? AND (c.counted_at IS NULL OR c.counted_at + ? + ? * c.took_milliseconds <= ?)
        ORDER BY s.since, s.institution_id
        """,
        [
          .text(campaignID), .integer(SeasonLimits.restMilliseconds), .integer(SeasonLimits.restTimesCost),
          .integer(transaction.now),
        ]
      ).map { try $0.text("institution_id") }
    }
  }

  /// Counts one in a snapshot, then writes it down unless something newer is there.
  private func countInstitution(_ institutionID: String, in campaignID: String) async throws -> Bool {
    let started = ContinuousClock.now
    let found = try await records.read { transaction -> (CountedSeason, Int64)? in
      let key: [SQLValue] = [.text(campaignID), .text(institutionID)]
      let stale = try transaction.row(
        "SELECT position FROM season_stale WHERE campaign_id = ? AND institution_id = ?", key)
      guard let stale else { return nil }
      let campaign = try transaction.storedCampaign(campaignID)
      return (try transaction.countSeason(campaign, institutionID), try stale.integer("position"))
    }
    guard let (counted, position) = found else { return false }
    let took = (ContinuousClock.now - started) / .milliseconds(1)
    return try await records.write { transaction in
      try transaction.keep(counted, institutionID, campaignID, position: position, took: Int64(took))
    }
  }
}

extension Transaction {
  func seasonPosition(_ campaignID: String) throws -> Int64 {
    try row("SELECT position FROM season_follower WHERE campaign_id = ?", [.text(campaignID)])?.integer("position") ?? 0
  }

  fileprivate func takeSeason(_ campaignID: String, _ owner: String) throws -> Bool {
    let until = now + SeasonLimits.leaseMilliseconds
    guard
      try row("SELECT owner FROM season_follower WHERE campaign_id = ?", [.text(campaignID)]) == nil
    else {
      return try execute(
        """
        UPDATE season_follower SET owner = ?, lease_until = ? WHERE campaign_id = ? AND (owner = ? OR lease_until < ?)
        """, [.text(owner), .integer(until), .text(campaignID), .text(owner), .integer(now)]) == 1
    }
    let head = try journalHead(campaignID)?.position ?? 0
    try execute(
      "INSERT INTO season_follower (campaign_id, position, owner, lease_until) VALUES (?, ?, ?, ?)",
      [.text(campaignID), .integer(head), .text(owner), .integer(until)])
    for institution in try seasonInstitutions(campaignID) { try markStale(institution, in: campaignID, at: head) }
    return true
  }

  /// Institutions that take part, and parents of centers in the province, whose students are counted with them.
  func seasonInstitutions(_ campaignID: String) throws -> [String] {
    try rows(
      """
      SELECT institution_id FROM participation WHERE campaign_id = ?
      UNION SELECT parent_institution_id FROM study_center WHERE campaign_id = ?
      UNION SELECT institution_id FROM season_institution WHERE campaign_id = ? ORDER BY 1
      """, [.text(campaignID), .text(campaignID), .text(campaignID)]
    ).map { try $0.text("institution_id") }
  }

  fileprivate func markStale(_ institutionID: String, in campaignID: String, at position: Int64) throws {
    try execute(
      """
      INSERT INTO season_stale (campaign_id, institution_id, position, since) VALUES (?, ?, ?, ?)
      ON CONFLICT (campaign_id, institution_id) DO UPDATE SET position = excluded.position
      """, [.text(campaignID), .text(institutionID), .integer(position), .integer(now)])
  }

  func keep(
    _ counted: CountedSeason, _ institutionID: String, _ campaignID: String, position: Int64, took: Int64
  ) throws -> Bool {
    let key: [SQLValue] = [.text(campaignID), .text(institutionID)]
    let known = try row(
      "SELECT position FROM season_institution WHERE campaign_id = ? AND institution_id = ?", key)
    if let newer = try known?.integer("position"), newer > position { return false }
    try execute(
      """
      INSERT INTO season_institution (campaign_id, institution_id, body, position, counted_at, took_milliseconds)
      VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT (campaign_id, institution_id) DO UPDATE SET body = excluded.body, position = excluded.position,
        counted_at = excluded.counted_at, took_milliseconds = excluded.took_milliseconds
      """,
      key + [.text(try CampaignJSON.text(counted.institution)), .integer(position), .integer(now), .integer(took)])
    try keepClasses(counted.classes, key)
    try execute(
      "DELETE FROM season_stale WHERE campaign_id = ? AND institution_id = ? AND position <= ?", key + [.integer(position)])
    return true
  }

  /// Only what is another number is written.
  private func keepClasses(_ classes: [SeasonClassKey: SeasonCount], _ key: [SQLValue]) throws {
    var known: [SeasonClassKey: String] = [:]
    for row in try rows(
      """
      SELECT study_center_id, category, department, class_group, body FROM season_class
      WHERE campaign_id = ? AND institution_id = ?
      """, key)
    {
      known[try SeasonClassKey(row)] = try row.text("body")
    }
    func values(_ group: SeasonClassKey) -> [SQLValue] {
      [.text(group.studyCenterID), .text(group.category), .text(group.department), .text(group.classGroup)]
    }
    for group in known.keys where classes[group] == nil {
      try execute(
        """
        DELETE FROM season_class WHERE campaign_id = ? AND institution_id = ? AND study_center_id = ? AND category = ?
          AND department = ? AND class_group = ?
        """, key + values(group))
    }
    for (group, count) in classes {
      let body = try CampaignJSON.text(count)
      guard known[group] != body else { continue }
      try execute(
        """
        INSERT INTO season_class (campaign_id, institution_id, study_center_id, category, department, class_group, body)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (campaign_id, institution_id, department, class_group, category, study_center_id)
          DO UPDATE SET body = excluded.body
        """, key + values(group) + [.text(body)])
    }
  }
}
