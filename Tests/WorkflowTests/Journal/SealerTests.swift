import GraduatePhotos
import Storage
import Synchronization
import TestSupport
import Testing

@testable import Workflow

/// Promise 8: every line is chained within a second, whatever becomes of other scopes and of earlier sealers.
@Suite struct SealerTests {
  private func write(_ province: Province, scope: String) async throws {
    try await province.center.records.write { transaction in
      try transaction.journal(
        JournalLine(action: .campaignChanged, recordKind: "campaign", recordID: scope, campaignID: scope), by: MachineOperator()
      )
    }
  }

  private func waiting(_ province: Province, _ scope: String) async throws -> Int {
    try await province.center.records.read {
      try $0.count("SELECT COUNT(*) AS n FROM journal_unsealed WHERE scope = ?", [.text(scope)])
    }
  }

  @Test("Promise 8: a forged head stops its own scope and no other", arguments: SQLEngine.allCases)
  func forged(engine: SQLEngine) async throws {
    let province = try await Province(on: engine)
    for scope in ["a", "b"] { try await write(province, scope: scope) }
    for _ in 0..<200 where try await waiting(province, "a") + waiting(province, "b") > 0 {
      try await province.center.sealJournal(owner: "s")
      try await Task.sleep(for: .milliseconds(10))
    }
    try await province.center.records.write { transaction in
      try transaction.execute(
        "UPDATE journal_head SET signature = ? WHERE scope = 'a'", [.blob([UInt8](repeating: 0, count: 64))])
    }
    for scope in ["a", "b"] { try await write(province, scope: scope) }
    for _ in 0..<200 where try await waiting(province, "b") > 0 {
      do { try await province.center.sealJournal(owner: "s") } catch is JournalHeadForged {}
      try await Task.sleep(for: .milliseconds(10))
    }
    #expect(try await waiting(province, "b") == 0)
    #expect(try await waiting(province, "a") == 1)
    await #expect(throws: JournalHeadForged(scope: "a")) { try await province.center.sealJournal(owner: "s") }
  }

  @Test("Promise 8: a runner tells of a forged head once and goes on sealing the others at its usual pace")
  func runner() async throws {
    let province = try await Province(on: .sqlite)
    for scope in ["a", "b"] { try await write(province, scope: scope) }
    try await province.center.sealJournal(owner: "s")
    try await province.center.releaseJournal(owner: "s")
    try await province.center.records.write { transaction in
      try transaction.execute(
        "UPDATE journal_head SET signature = ? WHERE scope = 'a'", [.blob([UInt8](repeating: 0, count: 64))])
    }
    for scope in ["a", "b"] { try await write(province, scope: scope) }
    let told = Told()
    let runner = JobRunner(
      center: province.center, works: [:], owner: "r", workers: 1,
      sleep: { pause in
        told.pause(pause)
        try? await Task.sleep(for: .milliseconds(5))
      }, report: { told.tell($0) })
    let running = Task { await runner.run() }
    for _ in 0..<400 where told.sealPauses < 12 { try await Task.sleep(for: .milliseconds(5)) }
    runner.stop()
    await running.value
    #expect(try await waiting(province, "b") == 0)
    #expect(told.events == [.trouble("JournalHeadForged")])
  }

  @Test("Promise 8: a sealer that gave its leases back lets the next one begin at once", arguments: SQLEngine.allCases)
  func released(engine: SQLEngine) async throws {
    let province = try await Province(on: engine)
    try await write(province, scope: "a")
    for _ in 0..<200 where try await waiting(province, "a") > 0 {
      try await province.center.sealJournal(owner: "old")
      try await Task.sleep(for: .milliseconds(10))
    }
    try await write(province, scope: "a")
    #expect(try await province.center.sealJournal(owner: "new") == 0, "leased for another fifteen seconds")
    try await province.center.releaseJournal(owner: "old")
    for _ in 0..<200 where try await waiting(province, "a") > 0 {
      try await province.center.sealJournal(owner: "new")
      try await Task.sleep(for: .milliseconds(10))
    }
    #expect(try await waiting(province, "a") == 0)
  }
}

/// What a runner said, and how often its sealer paused as usual.
private final class Told: Sendable {
  private let state = Mutex((events: [JobEvent](), pauses: 0))

  var events: [JobEvent] { state.withLock { $0.events } }
  var sealPauses: Int { state.withLock { $0.pauses } }

  func tell(_ event: JobEvent) { state.withLock { $0.events.append(event) } }

  func pause(_ duration: Duration) { if duration == JobRunner.Pace().seal { state.withLock { $0.pauses += 1 } } }
}
