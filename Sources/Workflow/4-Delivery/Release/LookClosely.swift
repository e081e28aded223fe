import GraduatePhotos
import Storage

/// One portrait, looked at closely, with what is known of it.
public struct CloseLook: Sendable {
  public let portrait: PortraitToRelease
  /// People who have to look before it is released.
  public let eyes: Int
  /// This clerk looked already: somebody else has to.
  public let isSeenByMe: Bool
  /// Whoever comes after it in the queue for this clerk; nil at its end.
  public let next: String?
  /// The institution handed an enrolment photo in.
  public let hasReference: Bool
  /// Why portraits of this person were sent back before, the last first.
  public let returned: [String]
}

extension CollectionCenter {
  /// One waiting portrait with its neighbour in the queue.
  ///
  /// - institutionID: of the queue that the clerk goes through.
  /// - Throws: `ReleaseRefusal.changed` when nothing of this person waits any more.
  public func lookClosely(
    at personID: String, campaignID: String, institutionID: String? = nil, by clerk: Clerk
  ) async throws -> CloseLook {
    try await records.read { transaction in
      let campaign = try transaction.storedCampaign(campaignID)
      let found = try transaction.row(
        Transaction.waitingPortraits + " AND q.person_id = ?", [.text(campaignID), .text(personID)])
      guard let found else { throw ReleaseRefusal.changed }
      let name = try transaction.institutionName(found.text("institution_id"), in: campaign.year) ?? ""
      let portrait = try transaction.portraitToRelease(found, institution: name)
      return CloseLook(
        portrait: portrait, eyes: (campaign.plan.secondEyes ?? .concerns).eyes(for: portrait.concerns),
        isSeenByMe: try transaction.count(
          "SELECT COUNT(*) AS n FROM release_look WHERE shot_id = ? AND person_id = ? AND looked_by = ?",
          [.text(portrait.seen.shot), .text(personID), .text(clerk.accountID)]) > 0,
        next: try transaction.nextToRelease(after: found, campaignID, institutionID, by: clerk),
        hasReference: try transaction.referencePicture(of: personID, campaignID) != nil,
        returned: try transaction.rows(
          "SELECT reason FROM release_returned WHERE campaign_id = ? AND person_id = ? ORDER BY returned_at DESC LIMIT ?",
          [.text(campaignID), .text(personID), .int(DeliveryDeskLimits.earlierReturns)]
        ).map { try $0.text("reason") })
    }
  }

  /// Who comes first in the queue for this clerk; nil when nothing waits for him.
  public func firstToRelease(
    campaignID: String, institutionID: String? = nil, by clerk: Clerk
  ) async throws -> String? {
    try await records.read { try $0.nextToRelease(after: nil, campaignID, institutionID, by: clerk) }
  }

  /// The enrolment photo of somebody who waits; JPEG.
  ///
  /// - Throws: `ReleaseRefusal.portraitUnknown`.
  public func referenceToRelease(of personID: String, campaignID: String, by clerk: Clerk) async throws -> [UInt8] {
    guard let id = try await records.read({ try $0.referencePicture(of: personID, campaignID) }) else {
      throw ReleaseRefusal.portraitUnknown
    }
    return try await open(.referencePictures, id)
  }
}

extension Transaction {
  /// - after: a row of `waitingPortraits`; nil for the first of all.
  fileprivate func nextToRelease(
    after row: SQLRow?, _ campaignID: String, _ institutionID: String?, by clerk: Clerk
  ) throws -> String? {
    var sql = "SELECT q.person_id FROM release_queue q WHERE q.campaign_id = ?"
    var arguments: [SQLValue] = [.text(campaignID)]
    if let institutionID {
      sql += " AND q.institution_id = ?"
      arguments.append(.text(institutionID))
    }
    if let row {
      sql += " AND (q.rank, q.since, q.person_id) > (?, ?, ?)"
      arguments += [.int(try row.int("rank")), .integer(try row.integer("since")), .text(try row.text("person_id"))]
    }
    sql += " AND \(Self.notSeenByClerk) ORDER BY q.rank, q.since, q.person_id LIMIT 1"
    return try self.row(sql, arguments + [.text(clerk.accountID)])?.text("person_id")
  }

  fileprivate func referencePicture(of personID: String, _ campaignID: String) throws -> String? {
    try row(
      "SELECT id FROM reference_picture WHERE graduate_id = ? AND campaign_id = ? AND slot = ''",
      [.text(personID), .text(campaignID)]
    )?.text("id")
  }
}
