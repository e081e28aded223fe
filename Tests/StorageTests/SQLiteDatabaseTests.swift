import Foundation
import Testing

@testable import Storage

@Suite struct SQLiteDatabaseTests {
  @Test("the settings that the promises rest on are on, in every connection")
  func settings() async throws {
    try await withFolder { folder in
      let database = try SQLiteDatabase(path: folder + "/records.sqlite")
      let settings = try await database.write { transaction in
        try ["journal_mode", "synchronous", "foreign_keys"].map { try transaction.rows("PRAGMA \($0)")[0].values[0] }
      }
      #expect(settings == ["wal", 2, 1])
      #expect(try await database.values("PRAGMA foreign_keys") == [[1]])
      await database.close()
      let left = try FileManager.default.contentsOfDirectory(atPath: folder)
      #expect(left == ["records.sqlite"])
    }
  }

  @Test("a copy made while others write is whole, consistent and for its owner alone")
  func backup() async throws {
    try await withFolder { folder in
      let database = try SQLiteDatabase(path: folder + "/records.sqlite")
      try await database.migrate([testSchema])
      let writer = Task {
        var number = 0
        while !Task.isCancelled {
          number += 1
          let number = number
          try await database.write { transaction in
            for half in ["a", "b"] {
              try transaction.execute("INSERT INTO thing (id, owner) VALUES (?, ?)", ["\(number)\(half)", "\(number)"])
            }
          }
        }
      }
      while try await database.count("thing") == 0 {}
      for round in 1...3 {
        let path = folder + "/copy-\(round).sqlite"
        try await database.backup(to: path)
        let copy = try SQLiteDatabase(path: path)
        #expect(try await copy.integrityProblems() == [])
        #expect(try await copy.values("SELECT owner FROM thing GROUP BY owner HAVING COUNT(*) <> 2") == [])
        #expect(try await copy.count("thing") != 0)
        await copy.close()
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
      }
      writer.cancel()
      _ = try? await writer.value
      #expect(await storageError { try await database.backup(to: folder + "/copy-1.sqlite") } == .other(code: "58P02"))
      await database.close()
    }
  }

  @Test("work on a thread that is lent reads there, and nowhere after the database was closed")
  func lentThread() async throws {
    try await withFolder { folder in
      let database = try SQLiteDatabase(path: folder + "/records.sqlite")
      try await database.migrate([testSchema])
      let queue = DispatchQueue(label: "lent")
      let isHere = DispatchSpecificKey<Bool>()
      queue.setSpecific(key: isHere, value: true)
      let executor = database.readingExecutor { work in queue.async(execute: work) }
      let count = try await withTaskExecutorPreference(executor) {
        try await database.read { transaction in
          #expect(DispatchQueue.getSpecific(key: isHere) == true)
          return try transaction.rows("SELECT COUNT(*) AS n FROM thing")[0].integer("n")
        }
      }
      #expect(count == 0)
      // The thread does other work too: that does not read on the connection.
      try await database.read { _ in #expect(DispatchQueue.getSpecific(key: isHere) == nil) }
      await database.close()
      await #expect(throws: StorageError.connectionLost) {
        try await withTaskExecutorPreference(executor) { try await database.count("thing") }
      }
      let left = try FileManager.default.contentsOfDirectory(atPath: folder)
      #expect(left == ["records.sqlite"])
    }
  }

  @Test("a damaged file, and one that is no database, are called corrupt")
  func corrupt() async throws {
    try await withFolder { folder in
      let path = folder + "/records.sqlite"
      try Data(repeating: 65, count: 8_192).write(to: URL(fileURLWithPath: path))
      #expect(await storageError { try SQLiteDatabase(path: path) } == .corrupt)
    }
  }

  @Test("a lock of another process is waited for, then given up")
  func busy() async throws {
    try await withFolder { folder in
      let path = folder + "/records.sqlite"
      let holder = try SQLiteDatabase(path: path)
      try await holder.migrate([testSchema])
      let other = try SQLiteDatabase(path: path, busyMilliseconds: 20)
      let (locked, over) = (Meeting(of: 2), Meeting(of: 2))
      let holding = Task {
        try await holder.write { transaction in
          try transaction.execute("INSERT INTO thing (id, owner) VALUES ('1', 'a')")
          locked.wait()
          over.wait()
        }
      }
      try await locked.arrive()
      let error = await storageError { try await other.run("INSERT INTO thing (id, owner) VALUES ('2', 'a')") }
      #expect(error == .serializationGaveUp(attempts: StorageLimits.sqliteAttempts))
      #expect(try await other.values("SELECT id FROM thing") == [])
      try await over.arrive()
      try await holding.value
      try await other.run("INSERT INTO thing (id, owner) VALUES ('2', 'a')")
      await holder.close()
      await other.close()
    }
  }

  @Test("a full disk is said to be full, and what was there stays")
  func full() async throws {
    try await withFolder { folder in
      let database = try SQLiteDatabase(path: folder + "/records.sqlite")
      try await database.migrate([testSchema])
      try await database.run("INSERT INTO thing (id, owner) VALUES ('1', 'a')")
      // A cap on pages acts like a disk that ends there.
      try await database.pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA max_page_count = 16") }
      let insert = "INSERT INTO thing (id, owner, bytes) VALUES (?, 'b', ?)"
      let error = await storageError {
        try await database.write { transaction in
          for number in 1...100 {
            try transaction.savepoint {
              _ = try transaction.execute(insert, ["x\(number)", .blob([UInt8](repeating: 1, count: 4_000))])
            }
          }
        }
      }
      #expect(error == .diskFull)
      #expect(try await database.values("SELECT id FROM thing") == [["1"]])
      await database.close()
    }
  }
}
