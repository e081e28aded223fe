import Foundation
import Testing

@testable import Outward

@Suite struct OutletTests {
  private func failure(_ outlet: Outlet, _ call: HTTPCall) async -> OutwardError? {
    do throws(OutwardError) {
      _ = try await outlet.send(call)
      return nil
    } catch {
      return error
    }
  }

  @Test func noMoreRunAtOnceThanAllowed() async throws {
    let server = try PythonServer(.web)
    let outlet = Outlet(concurrent: 3)
    let crowds = try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<30 {
        group.addTask {
          let reply = try await outlet.send(HTTPCall(.get, "http://127.0.0.1:\(server.port)/crowd"))
          return Int(String(decoding: reply.body, as: UTF8.self)) ?? 99
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(crowds.count == 30)
    #expect((2...3).contains(crowds.max() ?? 0))
  }

  @Test func aCancelledTaskEndsItsCallAtOnce() async throws {
    let server = try PythonServer(.web)
    let outlet = Outlet(concurrent: 1)
    let call = HTTPCall(.get, "http://127.0.0.1:\(server.port)/hang")
    let running = Task { await failure(outlet, call) }
    let waiting = Task { await failure(outlet, call) }
    try await server.keepsSomething()
    waiting.cancel()
    #expect(await waiting.value == .cancelled)
    running.cancel()
    #expect(await running.value == .cancelled)
    let born = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return await failure(outlet, call)
    }
    #expect(await born.value == .cancelled)
    #expect(server.keptCount == 1)
    let next = try await outlet.send(HTTPCall(.get, "http://127.0.0.1:\(server.port)/echo"))
    #expect(next.status == 200, "the place is free again")
  }

  @Test func closingEndsWhatRunsAndRefusesWhatComes() async throws {
    let server = try PythonServer(.web)
    let outlet = Outlet(concurrent: 1)
    let call = HTTPCall(.get, "http://127.0.0.1:\(server.port)/hang")
    let running = Task { await failure(outlet, call) }
    let waiting = Task { await failure(outlet, call) }
    try await server.keepsSomething()
    outlet.close()
    #expect(await running.value == .closed)
    #expect(await waiting.value == .closed)
    #expect(await failure(outlet, call) == .closed)
  }

  @Test func aCallThatCannotStartLeavesItsPlaceToTheNext() async throws {
    let server = try PythonServer(.web)
    let outlet = Outlet(concurrent: 1)
    let url = "http://127.0.0.1:\(server.port)/echo"
    let hanging = Task { await failure(outlet, HTTPCall(.get, "http://127.0.0.1:\(server.port)/hang")) }
    try await server.keepsSomething()
    async let broken = failure(outlet, HTTPCall(.put, url, body: .file(path: server.folder.file("absent"))))
    async let sound = failure(outlet, HTTPCall(.get, url))
    hanging.cancel()
    #expect(await hanging.value == .cancelled)
    #expect(await broken == .sourceUnreadable)
    #expect(await sound == nil)
  }

  @Test func aFullQueueIsRefusedAtOnce() async throws {
    let server = try PythonServer(.web)
    let places = 100
    let outlet = Outlet(concurrent: 1, waiting: places)
    let call = HTTPCall(.get, "http://127.0.0.1:\(server.port)/hang")
    let running = Task { await failure(outlet, call) }
    try await server.keepsSomething()
    let tooMany = 5
    var ends: [OutwardError: Int] = [:]
    await withTaskGroup(of: OutwardError?.self) { group in
      for _ in 0..<places + tooMany { group.addTask { await failure(outlet, call) } }
      for await end in group {
        if let end { ends[end, default: 0] += 1 }
        if ends == [.busy: tooMany] { group.cancelAll() }
      }
    }
    #expect(ends == [.busy: tooMany, .cancelled: places])
    running.cancel()
    #expect(await running.value == .cancelled)
  }

  @Test func silenceAndClosedDoorsAreToldApart() async throws {
    let server = try PythonServer(.web)
    let outlet = Outlet()
    let patience = Patience(totalMilliseconds: 150)
    let silent = HTTPCall(.get, "http://127.0.0.1:\(server.port)/hang", patience: patience)
    #expect(await failure(outlet, silent) == .timedOut(connecting: false))
    let slow = Patience(totalMilliseconds: 0, lowSpeedBytesPerSecond: 100, lowSpeedSeconds: 1)
    let dripping = HTTPCall(.get, "http://127.0.0.1:\(server.port)/hang", patience: slow)
    #expect(await failure(outlet, dripping) == .timedOut(connecting: false))
    #expect(await failure(outlet, HTTPCall(.get, "http://127.0.0.1:1/")) == .connectionRefused)
    #expect(await failure(outlet, HTTPCall(.get, "http://host.invalid/")) == .hostNotFound)
    #expect(OutwardError.timedOut(connecting: false).isTemporary && !OutwardError.addressInvalid.isTemporary)
  }

  @Test func certificatesAreVerifiedAlways() async throws {
    let certificate = try TestCertificate()
    let server = try PythonServer(.web, certificate: certificate)
    let outlet = Outlet()
    let url = "https://127.0.0.1:\(server.port)/echo"
    #expect(await failure(outlet, HTTPCall(.get, url)) == .certificateUntrusted)
    let trusted = Route(authorityFile: certificate.authority)
    #expect(try await outlet.send(HTTPCall(.get, url, route: trusted)).status == 200)
    let otherName = "https://localhost:\(server.port)/echo"
    #expect(await failure(outlet, HTTPCall(.get, otherName, route: trusted)) == .certificateUntrusted)
    let other = try TestCertificate()
    let wrong = Route(authorityFile: other.authority)
    #expect(await failure(outlet, HTTPCall(.get, url, route: wrong)) == .certificateUntrusted)
    let absent = Route(authorityFile: certificate.authority + ".absent")
    #expect(await failure(outlet, HTTPCall(.get, url, route: absent)) == .authorityFileInvalid)
    #expect(server.keptCount == 1)
  }
}
