import Foundation
import TestSupport
import Testing

@testable import Storage

/// Promise 5: nothing confirmed is lost by a power cut, whenever it comes and whatever it leaves.
@Suite("Promise 5: what was confirmed survives a power cut at any moment", .serialized) struct CrashTests {
  @Test("photos: whole after put returned, else whole or absent, never wrong")
  func photos() async throws {
    try await withFolder { folder in
      let recording = try await CrashRecorder.run(in: folder) { recorder in
        let store = try recorder.photoStore("photos")
        for bytes in Self.photos { recorder.confirm(try await store.put(bytes).hex) }
        // Once more by another process: all it finds may still be on its way.
        let second = try recorder.photoStore("photos")
        recorder.confirm(try await second.put(Self.photos[0]).hex)
        try await Self.putTogether(recorder, second)
        let chunks = AsyncStream { stream in
          for number in 1...3 { stream.yield([UInt8](repeating: UInt8(number), count: 10_000)) }
          stream.finish()
        }
        recorder.confirm(try await second.put(stream: chunks).hex)
      }
      let states = try await recording.forEveryCrashPrefix { folder, confirmed in
        let lost = try await Self.lost(confirmed, in: folder)
        #expect(lost.isEmpty)
      }
      #expect(states > 50)
    }
  }

  @Test("photos: the recorder sees each sync that is left out", arguments: [ForgetfulFileSystem.Call.sync, .syncFolder])
  func forgetful(_ call: ForgetfulFileSystem.Call) async throws {
    try await withFolder { folder in
      let recording = try await CrashRecorder.run(in: folder) { recorder in
        let store = try DiskPhotoStore(
          folder: recorder.folder + "/photos", calls: ForgetfulFileSystem(RecordingFileSystem(), forgets: call))
        for bytes in Self.photos { recorder.confirm(try await store.put(bytes).hex) }
      }
      var losses = 0
      try await recording.forEveryCrashPrefix { folder, confirmed in
        losses += try await Self.lost(confirmed, in: folder).count
      }
      #expect(losses > 0)
    }
  }

  @Test("photos: what another process stored but did not sync is synced before it is confirmed")
  func killedBefore() async throws {
    try await withFolder { folder in
      let recording = try await CrashRecorder.run(in: folder) { recorder in
        let killed = try DiskPhotoStore(
          folder: recorder.folder + "/photos", calls: ForgetfulFileSystem(RecordingFileSystem(), forgets: .syncFolder))
        for bytes in Self.photos { _ = try await killed.put(bytes) }
        let store = try recorder.photoStore("photos")
        for bytes in Self.photos { recorder.confirm(try await store.put(bytes).hex) }
      }
      try await recording.forEveryCrashPrefix { folder, confirmed in
        let lost = try await Self.lost(confirmed, in: folder)
        #expect(lost.isEmpty)
      }
    }
  }

  @Test("SQLite: every confirmed transaction is there, whole, and the file is sound")
  func sqlite() async throws {
    try await withFolder { folder in
      let recording = try await CrashRecorder.run(in: folder) { recorder in
        try await Self.fill(recorder, synchronous: nil)
      }
      var most = 0
      let states = try await recording.forEveryCrashPrefix(subsets: 3) { folder, confirmed in
        let found = try await Self.transactions(in: folder)
        #expect(found.problems == [])
        #expect(Set(confirmed).isSubset(of: found.whole))
        most = max(most, confirmed.count)
      }
      #expect(states > 200)
      #expect(most == 13)
    }
  }

  @Test("SQLite: the recorder sees that synchronous=OFF loses what was confirmed")
  func sqliteWithoutSync() async throws {
    try await withFolder { folder in
      let recording = try await CrashRecorder.run(in: folder) { recorder in
        try await Self.fill(recorder, synchronous: "OFF")
      }
      var losses = 0
      try await recording.forEveryCrashPrefix(subsets: 1) { folder, confirmed in
        let found = try? await Self.transactions(in: folder)
        if found?.problems != [] || !Set(confirmed).isSubset(of: found?.whole ?? []) { losses += 1 }
      }
      #expect(losses > 0)
    }
  }

