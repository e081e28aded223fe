import Synchronization
import Testing

@testable import Workflow

/// Promise 5: what is written together is confirmed together, and one's fault is nobody else's.
@Suite("Promise 5: callers are answered after the write that holds their item") struct GroupCommitTests {
  private struct Wrong: Error, Equatable { let item: Int }

  /// Keeps the first write waiting until everybody else stands in line.
  private actor Door {
    private var isOpen = false
    private var waiting: [CheckedContinuation<Void, Never>] = []
    private var watching: [CheckedContinuation<Void, Never>] = []

    func pass() async {
      guard !isOpen else { return }
      await withCheckedContinuation {
        waiting.append($0)
        for one in watching { one.resume() }
        watching = []
      }
    }

    /// Returns once a write stands before the door: whoever comes from now on waits behind it.
    func isReached() async {
      guard waiting.isEmpty else { return }
      await withCheckedContinuation { watching.append($0) }
    }

    func open() {
      isOpen = true
      for one in waiting { one.resume() }
    }
  }

  @Test func whatComesDuringAWriteIsWrittenTogether() async throws {
    let groups = Mutex<[[Int]]>([])
    let door = Door()
    let commits = GroupCommit<Int, String>(most: 4) { $0 is Wrong }
    let commit: @Sendable ([Int]) async throws -> [String] = { items in
      await door.pass()
      groups.withLock { $0.append(items) }
      if let wrong = items.first(where: { $0 == 7 }) { throw Wrong(item: wrong) }
      return items.map { "\($0)" }
    }
    let answers = await withTaskGroup(of: (Int, Result<String, any Error>).self) { group in
      for item in 0..<10 {
        group.addTask {
          do { return (item, .success(try await commits.write(item, commit))) } catch { return (item, .failure(error)) }
        }
        if item == 0 { await door.isReached() }
      }
      while await commits.waitingCount < 9 { await Task.yield() }
      await door.open()
      return await group.reduce(into: [Int: Result<String, any Error>]()) { $0[$1.0] = $1.1 }
    }
    for item in 0..<10 where item != 7 { #expect(try answers[item]?.get() == "\(item)") }
    #expect(throws: Wrong(item: 7)) { try answers[7]?.get() }
    let written = groups.withLock { $0 }
    #expect(written.allSatisfy { $0.count <= 4 })
    // Each once, but those that stood in one group with the wrong one: these a second time, alone.
    for item in 0..<10 { #expect((1...2).contains(written.filter { $0.contains(item) }.count)) }
    #expect(written.contains { $0.count > 1 })
  }

  @Test func whenTheDatabaseIsAwayAllAreToldAtOnce() async throws {
    struct Away: Error {}
    let calls = Mutex(0)
    let door = Door()
    let commits = GroupCommit<Int, Int>(most: 40) { !($0 is Away) }
    let commit: @Sendable ([Int]) async throws -> [Int] = { _ in
      await door.pass()
      calls.withLock { $0 += 1 }
      throw Away()
    }
    let failures = await withTaskGroup(of: Bool.self) { group in
      for item in 0..<10 {
        group.addTask {
          do { _ = try await commits.write(item, commit) } catch { return error is Away }; return false
        }
        if item == 0 { await door.isReached() }
      }
      while await commits.waitingCount < 9 { await Task.yield() }
      await door.open()
      return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
    #expect(failures == 10 && calls.withLock { $0 } == 2)
  }

  @Test func aCallerThatGoesAwayTakesNobodyWithIt() async throws {
    let door = Door()
    let commits = GroupCommit<Int, Int>(most: 4) { _ in false }
    let commit: @Sendable ([Int]) async throws -> [Int] = { items in
      await door.pass()
      try Task.checkCancellation()
      return items
    }
    let leaving = Task { try await commits.write(1, commit) }
    let staying = Task { try await commits.write(2, commit) }
    leaving.cancel()
    await door.open()
    #expect(try await staying.value == 2)
    #expect(try await leaving.value == 1)
  }
}
