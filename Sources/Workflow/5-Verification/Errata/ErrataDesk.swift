import Foundation
import GraduatePhotos
import Storage

/// Who sees all institutions' errata: the clerk, who decides, and the province's officer.
public protocol ErrataOfficeReader: PaperReader {}
extension Clerk: ErrataOfficeReader {}
extension Officer: ErrataOfficeReader {}

/// An institution with errata, as the head office's list shows it.
public struct ErrataDeskLine: Sendable, Identifiable {
  public let id: String
  public let code: String
  public let name: String
  /// Sealed and not decided.
  public let waiting: Int
  /// Proposed and not sealed: on the institution.
  public let unsealed: Int
  public let decided: Int
  /// Since when the oldest one waits on the head office.
  public let oldestAt: Int64?
}

/// All errata of one institution on one screen.
public struct ErrataScreen: Sendable {
  public let institution: String
  public let code: String
  /// Values in full.
  public let lines: [ErratumLine]
  /// More wait than are shown.
  public let more: Int
  /// By form: how a paper of the institution's own came.
  public let received: [String: ErrataPaperReceived]
  /// By form: number of the paper that was printed here.
  public let papers: [String: String]
}

extension CollectionCenter {
  /// Institutions with errata, those that wait on the head office the longest first.
  public func errataDesk(campaignID: String, by reader: some ErrataOfficeReader) async throws -> [ErrataDeskLine] {
    try await records.read { transaction in
      let year = try transaction.storedCampaign(campaignID).year
      return try transaction.rows(Transaction.errataByInstitution, [.text(campaignID)]).map { row in
        let id = try row.text("institution_id")
        return ErrataDeskLine(
          id: id, code: try row.text("code"), name: try transaction.institutionName(id, in: year) ?? "",
          waiting: try row.int("waiting"), unsealed: try row.int("unsealed"), decided: try row.int("decided"),
          oldestAt: try row.optionalInteger("oldest_at"))
      }.sorted { ($0.oldestAt ?? .max, $0.code) < ($1.oldestAt ?? .max, $1.code) }
    }
  }

  /// One institution's errata with their values in full: one journal line for each reader and half day (promise 7).
  ///
  /// - Throws: `RosterImportRefusal.notTakingPart`.
  public func errataScreen(
    of institutionID: String, campaignID: String, filter: ErrataFilter = .open, by reader: some ErrataOfficeReader
  ) async throws -> ErrataScreen {
    let opened = OpenedInFull(campaignID: campaignID, institutionID: institutionID, why: "errata")
    if let shown = try await records.read({ transaction in
      try transaction.wasOpened(opened, by: reader) ? transaction.errataScreen(opened, filter) : nil
    }) {
      return shown
    }
    return try await records.write { transaction in
      let screen = try transaction.errataScreen(opened, filter)
      if !screen.lines.isEmpty { try transaction.journalOpening(opened, by: reader) }
      return screen
    }
  }

  /// The portrait of somebody whose erratum is decided: JPEG.
  ///
  /// - Throws: `ErrataDeskRefusal.unknown`.
  public func errataPicture(
    _ portraitID: String, of institutionID: String, campaignID: String, by reader: some ErrataOfficeReader
  ) async throws -> [UInt8] {
    let file = try await records.read { transaction in
      let regime = try transaction.storedCampaign(campaignID).plan.regime
      let people = Transaction.people(in: regime)
      return try transaction.row(
        """
        SELECT p.file_id FROM portrait p JOIN \(people.table) ON \(people.alias).id = p.person_id
        WHERE p.id = ? AND p.campaign_id = ? AND \(people.alias).institution_id = ? AND \(Portrait.stands("p"))
        """, [.text(portraitID), .text(campaignID), .text(institutionID)])
    }
    guard let file else { throw ErrataDeskRefusal.unknown }
    return try await open(.packetFiles, try file.text("file_id"))
  }
}

/// That somebody opened an institution's people with their numbers in full.
struct OpenedInFull: Sendable {
  let campaignID: String
  let institutionID: String
  let why: String

  var line: JournalLine {
    JournalLine(
      action: .classOpened, recordKind: "institution", recordID: institutionID, campaignID: campaignID, details: ["why": why])
  }
}

extension Transaction {
  /// One line for each reader and half day (promise 7), however often he opens or prints.
  func journalOpening(_ opened: OpenedInFull, by reader: some SignedIn) throws {
    if try !wasOpened(opened, by: reader) { try journal(opened.line, by: reader) }
  }

  func wasOpened(_ opened: OpenedInFull, by reader: some SignedIn) throws -> Bool {
    try rows(
      Self.openedByActor + " AND l.scope = ?",
      [
        .text(reader.accountID), .integer(now - ClassCheckLimits.openedMilliseconds), .text(opened.institutionID),
        .text(opened.campaignID),
      ]
    ).contains { row in
      try JSONDecoder().decode([String: String].self, from: Data(row.text("details").utf8)) == opened.line.details
    }
  }

  static let errataByInstitution = """
    SELECT o.institution_id, i.code, CAST(SUM(o.waiting) AS BIGINT) AS waiting, CAST(SUM(o.unsealed) AS BIGINT) AS unsealed,
      CAST(SUM(o.decided) AS BIGINT) AS decided, MIN(CASE WHEN o.waiting = 1 THEN o.sealed_at END) AS oldest_at
    FROM (SELECT e.institution_id, s.sealed_at,
        CASE WHEN \(StoredErratum.isOpen) AND s.sealed_at IS NOT NULL THEN 1 ELSE 0 END AS waiting,
        CASE WHEN \(StoredErratum.isOpen) AND s.sealed_at IS NULL THEN 1 ELSE 0 END AS unsealed,
        CASE WHEN d.erratum_id IS NULL THEN 0 ELSE 1 END AS decided
      FROM erratum e \(StoredErratum.joined) WHERE e.campaign_id = ?) o
    JOIN institution i ON i.id = o.institution_id GROUP BY o.institution_id, i.code
    """

  fileprivate func errataScreen(_ opened: OpenedInFull, _ filter: ErrataFilter) throws -> ErrataScreen {
    let place = try rosterPlace(campaignID: opened.campaignID, institutionID: opened.institutionID).place
    let stored = try storedErrata(
      "e.campaign_id = ? AND e.institution_id = ? AND \(filter.condition)",
      [.text(opened.campaignID), .text(opened.institutionID)]
    ).filter { filter != .open || $0.standing == .sealed || $0.standing == .unsealed }
    // What waits on the head office first, groups together.
    let order = Dictionary(stored.map { ($0.group, $0.sealedAt ?? .max) }, uniquingKeysWith: min)
    let sorted = stored.sorted { left, right in
      (order[left.group] ?? 0, left.group, left.proposedAt, left.id)
        < (order[right.group] ?? 0, right.group, right.proposedAt, right.id)
    }
    let shown = Array(sorted.prefix(ErrataDeskLimits.shownAtOnce))
    var received: [String: ErrataPaperReceived] = [:]
    var papers: [String: String] = [:]
    for (form, version) in Set(shown.compactMap(\.formID)).map({ form in
      (form, shown.first { $0.formID == form }?.formVersion ?? 0)
    }) {
      received[form] = try errataReceived(form)
      papers[form] = try paper(of: .errata, form, version: version)?.number
    }
    return ErrataScreen(
      institution: place.institutionName, code: place.institutionCode, lines: try errataLines(shown, place, openNumbers: true),
      more: sorted.count - shown.count, received: received, papers: papers)
  }
}
