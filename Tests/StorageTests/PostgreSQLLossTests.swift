import Foundation
import Storage
import TestSupport
import Testing

/// Connections that die, at every moment of a transaction.
@Suite struct PostgreSQLLossTests {
  static let insert = "INSERT INTO thing (id, owner) VALUES (?, 'a')"

  @Test("killed between statements, or just before COMMIT: repeated, done once", arguments: [false, true])
  func killed(_ beforeCommit: Bool) async throws {
    try await withPostgreSQL { database, url in
      try await database.migrate([testSchema])
      let runs = Counter()
      try await database.write { transaction in
        let run = runs.add()
        try transaction.execute(Self.insert, ["\(run)"])
        let pid = try #require(try transaction.row("SELECT pg_backend_pid() AS pid")).integer("pid")
        if run == 1 { try PostgreSQLSide(url: url).kill(pid) }
        if !beforeCommit { try transaction.execute("UPDATE thing SET owner = 'b'") }
      }
      #expect(runs.value == 2)
      #expect(try await database.values("SELECT id FROM thing") == [["2"]])
    }
  }

  @Test("an idle connection that died is replaced without anybody noticing")
  func idle() async throws {
    try await withPostgreSQL(poolSize: 1) { database, url in
      for _ in 1...3 {
        let pid = try await database.read { try $0.row("SELECT pg_backend_pid() AS pid")?.integer("pid") }
        try PostgreSQLSide(url: url).kill(try #require(pid))
        #expect(try await database.values("SELECT 1 AS one") == [[1]])
      }
    }
  }

  @Test("the reply to COMMIT is lost: the resolver finds it, nothing happens twice")
  func lostReply() async throws {
    try await withProxy { database, proxy, _ in
      proxy.arm(.dropCommitReply)
      let (runs, asked) = (Counter(), Counter())
      let answer = try await database.write(resolving: { transaction in
        asked.add()
        return try transaction.row("SELECT owner FROM thing WHERE id = 'operation'")?.text("owner")
      }) { transaction in
        runs.add()
        try transaction.execute("INSERT INTO thing (id, owner) VALUES ('operation', 'done')")
        return "answered"
      }
      #expect(answer == "done")
      let counts = [runs.value, asked.value, proxy.faults]
      #expect(counts == [1, 1, 1])
      #expect(try await database.count("thing") == 1)
    }
  }

  @Test("COMMIT is lost on its way, or late: its transaction is ended, then the closure runs again", arguments: [0, 400])
  func lostCommit(_ delay: UInt32) async throws {
    try await withProxy { database, proxy, _ in
      proxy.arm(delay == 0 ? .dropCommit : .delayCommit(milliseconds: delay))
      let runs = Counter()
      let answer = try await database.write(resolving: { transaction in
        try transaction.row("SELECT owner FROM thing WHERE id = 'operation'")?.text("owner")
      }) { transaction in
        runs.add()
        try transaction.execute("INSERT INTO thing (id, owner) VALUES ('operation', 'done')")
        return "answered"
      }
      // A COMMIT that is only late may still arrive before its transaction is ended; then it counts.
      #expect(answer == (runs.value == 1 ? "done" : "answered"))
      if delay == 0 { #expect(runs.value == 2) }
      #expect(proxy.faults == 1)
      #expect(try await database.count("thing") == 1)
    }
  }

  @Test("without a resolver a lost reply is said to be unknown, and a read does not mind")
  func unknown() async throws {
    try await withProxy { database, proxy, _ in
      proxy.arm(.dropCommitReply)
      let error = await storageError { try await database.run(Self.insert, ["1"]) }
      #expect(error == .commitUnknown)
      let before = try await database.count("thing")
      proxy.arm(.dropCommitReply)
      let during = try await database.count("thing")
      #expect(before == 1)
      #expect(during == 1)
      #expect(proxy.faults == 2)
    }
  }

  @Test("a wire that goes silent is given up in bounded time")
  func silence() async throws {
    var timeouts = PostgreSQLTimeouts()
    timeouts.statementMilliseconds = 1_000
    timeouts.graceMilliseconds = 1_000
    timeouts.connectMilliseconds = 1_000
    try await withProxy(timeouts) { database, proxy, _ in
      proxy.arm(.silence)
      let clock = ContinuousClock()
      let start = clock.now
      #expect(await storageError { try await database.values("SELECT 1 AS one") } == .connectionLost)
      #expect(clock.now - start < .seconds(15))
    }
  }

  @Test("a stopped server is reported, not waited for; so is one that was never there")
  func stopped() async throws {
    let server = try await ThrowawayPostgreSQL.start()
    let database = try await PostgreSQLDatabase(url: server.url)
    #expect(try await database.values("SELECT 1 AS one") == [[1]])
    server.stop()
    while (try? PostgreSQLSide(url: server.url).run("SELECT 1")) != nil { usleep(10_000) }
    let clock = ContinuousClock()
    let start = clock.now
    #expect(await storageError { try await database.values("SELECT 1 AS one") } == .connectionLost)
    #expect(await storageError { try await PostgreSQLDatabase(url: server.url) } == .connectionLost)
    #expect(clock.now - start < .seconds(10))
    await database.close()
  }

  @Test("a wrong password, and a database that is not there, are told apart from a lost server")
  func refused() async throws {
    try await ThrowawayPostgreSQL.withDatabase { url in
      var parts = try #require(URLComponents(string: url))
      parts.path = "/no_such_database"
      let missing = try #require(parts.string)
      #expect(await storageError { try await PostgreSQLDatabase(url: missing) } == .other(code: "3D000"))
      parts = try #require(URLComponents(string: url))
      parts.password = "wrong"
      let wrong = try #require(parts.string)
      #expect(await storageError { try await PostgreSQLDatabase(url: wrong) } == .other(code: "28P01"))
    }
  }

  @Test("after close nothing is answered")
  func closed() async throws {
    try await withPostgreSQL { database, url in
      await database.close()
      #expect(await storageError { try await database.values("SELECT 1 AS one") } == .connectionLost)
      let side = PostgreSQLSide(url: url)
      let open = "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
      while try side.run(open) != "0" { try await Task.sleep(for: .milliseconds(5)) }
    }
  }

  private func withProxy(
    _ timeouts: PostgreSQLTimeouts = PostgreSQLTimeouts(),
    _ body: (PostgreSQLDatabase, PostgreSQLProxy, String) async throws -> Void
  ) async throws {
    try await ThrowawayPostgreSQL.withDatabase { url in
      let proxy = try PostgreSQLProxy(serverPort: PostgreSQLProxy.port(of: url))
      let database = try await PostgreSQLDatabase(
        url: proxy.url(url), poolSize: 2, timeouts: timeouts)
      try await database.migrate([testSchema])
      try await body(database, proxy, url)
      proxy.close()
      await database.close()
    }
  }
}
