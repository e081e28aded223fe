import Foundation
import GraduatePhotos
import Storage

/// The erasing itself: in small transactions, each whole, so that it can be killed at any moment and goes on where it was (promise 10).
extension CollectionCenter {
  public func eraseWork() -> JobWork { { job in try await self.erase(job.payload) } }

  /// Does what two people decided; nothing when it was taken back or is done.
  func erase(_ id: String) async throws -> JobOutcome {
    guard let order = try await records.read({ try $0.eraseOrder(id) }) else { return .done }
    let early = order.beginsAt - (try await now())
    guard early <= 0 else { return .again(reason: "还没有到开始的时间", afterMilliseconds: early) }
    // Dates that were moved since the two decided: what is not due is not erased, whoever confirmed it.
    if let refusal = try await records.read({ try $0.refusalToBegin(order) }) {
      return .poison(reason: "\(refusal.message)。\(refusal.hint)")
    }
    var place: ErasePlace? = ErasePlace()
    while let here = place {
      try Task.checkCancellation()
      place = try await records.write { try $0.eraseStep(order, at: here) }
    }
    try await records.write { try $0.endErase(order) }
    return .done
  }
}

/// What is to be erased.
struct EraseOrder: Sendable {
  let id: String
  let part: ErasedPart
  let campaignID: String
  let regime: Regime
  let beginsAt: Int64
}

/// How far the work is; who begins anew finds what is done already and passes it by.
struct ErasePlace: Sendable {
  /// Of `Transaction.eraseSteps`.
  var step = 0
  /// The last id that was looked at.
  var after = ""
}

/// What one transaction took away.
struct ErasedRows {
  var people = 0
  var files = 0
  /// Nil when there were no more.
  var last: String?
}

extension Transaction {
  /// Nil when there is nothing (more) to do.
  fileprivate func eraseOrder(_ id: String) throws -> EraseOrder? {
    let found = try row(
      """
      SELECT e.campaign_id, e.part, c.begins_at FROM erase e JOIN erase_confirmed c ON c.erase_id = e.id
      WHERE e.id = ? AND NOT EXISTS (SELECT 1 FROM erase_withdrawn w WHERE w.erase_id = e.id)
        AND NOT EXISTS (SELECT 1 FROM erase_done d WHERE d.erase_id = e.id)
      """, [.text(id)])
    guard let found, let part = ErasedPart(rawValue: try found.text("part")) else { return nil }
    let campaign = try storedCampaign(found.text("campaign_id"))
    return EraseOrder(
      id: id, part: part, campaignID: campaign.id, regime: campaign.plan.regime, beginsAt: try found.integer("begins_at"))
  }

  /// Nil when it may begin, or has begun.
  fileprivate func refusalToBegin(_ order: EraseOrder) throws -> RetentionRefusal? {
    guard try row("SELECT 1 AS n FROM erase_step WHERE erase_id = ? LIMIT 1", [.text(order.id)]) == nil else { return nil }
    let day = try storedCampaign(order.campaignID).plan.firstEraseDay(of: order.part)
    return day.map { today >= $0 } == true ? nil : .notDue(order.part, day)
  }

  private typealias EraseStep = (Transaction, EraseOrder, String) throws -> ErasedRows

  private static func eraseSteps(_ part: ErasedPart) -> [EraseStep] {
    let files: [EraseStep] = Self.files(of: part).map { kind in { try $0.eraseFiles(kind, $1, after: $2) } }
    let faces: EraseStep = { transaction, order, _ in try transaction.eraseFaces(order) }
    guard part == .identity else { return files + [faces] }
    return [{ try $0.erasePeople($1, after: $2) }] + files + [faces, { try $0.erasePackets($1, after: $2) }]
  }

  /// Takes the next people, files or texts away.
  ///
  /// - Returns: where to go on; nil at the end.
  fileprivate func eraseStep(_ order: EraseOrder, at place: ErasePlace) throws -> ErasePlace? {
    let steps = Self.eraseSteps(order.part)
    guard place.step < steps.count else { return nil }
    let rows = try steps[place.step](self, order, place.after)
    if rows.people + rows.files > 0 {
      let number = try count("SELECT COALESCE(MAX(number), 0) + 1 AS n FROM erase_step WHERE erase_id = ?", [.text(order.id)])
      try execute(
        "INSERT INTO erase_step (erase_id, number, people, files) VALUES (?, ?, ?, ?)",
        [.text(order.id), .int(number), .int(rows.people), .int(rows.files)])
    }
    return rows.last.map { ErasePlace(step: place.step, after: $0) } ?? ErasePlace(step: place.step + 1)
  }

  fileprivate func endErase(_ order: EraseOrder) throws {
    // Another node was first.
    guard try row("SELECT 1 AS n FROM erase_done WHERE erase_id = ?", [.text(order.id)]) == nil else { return }
    if order.part == .identity {
      try eraseWords(of: order.campaignID)
      try eraseSpares(of: order.campaignID)
    }
    let sums = try row(
      "SELECT CAST(COALESCE(SUM(people), 0) AS BIGINT) AS people, CAST(COALESCE(SUM(files), 0) AS BIGINT) AS files FROM erase_step WHERE erase_id = ?",
      [.text(order.id)])
    let (people, files) = (try sums?.int("people") ?? 0, try sums?.int("files") ?? 0)
    try execute(
      "INSERT INTO erase_done (erase_id, people, files, done_at) VALUES (?, ?, ?, ?)",
      [.text(order.id), .int(people), .int(files), .integer(now)])
    try journal(
      JournalLine(
        action: .eraseDone, recordKind: "erase", recordID: order.id, campaignID: order.campaignID,
        details: ["part": order.part.rawValue, "people": String(people), "files": String(files)]), by: CenterItself())
    try notifyKeepers(
      campaignID: order.campaignID, title: "已按保存期限抹除\(order.part.chineseName)",
      body: order.part == .identity
        ? "抹除 \(people) 人的个人信息和 \(files) 个文件。请换一次密钥并销毁旧的备份和密钥导出，抹除的内容才不能再从备份里打开。"
        : "抹除 \(files) 个文件。", path: "/campaigns/\(order.campaignID)/retention", by: CenterItself())
  }
}

extension OpenCenter {
  /// Deletes files that no row names any more, unless a back-up is under way: then they wait for the next time.
  ///
  /// - Returns: how many went.
  @discardableResult
  public func deleteErasedFiles() async throws -> Int {
    var gone = 0
    while true {
      let hashes = try await center.records.read { transaction in
        try transaction.rows(
          "SELECT stored_hash FROM erased_file ORDER BY stored_hash LIMIT \(RetentionLimits.filesAtOnce)"
        ).map { try $0.text("stored_hash") }
      }
      guard !hashes.isEmpty, let erasing = try FolderLock.take(.erasing, of: folder) else { return gone }
      for hash in hashes.compactMap({ PhotoHash($0) }) { try await center.photos.delete(hash) }
      withExtendedLifetime(erasing) {}
      try await center.records.write { try $0.forgetErasedFiles(hashes) }
      gone += hashes.count
    }
  }
}

extension Transaction {
  fileprivate func forgetErasedFiles(_ hashes: [String]) throws {
    for hash in hashes { try execute("DELETE FROM erased_file WHERE stored_hash = ?", [.text(hash)]) }
  }
}
