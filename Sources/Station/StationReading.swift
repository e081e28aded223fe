import Foundation
import GraduatePhotos
import Storage

extension StationLedger {
  /// What is kept of every shot of a visit.
  func views(of visit: VisitName, key: VisitKey) async throws -> [String: ShotView] {
    let rows = try await database.read { sql in
      try sql.rows(
        "SELECT shot_id, sealed FROM shot_view WHERE campaign = ? AND visit = ?", [.text(visit.campaign), .int(visit.number)]
      ).map { (try $0.text("shot_id"), try $0.blob("sealed")) }
    }
    var views: [String: ShotView] = [:]
    for (id, bytes) in rows {
      views[id] = try JSONDecoder().decode(ShotView.self, from: Data(key.open(bytes, as: "view:\(id)")))
    }
    return views
  }

  func view(of shot: String, key: VisitKey) async throws -> ShotView? {
    let bytes = try await database.read { sql in
      try sql.row("SELECT sealed FROM shot_view WHERE shot_id = ?", [.text(shot)])?.blob("sealed")
    }
    return try bytes.map { try JSONDecoder().decode(ShotView.self, from: Data(key.open($0, as: "view:\(shot)"))) }
  }

  /// The portrait's JPEG; nil when none could be made.
  func portrait(of shot: String, key: VisitKey) async throws -> [UInt8]? {
    let name = try await database.read { sql in
      try sql.row("SELECT portrait FROM shot_view WHERE shot_id = ?", [.text(shot)])?.optionalText("portrait")
    }
    guard let hash = (name ?? nil).flatMap({ PhotoHash($0) }) else { return nil }
    return try key.open(await sealed.read(hash), as: "portrait:\(shot)")
  }

  /// The shot that these bytes became before; nil when they are new.
  func knownShot(sha256: String, of visit: VisitName) async throws -> String? {
    try await database.read { sql in
      try sql.row(
        "SELECT shot_id FROM arrived_file WHERE campaign = ? AND visit = ? AND sha256 = ?",
        [.text(visit.campaign), .int(visit.number), .text(sha256)])?.text("shot_id")
    }
  }

  /// Originals of a visit at this station, and how many of them lie somewhere else too.
  func copies(of visit: VisitName) async throws -> (originals: Int, secondCopies: Int) {
    try await database.read { sql in
      let row = try sql.row(
        """
        SELECT COUNT(*) AS n, SUM(CASE WHEN EXISTS (SELECT 1 FROM packet_copy c WHERE c.packet_id = p.id) THEN 1 ELSE 0 END) AS copies
        FROM packet p WHERE campaign = ? AND visit = ? AND is_shot = 1
        """, [.text(visit.campaign), .int(visit.number)])
      return (try row?.int("n") ?? 0, try row?.optionalInt("copies") ?? 0)
    }
  }
}
