import GraduatePhotos
import Storage

/// A plan that is being worked on, or was published.
public struct TourDraft: Sendable, Identifiable {
  public let id: String
  /// 1, 2, 3 … in its campaign.
  public let number: Int
  public let plan: TourPlan
  /// Where it came from: 「求解」, 「手工」, 「在方案 2 的基础上」.
  public let note: String
  /// Grows with every change; a change names the version it was made from.
  public let version: Int
  /// Milliseconds UTC.
  public let madeAt: Int64
  /// Numbers of the visits that stay when the rest is solved again.
  public let locked: Set<Int>
  /// The schedule's version it was published as; nil while it is worked on.
  public let published: Int?
}

extension CollectionCenter {
  /// The campaign's newest drafts, newest first.
  public func tourDrafts(campaignID: String, by keeper: some CampaignKeeper) async throws -> [TourDraft] {
    try await records.read { try $0.storedDrafts(campaignID) }
  }

  /// - Throws: `ScheduleRefusal.draftUnknown`.
  public func tourDraft(_ id: String, campaignID: String, by keeper: some CampaignKeeper) async throws -> TourDraft {
    try await records.read { try $0.storedDraft(id, in: campaignID) }
  }

  /// Keeps a plan as a new draft.
  ///
  /// Locks of the draft it was made from go along.
  ///
  /// - Returns: the draft's id.
  public func keepTour(
    _ plan: TourPlan, note: String, from draftID: String? = nil, campaignID: String, by keeper: some CampaignKeeper
  ) async throws -> String {
    let id = identifier()
    return try await records.write { transaction in
      _ = try transaction.storedCampaign(campaignID)
      let locks = try draftID.map { try transaction.storedDraft($0, in: campaignID).locked } ?? []
      try transaction.keepDraft(id, plan, note: note, campaignID: campaignID, by: keeper)
      for number in locks.sorted() where plan.visit(number) != nil { try transaction.insertLock(id, number, by: keeper) }
      return id
    }
  }

  /// A new draft with a plan that may no longer be changed: visits that are over or have begun are locked in it.
  ///
  /// - Returns: the new draft's id.
  public func copyTour(_ draftID: String, campaignID: String, by keeper: some CampaignKeeper) async throws -> String {
    let id = identifier()
    return try await records.write { transaction in
      let source = try transaction.storedDraft(draftID, in: campaignID)
      try transaction.keepDraft(
        id, source.plan, note: "在方案 \(source.number) 的基础上", campaignID: campaignID, by: keeper)
      let begun = try transaction.begunVisits(campaignID)
      for visit in source.plan.visits
      where source.locked.contains(visit.number) || begun.contains(visit.number) || visit.day < transaction.today {
        try transaction.insertLock(id, visit.number, by: keeper)
      }
      return id
    }
  }

  /// Puts a changed plan in place of a draft's.
  ///
  /// - Returns: the version now in force.
  /// - Throws: `ScheduleRefusal.draftPublished`; `ChangedMeanwhile` when somebody was first.
  @discardableResult
  public func changeTour(
    _ plan: TourPlan, of draftID: String, campaignID: String, seen version: Int, what: String, by keeper: some CampaignKeeper
  ) async throws -> Int {
    try await records.write { transaction in
      let draft = try transaction.openDraft(draftID, in: campaignID)
      guard draft.version == version, try transaction.updateDraft(draftID, plan, seen: version) else {
        throw try transaction.changedMeanwhile("这个方案", recordKind: "tour-draft", recordID: draftID)
      }
      try transaction.journal(
        JournalLine(
          action: .tourDraftChanged, recordKind: "tour-draft", recordID: draftID, campaignID: campaignID,
          details: ["what": String(what.prefix(PlannerLimits.textCharacters))]), by: keeper)
      return version + 1
    }
  }

  /// Locks a visit of a draft, or lets it go.
  public func setLock(
    _ isLocked: Bool, visit number: Int, of draftID: String, campaignID: String, by keeper: some CampaignKeeper
  ) async throws {
    try await records.write { transaction in
      let draft = try transaction.openDraft(draftID, in: campaignID)
      guard draft.plan.visit(number) != nil else { throw ScheduleRefusal.visitUnknown(number: number) }
      guard draft.locked.contains(number) != isLocked else { return }
      if isLocked {
        try transaction.insertLock(draftID, number, by: keeper)
      } else {
        try transaction.deleteLock(draftID, number)
      }
      try transaction.journal(
        JournalLine(
          action: isLocked ? .visitLocked : .visitUnlocked, recordKind: "tour-draft", recordID: draftID, campaignID: campaignID,
          details: ["visit": String(number)]), by: keeper)
    }
  }
}

