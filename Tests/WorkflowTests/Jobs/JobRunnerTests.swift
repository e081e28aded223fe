import GraduatePhotos
import Storage
import Synchronization
import TestSupport
import Testing

@testable import Workflow

@Suite struct JobRunnerTests {
  /// What the runners did and said.
  private final class Seen: Sendable {
    let payloads = Mutex<[String]>([])
    let events = Mutex<[JobEvent]>([])

    func did(_ payload: String) { payloads.withLock { $0.append(payload) } }
    var done: [String] { payloads.withLock { $0 } }
    var told: [JobEvent] { events.withLock { $0 } }
  }

  private func runner(
    _ province: Province, _ seen: Seen, owner: String = "node", workers: Int = 2, pace: JobRunner.Pace = JobRunner.Pace(),
    work: @escaping JobWork
  ) -> JobRunner {
    JobRunner(
      center: province.center, works: [.sendMessage: work], owner: owner, workers: workers, pace: pace,
      sleep: { _ in try? await Task.sleep(for: .milliseconds(2)) },
      report: { event in seen.events.withLock { $0.append(event) } })
  }

  private func enqueue(_ province: Province, _ payloads: [String]) async throws {
    try await province.center.records.write { transaction in
      for payload in payloads { try transaction.enqueue(.sendMessage, scope: "c1", payload: payload) }
    }
  }

  /// Waits for what is bound to come; gives up after ten seconds, which fails the test that waits.
  private func until(_ condition: () async throws -> Bool) async throws {
    for _ in 0..<5_000 {
      if try await condition() { return }
      try await Task.sleep(for: .milliseconds(2))
    }
    Issue.record("it did not come")
  }

  @Test("Two runners share a queue: every job is done once, and both stop", arguments: SQLEngine.allCases)
  func twoRunners(engine: SQLEngine) async throws {
    let province = try await Province(on: engine)
    let seen = Seen()
    let payloads = (0..<50).map { "p\($0)" }
    try await enqueue(province, payloads)
    let runners = ["a", "b"].map { owner in
      runner(province, seen, owner: owner) { job in
        seen.did(job.payload)
        return .done
      }
    }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for runner in runners { group.addTask { await runner.run() } }
      try await until { try await province.center.jobOverview(for: MachineOperator()).waiting == 0 }
      for runner in runners { runner.stop() }
      try await group.waitForAll()
    }
    #expect(seen.done.sorted() == payloads.sorted())
    #expect(seen.told.count { if case .ended(_, .sendMessage, .done) = $0 { true } else { false } } == 50)
  }

  @Test("Promise 8: a runner chains the journal while it works", arguments: SQLEngine.allCases)
  func sealsTheJournal(engine: SQLEngine) async throws {
    let province = try await Province(on: engine)
    let runner = runner(province, Seen()) { _ in .done }
    async let running: Void = runner.run()
    try await province.account(.officer, "officer")
    try await until {
      let chains = try await province.center.verifyJournal().chains
      return chains.count == 1 && chains.allSatisfy { $0.lines == 1 && $0.waiting == 0 && $0.problem.isEmpty }
    }
    runner.stop()
    await running
  }

  @Test("A stop lets the job under way end and takes no other", arguments: SQLEngine.allCases)
  func drains(engine: SQLEngine) async throws {
    let province = try await Province(on: engine)
    let seen = Seen()
    let (gate, open) = AsyncStream<Void>.makeStream()
    try await enqueue(province, ["first", "second"])
    let runner = runner(province, seen, workers: 1) { job in
      seen.did(job.payload)
      for await _ in gate {}
      return .done
    }
    async let running: Void = runner.run()
    try await until { seen.done == ["first"] }
    runner.stop()
    open.finish()
    await running
    #expect(seen.done == ["first"])
    #expect(try await province.center.jobOverview(for: MachineOperator()).waiting == 1)
  }

  @Test("A cancelled runner still records what it did", arguments: SQLEngine.allCases)
  func cancelled(engine: SQLEngine) async throws {
    let province = try await Province(on: engine)
    let seen = Seen()
    try await enqueue(province, ["only"])
    let runner = runner(province, seen, workers: 1) { job in
      seen.did(job.payload)
      while !Task.isCancelled { try? await Task.sleep(for: .milliseconds(2)) }
      return .done
    }
    let running = Task { await runner.run() }
    try await until { seen.done == ["only"] }
    running.cancel()
    await running.value
    #expect(try await province.center.jobOverview(for: MachineOperator()).waiting == 0)
  }

  @Test("A long job keeps its lease while it runs", arguments: SQLEngine.allCases)
  func renews(engine: SQLEngine) async throws {
    let province = try await Province(on: engine)
    let seen = Seen()
    let (gate, open) = AsyncStream<Void>.makeStream()
    try await enqueue(province, ["long"])
    let runner = runner(province, seen, workers: 1) { job in
      seen.did(job.payload)
      for await _ in gate {}
      return .done
    }
    async let running: Void = runner.run()
    try await until { seen.done == ["long"] }
    for _ in 0..<5 {
      province.time.advance(minutes: 1)
      try await until {
        let until = try await province.center.records.read { try $0.row("SELECT lease_until FROM job")?.integer("lease_until") }
        return until == province.time.now + WorkflowLimits.jobLeaseMilliseconds
      }
      #expect(try await province.center.leaseJob(owner: "other") == nil)
    }
    runner.stop()
    open.finish()
    await running
    let told = seen.told.filter { if case .trouble = $0 { false } else { true } }
    #expect(seen.done == ["long"] && told.count == 1, "\(seen.told)")
  }

  @Test("A worker whose lease was taken stops, and its outcome counts for nothing", arguments: SQLEngine.allCases)
  func losesItsLease(engine: SQLEngine) async throws {
    let province = try await Province(on: engine)
    let seen = Seen()
    try await enqueue(province, ["taken"])
    let runner = runner(province, seen, workers: 1) { job in
      seen.did(job.payload)
      while !Task.isCancelled { try? await Task.sleep(for: .milliseconds(2)) }
      return .done
    }
    async let running: Void = runner.run()
    try await until { seen.done == ["taken"] }
    // Another node took the job over while this one slept.
    try await province.center.records.write { transaction in
      try transaction.execute(
        "UPDATE job SET lease_owner = 'other', attempts = 2, lease_until = ?", [.integer(transaction.now + 60_000)])
    }
    try await until { seen.told.contains { if case .leaseLost = $0 { true } else { false } } }
    runner.stop()
    await running
    #expect(try await province.center.jobOverview(for: MachineOperator()).waiting == 1)
  }

  @Test("What a work throws is tried again, named by its kind and nothing more", arguments: SQLEngine.allCases)
  func throwingWork(engine: SQLEngine) async throws {
    struct Trouble: Error { let secret = "990000200301010017" }
    let province = try await Province(on: engine)
    let seen = Seen()
    try await enqueue(province, ["bad"])
    let runner = runner(province, seen, workers: 1) { _ in throw Trouble() }
    async let running: Void = runner.run()
    try await until { !seen.told.isEmpty }
    runner.stop()
    await running
    guard case .ended(_, .sendMessage, .again(let reason, 0))? = seen.told.first else {
      Issue.record("it was not tried again")
      return
    }
    #expect(reason == "执行中断（Trouble）")
  }
}
