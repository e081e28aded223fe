import GraduatePhotos
import Storage

/// A campaign's row.
struct StoredCampaign {
  let id: String
  let plan: CampaignPlan
  let version: Int
  let previousID: String?
  let openedAt: Int64

  var year: Int { plan.graduatingClass.year }
}

extension Transaction {
  func storedCampaign(_ id: String) throws -> StoredCampaign {
    let found = try row("SELECT id, plan, version, previous_id, opened_at FROM campaign WHERE id = ?", [.text(id)])
    guard let found else { throw CampaignRefusal.unknown }
    return StoredCampaign(
      id: id, plan: try DecodedPlans.shared.plan(found.text("plan")), version: try found.int("version"),
      previousID: try found.optionalText("previous_id"), openedAt: try found.integer("opened_at"))
  }

  func campaignID(province: String, year: Int, kind: CampaignKind) throws -> String? {
    try row(
      "SELECT id FROM campaign WHERE province = ? AND graduating_year = ? AND kind = ?",
      [.text(province), .int(year), .text(kind.rawValue)]
    )?.text("id")
  }

  func insertCampaign(id: String, _ plan: CampaignPlan, previousID: String?) throws {
    try execute(
      """
      INSERT INTO campaign (id, province, graduating_year, kind, regime, plan, version, previous_id, opened_at)
      VALUES (?, ?, ?, ?, ?, ?, 1, ?, ?)
      """,
      [
        .text(id), .text(plan.province), .int(plan.graduatingClass.year), .text(plan.kind.rawValue),
        .text(plan.regime.rawValue),
        .text(try CampaignJSON.text(plan)), .optional(previousID), .integer(now),
      ])
  }

  /// Writes the next version over the one that was seen; false when somebody was first.
  func updateCampaign(_ id: String, _ plan: CampaignPlan, seen version: Int) throws -> Bool {
    try execute(
      """
      UPDATE campaign SET province = ?, graduating_year = ?, kind = ?, regime = ?, plan = ?, version = version + 1
      WHERE id = ? AND version = ?
      """,
      [
        .text(plan.province), .int(plan.graduatingClass.year), .text(plan.kind.rawValue), .text(plan.regime.rawValue),
        .text(try CampaignJSON.text(plan)), .text(id), .int(version),
      ]) == 1
  }

  func insertCampaignVersion(_ id: String, version: Int, _ plan: CampaignPlan, by actor: some SignedIn) throws {
    try execute(
      "INSERT INTO campaign_version (campaign_id, version, plan, changed_by, changed_at) VALUES (?, ?, ?, ?, ?)",
      [.text(id), .int(version), .text(try CampaignJSON.text(plan)), .text(actor.accountID), .integer(now)])
  }

  func campaignLines() throws -> [CampaignLine] {
    try rows(
      """
      SELECT c.id, c.province, c.graduating_year, c.kind, c.regime, c.opened_at,
        (SELECT COUNT(*) FROM participation p WHERE p.campaign_id = c.id) AS participants
      FROM campaign c ORDER BY c.graduating_year DESC, c.province, c.kind
      """
    ).compactMap { row in
      guard let kind = CampaignKind(rawValue: try row.text("kind")), let regime = Regime(rawValue: try row.text("regime"))
      else {
        return nil
      }
      return CampaignLine(
        id: try row.text("id"), province: try row.text("province"),
        graduatingClass: GraduatingClass(year: try row.int("graduating_year")), kind: kind, regime: regime,
        participantCount: try row.int("participants"), openedAt: try row.integer("opened_at"))
    }
  }

  /// Who wrote the version in force, and when.
  func lastCampaignChange(_ id: String, version: Int) throws -> (by: String, at: Int64) {
    let found = try row(
      "SELECT changed_by, changed_at FROM campaign_version WHERE campaign_id = ? AND version = ?", [.text(id), .int(version)])
    guard let found else { throw CampaignRefusal.unknown }
    return (try actorName(found.text("changed_by")), try found.integer("changed_at"))
  }

  func campaignVersions(_ id: String) throws -> [CampaignVersion] {
    let found = try rows(
      "SELECT version, plan, changed_by, changed_at FROM campaign_version WHERE campaign_id = ? ORDER BY version", [.text(id)])
    var versions: [CampaignVersion] = []
    for row in found {
      let plan = try CampaignJSON.value(CampaignPlan.self, from: row.text("plan"))
      versions.append(
        CampaignVersion(
          version: try row.int("version"), plan: plan, changedBy: try actorName(row.text("changed_by")),
          changedAt: try row.integer("changed_at"),
          differences: versions.last.map { plan.differences(from: $0.plan) } ?? []))
    }
    return versions
  }

  func participantCount(_ campaignID: String) throws -> Int {
    try count("SELECT COUNT(*) AS n FROM participation WHERE campaign_id = ?", [.text(campaignID)])
  }

  /// Whether the campaign holds a roster or a code already: then it cannot change its regime.
  func holdsPeople(_ campaignID: String) throws -> Bool {
    let texts = [
      "SELECT id FROM graduate WHERE campaign_id = ? LIMIT 1",
      "SELECT id FROM collection_code WHERE campaign_id = ? LIMIT 1",
      "SELECT id FROM roster_upload WHERE campaign_id = ? LIMIT 1",
      "SELECT institution_id FROM roster WHERE campaign_id = ? LIMIT 1",
    ]
    return try texts.contains { try row($0, [.text(campaignID)]) != nil }
  }

  /// The name behind an account in a refusal or a history: a person's, or the machine's and the center's own.
  func actorName(_ accountID: String) throws -> String {
    if accountID == MachineOperator().accountID { return "本机管理员" }
    if accountID == CenterItself().accountID { return "系统" }
    return try row("SELECT name FROM account WHERE id = ?", [.text(accountID)])?.text("name") ?? "已停用的账号"
  }

  /// The refusal for the second of two editors, from the record's last journal line.
  func changedMeanwhile(_ what: String, recordKind: String, recordID: String) throws -> ChangedMeanwhile {
    let line = try row(
      """
      SELECT actor_id, written_at FROM journal_line WHERE record_kind = ? AND record_id = ?
      ORDER BY written_at DESC, id DESC LIMIT 1
      """, [.text(recordKind), .text(recordID)])
    guard let line else { return ChangedMeanwhile(what: what, who: "别人", at: now) }
    return ChangedMeanwhile(what: what, who: try actorName(line.text("actor_id")), at: try line.integer("written_at"))
  }
}

extension Records {
  /// `once` when the caller named its operation, a plain write else.
  func perhapsOnce<T: Codable & Sendable>(
    _ operation: String?, kind: String, _ body: @escaping @Sendable (Transaction) throws -> T
  ) async throws -> T {
    guard let operation else { return try await write(body) }
    return try await once(operation, kind: kind, body)
  }
}
