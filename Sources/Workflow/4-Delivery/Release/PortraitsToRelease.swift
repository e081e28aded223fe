import Foundation
import GraduatePhotos
import Storage

/// A portrait that waits for the head office's eyes.
public struct PortraitToRelease: Sendable, Identifiable {
  public let seen: SeenPortrait
  /// Empty in code mode.
  public let name: String
  /// Student number; empty in code mode.
  public let number: String
  /// Empty for somebody on no list.
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

  public var id: String { seen.person }
}

/// The queue as it stands.
public struct ReleaseQueue: Sendable {
  /// Those that this clerk did not look at, at most `DeliveryDeskLimits.portraitsOnPage`.
  public let portraits: [PortraitToRelease]
  /// Institutions with portraits that wait, by code, with how many.
  public let institutions: [(id: String, name: String, waiting: Int)]
  /// All that wait, and those among them with a concern.
  public let waiting: Int
  public let withConcerns: Int
  /// Looked at by this clerk: somebody else has to.
  public let forOthers: Int
  public let released: Int
  public let returned: Int
  /// Shots that stations hold back: not in the queue until two people there looked.
  public let heldBack: Int
}

extension CollectionCenter {
  /// The portraits that wait for release, those with a concern first, then by age.
  ///
  /// - institutionID: only of this institution.
  public func releaseQueue(
    campaignID: String, institutionID: String? = nil, by clerk: Clerk
  ) async throws -> ReleaseQueue {
    try await records.read { transaction in
      let year = try transaction.storedCampaign(campaignID).year
      let campaign: [SQLValue] = [.text(campaignID)]
      return ReleaseQueue(
        portraits: try transaction.portraitsToRelease(campaignID, institutionID, by: clerk, in: year),
        institutions: try transaction.institutionsWaiting(campaignID, in: year),
        waiting: try transaction.count("SELECT COUNT(*) AS n FROM release_queue WHERE campaign_id = ?", campaign),
        withConcerns: try transaction.count(
          "SELECT COUNT(*) AS n FROM release_queue WHERE campaign_id = ? AND rank = 0", campaign),
        forOthers: try transaction.count(
          """
          SELECT COUNT(*) AS n FROM release_queue q JOIN release_look l ON l.shot_id = q.shot_id AND l.person_id = q.person_id
          WHERE q.campaign_id = ? AND l.looked_by = ?
          """, campaign + [.text(clerk.accountID)]),
        released: try transaction.count(Transaction.releasedCount, campaign),
        returned: try transaction.count(
          "SELECT COUNT(*) AS n FROM release_returned r WHERE r.campaign_id = ? AND \(Retake.isOpen)", campaign),
        heldBack: try transaction.count("SELECT COUNT(*) AS n FROM shot_held_back WHERE campaign_id = ?", campaign))
    }
  }

  /// The portrait of a shot, as it will be delivered: JPEG.
  ///
  /// - Throws: `ReleaseRefusal.portraitUnknown`.
  public func portraitToRelease(of shotID: String, campaignID: String, by clerk: Clerk) async throws -> [UInt8] {
    try await shotFile("portrait", of: shotID, campaignID)
  }

  /// The untouched original of a shot: JPEG, some megabytes.
  ///
  /// - Throws: `ReleaseRefusal.portraitUnknown`.
  public func originalToRelease(of shotID: String, campaignID: String, by clerk: Clerk) async throws -> [UInt8] {
    try await shotFile("original", of: shotID, campaignID)
  }

  private func shotFile(_ role: String, of shotID: String, _ campaignID: String) async throws -> [UInt8] {
    let file = try await records.read { transaction in
      try transaction.row(
        """
        SELECT f.id FROM shot s JOIN packet_file f ON f.packet_id = s.packet_id AND f.role = ?
        WHERE s.id = ? AND s.campaign_id = ?
        """, [.text(role), .text(shotID), .text(campaignID)])
    }
    guard let file else { throw ReleaseRefusal.portraitUnknown }
    return try await open(.packetFiles, try file.text("id"))
  }
}

