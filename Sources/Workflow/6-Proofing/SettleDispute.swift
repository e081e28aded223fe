import GraduatePhotos
import Storage

/// 有误 that a graduate said, as those who settle it read it.
public struct ProofDispute: Sendable, Identifiable {
  public let id: String
  /// In code mode the end of the center's own name for him.
  public let label: String
  public let studentNumber: String
  public let department: String
  public let classGroup: String
  public let complaint: ProofComplaint
  public let portraitID: String?
  public let evidenceID: String?
  public let round: Int
  public let answeredAt: Int64
  public let isRehearsal: Bool
  /// Taken up, and nothing changed yet.
  public let isTaken: Bool
}

extension CollectionCenter {
  /// What waits for the institution, the oldest first, then what it took up and did not put right yet; fifty a page from page 1.
  ///
  /// - institutionID: for who sees several: this one's.
  public func proofDisputes(
    campaignID: String, institutionID: String? = nil, page: Int = 1, by watcher: any ProofWatcher
  ) async throws -> (disputes: [ProofDispute], waiting: Int, total: Int) {
    try await records.read { transaction in
      let campaign = try transaction.storedCampaign(campaignID)
      var scope = watcher.proofScope
      if scope.institutionID == nil { scope.institutionID = institutionID }
      return try transaction.disputes(campaign, scope, page: page)
    }
  }

  /// Takes a graduate's 有误 up as the institution's own finding (核对): claims, errata and make-up follow as ever (A5–A7).
  ///
  /// What cannot be corrected there, such as the day of graduation, is named in the remark, or left to the roster where nothing else is wrong.
  /// - Throws: `ProofDeskRefusal.notDisputed`, `.codeMode`, `ClassCheckRefusal`, above all `.sealed` for a class that was signed off.
  public func takeUpDispute(
    of person: String, round: Int, campaignID: String, by keeper: some ProofKeeper & ClassVerifier
  ) async throws {
    try await records.write { transaction in
      let (campaign, complaint) = try transaction.dispute(of: person, round: round, campaignID, keeper)
      guard campaign.plan.regime == .roster else { throw ProofDeskRefusal.codeMode }
      let checked = try transaction.personToCheck(person, campaignID, by: keeper)
      let given = GivenPlace(campaignID: campaignID, institutionID: keeper.institutionID)
      let verdict = try transaction.verdict(TypedVerdict(complaint, about: checked), about: checked, given)
      // What the verification has no field for is put right in the roster; that opens the graduate's next round.
      if !verdict.verdicts.isEmpty {
        _ = try transaction.putVerdict(verdict, about: checked, given, way: .page, by: keeper)
      }
      try transaction.settle(person, round, campaign, "taken", words: "", by: keeper)
    }
  }

  /// Tells the graduate why nothing is to be changed; also of what was taken up and turned out to be right.
  ///
  /// - Throws: `ProofDeskRefusal.notDisputed`, `.wordsMissing`, `.wordsTooLong`, `.numberInWords`.
  public func declineDispute(
    of person: String, round: Int, words: String, campaignID: String, by keeper: any ProofKeeper
  ) async throws {
    let words = try words.reason(
      limit: ProofLimits.reasonCharacters, none: ProofDeskRefusal.wordsMissing, tooLong: ProofDeskRefusal.wordsTooLong)
    guard !CodeModeGuard.holdsIDNumber(words) else { throw ProofDeskRefusal.numberInWords }
    try await records.write { transaction in
      let (campaign, _) = try transaction.dispute(of: person, round: round, campaignID, keeper, mayBeTaken: true)
      try transaction.settle(person, round, campaign, "declined", words: words, by: keeper)
    }
  }

  /// The picture that a graduate handed in with his 有误; a journal line for each opening.
  ///
  /// - Throws: `ProofDeskRefusal.personUnknown`.
  public func proofEvidence(_ id: String, campaignID: String, by keeper: any ProofKeeper) async throws -> OpenDocument {
    let found = try await records.write { transaction -> (type: String, at: Int64) in
      guard
        let row = try transaction.row(
          "SELECT person_id, media_type, received_at FROM proof_evidence WHERE id = ? AND campaign_id = ?",
          [.text(id), .text(campaignID)])
      else { throw ProofDeskRefusal.personUnknown }
      let campaign = try transaction.storedCampaign(campaignID)
      let person = try transaction.personInReach(row.text("person_id"), campaign, keeper)
      try transaction.journal(
        JournalLine(
          action: .proofEvidenceOpened, recordKind: "proof-evidence", recordID: id, campaignID: campaignID,
          graduateID: campaign.plan.regime == .roster ? person.id : nil), by: keeper)
      return (try row.text("media_type"), try row.integer("received_at"))
    }
    return OpenDocument(mediaType: found.type, bytes: try await open(.proofEvidence, id), receivedAt: found.at)
  }
}

