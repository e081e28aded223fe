import Foundation
import Storage

/// Where a center lies; the settings that decide what is opened.
public struct CenterPlace: Sendable {
  public var dataPath: String
  /// Where PostgreSQL is (`postgres://…`); nil keeps the rows in the data folder.
  ///
  /// Secret: never printed or logged.
  public var databaseURL: String?
  /// The key file; nil is `keys/ring.json` in the data folder.
  public var keysPath: String?
  public var publicAddress: String
  /// Whether notices of campaigns are written for a webhook too.
  public var hasWebhook: Bool
  /// The driven clock of a rehearsed season; nil in service.
  ///
  /// It goes with a folder that was made for it and with no other.
  public var rehearsal: CenterClock?

  public init(
    dataPath: String, databaseURL: String? = nil, keysPath: String? = nil, publicAddress: String = "http://localhost:8080",
    hasWebhook: Bool = false, rehearsal: CenterClock? = nil
  ) {
    self.hasWebhook = hasWebhook
    self.rehearsal = rehearsal
    self.dataPath = dataPath
    self.databaseURL = databaseURL
    self.keysPath = keysPath
    self.publicAddress = publicAddress
  }
}

/// A center opened from its data folder, with what upkeep needs beyond the operations: folder, key file, engine.
public final class OpenCenter: Sendable {
  /// What somebody opens a center for.
  public enum Use: Sendable {
    /// To serve: makes what is missing, migrates, and on SQLite lets nobody else serve.
    case serving
    /// To change something beside a server: makes what is missing and migrates.
    case working
    /// To look at what is there; an older database is refused.
    case looking
  }

  public let center: CollectionCenter
  public let folder: CenterFolder
  public let keysPath: String
  public let keys: KeyHolder
  private let lock: FolderLock?

  init(center: CollectionCenter, folder: CenterFolder, keysPath: String, keys: KeyHolder, lock: FolderLock?) {
    self.center = center
    self.folder = folder
    self.keysPath = keysPath
    self.keys = keys
    self.lock = lock
  }

  /// Opens the center at `place`.
  ///
  /// - Throws: `FolderRefusal`, `KeyRefusal`.
  public static func open(
    _ place: CenterPlace, for use: Use, clock: CenterClock = .database, chance: Chance = .system
  ) async throws -> OpenCenter {
    let engine = place.databaseURL == nil ? SQLEngine.sqlite : .postgresql
    let folder =
      try use == .looking
      ? CenterFolder.existing(at: place.dataPath)
      : CenterFolder.made(at: place.dataPath, engine: engine.rawValue, isRehearsal: place.rehearsal != nil)
    let format = try folder.format()
    guard format.engine == engine.rawValue else { throw FolderRefusal.otherEngine(expected: format.engine) }
    guard (format.isRehearsal == true) == (place.rehearsal != nil) else {
      throw place.rehearsal == nil ? FolderRefusal.rehearsal : FolderRefusal.inService
    }
    let clock = place.rehearsal ?? clock
    let lock = try servingLock(folder, use, engine)
    return try await translatingOpening {
      let opening = use == .looking ? nil : try FolderLock.wait(for: .opening, of: folder)
      let database = try await openDatabase(folder, place, use)
      do {
        let ring = try await ring(folder, place, database, use, clock, chance)
        if use != .looking { try await migrate(database, in: folder, use) }
        try await checkMigrations(database)
        let keys = KeyHolder(ring.ring)
        let center = CollectionCenter(
          database: database, photos: try DiskPhotoStore(folder: folder.photosPath), spool: URL(filePath: folder.spoolPath),
          keys: keys, clock: clock, chance: chance, publicAddress: place.publicAddress, hasWebhook: place.hasWebhook)
        try await center.checkKeysFit()
        if use != .looking, !format.started {
          try folder.write(.init(engine: engine.rawValue, started: true, isRehearsal: format.isRehearsal))
        }
        withExtendedLifetime(opening) {}
        let open = OpenCenter(center: center, folder: folder, keysPath: ring.path, keys: keys, lock: lock)
        if lock != nil { try await open.sweepSpool(isAlone: true) }
        return open
      } catch {
        await database.close()
        throw error
      }
    }
  }

  /// Ends the connections; the file of an SQLite database is whole by itself afterwards.
  public func close() async { await center.database.close() }

  /// Takes over a key file that somebody changed (a rotation, an import); for the serving process, about once a second.
  ///
  /// - Returns: true when other keys are in use now.
  /// - Throws: `KeyRefusal`; the old keys stay in use then. `.keysLost` when the file lacks one of them: values that were written
  ///   with it could never be opened again.
  public func takeOverChangedKeys() throws -> Bool {
    let ring = try KeyRing.read(path: keysPath)
    guard ring.contents.keys.map(\.id) != keys.current.contents.keys.map(\.id) else { return false }
    if let lost = keys.current.firstKey(notIn: ring) { throw KeyRefusal.keysLost(lost) }
    keys.replace(with: ring)
    return true
  }

  private static func servingLock(_ folder: CenterFolder, _ use: Use, _ engine: SQLEngine) throws -> FolderLock? {
    guard use == .serving, engine == .sqlite else { return nil }
    guard let lock = try FolderLock.take(.serving, of: folder) else {
      throw FolderRefusal.inUse(process: FolderLock.holder(.serving, of: folder))
    }
    return lock
  }

