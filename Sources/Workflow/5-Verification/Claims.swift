import GraduatePhotos
import Storage

/// How a claim ended; the raw value is stored.
///
/// A new way is a case here.
enum ClaimEnding: String, Sendable, CaseIterable {
  /// By the institution, with its reason.
  case withdrawn
  /// The verdict that opened it was changed on the same picture and data.
  case changed
  /// The institution looked at another picture or record and found it no more.
  case lookedAgain = "looked-again"
  /// Another portrait was released since, so that what was wrong with the first one is answered (A6).
  case shotAgain = "shot-again"
  /// The erratum that answers it was decided (A7).
  case erratumAccepted = "erratum-accepted"
  case erratumDeclined = "erratum-declined"

  /// - `how`: nil for one that did not end. What others decide about a claim settles it.
  static func standing(_ how: String?) -> ClaimStanding {
    switch how.map(Self.init(rawValue:)) {
    case nil: .open
    case .withdrawn, .changed: .withdrawn
    default: .settled
    }
  }
}

/// A claim that did not end, as it is compared with a new verdict.
struct OpenClaim: Sendable {
  let id: String
  let kind: PersonVerdict.Verdict
  let personID: String
  let portraitNumber: Int
  let recordVersion: Int64
  /// Canonical; empty without details, or when the graduate was erased.
  let details: [UInt8]
}

extension Transaction {
  func openClaims(of personID: String, campaignID: String) throws -> [OpenClaim] {
    try rows(
      """
      SELECT c.id, c.kind, c.portrait_number, c.record_version, c.details_sealed FROM claim c
      WHERE c.campaign_id = ? AND c.person_id = ? AND NOT EXISTS (SELECT 1 FROM claim_ended e WHERE e.claim_id = c.id)
      ORDER BY c.opened_at, c.id
      """, [.text(campaignID), .text(personID)]
    ).compactMap { row in
      guard let kind = PersonVerdict.Verdict(rawValue: try row.text("kind")) else { return nil }
      let id = try row.text("id")
      return OpenClaim(
        id: id, kind: kind, personID: personID, portraitNumber: try row.int("portrait_number"),
        recordVersion: try row.integer("record_version"),
        details: try row.optionalBlob("details_sealed").flatMap {
          try openForGraduate(personID, $0, as: Self.claimRecord(id))
        } ?? [])
    }
  }

  /// What the details of a claim are sealed as.
  static func claimRecord(_ id: String) -> String { "claim:\(id)" }

  /// Brings a person's claims to what the new verdict says: each finding has one, and none is left without its finding.
  ///
  /// One that says the same about the same picture stays as it is, so that its clock goes on.
  func settleClaims(
    _ verdict: PersonVerdict, number: Int, about person: CheckedPerson, _ place: GivenPlace, by actor: some SignedIn
  )
    throws
  {
    let portrait = person.portrait?.number ?? 0
    let details = VerdictDetails(verdict)
    var kept: Set<PersonVerdict.Verdict> = []
    for claim in try openClaims(of: person.id, campaignID: place.campaignID) {
      let part = details.part(of: claim.kind)
      let bytes = part.isEmpty ? [] : try part.bytes()
      if verdict.findings.contains(claim.kind), claim.portraitNumber == portrait, claim.details == bytes {
        kept.insert(claim.kind)
      } else {
        let looked = claim.portraitNumber != portrait || claim.recordVersion != person.recordVersion
        try end(claim, looked ? .lookedAgain : .changed, "", campaignID: place.campaignID, by: actor)
      }
    }
    for kind in verdict.findings where !kept.contains(kind) {
      try openClaim(kind, details.part(of: kind), verdictNumber: number, about: person, place, by: actor)
    }
  }

  private func openClaim(
    _ kind: PersonVerdict.Verdict, _ details: VerdictDetails, verdictNumber: Int, about person: CheckedPerson,
    _ place: GivenPlace, by actor: some SignedIn
  ) throws {
    let id = identifier()
    let sealed: SQLValue =
      details.isEmpty ? .null : .blob(try sealForGraduate(person.id, details.bytes(), as: Self.claimRecord(id)))
    try execute(
      """
      INSERT INTO claim (id, campaign_id, institution_id, person_id, kind, portrait_number, record_version, verdict_number,
        details_sealed, opened_by, opened_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .text(id), .text(place.campaignID), .text(place.institutionID), .text(person.id), .text(kind.rawValue),
        .int(person.portrait?.number ?? 0), .integer(person.recordVersion), .int(verdictNumber), sealed,
        .text(actor.accountID), .integer(now),
      ])
    try journal(
      JournalLine(
        action: .claimOpened, recordKind: "claim", recordID: id, campaignID: place.campaignID, graduateID: person.id,
        details: ["claim": kind.rawValue]), by: actor)
  }

  func end(_ claim: OpenClaim, _ how: ClaimEnding, _ why: String, campaignID: String, by actor: some SignedIn) throws {
    try execute(
      "INSERT INTO claim_ended (claim_id, how, why, ended_by, ended_at) VALUES (?, ?, ?, ?, ?)",
      [.text(claim.id), .text(how.rawValue), .text(why), .text(actor.accountID), .integer(now)])
    try journal(
      JournalLine(
        action: .claimEnded, recordKind: "claim", recordID: claim.id, campaignID: campaignID, graduateID: claim.personID,
        details: ["claim": claim.kind.rawValue, "how": how.rawValue]), by: actor)
  }
}
