import GraduatePhotos
import Storage

/// What became of errata that were decided together.
public struct ErrataDecided: Sendable, Codable {
  public var accepted = 0
  public var declined = 0
  /// Of the accepted ones those of shifts: their photos are other people's now, and no data are sent.
  public var rebound = 0
  /// Number of the correction that holds the accepted ones; nil for none.
  public var correction: String?
  /// By erratum: why its group was left as it is, in one sentence.
  public var refused: [String: String] = [:]
  /// Of these the codes.
  public var codes: Set<String> = []
}

extension CollectionCenter {
  /// Accepts or declines errata of one institution: one, a chosen set, a run (A7).
  ///
  /// Each group is decided as a whole or left as it is.
  /// An accepted one changes the record as a new version, or rebinds the photos of a shift; the photo stays valid. The claim that it
  /// answers ends with it.
  ///
  /// - ids: of errata; those that stand or fall with them are decided along.
  /// - operation: of the page that was sent.
  /// - Throws: `ErratumRefusal.nothingToDecide`, `.reasonMissing`, `.textTooLong`, `.numberInEvidence`,
  ///   `ErrataDeskRefusal.unknown`, `.severalInstitutions`, `.tooMany`.
  public func decideErrata(
    _ ids: [String], as decision: ErratumDecision, campaignID: String, operation: String, by clerk: Clerk
  ) async throws -> ErrataDecided {
    try ErrataDeskLimits.check(operation)
    guard !ids.isEmpty else { throw ErratumRefusal.nothingToDecide }
    guard ids.count <= ErrataDeskLimits.decidedAtOnce else {
      throw ErrataDeskRefusal.tooMany(limit: ErrataDeskLimits.decidedAtOnce)
    }
    // What is wrong with the words is wrong for all of them.
    try decision.check(on: [.sealed], isCurrent: true)
    return try await records.once("\(operation):\(clerk.accountID)", kind: "errata-decided") { [visits] transaction in
      try ErrataDeciding(transaction, campaignID: campaignID, decision: decision, visits: visits, clerk: clerk).decide(ids)
    }
  }
}

/// One press of the head office's desk, in its transaction.
private struct ErrataDeciding {
  let transaction: Transaction
  let campaignID: String
  let decision: ErratumDecision
  let visits: VisitShelf
  let clerk: Clerk

  init(_ transaction: Transaction, campaignID: String, decision: ErratumDecision, visits: VisitShelf, clerk: Clerk) {
    (self.transaction, self.campaignID, self.decision) = (transaction, campaignID, decision)
    (self.visits, self.clerk) = (visits, clerk)
  }

  func decide(_ ids: [String]) throws -> ErrataDecided {
    let groups = try groups(of: ids)
    guard let first = groups.first?.first else { throw ErrataDeskRefusal.unknown }
    guard groups.allSatisfy({ $0.allSatisfy { $0.institutionID == first.institutionID } }) else {
      throw ErrataDeskRefusal.severalInstitutions
    }
    let judge = try ErrataJudge(transaction, campaignID: campaignID, institutionID: first.institutionID)
    var outcome = ErrataDecided()
    var corrected: [CorrectedValue] = []
    for group in groups {
      do {
        corrected += try transaction.sql.savepoint { try decide(group, judge) }
        if decision.outcome == .accepted { outcome.accepted += group.count } else { outcome.declined += group.count }
        if decision.outcome == .accepted, group[0].draft.kind == .shifted { outcome.rebound += group.count }
      } catch let refusal as any Refusal {
        for erratum in group { outcome.refused[erratum.id] = "\(refusal.message)。\(refusal.hint)" }
        outcome.codes.insert(refusal.code)
      }
    }
    if !corrected.isEmpty {
      outcome.correction = try transaction.insertCorrection(
        corrected, campaignID: campaignID, institutionID: first.institutionID, by: clerk)
    }
    if outcome.declined > 0 {
      try tell(first.institutionID, "\(outcome.declined) 条勘误没有采纳", "原因和下一步写在各条下面。")
    }
    if outcome.rebound > 0 {
      try tell(
        first.institutionID, "\(outcome.rebound) 条数据错位已采纳",
        "照片已改归本人，重新放行后随下一次交付；以前光盘上这些人的照片请不要再用。")
    }
    return outcome
  }

  /// What was accepted of data is told with its package.
  private func tell(_ institutionID: String, _ title: String, _ body: String) throws {
    try transaction.notify(
      NoticeDraft(
        campaignID: campaignID, audience: .institution(institutionID), title: title, body: body,
        path: "/campaigns/\(campaignID)/verification/errata?filter=decided"), by: clerk)
  }