extension TypedVerdict {
  /// What a graduate said, beside what the institution found already.
  fileprivate init(_ complaint: ProofComplaint, about person: CheckedPerson) {
    let standing = person.verdict
    let found = (standing?.verdicts ?? []).filter { $0 != .right }
    self.init(
      person: person.id, verdicts: found + complaint.verdicts, portraitNumber: person.portrait?.number ?? 0,
      recordVersion: person.recordVersion)
    photoFaults = (standing?.photoFaults ?? []) + complaint.photoFaults
    for correction in standing?.corrections ?? [] { newValues[correction.column] = correction.new }
    var rest: [String] = []
    for correction in complaint.corrections {
      if CheckedPerson.columns.contains(correction.column) {
        newValues[correction.column] = correction.new
      } else {
        rest.append("\(correction.column.chineseName)应为\(correction.new)")
      }
    }
    let words = [standing?.note ?? "", rest.joined(separator: "；"), complaint.words, "（学生校对）"].filter { !$0.isEmpty }
    if newValues.isEmpty { verdicts.removeAll { $0 == .data } }
    note = String(words.joined(separator: "；").unicodeScalars.prefix(VerdictLimits.noteScalars))
    partner = standing?.partner?.number ?? ""
    look = .large
  }
}

extension Transaction {
  fileprivate func disputes(
    _ campaign: StoredCampaign, _ scope: GraduateScope, page: Int
  ) throws -> (disputes: [ProofDispute], waiting: Int, total: Int) {
    let regime = campaign.plan.regime
    let alias = Self.people(in: regime).alias
    let (condition, arguments) = scope.condition(campaignID: campaign.id, of: alias)
    let kind = campaign.proofKind
    let open = """
      \(condition) AND r.is_right = 0 AND (d.outcome IS NULL OR d.outcome = 'taken') AND r.portrait_sha256 = p.sha256
        AND r.filed_version = COALESCE(h.version, 1)
      """
    let counts = try row(
      """
      SELECT COUNT(*) AS total, CAST(COALESCE(SUM(CASE WHEN d.outcome IS NULL THEN 1 ELSE 0 END), 0) AS BIGINT) AS waiting
      FROM \(Self.proofPeople(regime)) WHERE \(open) AND NOT \(Self.people(in: regime).hasLeft)
      """, [.text(kind.rawValue)] + arguments)
    let total = try counts?.int("total") ?? 0
    let found = try proofPeople(
      kind, regime, (open, arguments),
      order: "ORDER BY CASE WHEN d.outcome IS NULL THEN 0 ELSE 1 END, r.answered_at, \(alias).id",
      page: WorkflowLimits.page(page, of: total))
    let disputes = try found.compactMap { person -> ProofDispute? in
      guard let last = person.last,
        let bytes = try storedComplaint(person.id, kind, last.entry.round, campaign.id)
      else { return nil }
      return ProofDispute(
        id: person.id, label: person.name.isEmpty ? "采集码 \(PersonEnd.of(person.id))" : person.name,
        studentNumber: person.studentNumber, department: person.department, classGroup: person.classGroup,
        complaint: try StoredComplaint(read: bytes).complaint, portraitID: person.portraitID,
        evidenceID: try row(
          "SELECT id FROM proof_evidence WHERE campaign_id = ? AND person_id = ? AND kind = ? AND round = ?",
          [.text(campaign.id), .text(person.id), .text(kind.rawValue), .int(last.entry.round)])?.text("id"),
        round: last.entry.round, answeredAt: last.answeredAt, isRehearsal: kind == .rehearsal, isTaken: last.outcome == "taken")
    }
    return (disputes, try counts?.int("waiting") ?? 0, total)
  }

  /// What waits about a person, with what was said.
  ///
  /// - Throws: `ProofDeskRefusal.personUnknown`, `.notDisputed`, `.settledAlready`.
  fileprivate func dispute(
    of person: String, round: Int, _ campaignID: String, _ keeper: any ProofKeeper, mayBeTaken: Bool = false
  ) throws -> (campaign: StoredCampaign, complaint: ProofComplaint) {
    let campaign = try storedCampaign(campaignID)
    let found = try personInReach(person, campaign, keeper)
    guard case .disputed(let answered) = found.standing, answered == round,
      let bytes = try storedComplaint(person, campaign.proofKind, round, campaignID)
    else { throw ProofDeskRefusal.notDisputed }
    let outcome = found.last?.outcome
    guard outcome == nil || mayBeTaken && outcome == "taken" else { throw ProofDeskRefusal.settledAlready }
    return (campaign, try StoredComplaint(read: bytes).complaint)
  }

  fileprivate func settle(
    _ person: String, _ round: Int, _ campaign: StoredCampaign, _ outcome: String, words: String, by keeper: some SignedIn
  ) throws {
    let kind = campaign.proofKind
    let number =
      try count(
        "SELECT MAX(number) AS n FROM proof_settled WHERE campaign_id = ? AND person_id = ? AND kind = ? AND round = ?",
        [.text(campaign.id), .text(person), .text(kind.rawValue), .int(round)]) + 1
    let sealed: SQLValue =
      words.isEmpty
      ? .null : .blob(try sealForGraduate(person, Array(words.utf8), as: Self.settledRecord(person, kind, round)))
    try execute(
      """
      INSERT INTO proof_settled (campaign_id, person_id, kind, round, number, outcome, words_sealed, settled_by, settled_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .text(campaign.id), .text(person), .text(kind.rawValue), .int(round), .int(number), .text(outcome), sealed,
        .text(keeper.accountID), .integer(now),
      ])
    try journal(
      JournalLine(
        action: .proofSettled, recordKind: "proof", recordID: person, campaignID: campaign.id,
        graduateID: campaign.plan.regime == .roster ? person : nil,
        details: ["outcome": outcome, "round": String(round), "kind": kind.rawValue]), by: keeper)
  }
}
