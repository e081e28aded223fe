import Foundation
import GraduatePhotos
import Storage

/// A portrait that waits for the head office's eyes.
public struct PortraitToRelease: Sendable, Identifiable {
  public let seen: SeenPortrait
  /// Empty in code mode.
  public let name: String
  /// Student number, or the internal number in code mode.
  public let number: String
  public let institution: String
  public let turn: TurnKey?
  public let visit: Int
  public let serial: Int
  public let concerns: Set<ReleaseConcern>
  /// What the photo check said, the worst first.
  public let problems: [ShotProblem]
  /// The crew's reasons by check.
  public let overruled: [String: String]
  /// People who looked already.
  public let looks: Int
  /// This clerk is one of them: somebody else has to look.
  public let isSeenByMe: Bool

  public var id: String { seen.person }
}

/// The queue as it stands.
public struct ReleaseQueue: Sendable {
  public let portraits: [PortraitToRelease]
  /// All that wait, and those among them with a concern.
  public let waiting: Int
  public let withConcerns: Int
  public let released: Int
  public let returned: Int
  /// Shots that stations hold back: not in the queue until two people there looked.
  public let heldBack: Int
}

extension CollectionCenter {
  /// The portraits that wait for release, those with a concern first, then by age; those that this clerk looked at come last.
  ///
  /// - institutionID: only of this institution.
  public func releaseQueue(
    campaignID: String, institutionID: String? = nil, by clerk: Clerk
  ) async throws -> ReleaseQueue {
    try await records.read { transaction in
      _ = try transaction.storedCampaign(campaignID)
      let campaign: [SQLValue] = [.text(campaignID)]
      return ReleaseQueue(
        portraits: try transaction.portraitsToRelease(campaignID, institutionID, by: clerk),
        waiting: try transaction.count("SELECT COUNT(*) AS n FROM release_queue WHERE campaign_id = ?", campaign),
        withConcerns: try transaction.count(
          "SELECT COUNT(*) AS n FROM release_queue WHERE campaign_id = ? AND rank = 0", campaign),
        released: try transaction.count(
          """
          SELECT COUNT(*) AS n FROM portrait p WHERE p.campaign_id = ?
            AND NOT EXISTS (SELECT 1 FROM portrait_withdrawn w WHERE w.portrait_id = p.id)
          """, campaign),
        returned: try transaction.count("SELECT COUNT(*) AS n FROM release_returned WHERE campaign_id = ?", campaign),
        heldBack: try transaction.count("SELECT COUNT(*) AS n FROM shot_held_back WHERE campaign_id = ?", campaign))
    }
  }

  /// The portrait of a shot that waits or was released: JPEG, as it will be delivered.
  ///
  /// - Throws: `ReleaseRefusal.portraitUnknown`.
  public func portraitToRelease(of shotID: String, campaignID: String, by clerk: Clerk) async throws -> [UInt8] {
    let file = try await records.read { transaction in
      try transaction.row(
        """
        SELECT f.id, f.stored_hash, f.key_id FROM shot s JOIN packet_file f ON f.packet_id = s.packet_id AND f.role = 'portrait'
        WHERE s.id = ? AND s.campaign_id = ?
        """, [.text(shotID), .text(campaignID)])
    }
    guard let file, let hash = PhotoHash(try file.text("stored_hash")) else { throw ReleaseRefusal.portraitUnknown }
    return try keys.current.open(
      try await photos.read(hash), under: file.text("key_id"), as: "packet_file:\(try file.text("id"))")
  }
}

extension Transaction {
  static let waitingPortraits = """
    SELECT q.person_id, q.shot_id, q.concerns, q.looks, s.visit_number, s.serial, s.problems,
      g.name, g.student_number, g.category, g.department, g.class_group, g.institution_id,
      (SELECT COUNT(*) FROM release_look l WHERE l.shot_id = q.shot_id AND l.person_id = q.person_id AND l.looked_by = ?) AS mine
    FROM release_queue q JOIN shot s ON s.id = q.shot_id LEFT JOIN graduate g ON g.id = q.person_id
    WHERE q.campaign_id = ?
    """

  fileprivate func portraitsToRelease(
    _ campaignID: String, _ institutionID: String?, by clerk: Clerk
  ) throws -> [PortraitToRelease] {
    var sql = Self.waitingPortraits
    var arguments: [SQLValue] = [.text(clerk.accountID), .text(campaignID)]
    if let institutionID {
      sql += " AND g.institution_id = ?"
      arguments.append(.text(institutionID))
    }
    sql += " ORDER BY q.rank, q.since, q.person_id LIMIT ?"
    arguments.append(.int(DeliveryDeskLimits.portraitsOnPage))
    let year = try storedCampaign(campaignID).year
    var names: [String: String] = [:]
    let found = try rows(sql, arguments).map { row in
      let institution = try row.optionalText("institution_id") ?? ""
      if names[institution] == nil { names[institution] = try institutionName(institution, in: year) ?? "" }
      return try portraitToRelease(row, institution: names[institution] ?? "")
    }
    return found.filter { !$0.isSeenByMe } + found.filter(\.isSeenByMe)
  }

  private func portraitToRelease(_ row: SQLRow, institution: String) throws -> PortraitToRelease {
    let shot = try row.text("shot_id")
    let overruled = try rows("SELECT photo_check, reason FROM shot_overruled WHERE shot_id = ?", [.text(shot)]).map {
      (try $0.text("photo_check"), try $0.text("reason"))
    }
    let category = try row.optionalText("category").flatMap { Category(rawValue: $0) }
    return PortraitToRelease(
      seen: SeenPortrait(person: try row.text("person_id"), shot: shot), name: try row.optionalText("name") ?? "",
      number: try row.optionalText("student_number") ?? "", institution: institution,
      turn: try category.map {
        TurnKey(category: $0, department: try row.text("department"), classGroup: try row.text("class_group"))
      },
      visit: try row.int("visit_number"), serial: try row.int("serial"),
      concerns: ReleaseConcern.set(of: try row.text("concerns")),
      problems: (try? JSONDecoder().decode([ShotProblem].self, from: Data(try row.text("problems").utf8))) ?? [],
      overruled: Dictionary(overruled, uniquingKeysWith: { first, _ in first }), looks: try row.int("looks"),
      isSeenByMe: try row.int("mine") > 0)
  }
}
