import GraduatePhotos
import Storage

/// A photographer's account that a crew may be given.
public struct CrewAccount: Sendable, Identifiable {
  /// The account's id.
  public let id: String
  public let name: String
  public let signInName: String
  /// The crew it belongs to; nil for none.
  public let crewID: String?
}

extension CollectionCenter {
  /// The photographers who can sign in, by name, each with his crew in this campaign.
  public func crewAccounts(campaignID: String, by keeper: some CampaignKeeper) async throws -> [CrewAccount] {
    try await records.read { transaction in
      try transaction.rows(
        """
        SELECT a.id, a.name, a.sign_in_name,
          (SELECT x.crew_id FROM crew_account x JOIN crew c ON c.id = x.crew_id
           WHERE x.account_id = a.id AND c.campaign_id = ? LIMIT 1) AS crew_id
        FROM account a WHERE a.role = 'photographer'
          AND NOT EXISTS (SELECT 1 FROM account_closed z WHERE z.account_id = a.id) ORDER BY a.name, a.id
        """, [.text(campaignID)]
      ).map { row in
        CrewAccount(
          id: try row.text("id"), name: try row.text("name"), signInName: try row.text("sign_in_name"),
          crewID: try row.optionalText("crew_id"))
      }
    }
  }

  /// Says whose accounts belong to a crew: they open its doors and no others; an account belongs to one crew of a campaign.
  ///
  /// - Throws: `ScheduleRefusal.crewUnknown`, `.crewProblems` for accounts that are no photographers'.
  public func setCrewAccounts(
    _ accountIDs: [String], of crewID: String, campaignID: String, by keeper: some CampaignKeeper
  ) async throws {
    try await records.write { transaction in
      guard try transaction.storedCrews(campaignID).contains(where: { $0.id == crewID }) else {
        throw ScheduleRefusal.crewUnknown
      }
      let wanted = Set(accountIDs).sorted()
      guard wanted.count <= PlannerLimits.crewAccounts else {
        throw ScheduleRefusal.crewProblems(["一个小组最多 \(PlannerLimits.crewAccounts) 个账号"])
      }
      for id in wanted {
        let role = try transaction.row("SELECT role FROM account WHERE id = ?", [.text(id)])?.text("role")
        guard role == Role.photographer.rawValue else { throw ScheduleRefusal.crewProblems(["选中的账号里有一个不是摄影员"]) }
      }
      guard try transaction.accounts(of: crewID) != wanted else { return }
      let losing = try transaction.replaceCrewAccounts(wanted, of: crewID, campaignID, by: keeper)
      for (crew, accounts) in [(crewID, wanted)] + losing {
        try transaction.journal(
          JournalLine(
            action: .crewAccountsSet, recordKind: "crew", recordID: crew, campaignID: campaignID,
            details: ["accounts": accounts.joined(separator: " ")]), by: keeper)
      }
    }
  }
}

extension Transaction {
  /// Crews that an account belongs to, in whichever campaign.
  func ownCrews(of person: some SignedIn) throws -> Set<String> {
    Set(
      try rows("SELECT crew_id FROM crew_account WHERE account_id = ?", [.text(person.accountID)]).map {
        try $0.text("crew_id")
      })
  }

  fileprivate func accounts(of crewID: String) throws -> [String] {
    try rows("SELECT account_id FROM crew_account WHERE crew_id = ? ORDER BY account_id", [.text(crewID)]).map {
      try $0.text("account_id")
    }
  }

  /// - Returns: the campaign's other crews that lost an account by it, with those they keep.
  fileprivate func replaceCrewAccounts(
    _ accountIDs: [String], of crewID: String, _ campaignID: String, by keeper: some SignedIn
  ) throws -> [(String, [String])] {
    try execute("DELETE FROM crew_account WHERE crew_id = ?", [.text(crewID)])
    var losing: Set<String> = []
    for id in accountIDs {
      let others = try rows(
        "SELECT x.crew_id FROM crew_account x JOIN crew c ON c.id = x.crew_id WHERE x.account_id = ? AND c.campaign_id = ?",
        [.text(id), .text(campaignID)]
      ).map { try $0.text("crew_id") }
      for other in others {
        try execute("DELETE FROM crew_account WHERE crew_id = ? AND account_id = ?", [.text(other), .text(id)])
        losing.insert(other)
      }
      try execute(
        "INSERT INTO crew_account (crew_id, account_id, assigned_by, assigned_at) VALUES (?, ?, ?, ?)",
        [.text(crewID), .text(id), .text(keeper.accountID), .integer(now)])
    }
    return try losing.sorted().map { ($0, try accounts(of: $0)) }
  }
}
