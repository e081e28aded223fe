import Foundation
import GraduatePhotos
import Storage
import TestSupport
import Testing

@testable import Workflow

/// Back-ups of rows that either engine reads: from one to the other and back.
@Suite struct DumpTests {
  private struct Way: CustomTestStringConvertible {
    let from: SQLEngine
    let to: SQLEngine
    var testDescription: String { "\(from.rawValue) → \(to.rawValue)" }

    static let all = SQLEngine.allCases.flatMap { from in SQLEngine.allCases.map { Way(from: from, to: $0) } }
  }

  @Test("What is backed up on one engine opens on the other, value for value, with its journal whole", arguments: Way.all)
  private func everyWay(way: Way) async throws {
    let data = try await UpkeepFolder(on: way.from)
    let open = try await data.open()
    try await data.fill(open, graduates: 8)
    try await data.seal(open)
    // One line that nobody has chained yet.
    try await data.addDocument("zweite", id: "document-2", to: open)
    try await open.center.records.write { transaction in
      try transaction.journal(
        JournalLine(action: .campaignChanged, recordKind: "campaign", recordID: "x"), by: MachineOperator())
      // As a cluster that has seen many transactions leaves it: far beyond where a new one begins.
      try transaction.execute("UPDATE journal_unsealed SET transaction_number = 9000000000000")
    }
    let before = try await data.plainValues(open)
    let counts = try await rowCounts(open)
    let report = try await open.backUp(to: data.temporary.path("backup"), by: MachineOperator())
    #expect(report.manifest.database?.form == (way.from == .sqlite ? .sqlite : .rows))
    await open.close()

    let lease = way.to == .postgresql ? try await DatabaseLease() : nil
    let place = CenterPlace(dataPath: data.temporary.path("restored"), databaseURL: lease?.url)
    let backup = try Backup(at: data.temporary.path("backup"))
    try await backup.check()
    let restored = try await backup.restore(to: place.dataPath, databaseURL: lease?.url)
    #expect(restored.hasDatabase && restored.fileCount == 2)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: place.dataPath).contains { $0.hasPrefix("center") }
        == (way.to == .sqlite))
    try FileManager.default.copyItem(atPath: data.path("keys/ring.json"), toPath: place.dataPath + "/keys/ring.json")
    let again = try await data.open(.working, place: place)
    #expect(try await data.plainValues(again) == before)
    #expect(try await rowCounts(again) == counts)
    // What waited is chained at once and the old links still fit.
    try await data.seal(again)
    let journal = try await again.center.verifyJournal()
    #expect(journal.isWhole && journal.chains.allSatisfy { $0.waiting == 0 })
    await again.close()
    withExtendedLifetime(lease) {}
  }

  @Test(
    "A database that holds anything is not restored into; a dump cut off anywhere leaves it empty",
    arguments: SQLEngine.allCases)
  func refused(engine: SQLEngine) async throws {
    let data = try await UpkeepFolder(on: .postgresql)
    let open = try await data.open()
    try await data.fill(open, graduates: 3)
    let backup = data.temporary.path("backup")
    let name = try #require(try await open.backUp(to: backup, by: MachineOperator()).manifest.database?.name)
    await #expect(throws: FolderRefusal.databaseNotEmpty) {
      try await Backup(at: backup).restore(to: data.temporary.path("r"), databaseURL: data.place.databaseURL)
    }
    #expect(!FileManager.default.fileExists(atPath: data.temporary.path("r")))
    let whole = try Data(contentsOf: URL(filePath: "\(backup)/\(name)"))
    let lease = engine == .postgresql ? try await DatabaseLease() : nil
    let database: any SQLDatabase =
      if let lease { try await PostgreSQLDatabase(url: lease.url) } else {
        try SQLiteDatabase(path: data.temporary.path("into.sqlite"))
      }
    let cut = data.temporary.path("cut.rows")
    for share in 1..<12 {
      try whole.prefix(whole.count * share / 12).write(to: URL(filePath: cut))
      await #expect(throws: RowsFile.Failure.damaged) {
        try await RowsFile.restore(cut, into: database, migrations: Schema.migrations)
      }
    }
    try (whole + [0]).write(to: URL(filePath: cut))
    await #expect(throws: RowsFile.Failure.damaged) {
      try await RowsFile.restore(cut, into: database, migrations: Schema.migrations)
    }
    await #expect(throws: StorageError.self) {
      try await RowsFile.restore("\(backup)/\(name)", into: database, migrations: Array(Schema.migrations.dropLast()))
    }
    // What the refused ones left is nothing: the whole one still goes in, once.
    try await RowsFile.restore("\(backup)/\(name)", into: database, migrations: Schema.migrations)
    await #expect(throws: RowsFile.Failure.notEmpty) {
      try await RowsFile.restore("\(backup)/\(name)", into: database, migrations: Schema.migrations)
    }
    await database.close()
    await open.close()
    withExtendedLifetime(lease) {}
  }

  private func rowCounts(_ open: OpenCenter) async throws -> [String: Int] {
    try await open.center.records.read { transaction in
      // Written by opening and working, not by what is compared.
      let tables = try transaction.sql.tables().filter {
        !["schema_migration", "committed_write", "journal_line", "journal_unsealed", "journal_sealer"].contains($0.name)
      }
      return try Dictionary(
        uniqueKeysWithValues: tables.map { ($0.name, try transaction.count("SELECT COUNT(*) AS n FROM \($0.name)")) })
    }
  }
}
