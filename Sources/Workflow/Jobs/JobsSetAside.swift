import GraduatePhotos
import Storage

/// What people see of the queue, and what they may do about a job that was set aside.
extension CollectionCenter {
  public func jobOverview(for keeper: some CampaignKeeper) async throws -> JobOverview {
    try await records.read { transaction in
      let now = SQLValue.integer(transaction.now)
      let oldest = try transaction.row(
        "SELECT MIN(run_at) AS n FROM job WHERE run_at <= ? AND lease_until <= ?", [now, now])
      return JobOverview(
        waiting: try transaction.count("SELECT COUNT(*) AS n FROM job"),
        leased: try transaction.count("SELECT COUNT(*) AS n FROM job WHERE lease_until > ?", [now]),
        setAside: try transaction.count("SELECT COUNT(*) AS n FROM job_set_aside"),
        oldestDueAt: try oldest?.optionalInteger("n"))
    }
  }

  /// Jobs that wait for a person, newest first, at most 500.
  public func jobsSetAside(for keeper: some CampaignKeeper) async throws -> [JobSetAside] {
    try await records.read { transaction in
      try transaction.rows(
        """
        SELECT j.job_id, j.kind, j.scope, j.reason, j.set_aside_at, m.subject FROM job_set_aside j
        LEFT JOIN message m ON m.id = j.payload AND j.kind = 'send-message'
        ORDER BY j.set_aside_at DESC, j.job_id LIMIT 500
        """
      ).map { row in
        JobSetAside(
          id: try row.text("job_id"), kind: try row.text("kind"), scope: try row.text("scope"), reason: try row.text("reason"),
          setAsideAt: try row.integer("set_aside_at"), subject: try row.optionalText("subject") ?? "")
      }
    }
  }

  /// Puts a job that was set aside back into the queue.
  ///
  /// - Throws: `JobRefusal.notSetAside` when somebody was faster, or there is no such job.
  public func retryJob(_ id: String, by keeper: some CampaignKeeper) async throws {
    try await records.write { transaction in
      let kept = try transaction.row("SELECT kind, scope, payload, made_at FROM job_set_aside WHERE job_id = ?", [.text(id)])
      guard let kept else { throw JobRefusal.notSetAside }
      try transaction.execute("DELETE FROM job_set_aside WHERE job_id = ?", [.text(id)])
      switch JobKind(rawValue: try kept.text("kind")) {
      case .sendMessage: try transaction.reopenMessage(kept.text("payload"))
      case .sendCorrection: try transaction.reopenCorrectionMail(kept.text("payload"), by: keeper)
      default: break
      }
      try transaction.insertJob(
        id: id, kind: kept.text("kind"), scope: kept.text("scope"), payload: kept.text("payload"),
        madeAt: kept.integer("made_at"), runAt: transaction.now)
      try transaction.journal(
        JournalLine(action: .jobRetried, recordKind: "job", recordID: id, details: ["again": "yes"]), by: keeper)
    }
  }
}

/// Why a job cannot be put back.
public enum JobRefusal: Refusal, Equatable {
  case notSetAside

  public var code: String { "job.not-set-aside" }
  public var message: String { "这项任务已经不在搁置清单里" }
  public var hint: String { "可能有人刚刚重新执行了它，请刷新页面" }
}
