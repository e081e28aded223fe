import GraduatePhotos
import Storage

/// What the officer granted about one graduate: more time, or somebody who answers in his place.
public struct ProofGrant: Sendable, Identifiable {
  public enum What: Sendable, Hashable {
    case until(CalendarDay)
    /// The account's name.
    case proxy(String)
  }

  public let id: String
  public let personID: String
  public let label: String
  public let studentNumber: String
  public let institution: String
  public let what: What
  public let why: String
  public let grantedAt: Int64
  public let isWithdrawn: Bool
  /// Of who answers; nil for an extension.
  public let accountID: String?
}

extension CollectionCenter {
  /// Gives one graduate time until the end of a day after the window.
  ///
  /// - studentNumber: at that institution; in code mode the code itself is unknown here, and nothing is found.
  /// - Throws: `ProofDeskRefusal.personUnknown`, `.extensionDay`, `.reasonMissing`, `.reasonTooLong`, `ProofRefusal.notSet`.
  public func extendProofing(
    of studentNumber: String, institutionID: String, until day: CalendarDay, why: String, campaignID: String,
    by officer: Officer
  ) async throws {
    let why = try Self.reasonOfGrant(why)
    try await records.write { transaction in
      let campaign = try transaction.storedCampaign(campaignID)
      guard let days = campaign.proofTerms.days else { throw ProofRefusal.notSet }
      guard day > days.last, day >= transaction.today else { throw ProofDeskRefusal.extensionDay }
      let person = try transaction.dueGraduate(studentNumber, institutionID, campaignID)
      try transaction.insertGrant(person, "extension", day: day, account: nil, why, campaignID, by: officer)
    }
  }

  /// Lets one member of the institution's staff answer for a graduate who cannot; each answer says so in the journal.
  ///
  /// - proxy: sign-in name of a liaison, secretary or counselor of the institution.
  /// - Throws: `ProofDeskRefusal.personUnknown`, `.proxyUnknown`, `.reasonMissing`, `.reasonTooLong`.
  public func grantProxy(
    of studentNumber: String, institutionID: String, to proxy: String, why: String, campaignID: String, by officer: Officer
  ) async throws {
    let why = try Self.reasonOfGrant(why)
    let name = SignInName.normalized(proxy)
    try await records.write { transaction in
      let person = try transaction.dueGraduate(studentNumber, institutionID, campaignID)
      guard let account = try transaction.openAccount(named: name),
        [.liaison, .departmentSecretary, .counselor, .studyCenterLiaison].contains(account.role),
        try transaction.row("SELECT institution_id FROM account WHERE id = ?", [.text(account.id)])?
          .optionalText("institution_id") == institutionID
      else { throw ProofDeskRefusal.proxyUnknown }
      try transaction.insertGrant(person, "proxy", day: nil, account: account.id, why, campaignID, by: officer)
    }
  }

  /// - Throws: `ProofDeskRefusal.grantUnknown`.
  public func withdrawProofGrant(_ id: String, campaignID: String, by officer: Officer) async throws {
    try await records.write { transaction in
      guard
        let row = try transaction.row(
          """
          SELECT x.person_id FROM proof_grant x WHERE x.id = ? AND x.campaign_id = ?
            AND NOT EXISTS (SELECT 1 FROM proof_grant_withdrawn w WHERE w.grant_id = x.id)
          """, [.text(id), .text(campaignID)])
      else { throw ProofDeskRefusal.grantUnknown }
      try transaction.execute(
        "INSERT INTO proof_grant_withdrawn (grant_id, withdrawn_by, withdrawn_at) VALUES (?, ?, ?)",
        [.text(id), .text(officer.accountID), .integer(transaction.now)])
      try transaction.journal(
        JournalLine(
          action: .proofGrantWithdrawn, recordKind: "proof-grant", recordID: id, campaignID: campaignID,
          graduateID: try row.text("person_id")), by: officer)
    }
  }

  /// All grants of a campaign, the newest first: the officer's; an institution's people see those of their own part.
  public func proofGrants(campaignID: String, by watcher: any ProofWatcher) async throws -> [ProofGrant] {
    try await records.read { transaction in
      let year = try transaction.storedCampaign(campaignID).year
      let (condition, arguments) = watcher.proofScope.condition(campaignID: campaignID)
      return try transaction.rows(
        """
        SELECT x.id, x.person_id, x.account_id, x.last_day, x.why, x.granted_at, w.grant_id AS gone, a.name AS proxy,
          g.name, g.student_number, g.institution_id
        FROM proof_grant x JOIN graduate g ON g.id = x.person_id LEFT JOIN account a ON a.id = x.account_id
        LEFT JOIN proof_grant_withdrawn w ON w.grant_id = x.id
        WHERE x.campaign_id = ? AND \(condition) ORDER BY x.granted_at DESC, x.id DESC
        """, [.text(campaignID)] + arguments
      ).map { row in
        let day = try row.optionalText("last_day").flatMap { CalendarDay.parse($0) }
        return ProofGrant(
          id: try row.text("id"), personID: try row.text("person_id"), label: try row.text("name"),
          studentNumber: try row.text("student_number"),
          institution: try transaction.institutionName(row.text("institution_id"), in: year) ?? "",
          what: try day.map { .until($0) } ?? .proxy(row.optionalText("proxy") ?? ""), why: try row.text("why"),
          grantedAt: try row.integer("granted_at"), isWithdrawn: try row.optionalText("gone") != nil,
          accountID: try row.optionalText("account_id"))
      }
    }
  }

