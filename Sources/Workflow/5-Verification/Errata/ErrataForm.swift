import Foundation
import GraduatePhotos
import Storage

/// A 《勘误表》 as it stands: what was handed in, and its seal.
public struct ErrataFormRecord: Sendable {
  public let id: String
  public let campaignID: String
  public let institutionID: String
  /// The newest version that was handed in.
  public let version: Int
  /// What was handed in is what stands there now.
  public let isCurrent: Bool
  public let lines: [ErratumLine]
  public let seal: Seal?
  public let paperNumber: String?
  public let received: ErrataPaperReceived?
}

/// How a paper of the institution's own came to the head office.
public struct ErrataPaperReceived: Sendable, Hashable {
  public let way: ReceivedPaper.Way
  public let day: CalendarDay
  public let number: String

  public init(way: ReceivedPaper.Way, day: CalendarDay, number: String) {
    self.way = way
    self.day = day
    self.number = number
  }
}

/// What a form's seal vouches for: ids and hashes, so that erasing a person leaves it whole and says nothing of him.
struct ErrataFormBody: Codable, Sendable {
  struct Line: Codable, Sendable {
    let id: String
    let person: String
    let field: String
    let kind: String
    let evidence: String
    let day: String
    /// SHA-256 of the sealed values.
    let values: String
  }

  let lines: [Line]

  init(_ errata: [StoredErratum]) {
    lines = errata.map { erratum in
      Line(
        id: erratum.id, person: erratum.draft.person, field: erratum.draft.field.code, kind: erratum.draft.kind.rawValue,
        evidence: erratum.draft.evidence.kind.rawValue, day: erratum.draft.day.compact, values: erratum.valuesHash)
    }
  }

  func text() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }
}

struct ErrataFormVersion: Sendable {
  let campaignID: String
  let institutionID: String
  let number: Int
  let body: String
}

extension CollectionCenter {
  /// Makes the institution's 《勘误表》 of everything that is proposed and not sealed; what stands there already is not handed in again.
  ///
  /// Returns the form's id.
  /// - Throws: `ErrataDeskRefusal.nothingToSeal`.
  public func handInErrataForm(campaignID: String, by liaison: Liaison) async throws -> String {
    try await records.write { transaction in
      let open = try transaction.storedErrata(
        "e.campaign_id = ? AND e.institution_id = ? AND \(StoredErratum.isOpen) AND s.sealed_at IS NULL",
        [.text(campaignID), .text(liaison.institutionID)])
      guard !open.isEmpty else { throw ErrataDeskRefusal.nothingToSeal }
      let known = try transaction.unsealedForm(campaignID, liaison.institutionID)
      return try transaction.handIn(
        open, form: known ?? transaction.insertErrataForm(campaignID, liaison.institutionID), campaignID, by: liaison)
    }
  }

  /// A form as it stands; values in full, because they are compared with the paper.
  ///
  /// - Throws: `SealRefusal.notFound`.
  public func errataForm(_ id: String, for reader: some PaperReader) async throws -> ErrataFormRecord {
    try await records.read { try $0.errataForm(id, within: reader.paperReach) }
  }
}

extension Transaction {
  /// The form that waits for its seal.
  fileprivate func unsealedForm(_ campaignID: String, _ institutionID: String) throws -> String? {
    try row(
      """
      SELECT f.id FROM errata_form f WHERE f.campaign_id = ? AND f.institution_id = ?
        AND NOT EXISTS (SELECT 1 FROM seal s WHERE s.kind = 'errata' AND s.subject_id = f.id)
      ORDER BY f.made_at DESC, f.id DESC LIMIT 1
      """, [.text(campaignID), .text(institutionID)])?.text("id")
  }

  func insertErrataForm(_ campaignID: String, _ institutionID: String) throws -> String {
    let id = identifier()
    try execute(
      "INSERT INTO errata_form (id, campaign_id, institution_id, made_at) VALUES (?, ?, ?, ?)",
      [.text(id), .text(campaignID), .text(institutionID), .integer(now)])
    return id
  }

