import Foundation
import GraduatePhotos
import Testing

@testable import Paperwork

@Suite("A5: the index that goes with the pictures")
struct DeliveryIndexFileTests {
  @Test("A3: institution, name, student number, identity number and serial stand beside each picture's file (promise 6)")
  func isReadBack() throws {
    let disc = try DiscFixture(pictures: 4)
    let names = ["王𬭎𠮷㐂", "阿依·木拉提"]
    let lines = names.enumerated().map { index, name in
      DeliveryLine(
        internalNumber: "n\(index)", institutionCode: "10730", institutionName: "兰州大学", category: .regular, department: "𬭎学院",
        major: "汉语言文学", classGroup: "汉文1/2班", studentNumber: "00\(index)", name: name, idNumber: "99000020030101001\(index)",
        shotSerial: "\(7 + index)", sha256: String(repeating: "a", count: 64), byteCount: 35_000)
    }
    let placed = try DeliveryLayout(key: .idNumber).place(lines)
    try DeliveryIndexFile.write(placed, in: .roster, date: DiscFixture.date, to: disc.path("a.dbf"))
    let rows = try rows(of: disc.path("a.dbf"))
    #expect(rows.count == 2)
    #expect(
      rows.last == [
        "10730", "兰州大学", "", "普通", "𬭎学院", "汉语言文学", "汉文1/2班", "001", "阿依·木拉提", "990000200301010011", "8",
        "10730/普通/𬭎学院/汉文1／2班/990000200301010011.jpg", String(repeating: "a", count: 64),
      ])
    try DeliveryIndexFile.write(placed, in: .roster, date: DiscFixture.date, to: disc.path("b.dbf"))
    #expect(try disc.bytes("a.dbf") == disc.bytes("b.dbf"))
  }

  @Test("In code mode both forms hold the collection code, and no name or number of a person")
  func codeMode() throws {
    let disc = try DiscFixture(pictures: 4)
    let line = DeliveryLine(
      internalNumber: "n1", institutionCode: "10730", institutionName: "兰州大学", category: .regular, department: "𬭎学院",
      studentNumber: "20100001", name: "阿依·木拉提", idNumber: "990000200301010014", code: "K7Q2-M4", shotSerial: "8",
      sha256: String(repeating: "a", count: 64), byteCount: 35_000)
    let placed = try DeliveryLayout(key: .internalNumber).place([line])
    try DeliveryIndexFile.write(placed, in: .code, date: DiscFixture.date, to: disc.path("a.dbf"))
    try DeliveryIndexFile.writeBook(placed, in: .code, date: DiscFixture.date, to: disc.path("a.xlsx"))
    for name in ["a.dbf", "a.xlsx"] {
      let row = try #require(try rows(of: disc.path(name)).first)
      #expect(row.contains("K7Q2-M4"))
      let text = row.joined(separator: "|")
      for personal in ["木拉提", "990000", "20100001"] { #expect(!text.contains(personal), "\(name)") }
    }
  }

  @Test("The workbook says the same as the DBF, under Chinese titles, and its bytes do not depend on the clock")
  func book() throws {
    let disc = try DiscFixture(pictures: 4)
    let lines = (1...3).map { number in
      DeliveryLine(
        internalNumber: "n\(number)", institutionCode: "10730", institutionName: "兰州大学", category: .regular, department: "𬭎学院",
        classGroup: "汉文1/2班", studentNumber: "00\(number)", name: "王𬭎𠮷㐂", idNumber: "99000020030101001\(number)",
        shotSerial: "\(number)", sha256: String(repeating: "a", count: 64), byteCount: 35_000)
    }
    let placed = try DeliveryLayout(key: .idNumber).place(lines)
    try DeliveryIndexFile.write(placed, in: .roster, date: DiscFixture.date, to: disc.path("a.dbf"))
    for name in ["a.xlsx", "b.xlsx"] {
      try DeliveryIndexFile.writeBook(
        placed, in: .roster, date: DiscFixture.date, to: disc.path(name), temporaryFolder: disc.folder)
    }
    #expect(try rows(of: disc.path("a.xlsx")) == rows(of: disc.path("a.dbf")))
    #expect(try disc.bytes("a.xlsx") == disc.bytes("b.xlsx"))
    var titles: [String] = []
    try TableFile.open(path: disc.path("a.xlsx")).forEachRow(sheet: 0) { row in
      titles = row.cells.map(\.text)
      return false
    }
    #expect(titles == DeliveryIndexColumn.columns(in: .roster).map(\.chineseName))
    // Every date in it is the delivery's midnight in China.
    let unpacked = try DiscTool.run(["7z", "x", "-o" + disc.path("book"), disc.path("a.xlsx")])
    try #require(unpacked.status == 0, "\(unpacked.output)")
    let core = try String(contentsOfFile: disc.path("book/docProps/core.xml"), encoding: .utf8)
    #expect(core.components(separatedBy: "2014-04-19T16:00:00Z").count == 3, "\(core)")
  }

  private func rows(of path: String) throws -> [[String]] {
    let table = try TableFile.open(path: path)
    var rows: [[String]] = []
    try table.forEachRow(sheet: 0) { row in
      rows.append(row.cells.map(\.text))
      return true
    }
    // The first row of a DBF is its fields' names.
    return rows.filter { $0.first == "10730" }
  }
}
