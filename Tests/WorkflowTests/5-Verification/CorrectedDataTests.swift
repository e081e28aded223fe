import Foundation
import GraduatePhotos
import Paperwork
import Storage
import TestSupport
import Testing

@testable import Workflow

/// A7: errata that were accepted leave as corrected data, without anybody's further act.
@Suite struct CorrectedDataTests {
  private func pack(_ table: ErrataTable) async throws -> Int {
    let work = table.center.packingWork()
    var jobs = 0
    while let job = try await table.center.leaseJob(owner: "node", kinds: [.packCorrection]) {
      try await table.center.finishJob(job, owner: "node", outcome: work(job))
      jobs += 1
    }
    return jobs
  }

  private func packages(_ table: ErrataTable) async throws -> [CorrectionPackage] {
    try await table.center.corrections(campaignID: table.campaignID, page: 1, by: table.liaison).packages
  }

  @Test(
    "A7: what is accepted at once is packed once, signed and encrypted, with the values as they are by then",
    arguments: SQLEngine.allCases)
  func packed(engine: SQLEngine) async throws {
    let table = try await ErrataTable(on: engine)
    let ids = try await table.propose([table.draft(1, .name, to: "李例示"), table.draft(2, .major, to: "物理学")])
    try await table.seal()
    let done = try await table.decide(ids)
    #expect(done.accepted == 2 && done.correction == "2014-62-10730-G001")
    #expect(try await packages(table).isEmpty)
    #expect(try await pack(table) == 1)
    let package = try #require(try await packages(table).first)
    #expect(package.number == "2014-62-10730-G001" && package.people == 2)
    let path = table.desk.province.folder.path("corrected.zip")
    let bytes = try await table.center.correctionFile(package.id, campaignID: table.campaignID, by: table.liaison)
    try Data(bytes).write(to: URL(filePath: path))
    let password = try await table.center.correctionPassword(package.id, campaignID: table.campaignID, by: table.liaison)
    let report = try DiscCheck(publicKey: HexText.read(package.publicKey), password: password).check(path)
    #expect(report.isRight && report.manifest?.head.deliveryNumber == package.number, "\(report.chineseLines)")
    // Said again, by a job that ran twice, it is the same package.
    let correction = try await table.desk.rows("SELECT id AS t FROM correction")
    #expect(try await table.center.packDecided(correction[0]) == .done)
    #expect(try await packages(table).count == 1)
  }

  @Test("A7, promise 10: who was erased meanwhile is in no package; one for nobody is not made", arguments: SQLEngine.allCases)
  func erased(engine: SQLEngine) async throws {
    let table = try await ErrataTable(on: engine)
    let ids = try await table.propose([table.draft(1, .name, to: "李例示")])
    try await table.seal()
    #expect(try await table.decide(ids).accepted == 1)
    let person = try await table.desk.desk.id(1)
    try await table.center.records.write {
      try $0.execute("DELETE FROM graduate_key WHERE graduate_id = ?", [.text(person)])
    }
    #expect(try await pack(table) == 1)
    #expect(try await packages(table).isEmpty)
  }
}
