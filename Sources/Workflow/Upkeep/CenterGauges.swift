import Storage

/// How a center is at a moment, in numbers that speak of nobody: for whoever watches machines.
public struct CenterGauges: Sendable, Equatable {
  /// Jobs that may be done now or later.
  public let jobsWaiting: Int
  /// Of these, under way.
  public let jobsLeased: Int
  /// Given up after many attempts: a person has to look.
  public let jobsSetAside: Int
  /// How long the oldest due job has waited; 0 without one.
  public let oldestJobSeconds: Int
  /// Lines that are not in the chain yet, and the age of the oldest.
  public let journalUnsealed: Int
  public let journalLagSeconds: Int
  /// Packets of stations that a person has to judge.
  public let packetsInReview: Int
  /// Portraits that wait for release.
  public let portraitsWaiting: Int
  /// People who are signed in: accounts, not graduates.
  public let sessions: Int
  /// Nil when there never was a good one.
  public let backupSeconds: Int?
}

extension CollectionCenter {
  /// Reads indexes and short tables only: it may be asked every few seconds.
  public func gauges() async throws -> CenterGauges {
    try await records.read { transaction in
      let now = transaction.now
      func age(_ text: String, _ arguments: [SQLValue] = []) throws -> Int {
        guard let since = try transaction.row(text, arguments)?.optionalInteger("n") else { return 0 }
        return Int(max(0, now - since) / 1_000)
      }
      let backup = try transaction.lastBackup()
      return CenterGauges(
        jobsWaiting: try transaction.count("SELECT COUNT(*) AS n FROM job"),
        jobsLeased: try transaction.count("SELECT COUNT(*) AS n FROM job WHERE lease_until > ?", [.integer(now)]),
        jobsSetAside: try transaction.count("SELECT COUNT(*) AS n FROM job_set_aside"),
        oldestJobSeconds: try age(
          "SELECT MIN(run_at) AS n FROM job WHERE run_at <= ? AND lease_until <= ?", [.integer(now), .integer(now)]),
        journalUnsealed: try transaction.count("SELECT COUNT(*) AS n FROM journal_unsealed"),
        journalLagSeconds: try age(
          "SELECT MIN(l.written_at) AS n FROM journal_unsealed u JOIN journal_line l ON l.id = u.line_id"),
        packetsInReview: try transaction.count("SELECT COUNT(*) AS n FROM packet_in_review"),
        portraitsWaiting: try transaction.count("SELECT COUNT(*) AS n FROM release_queue"),
        sessions: try transaction.count("SELECT COUNT(*) AS n FROM session WHERE expires_at > ?", [.integer(now)]),
        backupSeconds: backup.flatMap { $0.isGood ? Int(max(0, now - $0.at) / 1_000) : nil })
    }
  }
}
