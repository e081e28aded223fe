import Foundation
import Testing

@testable import Storage

/// Transactions that get in each other's way, and calls that wait.
@Suite struct PostgreSQLConflictTests {
  @Test("writers of one row all succeed by repeats")
  func oneRow() async throws {
    try await withPostgreSQL(poolSize: 4) { database, _ in
      try await database.migrate([testSchema])
      try await database.run("INSERT INTO thing (id, owner, weight) VALUES ('1', 'a', 0)")
      let runs = Counter()
      let meeting = Meeting(of: 2)
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 1...2 {
          group.addTask {
            try await database.write { transaction in
              runs.add()
              let weight = try #require(try transaction.row("SELECT weight FROM thing WHERE id = '1'")).real("weight")
              meeting.wait()
              try transaction.execute("UPDATE thing SET weight = ? WHERE id = '1'", [.real(weight + 1)])
            }
          }
        }
        try await group.waitForAll()
      }
      #expect(try await database.values("SELECT weight FROM thing") == [[2.0]])
      #expect(runs.value == 3)
    }
  }

  @Test("what two decided on what they read holds as if one had come after the other (write skew)")
  func writeSkew() async throws {
    try await withPostgreSQL(poolSize: 2) { database, _ in
      try await database.migrate([testSchema])
      let meeting = Meeting(of: 2)
      try await withThrowingTaskGroup(of: Void.self) { group in
        for name in ["a", "b"] {
          group.addTask {
            try await database.write { transaction in
              // One place is left; each would take it under a weaker isolation.
              let taken = try #require(try transaction.row("SELECT COUNT(*) AS n FROM thing")).int("n")
              meeting.wait()
              guard taken < 1 else { return }
              try transaction.execute("INSERT INTO thing (id, owner) VALUES (?, 'place')", [.text(name)])
            }
          }
        }
        try await group.waitForAll()
      }
      #expect(try await database.count("thing") == 1)
    }
  }

  @Test("a deadlock is repeated")
  func deadlock() async throws {
    try await withPostgreSQL(poolSize: 2) { database, _ in
      try await database.migrate([testSchema])
      try await database.run("INSERT INTO thing (id, owner, weight) VALUES ('1', 'a', 0), ('2', 'a', 0)")
      let meeting = Meeting(of: 2)
      let runs = Counter()
      try await withThrowingTaskGroup(of: Void.self) { group in
        for order in [["1", "2"], ["2", "1"]] {
          group.addTask {
            try await database.write { transaction in
              runs.add()
              for id in order {
                try transaction.execute("UPDATE thing SET weight = weight + 1 WHERE id = ?", [.text(id)])
                meeting.wait()
              }
            }
          }
        }
        try await group.waitForAll()
      }
      #expect(try await database.values("SELECT weight FROM thing ORDER BY id") == [[2.0], [2.0]])
      #expect(runs.value >= 3)
    }
  }

  @Test("a closure cannot hide a conflict, and the repeats are bounded")
  func bounded() async throws {
    try await withPostgreSQL(poolSize: 2) { database, url in
      try await database.migrate([testSchema])
      try await database.run("INSERT INTO thing (id, owner, weight) VALUES ('1', 'a', 0)")
      let runs = Counter()
      let error = await storageError {
        try await database.write { transaction in
          runs.add()
          _ = try transaction.rows("SELECT weight FROM thing WHERE id = '1'")
          try PostgreSQLSide(url: url).run("UPDATE thing SET weight = weight + 1")
          _ = try? transaction.savepoint { try transaction.execute("UPDATE thing SET weight = 0 WHERE id = '1'") }
        }
      }
      #expect(error == .serializationGaveUp(attempts: StorageLimits.serializationAttempts))
      #expect(runs.value == StorageLimits.serializationAttempts)
    }
  }

  @Test("a slow statement and a held lock end as a timeout, and the connection goes on")
  func timeouts() async throws {
    var timeouts = PostgreSQLTimeouts()
    timeouts.statementMilliseconds = 300
    timeouts.lockMilliseconds = 100
    try await withPostgreSQL(poolSize: 2, timeouts: timeouts) { database, _ in
      try await database.migrate([testSchema])
      try await database.run("INSERT INTO thing (id, owner) VALUES ('1', 'a')")
      #expect(await storageError { try await database.values("SELECT pg_sleep(20) AS s") } == .timeout)
      let locked = Meeting(of: 2)
      let over = Meeting(of: 2)
      let holder = Task {
        try await database.write { transaction in
          try transaction.execute("UPDATE thing SET owner = 'b'")
          locked.wait()
          over.wait()
        }
      }
      try await locked.arrive()
      #expect(await storageError { try await database.run("UPDATE thing SET owner = 'c'") } == .timeout)
      try await over.arrive()
      try await holder.value
      #expect(try await database.values("SELECT owner FROM thing") == [["b"]])
    }
  }

  @Test("a caller beyond the connections waits; one that is cancelled leaves the queue")
  func cancelledInQueue() async throws {
    try await withPostgreSQL(poolSize: 1) { database, _ in
      let (held, over) = (Meeting(of: 2), Meeting(of: 2))
      let holder = Task { try await database.read { _ in (held.wait(), over.wait()) } }
      try await held.arrive()
      let caller = Task { try await database.values("SELECT 1 AS one") }
      for _ in 1...Meeting.patience where await database.waiting < 1 { try await Task.sleep(for: .milliseconds(1)) }
      #expect(await database.waiting == 1)
      caller.cancel()
      #expect(await storageError { try await caller.value } == .cancelled)
      #expect(await database.waiting == 0)
      try await over.arrive()
      _ = try await holder.value
    }
  }

  @Test("a caller whose turn does not come in time is told, and leaves the queue")
  func lateInQueue() async throws {
    var timeouts = PostgreSQLTimeouts()
    timeouts.poolMilliseconds = 300
    try await withPostgreSQL(poolSize: 1, timeouts: timeouts) { database, _ in
      let (held, over) = (Meeting(of: 2), Meeting(of: 2))
      let holder = Task { try await database.read { _ in (held.wait(), over.wait()) } }
      try await held.arrive()
      #expect(await storageError { try await database.values("SELECT 1 AS one") } == .timeout)
      #expect(await database.waiting == 0)
      try await over.arrive()
      _ = try await holder.value
    }
  }

  @Test("forty callers share one connection")
  func turns() async throws {
    try await withPostgreSQL(poolSize: 1) { database, _ in
      let answers = try await withThrowingTaskGroup(of: [[SQLValue]].self) { group in
        for number in 1...40 { group.addTask { try await database.values("SELECT ? AS n", [.int(number)]) } }
        return try await group.reduce(into: 0) { sum, rows in sum += rows == [] ? 0 : 1 }
      }
      #expect(answers == 40)
    }
  }

  @Test("a statement that was prepared before its table changed is prepared anew")
  func stalePlan() async throws {
    try await withPostgreSQL(poolSize: 1) { database, url in
      try await database.migrate([testSchema])
      try await database.run("INSERT INTO thing (id, owner, weight) VALUES ('1', 'a', 1)")
      let sql = "SELECT weight FROM thing"
      #expect(try await database.values(sql) == [[1.0]])
      try PostgreSQLSide(url: url).run("ALTER TABLE thing ALTER COLUMN weight TYPE text")
      #expect(try await database.values(sql) == [["1"]])
    }
  }

  @Test("more statements than a connection keeps")
  func manyStatements() async throws {
    try await withPostgreSQL(poolSize: 1) { database, _ in
      let count = StorageLimits.preparedStatementsPerConnection + 20
      try await database.read { transaction in
        for _ in 1...2 {
          for number in 1...count {
            let row = try transaction.row("SELECT ? + \(number) AS sum", [1])
            #expect(try row?.int("sum") == number + 1)
          }
        }
        let kept = try transaction.row("SELECT COUNT(*) AS n FROM pg_prepared_statements")
        #expect(try kept?.int("n") ?? 0 <= StorageLimits.preparedStatementsPerConnection)
      }
    }
  }

  @Test("no error says a value")
  func silent() async throws {
    let secret = "机密990000"
    try await withPostgreSQL { database, _ in
      try await database.migrate([testSchema])
      try await database.run("INSERT INTO thing (id, owner) VALUES (?, 'a')", [.text(secret)])
      for sql in [
        "INSERT INTO thing (id, owner) VALUES (?, 'a')", "INSERT INTO thing (id, owner, number) VALUES (?, ?, 0)",
        "SELECT CAST(? AS INTEGER) AS n", "INSERT INTO part (id, thing) VALUES (?, ?)", "SELECT ? FROM nowhere",
      ] {
        let arguments: [SQLValue] = [.text(secret), .text(secret + "0")]
          .prefix(sql.count { $0 == "?" }).map { $0 }
        do {
          try await database.run(sql, arguments)
          Issue.record("no error from \(sql)")
        } catch {
          #expect(!"\(error) \(error.localizedDescription)".contains(secret))
          #expect(error is StorageError)
        }
      }
    }
  }
}
