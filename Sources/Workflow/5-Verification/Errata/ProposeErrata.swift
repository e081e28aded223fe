import GraduatePhotos
import Storage

/// What was proposed, or what stands against it.
public enum ErrataProposed: Sendable {
  /// Ids, in the order of the drafts.
  case written([String])
  /// By the draft's position.
  case refused([Int: any Refusal])
}

extension CollectionCenter {
  /// Writes errata down that the institution proposes, all of them or none (A7).
  ///
  /// - drafts: of the form; `old` is what the center holds now.
  /// - operation: of this one press; said twice, it is done once.
  /// - Returns: `.refused` with the refusal of each draft that is not taken, `ErratumRefusal` or `ErrataDeskRefusal`.
  /// - Throws: `ErratumRefusal.notYet`, `.closed`, `.nothingToCorrect`.
  public func proposeErrata(
    _ drafts: [ErratumDraft], campaignID: String, operation: String, by liaison: Liaison
  ) async throws -> ErrataProposed {
    try ErrataDeskLimits.check(operation)
    do {
      let ids = try await records.once("\(operation):\(liaison.accountID)", kind: "errata") { transaction in
        try transaction.propose(drafts, campaignID: campaignID, institutionID: liaison.institutionID, by: liaison)
      }
      return .written(ids)
    } catch let refused as RefusedDrafts {
      return .refused(refused.problems)
    }
  }

  /// Takes an erratum back that is not sealed; those that stand or fall with it go along.
  ///
  /// - Throws: `ErrataDeskRefusal.unknown`, `.sealedAlready`, `ErratumRefusal.withdrawn`, `.decided`.
  public func withdrawErratum(_ id: String, campaignID: String, by liaison: Liaison) async throws {
    try await records.write { transaction in
      let found = try transaction.storedErrata(
        """
        e.campaign_id = ? AND e.institution_id = ?
          AND e.group_id = (SELECT o.group_id FROM erratum o WHERE o.id = ?)
        """, [.text(campaignID), .text(liaison.institutionID), .text(id)])
      guard let asked = found.first(where: { $0.id == id }) else { throw ErrataDeskRefusal.unknown }
      switch asked.standing {
      case .unsealed: break
      case .sealed: throw ErrataDeskRefusal.sealedAlready
      case .decided(let outcome): throw ErratumRefusal.decided(outcome)
      case .withdrawn: throw ErratumRefusal.withdrawn
      }
      for erratum in found where erratum.standing == .unsealed {
        try transaction.execute(
          "INSERT INTO erratum_withdrawn (erratum_id, withdrawn_by, withdrawn_at) VALUES (?, ?, ?)",
          [.text(erratum.id), .text(liaison.accountID), .integer(transaction.now)])
        try transaction.journal(.erratumWithdrawn, erratum.id, erratum.draft, campaignID, by: liaison)
      }
    }
  }
}

/// Carries what stands against drafts out of their transaction, which is rolled back.
struct RefusedDrafts: Error {
  let problems: [Int: any Refusal]
}

extension Transaction {
  /// - today: the day by which the window is judged; of paper the day on which it came.
  /// - Throws: `RefusedDrafts`, `ErratumRefusal`.
  func propose(
    _ drafts: [ErratumDraft], campaignID: String, institutionID: String, on day: CalendarDay? = nil, by actor: some SignedIn
  ) throws -> [String] {
    guard !drafts.isEmpty else { throw ErratumRefusal.nothingToCorrect }
    guard drafts.count <= VerificationLimits.errataRows else {
      throw ErrataDeskRefusal.tooMany(limit: VerificationLimits.errataRows)
    }
    let judge = try ErrataJudge(self, campaignID: campaignID, institutionID: institutionID, today: day)
    try judge.rules.checkWindow()
    var drafts = drafts
    let problems = try judge.judge(&drafts)
    guard problems.isEmpty else { throw RefusedDrafts(problems: problems) }
    let ids = drafts.map { _ in identifier() }
    for (index, first) in ErrataGroups.firsts(of: drafts).enumerated() {
      try insert(drafts[index], id: ids[index], group: ids[first], campaignID, institutionID, by: actor)
    }
    return ids
  }

  private func insert(
    _ draft: ErratumDraft, id: String, group: String, _ campaignID: String, _ institutionID: String, by actor: some SignedIn
  ) throws {
    let values = try ErratumValues(draft).bytes()
    try execute(
      """
      INSERT INTO erratum (id, campaign_id, institution_id, person_id, kind, field, group_id, values_sealed, evidence, stated_on,
        claim_id, proposed_by, proposed_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .text(id), .text(campaignID), .text(institutionID), .text(draft.person), .text(draft.kind.rawValue),
        .text(draft.field.code), .text(group),
        .blob(try sealForGraduate(draft.person, values, as: ErratumValues.record(id))), .text(draft.evidence.kind.rawValue),
        .text(draft.day.compact), .optional(try openClaim(draft.claim, of: draft.person, campaignID)), .text(actor.accountID),
        .integer(now),
      ])
    try journal(.erratumProposed, id, draft, campaignID, by: actor)
  }

  /// The claim that an erratum answers: the one that was named, or the person's open one of that kind.
  private func openClaim(_ named: String?, of person: String, _ campaignID: String) throws -> String? {
    let open = try openClaims(of: person, campaignID: campaignID).filter { $0.kind == .data || $0.kind == .person }
    return open.first { $0.id == named }?.id
  }

  /// One line about an erratum; its values under the person's own key.
  func journal(
    _ action: JournalLine.Action, _ id: String, _ draft: ErratumDraft, _ campaignID: String,
    _ details: [String: String] = [:], by actor: some SignedIn
  ) throws {
    let graduate = try graduateID(draft.person)
    try journal(
      JournalLine(
        action: action, recordKind: "erratum", recordID: id, campaignID: campaignID, graduateID: graduate,
        details: ["column": draft.field.code, "kind": draft.kind.rawValue].merging(details) { _, ours in ours },
        personal: graduate == nil ? [:] : ["before": draft.old, "after": draft.new]), by: actor)
  }
}
