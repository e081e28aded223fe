import Foundation
import GraduatePhotos
import Storage
import TestSupport
import Testing

@testable import Workflow

/// Each check of the doctor that the others do not break: it fails when what it looks at is wrong.
@Suite struct MoreDoctorTests {
  private static let root = String(#filePath.dropLast("/Tests/WorkflowTests/Upkeep/MoreDoctorTests.swift".count))

  private func item(_ id: String, _ open: OpenCenter, shipped: String? = root) async throws -> Checkup.Item {
    try #require(await open.checkUp(shippedFolder: shipped).items.first { $0.id == id })
  }

  @Test("Promise 3: the ledger counts every institution's records; one in two places is named", arguments: SQLEngine.allCases)
  func ledger(engine: SQLEngine) async throws {
    let data = try await UpkeepFolder(on: engine)
    let open = try await data.open()
    try await data.fill(open, graduates: 6)
    let campaignID = try await open.center.campaignMeant(by: "2014").id
    let institutionID = try await open.center.operatorForInstitution(code: "99901", by: MachineOperator()).institutionID
    let liaison = Liaison(accountID: "x", institutionID: institutionID)
    let id = try await open.center.records.read {
      try $0.row("SELECT id FROM graduate ORDER BY student_number")?.text("id") ?? ""
    }
    let change = StatusChange(kind: .suspension, day: CalendarDay(milliseconds: data.time.now), document: "校学〔2013〕7号")
    try await open.center.recordStatusChange(change, of: id, campaignID: campaignID, by: liaison)
    let closed = try await item("ledger", open)
    #expect(closed.isRight && closed.finding == "1 所院校：记录 6 条 = 应采 5 + 休学 1", "\(closed.finding)")
    try await open.center.records.write { transaction in
      try transaction.execute(
        """
        INSERT INTO status_change (id, graduate_id, kind, happened_on, document, import_id, recorded_by, recorded_at)
        SELECT 'second', graduate_id, 'withdrawal', happened_on, document, NULL, recorded_by, recorded_at FROM status_change
        """)
    }
    let open2 = try await item("ledger", open)
    #expect(!open2.isRight && open2.finding.contains("99901"), "\(open2.finding)")
    await open.close()
  }

  @Test("PostgreSQL: a reference to nothing, an index that is not valid, one that no longer holds what its table does")
  func server() async throws {
    let data = try await UpkeepFolder(on: .postgresql)
    let open = try await data.open()
    try await data.fill(open, graduates: 4)
    #expect(try await item("database.integrity", open).isRight)
    func run(_ sql: String...) async throws {
      for statement in sql { _ = try await open.center.database.write { try $0.execute(statement) } }
    }
    try await run("CREATE EXTENSION amcheck")
    let thorough = try await item("database.integrity", open)
    #expect(thorough.isRight && thorough.finding.contains("逐个核对无误"), "\(thorough.finding)")

    try await run(
      "ALTER TABLE participation DISABLE TRIGGER ALL",
      "INSERT INTO participation (campaign_id, institution_id, invited_at) SELECT id, 'nobody', 1 FROM campaign",
      "ALTER TABLE participation ENABLE TRIGGER ALL")
    let orphan = try await item("database.integrity", open)
    #expect(!orphan.isRight && orphan.finding.contains("participation 有 1 行指向不存在的 institution"), "\(orphan.finding)")
    try await run("DELETE FROM participation WHERE institution_id = 'nobody'")

    try await run("UPDATE pg_index SET indisvalid = FALSE WHERE indexrelid = CAST('graduate_by_class' AS regclass)")
    #expect(try await item("database.integrity", open).finding.contains("graduate_by_class"))
    try await run("UPDATE pg_index SET indisvalid = TRUE WHERE indexrelid = CAST('graduate_by_class' AS regclass)")

    // The catalog says another column than the index was built over: what a changed collation or a bad disk comes to.
    try await run(
      """
      UPDATE pg_index SET indkey = (SELECT CAST(CAST(a.attnum AS TEXT) AS int2vector) FROM pg_attribute a
        WHERE a.attrelid = CAST('journal_line' AS regclass) AND a.attname = 'record_id')
      WHERE indexrelid = CAST('journal_line_by_graduate' AS regclass)
      """)
    let index = try await item("database.integrity", open)
    #expect(!index.isRight, "\(index.finding)")
    await open.close()
  }

  @Test("An address that nobody else can open, or without TLS; a demonstration's may be", arguments: SQLEngine.allCases)
  func address(engine: SQLEngine) async throws {
    let data = try await UpkeepFolder(on: engine)
    await (try data.open()).close()
    for (address, isRight) in [
      ("https://photos.example.edu.cn", true), ("http://localhost:8080", false), ("http://photos.example.edu.cn", false),
    ] {
      var place = data.place
      place.publicAddress = address
      let open = try await data.open(.looking, place: place)
      #expect(try await item("address", open).isRight == isRight, "\(address)")
      await open.close()
    }
    try DemonstrationFile.write([], to: data.place.dataPath)
    var place = data.place
    place.publicAddress = "http://localhost:8080"
    let open = try await data.open(.looking, place: place)
    #expect(try await item("address", open).isRight)
    await open.close()
  }

  @Test("What ships with the program is looked for", arguments: SQLEngine.allCases)
  func shipped(engine: SQLEngine) async throws {
    let data = try await UpkeepFolder(on: engine)
    let open = try await data.open()
    #expect(try await item("shipped", open).isRight)
    #expect(try await !item("shipped", open, shipped: nil).isRight)
    let half = data.temporary.path("half")
    try FileManager.default.createDirectory(atPath: half + "/Campaigns", withIntermediateDirectories: true)
    #expect(try await item("shipped", open, shipped: half).finding.contains("Calendars/china-holidays.json"))
    await open.close()
  }

  @Test("Settings, rows and keys that others can read", arguments: SQLEngine.allCases)
  func modes(engine: SQLEngine) async throws {
    let data = try await UpkeepFolder(on: engine)
    let open = try await data.open()
    #expect(try await item("folder.mode", open).isRight)
    try Data("{}".utf8).write(to: URL(filePath: data.path("biying.json")))
    for name in ["biying.json", "keys/ring.json"] + (engine == .sqlite ? ["center.sqlite"] : []) {
      chmod(data.path("biying.json"), 0o600)
      chmod(data.path(name), 0o644)
      #expect(try await item("folder.mode", open).finding.contains(name))
      chmod(data.path(name), 0o600)
    }
    #expect(try await item("folder.mode", open).isRight)
    await open.close()
  }

  @Test("The files that are read are drawn by chance: months come round to all of them")
  func sample() async throws {
    let data = try await UpkeepFolder(on: .sqlite)
    let open = try await data.open()
    for number in 0..<20 { try await open.center.photos.put([UInt8(number)]) }
    var seen: Set<PhotoHash> = []
    for _ in 0..<40 {
      let sample = try await open.samplePhotos(4)
      #expect(Set(sample).count == 4)
      seen.formUnion(sample)
    }
    #expect(seen.count == 20)
    #expect(try await open.samplePhotos(50).count == 20)
    await open.close()
  }

  @Test("Browsers are forgotten after 400 days", arguments: SQLEngine.allCases)
  func forgotten(engine: SQLEngine) async throws {
    let data = try await UpkeepFolder(on: engine)
    let open = try await data.open()
    let account = try await open.center.invite(
      AccountRequest(role: .officer, signInName: "officer", name: "李示例"), by: MachineOperator()
    ).accountID
    try await open.center.records.write { transaction in
      for (age, mark) in [(0, 1), (401, 2)] {
        try transaction.execute(
          "INSERT INTO known_device (account_id, device_hash, known_at) VALUES (?, ?, ?)",
          [.text(account), .blob([UInt8(mark)]), .integer(transaction.now - Int64(age) * 86_400_000)])
      }
    }
    try await open.center.forgetOldDevices()
    let left = try await open.center.records.read {
      try $0.rows("SELECT device_hash FROM known_device").map { try $0.blob("device_hash") }
    }
    #expect(left == [[1]])
    await open.close()
  }
}