  /// Hands errata in as the next version of a form, unless they are what its newest one holds.
  func handIn(_ errata: [StoredErratum], form id: String, _ campaignID: String, by actor: some SignedIn) throws -> String {
    let body = try ErrataFormBody(errata).text()
    let newest = try newestErrataForm(id)
    if newest?.body == body { return id }
    let number = (newest?.number ?? 0) + 1
    try execute(
      "INSERT INTO errata_form_version (form_id, number, body, handed_in_by, handed_in_at) VALUES (?, ?, ?, ?, ?)",
      [.text(id), .int(number), .text(body), .text(actor.accountID), .integer(now)])
    for (ordinal, erratum) in errata.enumerated() {
      try execute(
        "INSERT INTO errata_form_line (form_id, version, ordinal, erratum_id) VALUES (?, ?, ?, ?)",
        [.text(id), .int(number), .int(ordinal), .text(erratum.id)])
    }
    try journal(
      JournalLine(
        action: .errataFormHandedIn, recordKind: PaperKind.errata.rawValue, recordID: id, campaignID: campaignID,
        details: ["version": String(number), "rows": String(errata.count)]), by: actor)
    return id
  }

  func newestErrataForm(_ id: String) throws -> ErrataFormVersion? {
    try row(
      """
      SELECT f.campaign_id, f.institution_id, v.number, v.body FROM errata_form f JOIN errata_form_version v ON v.form_id = f.id
      WHERE f.id = ? ORDER BY v.number DESC LIMIT 1
      """, [.text(id)]
    ).map { row in
      ErrataFormVersion(
        campaignID: try row.text("campaign_id"), institutionID: try row.text("institution_id"), number: try row.int("number"),
        body: try row.text("body"))
    }
  }

  /// Of the newest version, in the form's order.
  func errataOfForm(_ id: String) throws -> [StoredErratum] {
    try rows(
      """
      SELECT \(StoredErratum.columns) FROM erratum e \(StoredErratum.joined) WHERE l.form_id = ? ORDER BY l.ordinal
      """, [.text(id)]
    ).compactMap { try storedErratum($0) }
  }

  /// Nil also when something of it was taken back or decided meanwhile: then it has to be handed in again before it can be sealed.
  func errataFormSubject(_ id: String) throws -> InstitutionSealSubject? {
    guard let newest = try newestErrataForm(id) else { return nil }
    let isSealed = try seal(of: .errata, id, version: newest.number) != nil
    guard try isSealed || ErrataFormBody(errataOfForm(id).filter { $0.standing == .unsealed }).text() == newest.body else {
      return nil
    }
    return try InstitutionSealSubject(
      .errata, id, version: newest.number, body: newest.body, campaignID: newest.campaignID,
      institutionID: newest.institutionID, path: "/campaigns/\(newest.campaignID)/verification/errata/forms/\(id)")
  }

  func errataForm(_ id: String, within reach: PaperReach) throws -> ErrataFormRecord {
    guard let newest = try newestErrataForm(id), reach.covers(institutionID: newest.institutionID, studyCenterID: nil) else {
      throw SealRefusal.notFound
    }
    let place = try rosterPlace(campaignID: newest.campaignID, institutionID: newest.institutionID).place
    return ErrataFormRecord(
      id: id, campaignID: newest.campaignID, institutionID: newest.institutionID, version: newest.number,
      isCurrent: try errataFormSubject(id) != nil, lines: try errataLines(errataOfForm(id), place, openNumbers: true),
      seal: try seal(of: .errata, id, version: newest.number),
      paperNumber: try paper(of: .errata, id, version: newest.number)?.number, received: try errataReceived(id))
  }

  func errataReceived(_ id: String) throws -> ErrataPaperReceived? {
    let found = try row("SELECT way, received_on, number FROM errata_form_received WHERE form_id = ?", [.text(id)])
    guard let found, let way = ReceivedPaper.Way(rawValue: try found.text("way")),
      let day = CalendarDay.parse(try found.text("received_on"))
    else { return nil }
    return ErrataPaperReceived(way: way, day: day, number: try found.text("number"))
  }
}
