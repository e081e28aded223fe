import Foundation
import GraduatePhotos
import Storage
import TestSupport
import Testing

@testable import Workflow

@Suite struct CenterFolderTests {
  @Test("The first start makes folder and keys, for their owner alone; the next one finds them", arguments: SQLEngine.allCases)
  func firstStart(engine: SQLEngine) async throws {
    let data = try await UpkeepFolder(on: engine)
    let first = try await data.open(.serving)
    let ring = try KeyRing.read(path: first.keysPath)
    for name in ["", "photos", "spool", "keys", "locks"] {
      let mode = try FileManager.default.attributesOfItem(atPath: data.path(name))[.posixPermissions] as? Int
      #expect(mode == 0o700, "\(name)")
    }
    let mode = try FileManager.default.attributesOfItem(atPath: data.path("keys/ring.json"))[.posixPermissions] as? Int
    #expect(mode == 0o600)
    #expect(FileManager.default.fileExists(atPath: data.path("center.sqlite")) == (engine == .sqlite))
    await first.close()
    let second = try await data.open()
    #expect(second.keys.current.encryptionKeyID == ring.encryptionKeyID)
    await second.close()
  }

  @Test("A folder with anybody else's files is refused; settings may lie in it before the first start")
  func notOurs() async throws {
    let data = try await UpkeepFolder(on: .sqlite)
    try FileManager.default.createDirectory(atPath: data.place.dataPath, withIntermediateDirectories: true)
    await #expect(throws: FolderRefusal.missing(path: data.place.dataPath)) { try await data.open(.looking) }
    try Data("{}".utf8).write(to: URL(filePath: data.path("biying.json")))
    try Data("x".utf8).write(to: URL(filePath: data.path("照片.jpg")))
    await #expect(throws: FolderRefusal.notOurs(path: data.place.dataPath)) { try await data.open() }
    #expect(try FileManager.default.contentsOfDirectory(atPath: data.place.dataPath).sorted() == ["biying.json", "照片.jpg"])
    try FileManager.default.removeItem(atPath: data.path("照片.jpg"))
    await (try data.open()).close()
  }

  @Test("A database without its key ring is not opened, nor with another's", arguments: SQLEngine.allCases)
  func keysMissing(engine: SQLEngine) async throws {
    let data = try await UpkeepFolder(on: engine)
    let first = try await data.open()
    try await data.fill(first, graduates: 2)
    await first.close()
    let kept = try Data(contentsOf: URL(filePath: data.path("keys/ring.json")))
    try FileManager.default.removeItem(atPath: data.path("keys/ring.json"))
    await #expect(throws: KeyRefusal.missing(path: data.path("keys/ring.json"))) { try await data.open(.serving) }
    let other = try KeyRing.fresh(at: 0, chance: .seeded(9))
    try other.write(path: data.path("keys/ring.json"))
    await #expect(throws: FolderRefusal.self) { try await data.open(.serving) }
    try kept.write(to: URL(filePath: data.path("keys/ring.json")))
    chmod(data.path("keys/ring.json"), 0o644)
    await #expect(throws: KeyRefusal.tooOpen(path: data.path("keys/ring.json"))) { try await data.open() }
    chmod(data.path("keys/ring.json"), 0o600)
    await (try data.open()).close()
  }

  @Test("A database that is gone is a loss, not a beginning", arguments: SQLEngine.allCases)
  func databaseGone(engine: SQLEngine) async throws {
    let data = try await UpkeepFolder(on: engine)
    await (try data.open()).close()
    var place = data.place
    var lease: DatabaseLease?
    switch engine {
    case .sqlite: try FileManager.default.removeItem(atPath: data.path("center.sqlite"))
    case .postgresql:
      lease = try await DatabaseLease()
      place.databaseURL = lease?.url
    }
    await #expect(throws: FolderRefusal.databaseGone) { try await data.open(.serving, place: place) }
    await #expect(throws: FolderRefusal.databaseGone) { try await data.open(.looking, place: place) }
    withExtendedLifetime(lease) {}
  }

