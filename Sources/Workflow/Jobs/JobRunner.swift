import Storage
import Synchronization

/// What is done for one kind of job.
///
/// It may be called again for the same job: at least once, not exactly once.
///
/// An error that it throws counts as "again".
public typealias JobWork = @Sendable (LeasedJob) async throws -> JobOutcome

/// What a runner tells the machine's log: ids and kinds, never a payload.
public enum JobEvent: Sendable, Equatable {
  case ended(jobID: String, kind: JobKind, JobOutcome)
  /// Somebody else has the job now; what came of this attempt was not recorded.
  case leaseLost(jobID: String, kind: JobKind)
  /// The queue or the sealer could not be reached; tried again after a pause. Holds the error's kind, no values.
  case trouble(String)
}

/// Does the work that waits, and seals the journal, as part of `biying serve`.
///
/// Any number of nodes may run one.
///
/// `stop()` lets what is under way end and takes nothing new; then `run()` returns. Cancelling the task of `run()` instead cuts calls
/// outward short too (they are tried again later); what was done is recorded even then. So on SIGTERM: stop, and cancel when the
/// patience of whoever sent it nears its end.
public final class JobRunner: Sendable {
  /// How long the loops wait.
  public struct Pace: Sendable {
    /// Between two looks into an empty queue.
    public var idle: Duration = .milliseconds(500)
    /// Between two rounds of the sealer: every line is chained within a second of its commit (promise 8).
    public var seal: Duration = .milliseconds(400)
    /// Between two renewals of a lease.
    public var renew: Duration = .seconds(20)
    /// At most, after failures of the database.
    public var trouble: Duration = .seconds(5)

    public init() {}
  }

  private let center: CollectionCenter
  private let works: [JobKind: JobWork]
  private let owner: String
  private let workers: Int
  private let pace: Pace
  private let sleep: @Sendable (Duration) async -> Void
  private let report: @Sendable (JobEvent) -> Void
  private let stopping = Mutex(false)

  /// - `works`: what this node does; jobs of other kinds stay in the queue.
  /// - `owner`: this process's name for its leases, different for every start.
  /// - `workers`: jobs at the same moment.
  /// - `sleep`: waits; a test puts its own in.
  /// - `report`: is told what happened, for the machine's log.
  public init(
    center: CollectionCenter, works: [JobKind: JobWork], owner: String, workers: Int = 2, pace: Pace = Pace(),
    sleep: @escaping @Sendable (Duration) async -> Void = { try? await Task.sleep(for: $0) },
    report: @escaping @Sendable (JobEvent) -> Void = { _ in }
  ) {
    self.center = center
    self.works = works
    self.owner = owner
    self.workers = workers
    self.pace = pace
    self.sleep = sleep
    self.report = report
  }

  /// Works until `stop()` or cancellation.
  public func run() async {
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await self.sealUntilStopped() }
      for worker in 1...max(1, workers) {
        group.addTask { await self.workUntilStopped("\(self.owner)/\(worker)") }
      }
    }
  }

  /// Takes nothing new; `run()` returns when what is under way has ended.
  public func stop() { stopping.withLock { $0 = true } }

  private var isStopping: Bool { stopping.withLock { $0 } || Task.isCancelled }

  private func workUntilStopped(_ lessee: String) async {
    let kinds = JobKind.allCases.filter { works[$0] != nil }
    var failures = 0
    while !isStopping {
      do {
        guard let job = try await center.leaseJob(owner: lessee, kinds: kinds), let work = works[job.kind] else {
          await sleep(pace.idle)
          continue
        }
        try await carryOut(job, work, lessee)
        failures = 0
      } catch {
        failures += 1
        await pause(after: error, failures)
      }
    }
  }

  private func sealUntilStopped() async {
    var failures = 0
    var told: JournalHeadForged?
    while !isStopping {
      do {
        try await center.sealJournal(owner: owner)
        failures = 0
        await sleep(pace.seal)
      } catch let forged as JournalHeadForged {
        // The other scopes were sealed and want their second kept; this one waits for a person, who is told once.
        if forged != told { report(.trouble("JournalHeadForged")) }
        told = forged
        await sleep(pace.seal)
      } catch {
        failures += 1
        await pause(after: error, failures)
      }
    }
  }

  private func pause(after error: any Error, _ failures: Int) async {
    report(.trouble(errorKind(error)))
    await sleep(min(pace.trouble, pace.idle * (1 << min(failures, 10))))
  }

  private func carryOut(_ job: LeasedJob, _ work: @escaping JobWork, _ lessee: String) async throws {
    guard let outcome = await outcome(of: job, work, lessee) else { return report(.leaseLost(jobID: job.id, kind: job.kind)) }
    // In a task of its own: cancelling the runner must not lose what was done.
    let recorded = try await Task { [center] in
      try await center.finishJob(job, owner: lessee, outcome: outcome)
    }.value
    report(recorded ? .ended(jobID: job.id, kind: job.kind, outcome) : .leaseLost(jobID: job.id, kind: job.kind))
  }

  private enum End: Sendable {
    case worked(JobOutcome)
    case leaseLost
    case notWatching
  }

  /// Works while the lease is kept; nil, and the work cancelled, when it is lost.
  private func outcome(of job: LeasedJob, _ work: @escaping JobWork, _ lessee: String) async -> JobOutcome? {
    await withTaskGroup(of: End.self) { group in
      group.addTask { .worked(await attempt(job, work)) }
      group.addTask { await self.keepLease(of: job, lessee) }
      defer { group.cancelAll() }
      for await end in group {
        switch end {
        case .worked(let outcome): return outcome
        case .leaseLost: return nil
        case .notWatching: continue
        }
      }
      return nil
    }
  }

  private func keepLease(of job: LeasedJob, _ lessee: String) async -> End {
    while true {
      await sleep(pace.renew)
      if Task.isCancelled { return .notWatching }
      do {
        guard try await center.renewJob(job, owner: lessee) else { return .leaseLost }
      } catch {
        // The database is away: the lease may still stand, and the next renewal or the end of the job will tell.
        report(.trouble(errorKind(error)))
      }
    }
  }
}

/// One attempt; whatever is thrown becomes "again", by its kind and without its values.
private func attempt(_ job: LeasedJob, _ work: JobWork) async -> JobOutcome {
  do { return try await work(job) } catch { return .again(reason: "执行中断（\(errorKind(error))）") }
}

/// An error as a log may have it: storage errors hold no values, of all others only the type is named.
private func errorKind(_ error: any Error) -> String {
  error is StorageError ? "\(error)" : "\(type(of: error))"
}
