import GraduatePhotos
import Storage

/// Whether somebody went through those who cannot come.
public struct AbsencesConfirmed: Sendable, Equatable {
  public let by: String
  /// Milliseconds UTC.
  public let at: Int64
  /// False when a roster was imported since: its people are not gone through.
  public let isCurrent: Bool
}

extension CollectionCenter {
  /// Says that everybody who cannot come is marked, even if nobody is; of the whole institution, or of the keeper's own center.
  ///
  /// A later import makes it out of date: then it is said again.
  /// - Throws: `GraduateRefusal.noRoster`.
  public func confirmAbsences(campaignID: String, by keeper: some RosterKeeper) async throws {
    let people = RegisteredPeople(
      campaignID: campaignID, institutionID: keeper.institutionID, centerID: keeper.ownStudyCenterID)
    try await records.write { transaction in
      guard try transaction.newestImport(people) != nil else { throw GraduateRefusal.noRoster }
      try transaction.execute(
        """
        INSERT INTO absences_confirmed (campaign_id, institution_id, study_center_id, confirmed_by, confirmed_at)
        VALUES (?, ?, ?, ?, ?) ON CONFLICT (campaign_id, institution_id, study_center_id)
          DO UPDATE SET confirmed_by = excluded.confirmed_by, confirmed_at = excluded.confirmed_at
        """,
        [
          .text(campaignID), .text(keeper.institutionID), .text(keeper.ownStudyCenterID ?? ""), .text(keeper.accountID),
          .integer(transaction.now),
        ])
      let absent = try transaction.count(
        """
        SELECT COUNT(*) AS n FROM graduate g WHERE \(people.condition) AND NOT \(GraduateScope.hasLeft)
          AND EXISTS (SELECT 1 FROM absence a WHERE a.graduate_id = g.id)
        """, people.arguments)
      try transaction.journal(
        JournalLine(
          action: .absencesConfirmed, recordKind: "institution", recordID: keeper.institutionID, campaignID: campaignID,
          details: ["center": keeper.ownStudyCenterID ?? "", "absent": String(absent)]), by: keeper)
    }
  }

  /// Nil while nobody said so, and before the first import.
  public func absencesConfirmed(campaignID: String, by keeper: some RosterKeeper) async throws -> AbsencesConfirmed? {
    let people = RegisteredPeople(
      campaignID: campaignID, institutionID: keeper.institutionID, centerID: keeper.ownStudyCenterID)
    return try await records.read { transaction in
      guard let newest = try transaction.newestImport(people), let row = try transaction.absencesConfirmedRow(people) else {
        return nil
      }
      let at = try row.integer("confirmed_at")
      return AbsencesConfirmed(by: try transaction.actorName(row.text("confirmed_by")), at: at, isCurrent: at >= newest.at)
    }
  }
}

extension Transaction {
  func absencesConfirmedAt(_ people: RegisteredPeople) throws -> Int64? {
    try absencesConfirmedRow(people)?.integer("confirmed_at")
  }

  /// The latest word on a center is its own or its parent's.
  fileprivate func absencesConfirmedRow(_ people: RegisteredPeople) throws -> SQLRow? {
    try row(
      """
      SELECT confirmed_by, confirmed_at FROM absences_confirmed WHERE campaign_id = ? AND institution_id = ?
        AND study_center_id IN ('', ?) ORDER BY confirmed_at DESC LIMIT 1
      """, [.text(people.campaignID), .text(people.institutionID), .text(people.centerID ?? "")])
  }
}
