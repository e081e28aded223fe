import GraduatePhotos
import Storage
import Synchronization
import TestSupport
import Testing

@testable import Workflow

@Suite struct JobTests {
  private func enqueue(_ province: Province, _ count: Int = 1) async throws {
    try await province.center.records.write { transaction in
      for number in 0..<count { try transaction.enqueue(.sendMessage, scope: "c1", payload: "p\(number)") }
    }
  }

  private func overview(_ province: Province) async throws -> JobOverview {
    try await province.center.jobOverview(for: MachineOperator())
  }

  @Test("A job runs if, and only if, its transaction commits", arguments: SQLEngine.allCases)
  func commits(engine: SQLEngine) async throws {
    struct Stop: Error {}
    let province = try await Province(on: engine)
    await #expect(throws: Stop.self) {
      try await province.center.records.write { transaction in
        try transaction.enqueue(.sendMessage, scope: "c1", payload: "never")
        throw Stop()
      }
    }
    #expect(try await province.center.leaseJob(owner: "a") == nil)
    try await enqueue(province)
    let job = try #require(try await province.center.leaseJob(owner: "a"))
    #expect(job.payload == "p0" && job.kind == .sendMessage && job.attempts == 1)
    #expect(try await overview(province) == JobOverview(waiting: 1, leased: 1, setAside: 0, oldestDueAt: nil))
    #expect(try await province.center.finishJob(job, owner: "a", outcome: .done))
    #expect(try await overview(province) == JobOverview(waiting: 0, leased: 0, setAside: 0, oldestDueAt: nil))
  }

  @Test("A kind this node has no work for stays in the queue", arguments: SQLEngine.allCases)
  func unknownKinds(engine: SQLEngine) async throws {
    let province = try await Province(on: engine)
    try await province.center.records.write { transaction in
      try transaction.insertJob(
        id: "j", kind: "of-a-newer-node", scope: "c1", payload: "p", madeAt: transaction.now, runAt: transaction.now)
    }
    #expect(try await province.center.leaseJob(owner: "a") == nil)
    #expect(try await overview(province).oldestDueAt == province.time.now)
    try await enqueue(province)
    #expect(try await province.center.leaseJob(owner: "a", kinds: []) == nil)
    #expect(try await province.center.leaseJob(owner: "a") != nil)
  }

  @Test("An expired lease is taken over, and its old holder ends nothing", arguments: SQLEngine.allCases)
  func takenOver(engine: SQLEngine) async throws {
    let province = try await Province(on: engine)
    let center = province.center
    try await enqueue(province)
    let first = try #require(try await center.leaseJob(owner: "a"))
    #expect(try await center.leaseJob(owner: "b") == nil)
    province.time.advance(minutes: 1)
    #expect(try await center.renewJob(first, owner: "a"), "late, but nobody else took it")
    #expect(try await center.leaseJob(owner: "b") == nil)
    province.time.advance(minutes: 2)
    // The same process may take its own expired lease with another worker: the count of attempts tells them apart.
    let second = try #require(try await center.leaseJob(owner: "a"))
    #expect(second.id == first.id && second.attempts == 2)
    #expect(try await center.renewJob(first, owner: "a") == false)
    #expect(try await center.finishJob(first, owner: "a", outcome: .done) == false)
    #expect(try await center.finishJob(first, owner: "a", outcome: .poison(reason: "x")) == false)
    #expect(try await overview(province).waiting == 1)
    #expect(try await center.finishJob(second, owner: "a", outcome: .done))
    #expect(try await overview(province).waiting == 0)
  }

  @Test(
    "Pauses grow; a receiver's own wish is kept; after the last attempt the job is set aside", arguments: SQLEngine.allCases)
  func pauses(engine: SQLEngine) async throws {
    let province = try await Province(on: engine)
    let center = province.center
    try await enqueue(province)
    for attempt in 1...WorkflowLimits.jobAttempts {
      let job = try #require(try await center.leaseJob(owner: "a"))
      #expect(job.attempts == attempt)
      let wish: Int64 = attempt == 1 ? 600_000 : 0
      try await center.finishJob(job, owner: "a", outcome: .again(reason: "没有回应", afterMilliseconds: wish))
      if attempt == 1 {
        province.time.advance(minutes: 9)
        #expect(try await center.leaseJob(owner: "a") == nil)
      }
      province.time.advance(minutes: 61)
    }
    #expect(try await center.leaseJob(owner: "a") == nil)
    let aside = try await center.jobsSetAside(for: MachineOperator())
    #expect(aside.map(\.reason) == ["没有回应"] && aside.map(\.kind) == ["send-message"])
    #expect(try await province.journaledActions() == ["job.set-aside"])
    #expect(
      (1...9).map { JobPause.milliseconds(afterAttempts: $0) } == [
        2_000, 8_000, 32_000, 128_000, 512_000, 2_048_000, 3_600_000, 3_600_000, 3_600_000,
      ])
  }

  @Test("A poison job waits for a person, who puts it back once", arguments: SQLEngine.allCases)
  func poison(engine: SQLEngine) async throws {
    let province = try await Province(on: engine)
    let center = province.center
    try await enqueue(province)
    let job = try #require(try await center.leaseJob(owner: "a"))
    try await center.finishJob(job, owner: "a", outcome: .poison(reason: "读不懂"))
    #expect(try await center.leaseJob(owner: "a") == nil)
    let planner = try await province.planner()
    try await center.retryJob(job.id, by: planner)
    await #expect(throws: JobRefusal.notSetAside) { try await center.retryJob(job.id, by: planner) }
    let again = try #require(try await center.leaseJob(owner: "a"))
    #expect(again.id == job.id && again.attempts == 1 && again.payload == "p0")
    #expect(try await province.journaledActions() == ["job.set-aside", "account.invited", "job.retried"])
  }

  @Test("A job that kills its process every time is set aside, not tried for ever", arguments: SQLEngine.allCases)
  func killer(engine: SQLEngine) async throws {
    let province = try await Province(on: engine)
    try await enqueue(province)
    for _ in 1...WorkflowLimits.jobAttempts {
      #expect(try await province.center.leaseJob(owner: "a") != nil)
      province.time.advance(minutes: 2)
    }
    #expect(try await province.center.leaseJob(owner: "a") == nil)
    let reasons = try await province.center.jobsSetAside(for: MachineOperator()).map(\.reason)
    #expect(reasons == ["试了 \(WorkflowLimits.jobAttempts) 次，都没有做完就中断了"])
  }

  @Test("However many workers ask, a leased job is one worker's", arguments: SQLEngine.allCases)
  func concurrently(engine: SQLEngine) async throws {
    let province = try await Province(on: engine)
    let center = province.center
    try await enqueue(province, 60)
    let leased = try await withThrowingTaskGroup(of: [String].self) { group in
      for worker in 1...6 {
        group.addTask {
          var mine: [String] = []
          while let job = try await center.leaseJob(owner: "w\(worker)") {
            mine.append(job.payload)
            if mine.count.isMultiple(of: 2) { try await center.finishJob(job, owner: "w\(worker)", outcome: .done) }
          }
          return mine
        }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    #expect(leased.count == 60 && Set(leased).count == 60)
    let left = try await overview(province)
    #expect(left.waiting == left.leased && left.waiting >= 27 && left.setAside == 0)
  }
}
