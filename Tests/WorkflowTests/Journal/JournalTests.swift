import GraduatePhotos
import Storage
import TestSupport
import Testing

@testable import Workflow

@Suite struct JournalTests {
  private func write(_ province: Province, _ count: Int) async throws {
    for number in 0..<count {
      try await province.center.records.write { transaction in
        try transaction.journal(
          JournalLine(
            action: .graduateChanged, recordKind: "graduate", recordID: "g\(number)", campaignID: "c1",
            graduateID: "g\(number)",
            details: ["field": "name"], personal: ["old": "张䶮", "new": "张\u{2CB4E}"]),
          by: MachineOperator())
      }
    }
  }

  /// Seals until `count` lines are chained.
  ///
  /// On PostgreSQL transactions of other tests' databases hold a batch back for a moment: their numbers are the whole server's.
  private func seal(_ province: Province, _ count: Int, owner: String = "a") async throws -> Int {
    var sealed = 0
    for _ in 0..<500 where sealed < count {
      sealed += try await province.center.sealJournal(owner: owner)
      if sealed < count { try await Task.sleep(for: .milliseconds(20)) }
    }
    return sealed
  }

  @Test(
    "Promise 8: lines are chained and signed; one changed, one deleted, one cut off is found", arguments: SQLEngine.allCases)
  func chain(engine: SQLEngine) async throws {
    let province = try await Province(on: engine)
    try await write(province, 12)
    #expect(try await seal(province, 12) == 12)
    try await write(province, 3)
    let before = try await province.center.verifyJournal()
    #expect(before.isWhole)
    #expect(before.chains.map(\.lines) == [12])
    #expect(before.chains.map(\.waiting) == [3])
    #expect(try await seal(province, 3) == 3)

    try await province.center.records.write {
      try $0.execute("UPDATE journal_line SET record_id = 'g99' WHERE record_id = 'g4'")
    }
    #expect(try await province.center.verifyJournal().chains.first?.brokenAt == 5)
    try await province.center.records.write {
      try $0.execute("UPDATE journal_line SET record_id = 'g4' WHERE record_id = 'g99'")
    }
    #expect(try await province.center.verifyJournal().isWhole)
    try await province.center.records.write { try $0.execute("DELETE FROM journal_link WHERE position > 12") }
    #expect(try await province.center.verifyJournal().chains.first?.brokenAt == 13)
  }

  @Test(
    "Promise 8: a chain rebuilt by the database's owner does not show the head that was printed", arguments: SQLEngine.allCases)
  func rebuilt(engine: SQLEngine) async throws {
    let province = try await Province(on: engine)
    try await write(province, 3)
    #expect(try await seal(province, 3) == 3)
    let head = try #require(try await province.center.verifyJournal().chains.first).head
    try await province.center.records.write { transaction in
      try transaction.execute("UPDATE journal_line SET details = '{}' WHERE record_id = 'g1'")
      try transaction.execute(
        "INSERT INTO journal_unsealed (line_id, scope, transaction_number) SELECT id, scope, transaction_number FROM journal_line"
      )
      try transaction.execute("DELETE FROM journal_link")
      try transaction.execute("DELETE FROM journal_head")
    }
    #expect(try await seal(province, 3) == 3)
    #expect(try await province.center.verifyJournal().isWhole)
    let checked = try await province.center.verifyJournal(printedHeads: ["c1": [(3, head)]])
    #expect(checked.chains.first?.brokenAt == 3)
    // Of several heads noted of one chain each is compared, whatever their order.
    let end = try #require(try await province.center.verifyJournal().chains.first?.head)
    let noted: [(position: Int64, hash: String)] = [(3, head), (4, end)]
    for heads in [noted, noted.reversed()] {
      #expect(try await province.center.verifyJournal(printedHeads: ["c1": heads]).chains.first?.brokenAt == 3)
    }
  }

  @Test("Promise 8: a sealer that slept through its lease writes nothing", arguments: SQLEngine.allCases)
  func fence(engine: SQLEngine) async throws {
    let province = try await Province(on: engine)
    try await write(province, 1)
    let center = province.center
    let fence = try #require(try await center.records.write { try $0.leaseSealer(scope: "c1", owner: "a") })
    #expect(try await center.records.write { try $0.leaseSealer(scope: "c1", owner: "b") } == nil)
    province.time.advance(minutes: 1)
    #expect(try await seal(province, 1, owner: "b") == 1)
    try await write(province, 1)
    #expect(try await center.records.write { try $0.sealBatch(scope: "c1", owner: "a", fence: fence) } == 0)
    #expect(try await center.sealJournal(owner: "a") == 0)
    #expect(try await seal(province, 1, owner: "b") == 1)
    #expect(try await center.verifyJournal().isWhole)
  }

  @Test("Promise 10: destroying a graduate's key hides his values and leaves the chain whole", arguments: SQLEngine.allCases)
  func erased(engine: SQLEngine) async throws {
    let province = try await Province(on: engine)
    try await write(province, 2)
    #expect(try await seal(province, 2) == 2)
    let read = { @Sendable (transaction: Transaction) throws -> [UInt8]? in
      let row = try transaction.row("SELECT id, sealed FROM journal_line WHERE graduate_id = 'g0'")
      guard let row else { return nil }
      return try transaction.openForGraduate("g0", row.blob("sealed"), as: row.text("id"))
    }
    let values = try #require(try await province.center.records.read(read))
    #expect(String(decoding: values, as: UTF8.self) == #"{"new":"张𬭎","old":"张䶮"}"#)
    try await province.center.records.write { try $0.execute("DELETE FROM graduate_key WHERE graduate_id = 'g0'") }
    #expect(try await province.center.records.read(read) == nil)
    #expect(try await province.center.verifyJournal().isWhole)
  }

  @Test("Promise 7: no line shows a name in the clear", arguments: SQLEngine.allCases)
  func noNames(engine: SQLEngine) async throws {
    let province = try await Province(on: engine)
    try await write(province, 1)
    let details = try await province.center.records.read { try $0.row("SELECT details FROM journal_line")?.text("details") }
    #expect(details == #"{"field":"name"}"#)
  }
}