  private static func openDatabase(_ folder: CenterFolder, _ place: CenterPlace, _ use: Use) async throws -> any SQLDatabase {
    if let url = place.databaseURL {
      guard url.hasPrefix("postgres://") || url.hasPrefix("postgresql://") else { throw FolderRefusal.databaseURL }
      return try await PostgreSQLDatabase(url: url)
    }
    if use == .looking, !FileManager.default.fileExists(atPath: folder.databasePath) { throw FolderRefusal.databaseGone }
    let isNew = !FileManager.default.fileExists(atPath: folder.databasePath)
    if isNew, try folder.format().started { throw FolderRefusal.databaseGone }
    if isNew {
      // By us and for its owner alone; SQLite gives its other files the mode of this one.
      try FileFault.translating { FileSystem.calls.close(try FileSystem.calls.create(folder.databasePath)) }
      try FolderFiles.sync(folder.path)
    }
    return try SQLiteDatabase(path: folder.databasePath)
  }

  /// The keys of the folder; made on the first start, never for a database that was used with others.
  private static func ring(
    _ folder: CenterFolder, _ place: CenterPlace, _ database: any SQLDatabase, _ use: Use, _ clock: CenterClock,
    _ chance: Chance
  ) async throws -> (ring: KeyRing, path: String) {
    let path = place.keysPath ?? folder.keysPath
    let isFresh = try await !database.holdsCenter()
    if isFresh, try folder.format().started || use == .looking { throw FolderRefusal.databaseGone }
    if FileManager.default.fileExists(atPath: path) || !isFresh {
      let ring = try KeyRing.read(path: path)
      guard use != .looking, !ring.hasPacketKey else { return (ring, path) }
      return (try KeyRing.update(path: path) { try $0.withPacketKey(at: clock.local(), chance: chance) }, path)
    }
    return (try KeyRing.readOrMake(path: path) { try KeyRing.fresh(at: clock.local(), chance: chance) }, path)
  }

  /// Applies what is missing; not under an older server, whose statements know only the schema it began with.
  private static func migrate(_ database: any SQLDatabase, in folder: CenterFolder, _ use: Use) async throws {
    let applied =
      try await database.holdsCenter()
      ? try await database.read { try $0.row("SELECT MAX(number) AS n FROM schema_migration")?.optionalInt("n") ?? 0 } : 0
    let known = Schema.migrations.map(\.number).max() ?? 0
    var alone: FolderLock?
    if use == .working, database.engine == .sqlite, applied > 0, applied < known {
      alone = try FolderLock.take(.serving, of: folder)
      guard alone != nil else { throw FolderRefusal.inUse(process: FolderLock.holder(.serving, of: folder)) }
    }
    try await database.migrate(Schema.migrations)
    withExtendedLifetime(alone) {}
  }

  private static func checkMigrations(_ database: any SQLDatabase) async throws {
    let found = try await database.read { try $0.row("SELECT MAX(number) AS n FROM schema_migration")?.optionalInt("n") ?? 0 }
    let known = Schema.migrations.map(\.number).max() ?? 0
    guard found >= known else { throw FolderRefusal.olderDatabase(found: found, known: known) }
    guard found == known else { throw FolderRefusal.newerDatabase(found: found, known: known) }
  }

  /// What a database says about itself while it is opened, as people read it.
  static func translatingOpening<T>(_ body: () async throws -> T) async throws -> T {
    do { return try await body() } catch let error as StorageError {
      switch error {
      case .newerDatabase(let found, let known): throw FolderRefusal.newerDatabase(found: found, known: known)
      case .migrationChanged(let number): throw FolderRefusal.changedMigration(number: number)
      case .connectionLost, .timeout: throw FolderRefusal.databaseUnreachable
      case .other("28P01"), .other("28000"), .other("3D000"), .other("22P05"), .other("42501"):
        throw FolderRefusal.databaseDenied
      case .corrupt: throw FolderRefusal.damaged
      default: throw error
      }
    }
  }
}

extension SQLDatabase {
  /// Whether a center was ever kept here.
  func holdsCenter() async throws -> Bool {
    try await read { transaction in
      let text =
        switch transaction.engine {
        case .sqlite: "SELECT COUNT(*) AS n FROM sqlite_master WHERE type = 'table' AND name = 'schema_migration'"
        case .postgresql: "SELECT CASE WHEN to_regclass('schema_migration') IS NULL THEN 0 ELSE 1 END AS n"
        }
      guard try transaction.row(text)?.int("n") == 1 else { return false }
      return try transaction.row("SELECT COUNT(*) AS n FROM schema_migration")?.int("n") != 0
    }
  }
}

extension CollectionCenter {
  /// Sees that the newest values were made with keys of this ring: other keys beside a database would split it in two.
  ///
  /// - Throws: `FolderRefusal.otherKeys`.
  func checkKeysFit() async throws {
    try await records.read { transaction in
      let samples = [
        "SELECT key_id AS k FROM journal_head WHERE scope = 'center' ORDER BY position DESC LIMIT 1",
        "SELECT key_id AS k FROM second_factor LIMIT 1", "SELECT id_key AS k FROM graduate LIMIT 1",
        "SELECT key_id AS k FROM graduate_key LIMIT 1",
      ]
      for sample in samples {
        guard let id = try transaction.row(sample)?.text("k"), !transaction.keys.holds(id) else { continue }
        throw FolderRefusal.otherKeys(id)
      }
    }
  }
}

extension KeyRing {
  func holds(_ keyID: String) -> Bool { contents.keys.contains { $0.id == keyID } }
}