  /// What a graduate would see, for who was granted to answer in his place.
  ///
  /// - Throws: `ProofDeskRefusal.notGranted`, `.personUnknown`.
  public func shownProof(of person: String, campaignID: String, proxy: any ProofKeeper) async throws -> ShownProof {
    try await records.write { transaction in
      try transaction.requireProxy(person, campaignID, proxy)
      // The number stands in full on that page (promise 7).
      try transaction.journal(
        JournalLine(
          action: .proofProxyOpened, recordKind: "graduate", recordID: person, campaignID: campaignID, graduateID: person),
        by: proxy)
      return try transaction.shownProof(of: person, campaignID: campaignID)
    }
  }

  /// The same answer, given by who was granted to (N5): journaled as his.
  ///
  /// - Throws: `ProofDeskRefusal.notGranted`, `ProofRefusal`.
  public func answerProof(
    _ handedIn: HandedInProof, of person: String, campaignID: String, proxy: any ProofKeeper
  ) async throws -> ProofReceipt {
    // A refused answer leaves no file behind; what counts is asked again in the transaction that writes the answer.
    try await records.read { try $0.requireProxy(person, campaignID, proxy) }
    return try await hand(in: handedIn, of: person, campaignID: campaignID, proxy: proxy, by: proxy)
  }

  /// The picture that the proxy answers for.
  ///
  /// - Throws: `ProofDeskRefusal.notGranted`, `.personUnknown`.
  public func proofPortrait(of person: String, campaignID: String, proxy: any ProofKeeper) async throws -> [UInt8] {
    let file = try await records.read { transaction in
      try transaction.requireProxy(person, campaignID, proxy)
      return try transaction.proofPerson(person, transaction.storedCampaign(campaignID)).portraitFileID
    }
    guard let file else { throw ProofDeskRefusal.personUnknown }
    return try await open(.packetFiles, file)
  }

  private static func reasonOfGrant(_ why: String) throws -> String {
    let why = try why.reason(
      limit: ProofLimits.reasonCharacters, none: ProofDeskRefusal.reasonMissing, tooLong: ProofDeskRefusal.reasonTooLong)
    guard !CodeModeGuard.holdsIDNumber(why) else { throw ProofDeskRefusal.numberInWords }
    return why
  }
}

extension Transaction {
  /// - Throws: `ProofDeskRefusal.personUnknown`.
  fileprivate func dueGraduate(_ studentNumber: String, _ institutionID: String, _ campaignID: String) throws -> String {
    let found = try row(
      """
      SELECT g.id FROM graduate g WHERE g.campaign_id = ? AND g.institution_id = ? AND g.student_number = ? AND g.slot = ''
      """, [.text(campaignID), .text(institutionID), .text(studentNumber.compactHalfWidth)])
    guard let found else { throw ProofDeskRefusal.personUnknown }
    return try found.text("id")
  }

  fileprivate func insertGrant(
    _ person: String, _ kind: String, day: CalendarDay?, account: String?, _ why: String, _ campaignID: String,
    by officer: Officer
  ) throws {
    // Said twice it is one grant: a withdrawal that left its twin standing would be none.
    let standing = try row(
      """
      SELECT 1 AS n FROM proof_grant x WHERE x.campaign_id = ? AND x.person_id = ? AND x.kind = ? AND COALESCE(x.last_day, '') = ?
        AND COALESCE(x.account_id, '') = ? AND NOT EXISTS (SELECT 1 FROM proof_grant_withdrawn w WHERE w.grant_id = x.id)
      """, [.text(campaignID), .text(person), .text(kind), .text(day?.compact ?? ""), .text(account ?? "")])
    guard standing == nil else { return }
    let id = identifier()
    try execute(
      """
      INSERT INTO proof_grant (id, campaign_id, person_id, kind, last_day, account_id, why, granted_by, granted_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .text(id), .text(campaignID), .text(person), .text(kind), .optional(day?.compact), .optional(account), .text(why),
        .text(officer.accountID), .integer(now),
      ])
    try journal(
      JournalLine(
        action: .proofGranted, recordKind: "proof-grant", recordID: id, campaignID: campaignID, graduateID: person,
        details: ["grant": kind, "until": day?.compact ?? "", "account": account ?? ""]), by: officer)
  }

  /// - Throws: `ProofDeskRefusal.notGranted`, `.personUnknown`.
  func requireProxy(_ person: String, _ campaignID: String, _ proxy: any ProofKeeper) throws {
    _ = try personInReach(person, storedCampaign(campaignID), proxy)
    let granted = try row(
      """
      SELECT 1 AS n FROM proof_grant x WHERE x.campaign_id = ? AND x.person_id = ? AND x.kind = 'proxy' AND x.account_id = ?
        AND NOT EXISTS (SELECT 1 FROM proof_grant_withdrawn w WHERE w.grant_id = x.id)
      """, [.text(campaignID), .text(person), .text(proxy.accountID)])
    guard granted != nil else { throw ProofDeskRefusal.notGranted }
  }
}