extension Transaction {
  /// Keeps a plan as the campaign's next draft.
  func keepDraft(_ id: String, _ plan: TourPlan, note: String, campaignID: String, by keeper: some SignedIn) throws {
    let number = try nextDraftNumber(campaignID)
    guard number <= PlannerLimits.drafts else {
      throw ScheduleRefusal.problems(["方案已有 \(PlannerLimits.drafts) 个，不能再加"])
    }
    try insertDraft(id, number: number, plan, note: note, in: campaignID, by: keeper)
    try journal(
      JournalLine(
        action: .tourDrafted, recordKind: "tour-draft", recordID: id, campaignID: campaignID,
        details: ["number": String(number), "visits": String(plan.visits.count), "unplaced": String(plan.unplaced.count)]),
      by: keeper)
  }

  /// The plan that was published as a version.
  func publishedDraft(_ campaignID: String, version: Int) throws -> TourDraft {
    let found = try row(
      "SELECT draft_id FROM schedule WHERE campaign_id = ? AND version = ?", [.text(campaignID), .int(version)])
    guard let found else { throw ScheduleRefusal.nothingPublished }
    return try storedDraft(found.text("draft_id"), in: campaignID)
  }

  private static let draftColumns = """
    d.id, d.number, d.body, d.note, d.version, d.made_at,
    (SELECT s.version FROM schedule s WHERE s.draft_id = d.id) AS published
    """

  func storedDrafts(_ campaignID: String) throws -> [TourDraft] {
    try rows(
      "SELECT \(Self.draftColumns) FROM tour_draft d WHERE d.campaign_id = ? ORDER BY d.number DESC LIMIT ?",
      [.text(campaignID), .int(PlannerLimits.listedDrafts)]
    ).map { try draft($0) }
  }

  func storedDraft(_ id: String, in campaignID: String) throws -> TourDraft {
    let found = try row(
      "SELECT \(Self.draftColumns) FROM tour_draft d WHERE d.campaign_id = ? AND d.id = ?", [.text(campaignID), .text(id)])
    guard let found else { throw ScheduleRefusal.draftUnknown }
    return try draft(found)
  }

  /// A draft that may still be changed.
  func openDraft(_ id: String, in campaignID: String) throws -> TourDraft {
    let draft = try storedDraft(id, in: campaignID)
    if let version = draft.published { throw ScheduleRefusal.draftPublished(version: version) }
    return draft
  }

  private func draft(_ row: SQLRow) throws -> TourDraft {
    let id = try row.text("id")
    let locked = try rows("SELECT visit_number FROM tour_lock WHERE draft_id = ?", [.text(id)]).map {
      try $0.int("visit_number")
    }
    return TourDraft(
      id: id, number: try row.int("number"), plan: try CampaignJSON.value(TourPlan.self, from: row.text("body")),
      note: try row.text("note"), version: try row.int("version"), madeAt: try row.integer("made_at"), locked: Set(locked),
      published: try row.optionalInteger("published").map { Int($0) })
  }

  func lockedVisits(of draftID: String, in campaignID: String) throws -> [Visit] {
    let draft = try storedDraft(draftID, in: campaignID)
    return draft.plan.visits.filter { draft.locked.contains($0.number) }
  }

  fileprivate func nextDraftNumber(_ campaignID: String) throws -> Int {
    try
      (row("SELECT MAX(number) AS number FROM tour_draft WHERE campaign_id = ?", [.text(campaignID)])?
      .optionalInteger("number").map { Int($0) } ?? 0) + 1
  }

  fileprivate func insertDraft(
    _ id: String, number: Int, _ plan: TourPlan, note: String, in campaignID: String, by keeper: some SignedIn
  ) throws {
    try execute(
      """
      INSERT INTO tour_draft (id, campaign_id, number, body, note, version, made_by, made_at) VALUES (?, ?, ?, ?, ?, 1, ?, ?)
      """,
      [
        .text(id), .text(campaignID), .int(number), .text(try CampaignJSON.text(plan)), .text(note), .text(keeper.accountID),
        .integer(now),
      ])
  }

  fileprivate func updateDraft(_ id: String, _ plan: TourPlan, seen version: Int) throws -> Bool {
    try execute(
      "UPDATE tour_draft SET body = ?, version = version + 1 WHERE id = ? AND version = ?",
      [.text(try CampaignJSON.text(plan)), .text(id), .int(version)]) == 1
  }

  fileprivate func insertLock(_ draftID: String, _ number: Int, by keeper: some SignedIn) throws {
    try execute(
      "INSERT INTO tour_lock (draft_id, visit_number, locked_by, locked_at) VALUES (?, ?, ?, ?)",
      [.text(draftID), .int(number), .text(keeper.accountID), .integer(now)])
  }

  fileprivate func deleteLock(_ draftID: String, _ number: Int) throws {
    try execute("DELETE FROM tour_lock WHERE draft_id = ? AND visit_number = ?", [.text(draftID), .int(number)])
  }
}
