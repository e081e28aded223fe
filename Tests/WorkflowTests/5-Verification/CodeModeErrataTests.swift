import Foundation
import GraduatePhotos
import Storage
import TestSupport
import Testing

@testable import Workflow

/// A7 in code mode: a shift by code and serial, and no number of a person anywhere.
@Suite struct CodeModeErrataTests {
  @Test("A7: in code mode numbers and data of persons are refused, in forms and in files", arguments: SQLEngine.allCases)
  func refusesNumbers(engine: SQLEngine) async throws {
    let (desk, _, _) = try await DeliveryDesk.codeMode(on: engine)
    let liaison = desk.place.liaison
    let today = CalendarDay(milliseconds: desk.province.time.now)
    await #expect(throws: ErrataDeskRefusal.codeMode) {
      try await desk.center.errataPerson(numbered: MadeUp.idNumber(1), campaignID: desk.campaignID, by: liaison)
    }
    let code = try await desk.center.records.read {
      try $0.rows("SELECT id FROM collection_code ORDER BY id").map { try $0.text("id") }
    }
    let data = ErratumDraft(
      person: code[0], kind: .wrongData, field: .name, old: "张", new: "李", evidence: ErratumEvidence(.identityCard),
      handler: "王", day: today)
    guard
      case .refused(let problems) = try await desk.center.proposeErrata(
        [data], campaignID: desk.campaignID, operation: "a", by: liaison)
    else {
      Issue.record("taken")
      return
    }
    #expect(problems[0]?.code == "erratum.field")
    let text = ["采集码,拍摄序号,错误字段,错误内容,正确内容,经手人,日期", "A1,,拍摄序号,\(MadeUp.idNumber(1)),0002,王,\(today.iso)"]
    let path = desk.province.folder.path("勘误表.csv")
    try Data(text.joined(separator: "\r\n").utf8).write(to: URL(filePath: path))
    await #expect(throws: ErrataFormRefusal.self) {
      try await desk.center.readErrataFile(path: path, fileName: "勘误表.csv", campaignID: desk.campaignID, by: liaison)
    }
  }
}
