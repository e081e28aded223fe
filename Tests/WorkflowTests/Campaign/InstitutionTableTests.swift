import Foundation
import GraduatePhotos
import Paperwork
import Storage
import TestSupport
import Testing

@testable import Workflow

/// A table of institutions read from a file, and another province's study centers written to one (N7).
@Suite struct InstitutionTableTests {
  private func file(_ text: String, in province: Province) throws -> String {
    let path = province.folder.path("table.csv")
    try Data(text.utf8).write(to: URL(filePath: path))
    return path
  }

  private func preview(_ text: String, _ province: Province) async throws -> InstitutionTablePreview {
    try await province.center.previewInstitutions(
      path: try file(text, in: province), fileName: "院校.csv", province: "甘肃省", for: MachineOperator())
  }

  @Test("The header may stand below a title; what is on record is said; nothing is stored", arguments: SQLEngine.allCases)
  func previewStoresNothing(engine: SQLEngine) async throws {
    let province = try await Province(on: engine)
    let officer = try await province.officer()
    let known = InstitutionEntry(code: .ministry("14990"), name: "示例大学", kind: .university, province: "甘肃省")
    _ = try await province.center.addInstitution(known, by: officer)
    let text = "甘肃省院校表\n学校代码,院校名称,办学层次,所在地,起年,止年\n14990,示例大学,普通本科,兰州市,,\n,示例电视大学,开放大学,天水市,,2014\n,示例开放大学,开放大学,天水市,2015,\n"
    let seen = try await preview(text, province)
    #expect(seen.lines.map(\.name) == ["示例大学", "示例开放大学"])
    #expect(seen.lines.map(\.isKnown) == [true, false])
    #expect(seen.newCount == 1)
    #expect(seen.rows.map(\.row) == [3, 4, 5])
    #expect(try await province.center.institutions(for: officer).total == 1)
    let done = try await province.center.importInstitutions(seen.rows, by: officer)
    #expect(done.added.count == 1 && done.already.count == 1)
    let added = try await province.center.institution(try #require(done.added.first), for: officer)
    #expect(added.institution.names.map(\.name) == ["示例电视大学", "示例开放大学"])
    #expect(added.institution.code.isProvisional)
  }

  @Test("A file without the header, or with nothing below it, is refused")
  func noTable() async throws {
    let province = try await Province()
    await #expect(throws: InstitutionTableRefusal.noHeader) { _ = try await preview("甲,乙\n丙,丁\n", province) }
    await #expect(throws: InstitutionTableRefusal.empty) { _ = try await preview("院校代码,院校名称\n", province) }
  }

  @Test("Every row that cannot be taken is named by its number")
  func badRows() async throws {
    let province = try await Province()
    await #expect(
      performing: { _ = try await preview("院校代码,院校名称\n1073,示例大学\n14991,示例学院\n,\n14992,\n", province) },
      throws: { error in
        guard case InstitutionRefusal.table(let problems) = error else { return false }
        return problems.map(\.row) == [2, 5]
      })
  }

  @Test(
    "N7: the list of another province opens again with every cell, as XLSX and CSV", arguments: ListFileFormat.allCases)
  func centerFile(format: ListFileFormat) async throws {
    let province = try await Province()
    let place = try await province.place()
    let officer = try await province.officer()
    let entry = StudyCenterEntry(
      parentCode: "10730", name: "示例函授站（西宁）", province: "青海省", city: "西宁市", contact: "马䶮", telephone: "0971-8234567",
      expectedHeads: 12)
    _ = try await province.center.addStudyCenter(entry, to: place.campaignID, by: officer)
    let path = try await province.center.studyCenterFile(
      in: place.campaignID, province: "青海省", as: format, for: try await province.planner())
    var rows: [[String]] = []
    try TableFile.open(path: path, fileName: "函授站").forEachRow { row in
      rows.append(row.cells.map(\.text))
      return true
    }
    #expect(rows.first == StudyCenterTable.headings)
    #expect(rows.last == ["10730", "示例大学", "示例函授站（西宁）", "青海省", "西宁市", "", "马䶮", "0971-8234567", "12"])
    #expect(rows.count == 2)
    await #expect(throws: StudyCenterRefusal.nothingToHandOver(province: "海南省")) {
      _ = try await province.center.studyCenterFile(in: place.campaignID, province: "海南省", as: format, for: officer)
    }
  }
}
