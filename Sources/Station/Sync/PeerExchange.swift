import Foundation
import GraduatePhotos

/// What one station asks another of the same visit, and tells it: sealed under the visit's peer key, so any network between them will do.
public struct PeerQuestion: Sendable, Codable {
  /// UUID text; the answer is sealed for this question.
  public var id: String
  public var station: String
  public var name: String
  /// The last sequence that the asker knows of each station.
  public var known: [String: Int]
  /// What the asker knows and the other, as it last said, does not.
  public var news: [Happening]
}

/// What the other says: itself, what it knows now, and what the asker did not know.
public struct PeerAnswer: Sendable, Codable {
  public var station: String
  public var name: String
  public var known: [String: Int]
  public var news: [Happening]
}

/// A sealed question with the visit that it is about: the only open part.
public struct PeerEnvelope: Sendable, Codable {
  public var campaign: String
  public var visit: Int
  public var question: String
  /// AES-256-GCM, Base64.
  public var sealed: String
}

extension VisitDesk {
  /// Nil when the file was made before stations could see each other.
  nonisolated var peerKey: VisitKey? {
    guard let bytes = plan.peerKey.flatMap({ Data(base64Encoded: $0) }), bytes.count == 32 else { return nil }
    return VisitKey(Array(bytes))
  }

  /// - theirs: the last sequence of each station that the other knows; nil while that is unknown, then nothing is told.
  func question(theirs: [String: Int]?, of other: String, id: String, name: String) -> PeerQuestion {
    PeerQuestion(
      id: id, station: stationID, name: name, known: knownSequences, news: theirs.map { news(after: $0, for: other) } ?? [])
  }

  /// Nobody is told what he did himself, not even who set up his laptop anew and has forgotten it.
  private func news(after known: [String: Int], for other: String) -> [Happening] {
    var known = known
    known[other] = .max
    return happenings(after: known)
  }

  func hasNews(after known: [String: Int], for other: String) -> Bool { !news(after: known, for: other).isEmpty }

  /// Answers another station's sealed question.
  ///
  /// - Throws: `VisitDeskRefusal.noPeerKey`, `.notAPeer` when it was not sealed under the visit's key.
  public func answer(_ envelope: PeerEnvelope, name: String) async throws -> [UInt8] {
    guard let key = peerKey else { throw VisitDeskRefusal.noPeerKey }
    guard let sealed = Data(base64Encoded: envelope.sealed),
      let plain = try? key.open(Array(sealed), as: "ask:\(envelope.question)"),
      let question = try? JSONDecoder().decode(PeerQuestion.self, from: Data(plain)), question.id == envelope.question
    else { throw VisitDeskRefusal.notAPeer }
    guard question.station != stationID else { throw VisitDeskRefusal.peerIsSelf }
    try await takeIn(question.news)
    let answer = PeerAnswer(
      station: stationID, name: name, known: knownSequences, news: news(after: question.known, for: question.station))
    return try key.seal(StationLedger.encoder.encode(answer), as: "answer:\(question.id)")
  }
}

extension Station {
  /// Answers another station that shares an open visit.
  ///
  /// - Throws: `VisitDeskRefusal.visitUnknown` while nobody has opened the visit here.
  public func answerPeer(_ body: [UInt8]) async throws -> [UInt8] {
    guard let envelope = try? JSONDecoder().decode(PeerEnvelope.self, from: Data(body)) else { throw VisitDeskRefusal.notAPeer }
    guard let desk = desk(of: VisitName(campaign: envelope.campaign, number: envelope.visit)) else {
      throw VisitDeskRefusal.visitUnknown
    }
    return try await desk.answer(envelope, name: card.name)
  }

  /// Other stations of a visit, by address.
  func peerAddresses(of visit: VisitName) async throws -> [String] {
    try await database.read { sql in
      try sql.rows(
        "SELECT address FROM peer WHERE campaign = ? AND visit = ? ORDER BY address",
        [.text(visit.campaign), .int(visit.number)]
      ).map { try $0.text("address") }
    }
  }

  /// Remembers another station of a visit.
  ///
  /// - typed: `192.168.1.20:8090` or a whole address.
  /// - Throws: `VisitDeskRefusal.notAStationAddress`, `.tooManyPeers`.
  public func addPeer(_ typed: String, of visit: VisitName) async throws {
    guard let address = PeerAddress.read(typed) else { throw VisitDeskRefusal.notAStationAddress(String(typed.prefix(60))) }
    try await database.write { sql in
      let count = try sql.row(
        "SELECT COUNT(*) AS n FROM peer WHERE campaign = ? AND visit = ? AND address <> ?",
        [.text(visit.campaign), .int(visit.number), .text(address)])?.int("n")
      guard count ?? 0 < VisitDeskLimits.peers else { throw VisitDeskRefusal.tooManyPeers(limit: VisitDeskLimits.peers) }
      try sql.execute(
        "INSERT INTO peer (campaign, visit, address) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        [.text(visit.campaign), .int(visit.number), .text(address)])
    }
  }

  public func removePeer(_ address: String, of visit: VisitName) async throws {
    try await database.write { sql in
      _ = try sql.execute(
        "DELETE FROM peer WHERE campaign = ? AND visit = ? AND address = ?",
        [.text(visit.campaign), .int(visit.number), .text(address)])
    }
  }
}

/// Where another station is reached.
enum PeerAddress {
  static let defaultPort = 8_090

  /// `http://host:port`, as it is asked; nil when it is no address.
  static func read(_ typed: String) -> String? {
    let text = typed.trimmed
    let whole = text.contains("://") ? text : "http://" + text
    // Names in other letters are no names in a room's network, but easily somebody's name for the laptop.
    guard whole.utf8.count <= 200, whole.utf8.allSatisfy({ $0 < 0x80 }), var parts = URLComponents(string: whole),
      let scheme = parts.scheme?.lowercased(),
      scheme == "http" || scheme == "https", let host = parts.host, !host.isEmpty, parts.user == nil, parts.query == nil,
      parts.fragment == nil, parts.path.isEmpty || parts.path == "/"
    else { return nil }
    parts.path = ""
    parts.scheme = scheme
    if parts.port == nil, scheme == "http" { parts.port = defaultPort }
    return parts.string
  }
}
