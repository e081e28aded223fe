import GraduatePhotos
import Storage

extension CollectionCenter {
  /// Notes that an order was printed; what is held back now is written down as not printed.
  ///
  /// - seen: `ReprintFacts.seen` of the page: what was printed is what it showed.
  /// - Throws: `ReprintDeskRefusal.unknown`, `.state`, `.meanwhile`, `.notMade`, `.nothingToPrint`.
  public func markReprintPrinted(_ id: String, campaignID: String, seen: String, by clerk: Clerk) async throws {
    try await records.write { transaction in
      let facts = try transaction.reprintFacts(id, campaignID: campaignID, by: clerk)
      try transaction.checkReprint(facts, to: .printed, byHeadOffice: true)
      guard facts.photos() > 0 else { throw ReprintDeskRefusal.nothingToPrint }
      guard facts.seen == seen else { throw ReprintDeskRefusal.meanwhile }
      // A page that was loaded anew says nothing of sheets that were printed before it.
      guard facts.isMade else { throw ReprintDeskRefusal.notMade }
      for line in facts.held {
        try transaction.execute(
          "INSERT INTO reprint_held_back (order_id, position, reason) VALUES (?, ?, ?)",
          [.text(id), .int(line.position), .text(line.hold?.rawValue ?? "")])
      }
      try transaction.stepReprint(
        facts, .printed, action: .reprintPrinted,
        details: ["photos": String(facts.photos()), "held": String(facts.held.count)], by: clerk)
      try transaction.tellOfReprint(
        facts, "加洗已冲印：\(facts.number)",
        "冲印了 \(facts.photos()) 张" + (facts.held.isEmpty ? "。" : "，暂不打印 \(facts.held.count) 项，原因见加洗单。"), by: clerk)
    }
  }

  /// Notes that the prints were handed over to the institution.
  ///
  /// - Throws: `ReprintDeskRefusal.unknown`, `.state`.
  public func markReprintHandedOver(_ id: String, campaignID: String, by clerk: Clerk) async throws {
    try await records.write { transaction in
      let facts = try transaction.reprintFacts(id, campaignID: campaignID, by: clerk)
      try transaction.checkReprint(facts, to: .handedOver, byHeadOffice: true)
      try transaction.stepReprint(facts, .handedOver, action: .reprintHandedOver, by: clerk)
      try transaction.tellOfReprint(
        facts, "加洗照片已交：\(facts.number)", "\(facts.photos()) 张照片已经交给贵校，请按加洗单发给学生。", by: clerk)
    }
  }
}

extension Transaction {
  func checkReprint(_ facts: ReprintFacts, to next: ReprintState, byHeadOffice: Bool) throws {
    guard facts.state.mayBecome(next, byHeadOffice: byHeadOffice) else { throw ReprintDeskRefusal.state(facts.state) }
  }

  func stepReprint(
    _ facts: ReprintFacts, _ state: ReprintState, why: String = "", action: JournalLine.Action,
    details: [String: String] = [:], by actor: some SignedIn
  ) throws {
    try execute(
      "INSERT INTO reprint_step (order_id, step, slot, why, done_by, done_at) VALUES (?, ?, ?, ?, ?, ?)",
      [
        .text(facts.id), .text(state.rawValue), .text(state == .printed ? "printed" : "end"), .text(why),
        .text(actor.accountID), .integer(now),
      ])
    try journal(
      JournalLine(
        action: action, recordKind: "reprint", recordID: facts.id, campaignID: facts.campaignID,
        details: details.merging(["number": facts.number]) { first, _ in first }), by: actor)
  }

  func tellOfReprint(_ facts: ReprintFacts, _ title: String, _ body: String, by actor: some SignedIn) throws {
    try notify(
      NoticeDraft(
        campaignID: facts.campaignID, audience: .institution(facts.institutionID), title: title, body: body,
        path: "/campaigns/\(facts.campaignID)/reprints/\(facts.id)"), by: actor)
  }
}
