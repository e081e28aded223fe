import Foundation
import GraduatePhotos
import Storage
import TestSupport
import Testing

@testable import Workflow

@Suite struct SpoolSweepTests {
  /// A waiting upload's id, and what a crash leaves beside it.
  private func plant(_ data: UpkeepFolder, _ open: OpenCenter) async throws -> String {
    try await data.fill(open, graduates: 2)
    let keeper = try await open.center.operatorForInstitution(code: "99901", by: MachineOperator())
    let path = data.temporary.path("again.csv")
    try Data(
      "类别,院系,专业,班级,学号,姓名,性别,身份证号,层次\r\n普通,文学院,文学,1班,20109999,张示例,女,\(MadeUp.idNumber(8)),本科".utf8
    ).write(to: URL(filePath: path))
    let campaignID = try await open.center.campaignMeant(by: "2014").id
    let waiting = try await open.center.uploadRoster(path: path, fileName: "名单.csv", campaignID: campaignID, by: keeper)
      .uploadID
    for name in ["a.upload", "\(waiting).x.plain", "orphan.sealed", "orphan.checked", "notes.txt"] {
      try Data("姓名".utf8).write(to: URL(filePath: data.path("spool/\(name)")))
    }
    return waiting
  }

  /// A server that went, and with it its lock.
  private func crashed(_ data: UpkeepFolder) async throws -> String {
    let open = try await data.open(.serving)
    let waiting = try await plant(data, open)
    await open.close()
    return waiting
  }

  private func start(_ data: UpkeepFolder) async throws { await (try data.open(.serving)).close() }

  private func names(_ data: UpkeepFolder) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: data.path("spool")).sorted()
  }

  private func age(_ data: UpkeepFolder, seconds: Double) throws {
    for name in try names(data) {
      try FileManager.default.setAttributes(
        [.modificationDate: Date().addingTimeInterval(-seconds)], ofItemAtPath: data.path("spool/\(name)"))
    }
  }

  @Test(
    "A start after a crash removes what lies readable in the spool, at once where nobody else serves",
    arguments: SQLEngine.allCases)
  func atStart(engine: SQLEngine) async throws {
    let data = try await UpkeepFolder(on: engine)
    let waiting = try await crashed(data)
    try age(data, seconds: 61)
    try await start(data)
    // Several nodes may share the folder of a center on PostgreSQL: there an hour is no proof of a crash.
    let all = [
      "a.upload", "\(waiting).sealed", "\(waiting).checked", "\(waiting).x.plain", "notes.txt", "orphan.sealed",
      "orphan.checked",
    ].sorted()
    #expect(try names(data) == (engine == .sqlite ? ["\(waiting).sealed", "\(waiting).checked", "notes.txt"].sorted() : all))
  }

  @Test("Housekeeping spares what may belong to work under way, and removes it six hours later", arguments: SQLEngine.allCases)
  func housekeeping(engine: SQLEngine) async throws {
    let data = try await UpkeepFolder(on: engine)
    let open = try await data.open(.serving)
    let waiting = try await plant(data, open)
    #expect(try await open.sweepSpool() == 0)
    try age(data, seconds: 6 * 3_600 + 5)
    #expect(try await open.sweepSpool() == 4)
    #expect(try names(data) == ["\(waiting).sealed", "\(waiting).checked", "notes.txt"].sorted())
    await open.close()
  }

  @Test("A command beside a starting server keeps its upload: a sealed file is a minute ahead of its row")
  func besideStart() async throws {
    let data = try await UpkeepFolder(on: .sqlite)
    try await start(data)
    let young = data.path("spool/young.sealed")
    try Data("x".utf8).write(to: URL(filePath: young))
    // young for as long as this test may take on a machine that is busy
    try FileManager.default.setAttributes([.modificationDate: Date(timeIntervalSinceNow: 3_600)], ofItemAtPath: young)
    try await start(data)
    #expect(try names(data) == ["young.sealed"])
  }
}
