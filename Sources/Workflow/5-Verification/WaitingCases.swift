import GraduatePhotos
import Storage

/// Who sees how long cases wait: those who run the campaign, and the head office.
public protocol CaseWatcher: SignedIn {}
extension Officer: CaseWatcher {}
extension Planner: CaseWatcher {}
extension Clerk: CaseWatcher {}

/// How long claims, errata and missing letters wait: in the middle by desk, and by institution.
public struct WaitingCases: Sendable {
  public struct Institution: Sendable, Identifiable {
    public let id: String
    public let code: String
    public let name: String
    public let medians: CaseMedians
  }

  public let desks: CaseMedians
  /// Those on whom, or for whom, something waits the longest first.
  public let institutions: [Institution]
  public let now: Int64

  public var isEmpty: Bool { desks.lines.isEmpty }
}

extension CollectionCenter {
  /// The clocks of a campaign, open cases among them with what they have waited so far.
  public func waitingCases(campaignID: String, by watcher: some CaseWatcher) async throws -> WaitingCases {
    try await records.read { transaction in
      let year = try transaction.storedCampaign(campaignID).year
      let cases =
        try transaction.claimCases(campaignID) + transaction.erratumCases(campaignID) + transaction.letterCases(campaignID)
      let now = transaction.now
      let institutions = try CaseMedians.by(cases, now: now).map { id, medians in
        WaitingCases.Institution(
          id: id, code: try transaction.storedInstitution(id).institution.code.value,
          name: try transaction.institutionName(id, in: year) ?? "", medians: medians)
      }
      func longest(_ medians: CaseMedians) -> Int64 { medians.lines.map(\.longestOpenMilliseconds).max() ?? 0 }
      return WaitingCases(
        desks: CaseMedians(cases.map(\.clock), now: now),
        institutions: institutions.sorted { (-longest($0.medians), $0.code) < (-longest($1.medians), $1.code) }, now: now)
    }
  }
}

extension Transaction {
  /// When the steps of `claim k` began, and how many errata answer it.
  static let claimMarks = """
    (SELECT COUNT(*) FROM erratum x WHERE x.claim_id = k.id
      AND NOT EXISTS (SELECT 1 FROM erratum_withdrawn y WHERE y.erratum_id = x.id)) AS errata,
    (SELECT MIN(y.sealed_at) FROM erratum x JOIN errata_form_line l ON l.erratum_id = x.id
      JOIN seal y ON y.kind = 'errata' AND y.subject_id = l.form_id AND y.subject_version = l.version
      WHERE x.claim_id = k.id) AS erratum_sealed_at,
    (SELECT MAX(t.sent_at) FROM missing_person q JOIN missing_letter_sent t ON t.letter_id = q.letter_id
      WHERE q.person_id = k.person_id AND k.kind = 'missing') AS letter_sent_at,
    (SELECT MAX(q.answered_at) FROM missing_answer q WHERE q.person_id = k.person_id AND k.kind = 'missing' AND q.slot = ''
      AND q.kind = 'makeup') AS makeup_at,
    (SELECT MAX(q.answered_at) FROM missing_answer q WHERE q.person_id = k.person_id AND k.kind = 'missing' AND q.slot = ''
      AND q.kind = 'found') AS found_at, e.ended_at
    """

  /// Of a row with `kind`, `opened_at` and `claimMarks`.
  func claimClock(_ row: SQLRow) throws -> CaseClock {
    let opened = try row.integer("opened_at")
    let isPhoto = try row.text("kind") == PersonVerdict.Verdict.photo.rawValue
    // Closed eyes are shot again, free: the graduate is to come (A6). The others lack the institution's seal.
    var marks = [CaseClock.Mark(isPhoto ? .toCome : .toSeal, at: opened)]
    for (column, step) in [
      ("erratum_sealed_at", CaseStep.toDecide), ("letter_sent_at", .toDecide), ("makeup_at", .toCome), ("found_at", .toDeliver),
    ] {
      // What was asked before the claim was opened is asked for it too.
      if let at = try row.optionalInteger(column) { marks.append(.init(step, at: max(at, opened))) }
    }
    if let ended = try row.optionalInteger("ended_at") { marks.append(.init(.settled, at: ended)) }
    return CaseClock(marks)
  }

  fileprivate func claimCases(_ campaignID: String) throws -> [(key: String, clock: CaseClock)] {
    try rows(
      """
      SELECT k.institution_id, k.kind, k.opened_at, \(Self.claimMarks) FROM claim k
      LEFT JOIN claim_ended e ON e.claim_id = k.id WHERE k.campaign_id = ?
      """, [.text(campaignID)]
    ).map { (try $0.text("institution_id"), try claimClock($0)) }
  }

  /// Those that answer a claim are counted with it.
  fileprivate func erratumCases(_ campaignID: String) throws -> [(key: String, clock: CaseClock)] {
    try rows(
      """
      SELECT e.institution_id, e.proposed_at, w.withdrawn_at, d.decided_at, s.sealed_at FROM erratum e \(StoredErratum.joined)
      WHERE e.campaign_id = ? AND e.claim_id IS NULL
      """, [.text(campaignID)]
    ).map { row in
      var marks = [CaseClock.Mark(.toSeal, at: try row.integer("proposed_at"))]
      if let at = try row.optionalInteger("sealed_at") { marks.append(.init(.toDecide, at: at)) }
      let end = try row.optionalInteger("decided_at") ?? row.optionalInteger("withdrawn_at")
      if let end { marks.append(.init(.settled, at: end)) }
      return (try row.text("institution_id"), CaseClock(marks))
    }
  }

  fileprivate func letterCases(_ campaignID: String) throws -> [(key: String, clock: CaseClock)] {
    try missingLetters("m.campaign_id = ?", [.text(campaignID)]).map { ($0.institutionID, try line($0).clock) }
  }
}
