import Foundation
import GraduatePhotos
import Storage

@testable import Workflow

/// A center in a temporary folder, on either engine, with a driven clock and seeded chance; people are made by name.
///
/// `let province = try await Province(on: engine)` in a test with `arguments: SQLEngine.allCases`: every promise is kept on both.
public struct Province: Sendable {
  public let center: CollectionCenter
  public let time = DrivenTime()
  public let folder: TemporaryFolder
  public let engine: SQLEngine
  /// Keeps the PostgreSQL database as long as the province.
  private let lease: DatabaseLease?

  /// - `hasWebhook`: notices of campaigns are written for a webhook too.
  public init(on engine: SQLEngine = .sqlite, seed: UInt64 = 1, hasWebhook: Bool = false) async throws {
    self.engine = engine
    folder = try TemporaryFolder()
    let database: any SQLDatabase
    switch engine {
    case .sqlite:
      lease = nil
      database = try SQLiteDatabase(path: folder.path("center.sqlite"))
    case .postgresql:
      let lease = try await DatabaseLease()
      self.lease = lease
      database = try await PostgreSQLDatabase(url: lease.url, poolSize: 4)
    }
    try await database.migrate(Schema.migrations)
    let chance = Chance.seeded(seed)
    let time = self.time
    let photos = try DiskPhotoStore(folder: folder.path("photos"))
    let spool = folder.url.appending(path: "spool")
    try FileManager.default.createDirectory(at: spool, withIntermediateDirectories: true)
    center = CollectionCenter(
      database: database, photos: photos, spool: spool, keys: KeyHolder(try KeyRing.fresh(at: time.now, chance: chance)),
      clock: .driven { time.now }, chance: chance, hasWebhook: hasWebhook)
  }

  /// A center that was opened elsewhere, such as a data folder that a command works on; its clock is its own.
  public init(of center: CollectionCenter, in folder: TemporaryFolder) {
    self.center = center
    self.folder = folder
    engine = .sqlite
    lease = nil
  }

  /// The URL of the PostgreSQL database; nil on SQLite.
  public var databaseURL: String? { lease?.url }

  /// An officer who is signed in and proven.
  public func officer(_ signInName: String = "officer") async throws -> Officer {
    Officer(accountID: try await account(.officer, signInName))
  }

  public func planner(_ signInName: String = "planner") async throws -> Planner {
    Planner(accountID: try await account(.planner, signInName))
  }

  public func liaison(_ signInName: String = "liaison", of institutionID: String) async throws -> Liaison {
    Liaison(accountID: try await account(.liaison, signInName, institutionID: institutionID), institutionID: institutionID)
  }

  public func sealingLeader(_ signInName: String = "leader", of institutionID: String) async throws -> SealingLeader {
    SealingLeader(
      accountID: try await account(.sealingLeader, signInName, institutionID: institutionID), institutionID: institutionID)
  }

  /// An account made through the front door (invitation and password), without a second factor.
  @discardableResult
  public func account(
    _ role: Role, _ signInName: String, institutionID: String? = nil, studyCenterID: String? = nil, department: String? = nil,
    classGroups: [Counselor.ClassGroup] = []
  ) async throws -> String {
    let request = AccountRequest(
      role: role, signInName: signInName, name: "测试\(role.chineseName)", institutionID: institutionID,
      studyCenterID: studyCenterID, department: department, classGroups: classGroups)
    return try await center.invite(request, by: MachineOperator()).accountID
  }

  /// The journal's actions in the order they were written, whatever their chain.
  public func journaledActions() async throws -> [String] {
    try await center.records.read { transaction in
      try transaction.rows("SELECT action FROM journal_line ORDER BY written_at, id").map { try $0.text("action") }
    }
  }
}
