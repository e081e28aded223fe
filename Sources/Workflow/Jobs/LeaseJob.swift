import Storage

/// A job is done at least once: it is leased, and a lease that runs out is taken over. What a work does must bear being done twice.
///
/// A lease is named by its owner and the job's count of attempts, so that an owner that slept through it can neither prolong nor end
/// the lease of its successor, not even when that is another worker of the same process.
extension CollectionCenter {
  /// Takes the next due job of the given kinds, leased to `owner` for a minute; a node that dies loses its leases, not the work.
  ///
  /// Kinds that this binary has no work for stay in the queue: while nodes are renewed one by one, a newer one knows them.
  public func leaseJob(owner: String, kinds: [JobKind] = JobKind.allCases) async throws -> LeasedJob? {
    guard !kinds.isEmpty, try await records.read({ try $0.dueJob(kinds, lock: false) }) != nil else { return nil }
    return try await records.write { transaction in
      while let due = try transaction.dueJob(kinds, lock: true) {
        // Attempts are counted before they are made: a job that kills its process must not be tried for ever.
        guard due.attempts < WorkflowLimits.jobAttempts else {
          try transaction.setAside(jobID: due.id, reason: "试了 \(due.attempts) 次，都没有做完就中断了")
          continue
        }
        return try transaction.lease(due, to: owner)
      }
      return nil
    }
  }

  /// Keeps a lease for another minute.
  ///
  /// - Returns: false when it was lost: somebody else does the job now.
  func renewJob(_ job: LeasedJob, owner: String) async throws -> Bool {
    try await records.write { transaction in
      try transaction.execute(
        "UPDATE job SET lease_until = ? WHERE id = ? AND lease_owner = ? AND attempts = ?",
        [
          .integer(transaction.now + WorkflowLimits.jobLeaseMilliseconds), .text(job.id), .text(owner), .int(job.attempts),
        ]) == 1
    }
  }

  /// Ends an attempt; only the holder of the lease can.
  ///
  /// - Returns: false when the lease was lost, and nothing was recorded.
  @discardableResult
  public func finishJob(_ job: LeasedJob, owner: String, outcome: JobOutcome) async throws -> Bool {
    try await records.write { transaction in
      let held = try transaction.row(
        "SELECT id FROM job WHERE id = ? AND lease_owner = ? AND attempts = ?",
        [.text(job.id), .text(owner), .int(job.attempts)])
      guard held != nil else { return false }
      try transaction.end(job, outcome)
      return true
    }
  }
}

extension Transaction {
  /// The job that has been due for longest, unless somebody holds it.
  fileprivate func dueJob(_ kinds: [JobKind], lock: Bool) throws -> DueJob? {
    // On PostgreSQL SKIP LOCKED keeps two workers from waiting for the same row; SQLite has one writer anyway.
    let locking = lock && sql.engine == .postgresql ? "FOR UPDATE SKIP LOCKED" : ""
    let places = kinds.map { _ in "?" }.joined(separator: ", ")
    let due = try row(
      """
      SELECT id, kind, scope, payload, attempts FROM job WHERE run_at <= ? AND lease_until <= ? AND kind IN (\(places))
      ORDER BY run_at, id LIMIT 1 \(locking)
      """, [.integer(now), .integer(now)] + kinds.map { .text($0.rawValue) })
    guard let due, let kind = JobKind(rawValue: try due.text("kind")) else { return nil }
    return DueJob(
      id: try due.text("id"), kind: kind, scope: try due.text("scope"), payload: try due.text("payload"),
      attempts: try due.int("attempts"))
  }

  fileprivate func lease(_ due: DueJob, to owner: String) throws -> LeasedJob {
    try execute(
      "UPDATE job SET lease_owner = ?, lease_until = ?, attempts = ? WHERE id = ?",
      [.text(owner), .integer(now + WorkflowLimits.jobLeaseMilliseconds), .int(due.attempts + 1), .text(due.id)])
    return LeasedJob(id: due.id, kind: due.kind, scope: due.scope, payload: due.payload, attempts: due.attempts + 1)
  }

  fileprivate func end(_ job: LeasedJob, _ outcome: JobOutcome) throws {
    switch outcome {
    case .done:
      try execute("DELETE FROM job WHERE id = ?", [.text(job.id)])
    case .poison(let reason):
      try setAside(jobID: job.id, reason: reason)
    case .again(let reason, let afterMilliseconds):
      guard job.attempts < WorkflowLimits.jobAttempts else { return try setAside(jobID: job.id, reason: reason) }
      let pause = max(afterMilliseconds, JobPause.milliseconds(afterAttempts: job.attempts))
      try execute(
        "UPDATE job SET lease_owner = NULL, lease_until = 0, run_at = ? WHERE id = ?",
        [.integer(now + pause), .text(job.id)])
    }
  }
}

/// A job in the queue whose time has come; `attempts` were made before.
private struct DueJob {
  let id: String
  let kind: JobKind
  let scope: String
  let payload: String
  let attempts: Int
}
