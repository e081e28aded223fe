import Testing

@testable import Website

@Suite struct UploadGateTests {
  /// Holds an upload open until it is told to go on.
  private actor Held {
    private var waiting: [CheckedContinuation<Void, Never>] = []
    private var isOpen = false
    func wait() async {
      if isOpen { return }
      await withCheckedContinuation { waiting.append($0) }
    }
    func open() {
      isOpen = true
      for one in waiting { one.resume() }
      waiting = []
    }
    var count: Int { waiting.count }
  }

  @Test("One upload a person, so many in all, and the place is free again afterwards")
  func places() async throws {
    let gate = UploadGate(freeBytes: { _ in .max })
    let held = Held()
    try await withThrowingTaskGroup(of: Void.self) { tasks in
      for number in 0..<WebsiteLimits.uploadsAtOnce {
        tasks.addTask { try await gate.pass("p\(number)", sizeLimitBytes: 1, into: "/") { await held.wait() } }
      }
      while await held.count < WebsiteLimits.uploadsAtOnce { await Task.yield() }
      await #expect(throws: UploadGateRefusal.anotherUnderWay) { try await gate.pass("p0", sizeLimitBytes: 1, into: "/") {} }
      await #expect(throws: UploadGateRefusal.tooMany) { try await gate.pass("new", sizeLimitBytes: 1, into: "/") {} }
      await held.open()
      try await tasks.waitForAll()
    }
    #expect(try await gate.pass("p0", sizeLimitBytes: 1, into: "/") { true })
  }

  @Test("What the disk has no room for is refused before its first byte")
  func room() async throws {
    let gate = UploadGate(freeBytes: { _ in WebsiteLimits.freeBytesKept + 9 })
    #expect(try await gate.pass("p", sizeLimitBytes: 9, into: "/") { true })
    await #expect(throws: UploadGateRefusal.noRoom) { try await gate.pass("p", sizeLimitBytes: 10, into: "/") {} }
  }
}
