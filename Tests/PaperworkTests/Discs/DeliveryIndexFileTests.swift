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
    let codes = try DeliveryLayout(key: .internalNumber).place(lines)
    try DeliveryIndexFile.write(codes, in: .code, date: DiscFixture.date, to: disc.path("c.dbf"))
    let text = try self.rows(of: disc.path("c.dbf")).flatMap { $0 }.joined()
    #expect(!text.contains("木拉提") && !text.contains("990000"))
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