  /// With those that stand or fall with them, in the order in which they were chosen; what was taken back is not there.
  private func groups(of ids: [String]) throws -> [[StoredErratum]] {
    var groups: [[StoredErratum]] = []
    var seen: Set<String> = []
    for id in ids where !seen.contains(id) {
      let group = try transaction.storedErrata(
        "e.campaign_id = ? AND e.group_id = (SELECT o.group_id FROM erratum o WHERE o.id = ?)", [.text(campaignID), .text(id)])
      guard group.contains(where: { $0.id == id }) else { throw ErrataDeskRefusal.unknown }
      seen.formUnion(group.map(\.id))
      groups.append(group)
    }
    return groups
  }

  private func decide(_ group: [StoredErratum], _ judge: ErrataJudge) throws -> [CorrectedValue] {
    try decision.check(on: group.map(\.standing), isCurrent: decision.outcome != .accepted || isCurrent(group, judge))
    let corrected = decision.outcome == .accepted ? try accept(group, judge) : []
    let (outcome, reason) =
      switch decision.outcome {
      case .accepted: ("accepted", "")
      case .declined(let reason): ("declined", reason.rawValue)
      }
    for erratum in group {
      try transaction.execute(
        """
        INSERT INTO erratum_decided (erratum_id, outcome, reason, remark, decided_by, decided_at) VALUES (?, ?, ?, ?, ?, ?)
        """,
        [
          .text(erratum.id), .text(outcome), .text(reason), .text(decision.remark.trimmed), .text(clerk.accountID),
          .integer(transaction.now),
        ])
      try transaction.journal(
        decision.outcome == .accepted ? .erratumAccepted : .erratumDeclined, erratum.id, erratum.draft, campaignID,
        reason.isEmpty ? [:] : ["reason": reason], by: clerk)
      try endClaim(of: erratum)
    }
    return corrected
  }

  /// What the errata say that is there still is there, code point for code point.
  private func isCurrent(_ group: [StoredErratum], _ judge: ErrataJudge) throws -> Bool {
    for erratum in group {
      guard !erratum.isErased else { return false }
      let now: String
      if erratum.draft.kind == .shifted {
        do { now = try transaction.errataPerson(erratum.draft.person, judge.place).serial } catch ErrataDeskRefusal
          .personUnknown
        { return false }
      } else {
        guard let record = try transaction.standingRecord(erratum.draft.person, judge.place),
          record.entry.statusChange == nil
        else { return false }
        now = record.entry.entry[erratum.draft.field]
      }
      guard now.hasSameCodePoints(as: erratum.draft.old) else { return false }
    }
    return true
  }

  private func endClaim(of erratum: StoredErratum) throws {
    guard let claim = erratum.draft.claim else { return }
    let open = try transaction.openClaims(of: erratum.draft.person, campaignID: campaignID).first { $0.id == claim }
    guard let open else { return }
    try transaction.end(
      open, decision.outcome == .accepted ? .erratumAccepted : .erratumDeclined, "", campaignID: campaignID, by: clerk)
  }
}

// MARK: - What an accepted one does

extension ErrataDeciding {
  private func accept(_ group: [StoredErratum], _ judge: ErrataJudge) throws -> [CorrectedValue] {
    group[0].draft.kind == .shifted ? try rebind(group, judge) : try correct(group, judge)
  }

  /// New versions of the records; numbers that people hand to each other are given up before any is taken.
  private func correct(_ group: [StoredErratum], _ judge: ErrataJudge) throws -> [CorrectedValue] {
    let drafts = group.map(\.draft)
    var values: [CorrectedValue] = []
    let people = Dictionary(grouping: group) { $0.draft.person }.sorted { $0.key < $1.key }
    let corrected = try people.map { person, errata in try judge.corrected(person, errata.map(\.draft), with: drafts) }
    for ((person, errata), new) in zip(people, corrected) {
      try transaction.correctGraduate(new.record, to: new.entry, judge.place, because: errata[0].id)
      values += new.changes.map { change in
        CorrectedValue(
          person: person, field: change.column, old: change.old, new: change.new, recordVersion: new.record.version + 1)
      }
    }
    for (person, _) in people { try transaction.takeSlot(person) }
    try transaction.moveRoster(
      judge.place,
      from: transaction.rosterVersion(campaignID: campaignID, institutionID: judge.place.institutionID))
    return values
  }

  /// The photos of a shift, as a run (promise 2): portraits of strangers are withdrawn and wait for release anew.
  private func rebind(_ group: [StoredErratum], _ judge: ErrataJudge) throws -> [CorrectedValue] {
    let shift: ErrataJudge.Shift
    do { shift = try judge.shift(group.map(\.draft)) } catch ErratumRefusal.oldDiffers {
      throw ErratumRefusal.changedMeanwhile
    }
    for (visit, repair) in try shift.repairs() {
      try transaction.repairShots(
        repair, of: visit, campaignID: campaignID, why: "《勘误表》登记的数据错位", second: group[0].sealedBy ?? "", shelf: visits,
        by: clerk)
    }
    // No data were corrected: the photos go out with the next delivery, when they are released anew.
    return []
  }
}