  @Test(
    "A database of a newer program, a newer layout and the other engine are refused in Chinese", arguments: SQLEngine.allCases)
  func newer(engine: SQLEngine) async throws {
    let data = try await UpkeepFolder(on: engine)
    let open = try await data.open()
    try await open.center.records.write { transaction in
      try transaction.execute(
        "INSERT INTO schema_migration (number, name, sha256, applied_at) VALUES (99, 'later', 'x', 1)")
    }
    await open.close()
    let known = try #require(Schema.migrations.map(\.number).max())
    await #expect(throws: FolderRefusal.newerDatabase(found: 99, known: known)) { try await data.open() }
    await #expect(throws: FolderRefusal.newerDatabase(found: 99, known: known)) { try await data.open(.looking) }
    #expect(FolderRefusal.newerDatabase(found: 99, known: known).message.contains("更新版本"))
    var place = data.place
    place.databaseURL = engine == .sqlite ? "postgres://nobody@127.0.0.1:1/none" : nil
    await #expect(throws: FolderRefusal.otherEngine(expected: engine.rawValue)) { try await data.open(place: place) }
    try Data(#"{"engine":"\#(engine.rawValue)","folder":"biying","started":true,"version":2}"#.utf8)
      .write(to: URL(filePath: data.path("format")))
    await #expect(throws: FolderRefusal.newerLayout(found: 2)) { try await data.open() }
  }

  @Test("A driven clock goes with a folder made for it and with no other", arguments: SQLEngine.allCases)
  func rehearsal(engine: SQLEngine) async throws {
    let real = try await UpkeepFolder(on: engine)
    await (try real.open(.serving)).close()
    var driven = real.place
    driven.rehearsal = .driven { 1_000 }
    for use in [OpenCenter.Use.serving, .working, .looking] {
      await #expect(throws: FolderRefusal.inService) { try await real.open(use, place: driven) }
    }
    let rehearsed = try await UpkeepFolder(on: engine)
    var place = rehearsed.place
    place.rehearsal = .driven { 1_800_000_000_000 }
    let open = try await rehearsed.open(.serving, place: place)
    let now = try await open.center.now()
    await open.close()
    #expect(now == 1_800_000_000_000, "the driven time is the center's")
    for use in [OpenCenter.Use.serving, .working, .looking] {
      await #expect(throws: FolderRefusal.rehearsal) { try await rehearsed.open(use) }
    }
  }

  @Test(
    "Two servers on one SQLite folder: the second is told which process; on PostgreSQL both serve",
    arguments: SQLEngine.allCases)
  func twoServers(engine: SQLEngine) async throws {
    let data = try await UpkeepFolder(on: engine)
    let first = try await data.open(.serving)
    if engine == .sqlite {
      await #expect(throws: FolderRefusal.inUse(process: "\(getpid())")) { try await data.open(.serving) }
      // Commands beside the server are welcome.
      await (try data.open(.working)).close()
    } else {
      await (try data.open(.serving)).close()
    }
    await first.close()
  }

  /// As the program before that migration left it: the tables it made are gone.
  private static func undo(_ migration: Migration, in transaction: Transaction) throws {
    let tables = migration.sql.matches(of: /CREATE TABLE (\w+)/).map { String($0.1) }
    try #require(!tables.isEmpty)
    for table in tables.reversed() { try transaction.execute("DROP TABLE \(table)") }
    try transaction.execute("DELETE FROM schema_migration WHERE number = ?", [.int(migration.number)])
  }

  @Test("A command of a newer program does not migrate under a server of the older one")
  func migratingUnderAServer() async throws {
    let data = try await UpkeepFolder(on: .sqlite)
    let open = try await data.open()
    let last = try #require(Schema.migrations.last)
    try await open.center.records.write { transaction in
      try Self.undo(last, in: transaction)
    }
    await open.close()
    let serving = try #require(try FolderLock.take(.serving, of: open.folder))
    await #expect(throws: FolderRefusal.inUse(process: "\(getpid())")) { try await data.open(.working) }
    withExtendedLifetime(serving) {}
    let database = try SQLiteDatabase(path: data.path("center.sqlite"))
    let applied = try await database.read { try $0.row("SELECT MAX(number) AS n FROM schema_migration")?.int("n") }
    #expect(applied ?? 0 < last.number)
    await database.close()
  }

  @Test("With the server gone the command migrates")
  func migratingAlone() async throws {
    let data = try await UpkeepFolder(on: .sqlite)
    let open = try await data.open()
    let last = try #require(Schema.migrations.last)
    try await open.center.records.write { transaction in
      try Self.undo(last, in: transaction)
    }
    await open.close()
    await (try data.open(.working)).close()
    await (try data.open(.looking)).close()
  }

  @Test("A server that is not there is told without its address, which holds a password")
  func unreachable() async throws {
    let data = try await UpkeepFolder(on: .sqlite)
    var place = data.place
    place.databaseURL = "postgres://user:verysecret@127.0.0.1:1/none"
    await #expect(throws: FolderRefusal.databaseUnreachable) { try await data.open(place: place) }
    place.databaseURL = "mysql://user:verysecret@127.0.0.1/none"
    await #expect(throws: FolderRefusal.databaseURL) { try await data.open(place: place) }
  }
}