extension Transaction {
  static let releasedCount = """
    SELECT COUNT(*) AS n FROM portrait p WHERE p.campaign_id = ?
      AND \(Portrait.stands("p"))
    """

  /// Waiting portraits with what is shown of them; the conditions follow.
  static let waitingPortraits = """
    SELECT q.person_id, q.institution_id, q.shot_id, q.concerns, q.looks, q.rank, q.since, s.visit_number, s.serial, s.problems,
      g.name, g.student_number, COALESCE(g.category, c.category) AS category, COALESCE(g.department, c.department) AS department,
      COALESCE(g.class_group, c.class_group) AS class_group
    FROM release_queue q JOIN shot s ON s.id = q.shot_id
      LEFT JOIN graduate g ON g.id = q.person_id LEFT JOIN collection_code c ON c.id = q.person_id
    WHERE q.campaign_id = ?
    """

  /// That the clerk of the last argument did not look at it.
  static let notSeenByClerk = """
    NOT EXISTS (SELECT 1 FROM release_look l WHERE l.shot_id = q.shot_id AND l.person_id = q.person_id AND l.looked_by = ?)
    """

  fileprivate func portraitsToRelease(
    _ campaignID: String, _ institutionID: String?, by clerk: Clerk, in year: Int
  ) throws -> [PortraitToRelease] {
    var sql = Self.waitingPortraits
    var arguments: [SQLValue] = [.text(campaignID)]
    if let institutionID {
      sql += " AND q.institution_id = ?"
      arguments.append(.text(institutionID))
    }
    sql += " AND \(Self.notSeenByClerk) ORDER BY q.rank, q.since, q.person_id LIMIT ?"
    arguments += [.text(clerk.accountID), .int(DeliveryDeskLimits.portraitsOnPage)]
    let found = try rows(sql, arguments)
    let names = try institutionNames(of: found, in: year)
    return try found.map { try portraitToRelease($0, institution: names[$0.text("institution_id")] ?? "") }
  }

  func portraitToRelease(_ row: SQLRow, institution: String) throws -> PortraitToRelease {
    let shot = try row.text("shot_id")
    let overruled = try rows("SELECT photo_check, reason FROM shot_overruled WHERE shot_id = ?", [.text(shot)]).map {
      (try $0.text("photo_check"), try $0.text("reason"))
    }
    return PortraitToRelease(
      seen: SeenPortrait(person: try row.text("person_id"), shot: shot), name: try row.optionalText("name") ?? "",
      number: try row.optionalText("student_number") ?? "", institution: institution, turn: try turn(of: row),
      visit: try row.int("visit_number"), serial: try row.int("serial"),
      concerns: ReleaseConcern.set(of: try row.text("concerns")),
      problems: (try? JSONDecoder().decode([ShotProblem].self, from: Data(try row.text("problems").utf8))) ?? [],
      overruled: Dictionary(overruled, uniquingKeysWith: { first, _ in first }), looks: try row.int("looks"))
  }

  /// The class of a row with `category`, `department` and `class_group`; nil for somebody on no list.
  func turn(of row: SQLRow) throws -> TurnKey? {
    guard let category = try row.optionalText("category").flatMap({ Category(rawValue: $0) }) else { return nil }
    return TurnKey(category: category, department: try row.text("department"), classGroup: try row.text("class_group"))
  }

  fileprivate func institutionsWaiting(_ campaignID: String, in year: Int) throws -> [(id: String, name: String, waiting: Int)]
  {
    try rows(
      """
      SELECT q.institution_id, COUNT(*) AS n FROM release_queue q WHERE q.campaign_id = ? AND q.institution_id <> ''
      GROUP BY q.institution_id ORDER BY q.institution_id
      """, [.text(campaignID)]
    ).map { row in
      let id = try row.text("institution_id")
      return (id, try institutionName(id, in: year) ?? "", try row.int("n"))
    }
  }
}
