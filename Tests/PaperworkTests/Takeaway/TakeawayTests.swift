import Foundation
import Testing

@testable import Paperwork

@Suite("what is taken away: calendars and archives")
struct TakeawayTests {
  private static func file(_ name: String) -> CalendarFile {
    CalendarFile(
      name: name, sequence: 2, madeAt: 1_380_000_000_000,
      events: [
        .init(
          identifier: "abc-1@biying", start: 1_381_190_400_000, end: 1_381_192_200_000, title: "毕业生图像采集：" + name,
          place: "本部, 101; 102 室",
          text: "带身份证\n过时不候\\", address: "https://photo.example.cn/s/abc")
      ])
  }

  @Test func aCalendarIsFoldedAndEscaped() {
    let long = String(repeating: "𬭎䶮信息与计算科学", count: 8)
    let text = String(decoding: Self.file(long).bytes, as: UTF8.self)
    #expect(text.hasPrefix("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n") && text.hasSuffix("END:VCALENDAR\r\n"))
    let lines = text.split(separator: "\r\n", omittingEmptySubsequences: false)
    #expect(lines.allSatisfy { $0.utf8.count <= 75 })
    let unfolded = text.replacing("\r\n ", with: "")
    #expect(unfolded.contains("SUMMARY:毕业生图像采集：" + long + "\r\n"))
    for line in [
      "DTSTART:20131008T000000Z", "DTEND:20131008T003000Z", "DTSTAMP:20130924T052000Z", "UID:abc-1@biying", "SEQUENCE:2",
      "LOCATION:本部\\, 101\\; 102 室", "DESCRIPTION:带身份证\\n过时不候\\\\", "URL:https://photo.example.cn/s/abc",
    ] { #expect(unfolded.contains(line + "\r\n"), "\(line)") }
  }

  @Test func anArchiveIsReadByOthers() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    func write(_ name: String) throws -> Data {
      let path = folder.appendingPathComponent(name).path
      let zip = try ZipFile(path: path, year: 2013, month: 9, day: 20)
      try zip.add("001_𬭎班.png", [1, 2, 3])
      try zip.add("空.txt", [])
      #expect(!FileManager.default.fileExists(atPath: path))
      try zip.finish()
      return try Data(contentsOf: URL(fileURLWithPath: path))
    }
    let isSame = try write("a.zip") == write("b.zip")
    #expect(isSame)
    let output = folder.appendingPathComponent("listing").path
    let ending = try BoundedProcess.run(
      "exec python3 -c 'import sys,zipfile; z=zipfile.ZipFile(sys.argv[1]); print(z.testzip(), z.namelist(), z.read(z.namelist()[0]))' \"$1\"",
      [folder.appendingPathComponent("a.zip").path], output: output, messages: output + ".messages", seconds: 60)
    try #require(ending == .exited(0))
    let listing = String(decoding: try #require(FileManager.default.contents(atPath: output)), as: UTF8.self)
    #expect(listing == "None ['001_𬭎班.png', '空.txt'] b'\\x01\\x02\\x03'\n")
  }

  @Test func checksumsAreTheStandardOnes() {
    #expect(CRC32.of(Array("123456789".utf8)) == 0xCBF4_3926)
  }
}
