import Foundation
import GraduatePhotos
import Storage

/// A number that is another one than under the seal.
public struct LedgerChange: Sendable, Hashable {
  public let place: LedgerPlace
  /// Nil for a class that was not there.
  public let before: LedgerCount?
  /// Nil for a class that is there no more.
  public let now: LedgerCount?

  /// 「实采 4 → 3，休学 0 → 1」; other people at the same numbers are said too.
  public var chinese: String {
    let (before, now) = (before ?? .zero, now ?? .zero)
    var parts: [String] = []
    func add(_ noun: String, _ old: Int, _ new: Int) {
      if old != new { parts.append("\(noun) \(old) → \(new)") }
    }
    add("应采", before.due, now.due)
    for post in LedgerPost.allCases { add(post.chineseName, before[post], now[post]) }
    return parts.isEmpty ? "人数相同，人员有变化" : parts.joined(separator: "，")
  }
}

/// How an institution's ledger stands with its seal.
public struct LedgerStatementState: Sendable {
  public let id: String
  /// The newest version that was handed in.
  public let version: Int
  public let handedInBy: String
  public let handedInAt: Int64
  /// Of the newest version.
  public let seal: Seal?
  /// What is another number now, by class.
  public let changes: [LedgerChange]
  /// People whose status changed, or changed back, since then.
  public let statusChangesSince: Int
}

/// What a seal on the ledger vouches for: numbers by class at one moment, and hashes of who stood where.
struct LedgerBody: Codable, Sendable {
  struct Line: Codable, Sendable {
    let institutionCode: String
    let institution: String
    let studyCenter: String
    let category: String
    let department: String
    let classGroup: String
    let due: Int
    let posts: [String: Int]
    /// Of ids and places; empty where nobody is.
    let people: String

    var place: LedgerPlace {
      LedgerPlace(
        institutionCode: institutionCode, institution: institution, studyCenter: studyCenter,
        category: Category(rawValue: category), department: department, classGroup: classGroup)
    }

    var count: LedgerCount {
      LedgerCount(
        due: due,
        Dictionary(
          posts.compactMap { key, heads in LedgerPost(name: key).map { ($0, heads) } }, uniquingKeysWith: +))
    }
  }

  let lines: [Line]

  init(_ ledger: Ledger, _ hashes: [LedgerPlace: String]) {
    lines = ledger.classes.map { entry in
      let (place, count) = (entry.place, entry.count)
      return Line(
        institutionCode: place.institutionCode, institution: place.institution, studyCenter: place.studyCenter,
        category: place.category?.rawValue ?? "", department: place.department, classGroup: place.classGroup, due: count.due,
        posts: Dictionary(count.occupied.map { ($0.key, count[$0]) }, uniquingKeysWith: +), people: hashes[place] ?? "")
    }
  }

  init(text: String) throws { self = try JSONDecoder().decode(LedgerBody.self, from: Data(text.utf8)) }

  func text() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }

  var ledger: Ledger { Ledger(lines.map { LedgerEntry($0.place, $0.count) }) }

  /// Classes that are others by now.
  func changes(to present: LedgerBody) -> [LedgerChange] {
    let before = Dictionary(lines.map { ($0.place, $0) }) { first, _ in first }
    let now = Dictionary(present.lines.map { ($0.place, $0) }) { first, _ in first }
    let places = lines.map(\.place) + present.lines.map(\.place).filter { before[$0] == nil }
    return places.compactMap { place in
      let (old, new) = (before[place], now[place])
      guard old?.count != new?.count || old?.people != new?.people else { return nil }
      return LedgerChange(place: place, before: old?.count, now: new?.count)
    }
  }
}

struct LedgerStatementRow: Sendable {
  let id: String
  let campaignID: String
  let institutionID: String
}

struct LedgerVersion: Sendable {
  let number: Int
  let body: String
  let by: String
  let at: Int64
}

extension Transaction {
  func ledgerStatementOwner(_ id: String) throws -> PaperOwner? {
    try ledgerStatement(id).map { PaperOwner(institutionID: $0.institutionID, studyCenterID: nil) }
  }

  /// The newest version that was handed in.
  ///
  /// It speaks of its moment: what happened since is shown beside it and makes it no worse, so that a page can be printed, stamped and
  /// uploaded while people are still being shot.
  func ledgerSealSubject(_ id: String) throws -> InstitutionSealSubject? {
    guard let statement = try ledgerStatement(id), let newest = try newestLedger(id) else { return nil }
    return try InstitutionSealSubject(
      .ledger, id, version: newest.number,
      // The moment is part of what is sealed.
      body: "\(newest.at) \(newest.body)", campaignID: statement.campaignID, institutionID: statement.institutionID,
      path: "/campaigns/\(statement.campaignID)/ledger")
  }

  func ledgerStatement(_ id: String) throws -> LedgerStatementRow? {
    try row("SELECT id, campaign_id, institution_id FROM ledger_statement WHERE id = ?", [.text(id)]).map {
      LedgerStatementRow(
        id: try $0.text("id"), campaignID: try $0.text("campaign_id"), institutionID: try $0.text("institution_id"))
    }
  }

  func ledgerStatementID(campaignID: String, institutionID: String) throws -> String? {
    try row(
      "SELECT id FROM ledger_statement WHERE campaign_id = ? AND institution_id = ?", [.text(campaignID), .text(institutionID)]
    )?.text("id")
  }

  func newestLedger(_ id: String) throws -> LedgerVersion? {
    try row(
      """
      SELECT v.number, v.body, v.handed_in_at, a.name FROM ledger_statement_version v LEFT JOIN account a ON a.id = v.handed_in_by
      WHERE v.statement_id = ? ORDER BY v.number DESC LIMIT 1
      """, [.text(id)]
    ).map {
      LedgerVersion(
        number: try $0.int("number"), body: try $0.text("body"), by: try $0.optionalText("name") ?? Self.machineName,
        at: try $0.integer("handed_in_at"))
    }
  }

  /// Nil before the first hand-in.
  func ledgerStatementState(campaignID: String, institutionID: String, present: LedgerBody) throws -> LedgerStatementState? {
    guard let id = try ledgerStatementID(campaignID: campaignID, institutionID: institutionID),
      let newest = try newestLedger(id)
    else { return nil }
    let (condition, arguments) = GraduateScope(institutionID: institutionID).condition(campaignID: campaignID)
    return LedgerStatementState(
      id: id, version: newest.number, handedInBy: newest.by, handedInAt: newest.at,
      seal: try seal(of: .ledger, id, version: newest.number),
      changes: try LedgerBody(text: newest.body).changes(to: present),
      statusChangesSince: try count(
        "SELECT COUNT(*) AS n FROM graduate g WHERE \(condition) AND \(Self.changedStatusSince)",
        arguments + [.integer(newest.at), .integer(newest.at)]))
  }

  /// That somebody's status changed, or changed back, after a moment; the moment comes twice.
  static let changedStatusSince = """
    EXISTS (SELECT 1 FROM status_change s LEFT JOIN status_change_withdrawn w ON w.status_change_id = s.id
      WHERE s.graduate_id = g.id AND (s.recorded_at > ? OR w.withdrawn_at > ?))
    """
}