  static let photos: [[UInt8]] = [
    [], [1, 2, 3], [UInt8](repeating: 9, count: 3_000),
  ]

  private static func putTogether(_ recorder: CrashRecorder, _ store: DiskPhotoStore) async throws {
    let other = try recorder.photoStore("photos")
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<4 {
        group.addTask {
          let store = number % 2 == 0 ? store : other
          recorder.confirm(try await store.put([UInt8](repeating: UInt8(number / 2), count: 100)).hex)
        }
      }
      try await group.waitForAll()
    }
  }

  /// Confirmed photos that are gone, and any file under a photo's name that is not it.
  private static func lost(_ confirmed: [String], in folder: String) async throws -> [String] {
    let store = try DiskPhotoStore(folder: folder + "/photos")
    let report = try await store.verify()
    var lost = report.corrupt.map(\.hex) + report.strangers
    for name in Set(confirmed) {
      guard let hash = PhotoHash(name) else { continue }
      if try await !store.exists(hash) { lost.append(name) }
    }
    return lost
  }

  /// Twelve transactions of two rows and a checkpoint between, each confirmed.
  private static func fill(_ recorder: CrashRecorder, synchronous: String?) async throws {
    let database = try SQLiteDatabase(path: recorder.folder + "/records.sqlite", readers: 1)
    if let synchronous {
      try await database.pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = \(synchronous)") }
    }
    try await database.migrate([testSchema])
    recorder.confirm("0")
    for number in 1...12 {
      try await database.write { transaction in
        for half in ["a", "b"] {
          try transaction.execute(
            "INSERT INTO thing (id, owner, bytes) VALUES (?, ?, ?)",
            ["\(number)\(half)", "\(number)", .blob([UInt8](repeating: UInt8(number), count: 2_000))])
        }
      }
      recorder.confirm("\(number)")
      if number % 5 == 0 { try await database.pool.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) } }
    }
    await database.close()
  }

  /// The transactions found, and anything that is half there or damaged.
  private static func transactions(in folder: String) async throws -> (whole: Set<String>, problems: [String]) {
    let database = try SQLiteDatabase(path: folder + "/records.sqlite", readers: 1)
    var problems = try await database.integrityProblems()
    let tables = try await database.values("SELECT name FROM sqlite_master WHERE name = 'part_lower'")
    // Before the schema was confirmed it may be missing, but then wholly.
    guard !tables.isEmpty else {
      await database.close()
      return ([], problems)
    }
    let rows = try await database.values("SELECT owner, COUNT(*) AS n FROM thing GROUP BY owner")
    var whole: Set<String> = ["0"]
    for row in rows {
      guard case .text(let owner) = row[0] else { continue }
      if row[1] == 2 { whole.insert(owner) } else { problems.append("half of \(owner)") }
    }
    await database.close()
    return (whole, problems)
  }
}

/// Pretends to sync: what a careless store would do.
struct ForgetfulFileSystem: FileSystemCalls {
  enum Call: Sendable { case sync, syncFolder }

  private let real: RecordingFileSystem
  private let forgotten: Call

  init(_ real: RecordingFileSystem, forgets call: Call) {
    self.real = real
    forgotten = call
  }

  func makeFolder(_ path: String) throws { try real.makeFolder(path) }
  func create(_ path: String) throws -> Int32 { try real.create(path) }
  func write(_ bytes: UnsafeRawBufferPointer, to file: Int32) throws { try real.write(bytes, to: file) }
  func sync(_ file: Int32) throws { if forgotten != .sync { try real.sync(file) } }
  func close(_ file: Int32) { real.close(file) }
  func link(_ path: String, as name: String) throws { try real.link(path, as: name) }
  func rename(_ path: String, to name: String) throws { try real.rename(path, to: name) }
  func unlink(_ path: String) throws { try real.unlink(path) }
  func syncFile(_ path: String) throws { if forgotten != .sync { try real.syncFile(path) } }
  func syncFolder(_ path: String) throws { if forgotten != .syncFolder { try real.syncFolder(path) } }
}
