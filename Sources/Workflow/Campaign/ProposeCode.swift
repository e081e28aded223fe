import GraduatePhotos
import Storage

/// The five digits that an institution says it was given, before the province decided.
public struct CodeProposal: Sendable, Equatable {
  public let institutionID: String
  public let code: String
  public let proposedBy: String
  /// Milliseconds UTC.
  public let proposedAt: Int64
}

extension CollectionCenter {
  /// Tells the province the ministry's code of an institution that works with a provisional one; a later word takes its place.
  ///
  /// Only the province gives the code: the officers are told, and accept it with one click.
  /// - Throws: `InstitutionCodeProblem`, `InstitutionRefusal.provisionalIsGiven`, `.codeTaken`, `.codeIsFinal`.
  public func proposeCode(_ text: String, campaignID: String, by liaison: Liaison) async throws {
    let code = try InstitutionCode.read(text)
    guard !code.isProvisional else { throw InstitutionRefusal.provisionalIsGiven }
    try await records.write { transaction in
      let campaign = try transaction.storedCampaign(campaignID)
      let stored = try transaction.storedInstitution(liaison.institutionID)
      guard stored.institution.code.isProvisional else {
        throw InstitutionRefusal.codeIsFinal(code: stored.institution.code.value, what: ["教育部代码"])
      }
      try transaction.checkCodeIsFree(code)
      try transaction.execute(
        """
        INSERT INTO institution_code_proposal (institution_id, code, proposed_by, proposed_at) VALUES (?, ?, ?, ?)
        ON CONFLICT (institution_id) DO UPDATE SET code = excluded.code, proposed_by = excluded.proposed_by,
          proposed_at = excluded.proposed_at
        """, [.text(stored.id), .text(code.value), .text(liaison.accountID), .integer(transaction.now)])
      try transaction.journalProposal(.codeProposed, of: stored.id, code: code.value, by: liaison)
      let name = stored.institution.name(in: campaign.year)
      try transaction.notifyKeepers(
        campaignID: campaignID, title: "院校代码待核定", body: "\(name)（\(stored.institution.code.value)）报来教育部代码 \(code.value)，请核定。",
        path: "/campaigns/\(campaignID)/institutions/\(stored.id)", roles: [.officer], by: liaison)
    }
  }

  /// What the institution itself told.
  public func codeProposal(by liaison: Liaison) async throws -> CodeProposal? {
    try await records.read { try $0.codeProposal(of: liaison.institutionID) }
  }

  /// What an institution told, for who decides.
  public func codeProposal(of institutionID: String, for keeper: some CampaignKeeper) async throws -> CodeProposal? {
    try await records.read { try $0.codeProposal(of: institutionID) }
  }

  /// All that wait for a decision, the oldest first.
  public func codeProposals(for keeper: some CampaignKeeper) async throws -> [CodeProposal] {
    try await records.read { transaction in
      try transaction.rows("\(Transaction.proposalSelect) ORDER BY p.proposed_at, p.institution_id").map {
        try CodeProposal(from: $0)
      }
    }
  }

  /// Gives the institution the code it told; it is told so.
  ///
  /// - `code`: what the officer saw; another one by now is refused.
  /// - Throws: `InstitutionRefusal.proposalGone`, `.codeTaken`.
  public func acceptCodeProposal(
    _ code: String, of institutionID: String, campaignID: String, by keeper: some ProvinceKeeper
  ) async throws {
    try await records.write { transaction in
      try transaction.requireProposal(code, of: institutionID)
      let version = try transaction.storedInstitution(institutionID).version
      _ = try transaction.giveCode(InstitutionCode(stored: code), to: institutionID, seen: version, by: keeper)
      try transaction.notify(
        NoticeDraft(
          campaignID: campaignID, audience: .institution(institutionID), title: "院校代码已核定为 \(code)",
          body: "贵校报来的教育部代码 \(code) 已核定，以后的表单都用这个代码；已经填好的登记单请改用新代码后再交一版。", path: "/campaigns/\(campaignID)/registration"),
        by: keeper)
    }
  }

  /// Says no: the code is not the institution's; it is told so and may tell another.
  ///
  /// - Throws: `InstitutionRefusal.proposalGone`.
  public func declineCodeProposal(
    _ code: String, of institutionID: String, campaignID: String, by keeper: some ProvinceKeeper
  ) async throws {
    try await records.write { transaction in
      try transaction.requireProposal(code, of: institutionID)
      try transaction.dropCodeProposal(of: institutionID)
      try transaction.journalProposal(.codeDeclined, of: institutionID, code: code, by: keeper)
      try transaction.notify(
        NoticeDraft(
          campaignID: campaignID, audience: .institution(institutionID), title: "院校代码没有核定",
          body: "贵校报来的代码 \(code) 与省厅掌握的不一致，没有核定。请核对教育部公布的代码后再报。", path: "/campaigns/\(campaignID)/institution-code"),
        by: keeper)
    }
  }
}

extension Transaction {
  fileprivate static let proposalSelect = """
    SELECT p.institution_id, p.code, p.proposed_at, COALESCE(a.name, '') AS name FROM institution_code_proposal p
    LEFT JOIN account a ON a.id = p.proposed_by
    """

  func codeProposal(of institutionID: String) throws -> CodeProposal? {
    try row("\(Self.proposalSelect) WHERE p.institution_id = ?", [.text(institutionID)]).map { try CodeProposal(from: $0) }
  }

  /// Once the code is decided, whichever way.
  func dropCodeProposal(of institutionID: String) throws {
    try execute("DELETE FROM institution_code_proposal WHERE institution_id = ?", [.text(institutionID)])
  }

  fileprivate func requireProposal(_ code: String, of institutionID: String) throws {
    guard try codeProposal(of: institutionID)?.code == code else { throw InstitutionRefusal.proposalGone(code: code) }
  }

  fileprivate func journalProposal(
    _ action: JournalLine.Action, of institutionID: String, code: String, by actor: some SignedIn
  ) throws {
    try journal(
      JournalLine(action: action, recordKind: "institution", recordID: institutionID, details: ["code": code]), by: actor)
  }
}

extension CodeProposal {
  fileprivate init(from row: SQLRow) throws {
    self.init(
      institutionID: try row.text("institution_id"), code: try row.text("code"), proposedBy: try row.text("name"),
      proposedAt: try row.integer("proposed_at"))
  }
}
