import Storage

/// What kinds of work are done after a commit; the raw value is stored.
public enum JobKind: String, Sendable, CaseIterable {
  /// Sends one message of the outbox.
  case sendMessage = "send-message"
  /// Removes uploads nobody confirmed.
  case dropStaleUploads = "drop-stale-uploads"
  /// Re-encrypts values with the newest key.
  case reencrypt = "re-encrypt"
}

/// A job leased to this process.
public struct LeasedJob: Sendable {
  public let id: String
  public let kind: JobKind
  public let scope: String
  public let payload: String
  /// Attempts including this one.
  public let attempts: Int
}

/// How an attempt ended.
public enum JobOutcome: Sendable, Equatable {
  case done
  /// To be tried again, after a pause that grows with the attempts.
  case again(reason: String)
  /// Not to be tried again: set aside for a person.
  case poison(reason: String)
}

/// A job that waits for a person.
public struct JobSetAside: Sendable, Identifiable {
  public let id: String
  public let kind: String
  public let scope: String
  public let reason: String
  public let setAsideAt: Int64
}

extension CollectionCenter {
  /// Takes the next due job, leased to `owner` for a minute; a node that dies loses its leases, not the work.
  public func leaseJob(owner: String) async throws -> LeasedJob? {
    try await records.write { transaction in
      // On PostgreSQL SKIP LOCKED keeps two workers from waiting for the same row; SQLite has one writer anyway.
      let lock = transaction.sql.engine == .postgresql ? "FOR UPDATE SKIP LOCKED" : ""
      let due = try transaction.row(
        """
        SELECT id, kind, scope, payload, attempts FROM job WHERE run_at <= ? AND lease_until <= ?
        ORDER BY run_at, id LIMIT 1 \(lock)
        """, [.integer(transaction.now), .integer(transaction.now)])
      guard let due else { return nil }
      let id = try due.text("id")
      let attempts = try due.int("attempts") + 1
      try transaction.execute(
        "UPDATE job SET lease_owner = ?, lease_until = ?, attempts = ? WHERE id = ?",
        [.text(owner), .integer(transaction.now + WorkflowLimits.jobLeaseMilliseconds), .integer(Int64(attempts)), .text(id)])
      guard let kind = JobKind(rawValue: try due.text("kind")) else {
        try transaction.setAside(jobID: id, reason: "unknown kind")
        return nil
      }
      return LeasedJob(id: id, kind: kind, scope: try due.text("scope"), payload: try due.text("payload"), attempts: attempts)
    }
  }

  /// Ends an attempt; only the owner of the lease may.
  public func finishJob(_ job: LeasedJob, owner: String, outcome: JobOutcome) async throws {
    try await records.write { transaction in
      let held = try transaction.row(
        "SELECT id FROM job WHERE id = ? AND lease_owner = ?", [.text(job.id), .text(owner)])
      guard held != nil else { return }
      switch outcome {
      case .done:
        try transaction.execute("DELETE FROM job WHERE id = ?", [.text(job.id)])
      case .poison(let reason):
        try transaction.setAside(jobID: job.id, reason: reason)
      case .again(let reason):
        guard job.attempts < WorkflowLimits.jobAttempts else {
          try transaction.setAside(jobID: job.id, reason: reason)
          return
        }
        let pause = JobPause.milliseconds(afterAttempts: job.attempts)
        try transaction.execute(
          "UPDATE job SET lease_owner = NULL, lease_until = 0, run_at = ? WHERE id = ?",
          [.integer(transaction.now + pause), .text(job.id)])
      }
    }
  }

  /// Jobs that wait for a person.
  public func jobsSetAside() async throws -> [JobSetAside] {
    try await records.read { transaction in
      try transaction.rows(
        "SELECT job_id, kind, scope, reason, set_aside_at FROM job_set_aside ORDER BY set_aside_at DESC LIMIT 500"
      ).map { row in
        JobSetAside(
          id: try row.text("job_id"), kind: try row.text("kind"), scope: try row.text("scope"), reason: try row.text("reason"),
          setAsideAt: try row.integer("set_aside_at"))
      }
    }
  }

  /// Puts a job that was set aside back into the queue.
  public func retryJob(_ id: String) async throws {
    try await records.write { transaction in
      let kept = try transaction.row(
        "SELECT kind, scope, payload, made_at FROM job_set_aside WHERE job_id = ?", [.text(id)])
      guard let kept else { return }
      try transaction.execute("DELETE FROM job_set_aside WHERE job_id = ?", [.text(id)])
      try transaction.execute(
        """
        INSERT INTO job (id, kind, scope, payload, made_at, run_at, attempts, lease_owner, lease_until)
        VALUES (?, ?, ?, ?, ?, ?, 0, NULL, 0)
        """,
        [
          .text(id), .text(try kept.text("kind")), .text(try kept.text("scope")), .text(try kept.text("payload")),
          .integer(try kept.integer("made_at")), .integer(transaction.now),
        ])
    }
  }
}

/// Pauses between attempts: 2 s, 8 s, 32 s … at most an hour.
enum JobPause {
  static func milliseconds(afterAttempts attempts: Int) -> Int64 {
    min(3_600_000, 2_000 << Int64(min(20, 2 * max(0, attempts - 1))))
  }
}

extension Transaction {
  /// Puts a job into the queue in this transaction: it runs if, and only if, the transaction commits.
  func enqueue(_ kind: JobKind, scope: String, payload: String, runAt: Int64? = nil) throws {
    try execute(
      """
      INSERT INTO job (id, kind, scope, payload, made_at, run_at, attempts, lease_owner, lease_until)
      VALUES (?, ?, ?, ?, ?, ?, 0, NULL, 0)
      """,
      [.text(identifier()), .text(kind.rawValue), .text(scope), .text(payload), .integer(now), .integer(runAt ?? now)])
  }

  func setAside(jobID: String, reason: String) throws {
    try execute(
      """
      INSERT INTO job_set_aside (job_id, kind, scope, payload, made_at, set_aside_at, reason)
      SELECT id, kind, scope, payload, made_at, ?, ? FROM job WHERE id = ?
      """, [.integer(now), .text(String(reason.prefix(500))), .text(jobID)])
    try execute("DELETE FROM job WHERE id = ?", [.text(jobID)])
    try journal(
      JournalLine(action: .jobSetAside, recordKind: "job", recordID: jobID, details: ["reason": String(reason.prefix(200))]),
      by: CenterItself())
  }
}
