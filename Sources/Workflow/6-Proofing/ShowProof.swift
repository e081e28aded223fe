import GraduatePhotos
import Storage

/// What a graduate sees before he answers: exactly the picture and every field as they would be filed (N5).
public struct ShownProof: Sendable {
  /// What became of 有误.
  public enum Outcome: Sendable, Hashable {
    case waiting
    case taken
    /// With the institution's words.
    case declined(String)
  }

  public let campaign: String
  public let plan: CampaignPlan
  public let terms: ProofTerms
  public let name: String
  public let institution: String
  /// As they would be filed, numbers in full; empty in code mode, where nothing of a person is known.
  public let fields: [(column: RosterColumn, value: String)]
  /// For its address; nil without a released portrait.
  public let portraitID: String?
  /// What an answer names; nil without a portrait.
  public let version: ProofVersion?
  public let standing: ProofStanding
  /// The round that an answer given now would be in.
  public let round: Int
  /// Of the newest answer.
  public let receipt: ProofReceipt?
  public let complaint: ProofComplaint?
  public let outcome: Outcome
  /// Why no answer is taken now; nil when one is.
  public let closed: ProofRefusal?
  /// The last day granted to this graduate.
  public let extended: CalendarDay?
  /// Of the make-up that is still to come.
  public let makeup: CalendarDays?
  /// He came by his code and has to set a password of his own first.
  public let needsPassword: Bool
  /// What the national site says, as the institution brought it.
  public let national: NationalProofStatus?
}

extension CollectionCenter {
  /// - Throws: `ProofDeskRefusal.personUnknown`.
  public func shownProof(to graduate: SignedInGraduate) async throws -> ShownProof {
    try await records.read { try $0.shownProof(of: graduate.personID, campaignID: graduate.campaignID) }
  }

  /// The portrait as it is delivered, JPEG: the graduate's own.
  ///
  /// - Throws: `ProofDeskRefusal.personUnknown`, also while there is none.
  public func ownPortrait(of graduate: SignedInGraduate) async throws -> [UInt8] {
    let file = try await records.read { transaction in
      try transaction.proofPerson(graduate.personID, transaction.storedCampaign(graduate.campaignID)).portraitFileID
    }
    guard let file else { throw ProofDeskRefusal.personUnknown }
    return try await open(.packetFiles, file)
  }
}

extension Transaction {
  func shownProof(of personID: String, campaignID: String) throws -> ShownProof {
    let campaign = try storedCampaign(campaignID)
    let person = try proofPerson(personID, campaign)
    let entry = try filedEntry(person, campaign)
    let (kind, terms) = (campaign.proofKind, campaign.proofTerms)
    let extended = try extendedDay(of: personID, campaignID)
    let round = person.last?.entry.round ?? 0
    let makeup = campaign.plan.days(of: .makeup).flatMap { $0.last < today ? nil : $0 }
    return ShownProof(
      campaign: campaign.plan.title, plan: campaign.plan, terms: terms, name: person.name,
      institution: try institutionName(person.institutionID, in: campaign.year) ?? "",
      fields: entry.map { entry in FiledFields.columns.map { ($0, Self.readable(entry[$0], $0)) }.filter { !$0.1.isEmpty } }
        ?? [],
      portraitID: person.portraitID, version: person.version, standing: person.standing, round: round + 1,
      receipt: round == 0 ? nil : try receipt(of: personID, kind, round: round, campaignID),
      complaint: round == 0
        ? nil : try storedComplaint(personID, kind, round, campaignID).map { try StoredComplaint(read: $0).complaint },
      outcome: try outcome(of: person, kind, campaignID), closed: try closed(person, terms, kind, extended),
      extended: extended, makeup: makeup, needsPassword: try needsPassword(personID, campaign),
      national: try nationalStatus(of: personID, campaignID))
  }

  /// In code mode there is none.
  private func needsPassword(_ personID: String, _ campaign: StoredCampaign) throws -> Bool {
    guard campaign.plan.regime == .roster else { return false }
    return try row(
      "SELECT 1 AS n FROM graduate_password WHERE campaign_id = ? AND person_id = ?", [.text(campaign.id), .text(personID)])
      == nil
  }

  /// Dates as people write them.
  private static func readable(_ value: String, _ column: RosterColumn) -> String {
    switch column {
    case .birthDate, .enrolmentDate, .expectedGraduation: CalendarDay.parse(value)?.chinese ?? value
    default: value
    }
  }

  private func closed(
    _ person: ProofPerson, _ terms: ProofTerms, _ kind: ProofKind, _ extended: CalendarDay?
  ) throws -> ProofRefusal? {
    do {
      try terms.check(now: now, extended: extended, hasAnswered: kind == .final && person.last != nil)
    } catch { return error }
    switch (kind, person.standing) {
    case (_, .noPortrait): return .noPortrait
    case (.final, .confirmed): return .answered(isRight: true)
    case (.final, .disputed): return person.last?.outcome == "declined" ? .declined : .answered(isRight: false)
    default: return nil
    }
  }

  private func outcome(of person: ProofPerson, _ kind: ProofKind, _ campaignID: String) throws -> ShownProof.Outcome {
    guard let round = person.last?.entry.round,
      let row = try row(
        """
        SELECT outcome, words_sealed FROM proof_settled WHERE campaign_id = ? AND person_id = ? AND kind = ? AND round = ?
        ORDER BY number DESC LIMIT 1
        """,
        [.text(campaignID), .text(person.id), .text(kind.rawValue), .int(round)])
    else { return .waiting }
    guard try row.text("outcome") == "declined" else { return .taken }
    let words = try row.optionalBlob("words_sealed").flatMap {
      try openForGraduate(person.id, $0, as: Self.settledRecord(person.id, kind, round))
    }
    return .declined(words.map { String(decoding: $0, as: UTF8.self) } ?? "")
  }

  static func settledRecord(_ person: String, _ kind: ProofKind, _ round: Int) -> String {
    "proof_settled:\(person):\(kind.rawValue):\(round)"
  }

  /// The last day that was granted to somebody.
  func extendedDay(of person: String, _ campaignID: String) throws -> CalendarDay? {
    try row(
      """
      SELECT MAX(x.last_day) AS day FROM proof_grant x WHERE x.campaign_id = ? AND x.person_id = ? AND x.kind = 'extension'
        AND NOT EXISTS (SELECT 1 FROM proof_grant_withdrawn w WHERE w.grant_id = x.id)
      """, [.text(campaignID), .text(person)])?.optionalText("day").flatMap { CalendarDay.parse($0) }
  }

  func nationalStatus(of person: String, _ campaignID: String) throws -> NationalProofStatus? {
    try row(
      "SELECT status FROM national_status WHERE campaign_id = ? AND person_id = ? ORDER BY import_id DESC LIMIT 1",
      [.text(campaignID), .text(person)])?.text("status").asNationalStatus
  }
}

extension String {
  fileprivate var asNationalStatus: NationalProofStatus? { NationalProofStatus(rawValue: self) }
}
