import GraduatePhotos
import Storage

extension CollectionCenter {
  /// Names people of a class who shall cost nothing: the planner grants it, the liaison proposes it to the planner (A10).
  ///
  /// Returns how many.
  /// - remark: kept under each person's own key.
  /// - operation: of the page that was sent; said twice it is once.
  /// - Throws: `FeeDeskRefusal`.
  @discardableResult
  public func exempt(
    _ personIDs: [String], of group: FeeClassKey, as kind: FeeExemption, remark: String, campaignID: String,
    institutionID: String, operation: String, by exempter: any FeeExempter
  ) async throws -> Int {
    let remark = try remark.feeReason(isRequired: kind == .other)
    let chosen = Set(personIDs).sorted()
    guard !chosen.isEmpty else { throw FeeDeskRefusal.noneChosen }
    guard chosen.count <= FeeDeskLimits.exemptAtOnce else { throw FeeDeskRefusal.tooManyChosen }
    return try await onceForFees(
      operation, kind: "fee-exemption", saying: chosen + [kind.rawValue, remark], by: exempter
    ) { transaction in
      let campaign = try transaction.storedCampaign(campaignID)
      let institution = try exempter.feeInstitution(institutionID)
      let people = Transaction.people(in: campaign.plan.regime)
      let (condition, arguments) = group.condition(
        exempter.feeScope, campaignID: campaignID, institutionID: institution, of: people.alias)
      var standing = 0
      for person in chosen {
        let found = try transaction.row(
          "SELECT \(people.alias).id FROM \(people.table) WHERE \(people.alias).id = ? AND \(condition) AND NOT \(people.hasLeft)",
          [.text(person)] + arguments)
        guard found != nil else { throw FeeDeskRefusal.personUnknown }
        if try transaction.standingExemption(of: person, campaignID: campaignID) { standing += 1 }
      }
      guard standing == 0 else { throw FeeDeskRefusal.exemptAlready(standing) }
      for person in chosen {
        try transaction.insertExemption(of: person, kind, remark, campaignID, institution, by: exempter)
      }
      return chosen.count
    }
  }
}

extension Transaction {
  fileprivate func standingExemption(of person: String, campaignID: String) throws -> Bool {
    try row(
      "SELECT q.id FROM fee_exemption q WHERE q.campaign_id = ? AND q.person_id = ? AND \(FeeExemptionText.stands("q"))",
      [.text(campaignID), .text(person)]) != nil
  }

  fileprivate func insertExemption(
    of person: String, _ kind: FeeExemption, _ remark: String, _ campaignID: String, _ institutionID: String,
    by exempter: any FeeExempter
  ) throws {
    let id = identifier()
    let round = try count(
      "SELECT COUNT(*) AS n FROM fee_exemption WHERE campaign_id = ? AND person_id = ?", [.text(campaignID), .text(person)])
    try execute(
      """
      INSERT INTO fee_exemption (id, campaign_id, institution_id, person_id, round, kind, remark_sealed, proposed_by, proposed_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .text(id), .text(campaignID), .text(institutionID), .text(person), .int(round), .text(kind.rawValue),
        .blob(try sealForGraduate(person, Array(remark.utf8), as: FeeExemptionText.record(id))), .text(exempter.accountID),
        .integer(now),
      ])
    if exempter.grantsExemptions { try decideExemption(id, "accepted", why: "", by: exempter) }
    // Why somebody pays nothing is his own affair: the line holds it under his key.
    let graduate = try graduateID(person)
    let said = ["kind": kind.rawValue, "remark": remark]
    try journal(
      JournalLine(
        action: exempter.grantsExemptions ? .exemptionGranted : .exemptionProposed, recordKind: "fee-exemption", recordID: id,
        campaignID: campaignID, graduateID: graduate, details: ["institution": institutionID],
        personal: graduate == nil ? [:] : said), by: exempter)
  }

  func decideExemption(_ id: String, _ outcome: String, why: String, by actor: some SignedIn) throws {
    try execute(
      "INSERT INTO fee_exemption_decided (exemption_id, outcome, why, decided_by, decided_at) VALUES (?, ?, ?, ?, ?)",
      [.text(id), .text(outcome), .text(why), .text(actor.accountID), .integer(now)])
  }
}
