import Foundation
import GraduatePhotos
import Storage
import TestSupport
import Testing

@testable import Workflow

@Suite struct RotationTests {
  private struct Killed: Error {}

  @Test("A rotation re-encrypts everything; the newest keys alone open it all", arguments: SQLEngine.allCases)
  func everything(engine: SQLEngine) async throws {
    let data = try await UpkeepFolder(on: engine)
    let open = try await data.open()
    try await data.fill(open)
    let before = try await data.plainValues(open)
    #expect(before.count > 60)
    let oldKey = open.keys.current.encryptionKeyID
    try await open.makeNewKeys(by: MachineOperator())
    #expect(open.keys.current.encryptionKeyID != oldKey)
    // One factor (a newer one replaces the older), 20 numbers, 20 wrapped keys, a code, a document.
    #expect(try await open.valuesUnderOldKeys() == 43)
    let report = try await open.reencrypt(by: MachineOperator())
    #expect(report.total == 43)
    #expect(report.values["文件"] == 1)
    #expect(try await open.valuesUnderOldKeys() == 0)
    try removeOldKeys(of: open)
    #expect(try await data.plainValues(open) == before)
    await open.close()
  }

  @Test(
    "A rotation that was killed half-way is continued, and a number is found again afterwards", arguments: SQLEngine.allCases)
  func killed(engine: SQLEngine) async throws {
    let data = try await UpkeepFolder(on: engine)
    let first = try await data.open()
    try await data.fill(first)
    let before = try await data.plainValues(first)
    try await first.makeNewKeys(by: MachineOperator())
    await #expect(throws: Killed.self) {
      try await first.reencrypt(by: MachineOperator()) { progress in if progress.done >= 22 { throw Killed() } }
    }
    await first.close()
    let second = try await data.open()
    let left = try await second.valuesUnderOldKeys()
    #expect(left > 0 && left < 43)
    #expect(try await data.plainValues(second) == before, "half-way everything opens too")
    let report = try await second.reencrypt(isContinued: true, by: MachineOperator())
    #expect(report.total == left)
    try removeOldKeys(of: second)
    #expect(try await data.plainValues(second) == before)
    let number = IDNumber(storedKind: .resident, value: MadeUp.idNumber(3))
    let index = second.keys.current.blindIndex(of: number.comparisonKey, field: StoredGraduate.indexField)
    let found = try await second.center.records.read { transaction in
      try transaction.count("SELECT COUNT(*) AS n FROM graduate WHERE id_index = ?", [.blob(index)])
    }
    #expect(found == 1)
    let code = second.keys.current.blindIndex(of: "OPAQUE", field: Transaction.codeIndexField)
    let codes = try await second.center.records.read { transaction in
      try transaction.count("SELECT COUNT(*) AS n FROM collection_code WHERE code_index = ?", [.blob(code)])
    }
    #expect(codes == 1)
    await second.close()
  }

  @Test(
    "A server takes the new keys over while it serves, and its values are among those re-encrypted",
    arguments: SQLEngine.allCases)
  func whileServing(engine: SQLEngine) async throws {
    let data = try await UpkeepFolder(on: engine)
    let server = try await data.open(.serving)
    try await data.fill(server, graduates: 4)
    let command = try await data.open(.working)
    #expect(try server.takeOverChangedKeys() == false)
    try await command.makeNewKeys(by: MachineOperator())
    // Written after the new keys were made, by a server that has not looked yet.
    try await data.addDocument("late", id: "document-2", to: server)
    #expect(try server.takeOverChangedKeys())
    #expect(server.keys.current.encryptionKeyID == command.keys.current.encryptionKeyID)
    try await command.reencrypt(by: MachineOperator())
    #expect(try await server.valuesUnderOldKeys() == 0)
    #expect(try await data.plainValues(server).contains { $0.hasPrefix("document document-2") })
    await command.close()
    await server.close()
  }

  @Test("A rotation leaves its lines in the journal, also for each document that moved", arguments: SQLEngine.allCases)
  func journaled(engine: SQLEngine) async throws {
    let data = try await UpkeepFolder(on: engine)
    let open = try await data.open()
    try await data.fill(open, graduates: 2)
    let old = try await open.center.records.read { try $0.namedFiles() }
    try await open.makeNewKeys(by: MachineOperator())
    try await open.reencrypt(by: MachineOperator())
    let kinds = try await open.center.records.read { transaction in
      try transaction.rows("SELECT record_kind FROM journal_line WHERE action = 'keys.rotated' ORDER BY written_at, id")
        .map { try $0.text("record_kind") }
    }
    #expect(kinds == ["keys", "document", "keys"])
    for hash in old { #expect(try await !open.center.photos.exists(hash), "the old bytes are gone") }
    try await data.seal(open)
    #expect(try await open.center.verifyJournal().isWhole)
    await open.close()
  }

  /// Leaves only the newest key of each purpose in the ring in use.
  private func removeOldKeys(of open: OpenCenter) throws {
    let ring = open.keys.current
    var contents = ring.contents
    let newest = [ring.encryptionKeyID, ring.indexKeyID, ring.signingKeyID]
    contents.keys = contents.keys.filter { newest.contains($0.id) }
    open.keys.replace(with: try KeyRing(contents: contents))
  }
}
