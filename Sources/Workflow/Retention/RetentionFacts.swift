import GraduatePhotos
import Storage

/// One erasing, from who proposed it to its end (promise 10).
public struct EraseFacts: Sendable, Identifiable {
  public enum Standing: Sendable, Hashable {
    case proposed
    /// Begins at the moment (milliseconds UTC).
    case confirmed(beginsAt: Int64)
    case underWay
    case done(at: Int64)
    case withdrawn(at: Int64)
  }

  public let id: String
  public let part: ErasedPart
  public let standing: Standing
  public let proposedBy: String
  /// Names of the two.
  public let proposer: String
  public let confirmer: String?
  public let proposedAt: Int64
  public let people: Int
  public let files: Int
}

/// What a campaign keeps, until when, and what of it was erased.
public struct RetentionFacts: Sendable {
  public let title: String
  public let terms: RetentionTerms
  /// Version of the campaign's settings.
  public let version: Int
  public let lastDay: CalendarDay?
  public let today: CalendarDay
  public let firstDays: [ErasedPart: CalendarDay]
  /// The newest first.
  public let erasings: [EraseFacts]
  /// Files of the photo store that are still to be deleted.
  public let filesLeft: Int

  public func isDue(_ part: ErasedPart) -> Bool { firstDays[part].map { today >= $0 } ?? false }

  /// The one that may still come to pass, or has.
  public func present(_ part: ErasedPart) -> EraseFacts? {
    erasings.first {
      if case .withdrawn = $0.standing { return false }
      return $0.part == part
    }
  }
}

extension CollectionCenter {
  public func retention(campaignID: String, by keeper: some CampaignKeeper) async throws -> RetentionFacts {
    try await records.read { transaction in
      let campaign = try transaction.storedCampaign(campaignID)
      let days = ErasedPart.allCases.compactMap { part in campaign.plan.firstEraseDay(of: part).map { (part, $0) } }
      return RetentionFacts(
        title: campaign.plan.title, terms: campaign.plan.retentionTerms, version: campaign.version,
        lastDay: campaign.plan.lastDay, today: transaction.today,
        firstDays: Dictionary(uniqueKeysWithValues: days), erasings: try transaction.erasings(of: campaignID),
        filesLeft: try transaction.count(
          """
          SELECT COUNT(*) AS n FROM erased_file f JOIN erase e ON e.id = f.erase_id WHERE e.campaign_id = ?
          """, [.text(campaignID)]))
    }
  }

  /// How long originals and identity data are kept from now on.
  ///
  /// - seen: the version of the settings that the form was filled from.
  /// - Throws: `RetentionRefusal.termsWrong`; `.proposedAlready`, `.erasedAlready` while an erasing is decided, goes on or is over;
  ///   `ChangedMeanwhile`.
  public func setRetention(
    _ terms: RetentionTerms, campaignID: String, seen version: Int, by keeper: some ProvinceKeeper
  ) async throws {
    if let problem = terms.problem() { throw RetentionRefusal.termsWrong(problem) }
    var plan = try await records.read { transaction in
      if let there = try transaction.erasings(of: campaignID).first(where: { !$0.isWithdrawn }) {
        throw there.isBegun ? RetentionRefusal.erasedAlready(there.part) : .proposedAlready(there.part)
      }
      return try transaction.storedCampaign(campaignID).plan
    }
    plan.retention = terms
    _ = try await changeCampaign(campaignID, to: plan, seen: version, by: keeper)
  }
}

extension EraseFacts {
  var isBegun: Bool {
    switch standing {
    case .underWay, .done: true
    case .proposed, .confirmed, .withdrawn: false
    }
  }
}

extension Transaction {
  func erasings(of campaignID: String) throws -> [EraseFacts] {
    try rows(
      """
      SELECT e.id, e.part, e.proposed_by, e.proposed_at, c.begins_at, w.withdrawn_at, d.done_at, a.name AS proposer,
        b.name AS confirmer, COALESCE(d.people, (SELECT CAST(SUM(s.people) AS BIGINT) FROM erase_step s WHERE s.erase_id = e.id), 0) AS people,
        COALESCE(d.files, (SELECT CAST(SUM(s.files) AS BIGINT) FROM erase_step s WHERE s.erase_id = e.id), 0) AS files
      FROM erase e LEFT JOIN erase_confirmed c ON c.erase_id = e.id LEFT JOIN erase_withdrawn w ON w.erase_id = e.id
      LEFT JOIN erase_done d ON d.erase_id = e.id LEFT JOIN account a ON a.id = e.proposed_by
      LEFT JOIN account b ON b.id = c.confirmed_by
      WHERE e.campaign_id = ? ORDER BY e.id DESC
      """, [.text(campaignID)]
    ).map { row in
      guard let part = ErasedPart(rawValue: try row.text("part")) else { throw RetentionRefusal.notFound }
      return EraseFacts(
        id: try row.text("id"), part: part, standing: try standing(row), proposedBy: try row.text("proposed_by"),
        proposer: try row.optionalText("proposer") ?? "", confirmer: try row.optionalText("confirmer"),
        proposedAt: try row.integer("proposed_at"), people: try row.int("people"), files: try row.int("files"))
    }
  }

  private func standing(_ row: SQLRow) throws -> EraseFacts.Standing {
    if let at = try row.optionalInteger("withdrawn_at") { return .withdrawn(at: at) }
    if let at = try row.optionalInteger("done_at") { return .done(at: at) }
    guard let begins = try row.optionalInteger("begins_at") else { return .proposed }
    return begins <= now ? .underWay : .confirmed(beginsAt: begins)
  }
}
