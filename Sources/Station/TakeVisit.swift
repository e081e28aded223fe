import Foundation
import GraduatePhotos
import Outward
import Storage

/// A visit that lies at the station.
public struct TakenVisit: Sendable, Identifiable {
  public let name: VisitName
  public let head: TakeAlongHead
  public let takenAt: Int64
  /// The names are gone.
  public let isExpired: Bool

  public var id: VisitName { name }
}

extension Station {
  /// Takes a visit along: keeps the center's file, sealed as it came.
  ///
  /// - Throws: `VisitDeskRefusal.notAVisitFile`, `.otherStation`, `.otherCenter`, `.visitExpired`.
  @discardableResult
  public func take(_ file: [UInt8]) async throws -> TakenVisit {
    let head: TakeAlongHead
    do {
      head = try JSONDecoder().decode(TakeAlongHead.self, from: Data(VisitFile.head(of: file)))
      guard head.version == TakeAlongHead.currentVersion else { throw PacketRefusal.versionUnknown(head.version) }
      try VisitFile.check(file, signedBy: Array(Data(base64Encoded: head.centerKey) ?? Data()))
    } catch let refusal as PacketRefusal { throw VisitDeskRefusal.notAVisitFile(refusal.chinese) } catch is DecodingError {
      throw VisitDeskRefusal.notAVisitFile("文件损坏")
    }
    guard head.station == card.id else { throw VisitDeskRefusal.otherStation }
    let now = clock.now()
    guard head.expiresAt > now else { throw VisitDeskRefusal.visitExpired(head.day) }
    let hash = try await ledger.sealed.put(file)
    let text = String(decoding: try StationLedger.encoder.encode(head), as: UTF8.self)
    try await database.write { sql in
      let known = try sql.row("SELECT key FROM own_center WHERE only = 1")?.text("key")
      guard known == nil || known == head.centerKey else { throw VisitDeskRefusal.otherCenter }
      try sql.execute(
        """
        INSERT INTO own_center (only, key, address) VALUES (1, ?, ?)
        ON CONFLICT (only) DO UPDATE SET address = CASE WHEN excluded.address = '' THEN own_center.address ELSE excluded.address END
        """, [.text(head.centerKey), .text(head.center)])
      try sql.execute(
        """
        INSERT INTO take_along (id, campaign, visit, head, file, taken_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO NOTHING
        """,
        [
          .text(head.id), .text(head.campaign), .int(head.visit), .text(text), .text(hash.hex), .integer(now),
          .integer(head.expiresAt),
        ])
    }
    return TakenVisit(
      name: VisitName(campaign: head.campaign, number: head.visit), head: head, takenAt: now, isExpired: false)
  }

  /// The visits at this station, by day.
  public func takenVisits() async throws -> [TakenVisit] {
    let now = clock.now()
    let rows = try await database.read { sql in
      try sql.rows("SELECT head, taken_at, expires_at FROM take_along ORDER BY taken_at DESC, id DESC").map {
        (try $0.text("head"), try $0.integer("taken_at"), try $0.integer("expires_at"))
      }
    }
    var seen: Set<VisitName> = []
    var visits: [TakenVisit] = []
    for (text, takenAt, expiresAt) in rows {
      guard let head = try? JSONDecoder().decode(TakeAlongHead.self, from: Data(text.utf8)) else { continue }
      let name = VisitName(campaign: head.campaign, number: head.visit)
      guard seen.insert(name).inserted else { continue }
      visits.append(TakenVisit(name: name, head: head, takenAt: takenAt, isExpired: expiresAt <= now))
    }
    return visits.sorted { ($0.head.day, $0.head.visit) < ($1.head.day, $1.head.visit) }
  }

  /// Where the center is, as the newest visit's file says; empty when none said it.
  public func centerAddress() async throws -> String {
    try await database.read { try $0.row("SELECT address FROM own_center WHERE only = 1")?.text("address") ?? "" }
  }

  func takenAlong(_ visit: VisitName) async throws -> (TakeAlongHead, PhotoHash) {
    let now = clock.now()
    let found = try await database.read { sql in
      try sql.row(
        "SELECT head, file, expires_at FROM take_along WHERE campaign = ? AND visit = ? ORDER BY taken_at DESC, id DESC LIMIT 1",
        [.text(visit.campaign), .int(visit.number)]
      ).map { (try $0.text("head"), try $0.text("file"), try $0.integer("expires_at")) }
    }
    guard let (text, file, expiresAt) = found else { throw VisitDeskRefusal.visitUnknown }
    let head = try JSONDecoder().decode(TakeAlongHead.self, from: Data(text.utf8))
    guard expiresAt > now, let hash = PhotoHash(file) else { throw VisitDeskRefusal.visitExpired(head.day) }
    return (head, hash)
  }

  /// Destroys what has expired: names, faces and what happened, by destroying the wrapped keys; packets stay.
  public func dropExpired() async throws {
    let now = clock.now()
    let expired = try await database.read { sql in
      try sql.rows(
        "SELECT id, head, file, campaign, visit FROM take_along WHERE expires_at <= ? AND file <> ''", [.integer(now)]
      )
      .map {
        (
          try $0.text("id"), try $0.text("head"), try $0.text("file"),
          VisitName(campaign: try $0.text("campaign"), number: try $0.int("visit"))
        )
      }
    }
    for (id, text, file, visit) in expired {
      var head = try JSONDecoder().decode(TakeAlongHead.self, from: Data(text.utf8))
      head.slots = []
      let bare = String(decoding: try StationLedger.encoder.encode(head), as: UTF8.self)
      let portraits = try await database.write { sql in
        // What is overwritten is not left behind in pages that are free.
        _ = try sql.rows("PRAGMA secure_delete = ON", [])
        try sql.execute("UPDATE take_along SET head = ?, file = '' WHERE id = ?", [.text(bare), .text(id)])
        let stands = try sql.row(
          "SELECT id FROM take_along WHERE campaign = ? AND visit = ? AND file <> '' LIMIT 1",
          [.text(visit.campaign), .int(visit.number)])
        guard stands == nil else { return [String]() }
        let portraits = try sql.rows(
          "SELECT portrait FROM shot_view WHERE campaign = ? AND visit = ? AND portrait IS NOT NULL",
          [.text(visit.campaign), .int(visit.number)]
        ).map { try $0.text("portrait") }
        try sql.execute(
          "DELETE FROM shot_view WHERE campaign = ? AND visit = ?", [.text(visit.campaign), .int(visit.number)])
        // The rows stay, their numbers are needed; what they say cannot be opened any more.
        try sql.execute(
          "UPDATE happening SET sealed = ? WHERE campaign = ? AND visit = ?",
          [.blob([]), .text(visit.campaign), .int(visit.number)])
        return portraits
      }
      for name in portraits + [file] { if let hash = PhotoHash(name) { try await ledger.sealed.delete(hash) } }
      forget(visit)
    }
  }
}
