import Foundation
import GraduatePhotos
import TestSupport
import Testing

@testable import Station

/// The bridge for ID-card readers that do not type: what it would type, and that the door knows people by it.
@Suite struct ReaderBridgeTests {
  private static let bridge = ProjectFolder.root + "/docs/capture/reader-bridge.py"

  @Test func itsOwnCheckPasses() async throws {
    let outcome = try await ShareServer.run(["/usr/bin/python3", Self.bridge, "--self-check"])
    #expect(outcome.isGood && outcome.text == "自查通过\n", "\(outcome.text)")
  }

  @Test func aReportedCardFindsItsPersonAtTheDoorAndStaysUnsaid() async throws {
    let bench = try StationBench(people: 3)
    let (_, desk) = try await bench.desk()
    let numbers = [MadeUp.idNumber(0), MadeUp.idNumber(1)]
    let keys = bench.folder.path("keys")
    try Data().write(to: URL(filePath: keys))
    // A card that lies there, words of a program, a number that was read wrongly, then the next card.
    let wrong = numbers[1].dropLast() + (numbers[1].hasSuffix("0") ? "1" : "0")
    let outcome = try await ShareServer.run(
      ["/usr/bin/python3", Self.bridge, "--device", keys],
      input: "reader ready\r\n\(numbers[0])\r\n{\"id\": \"\(numbers[0])\"}\n\(wrong)\n\(numbers[1].lowercased())\n")
    #expect(outcome.isGood, "\(outcome.text)")
    let typed = try Self.typed(keys)
    #expect(typed == numbers)
    for (at, number) in typed.enumerated() { #expect(await desk.find(number).map(\.id) == [bench.person(at)]) }
    #expect(outcome.text.components(separatedBy: "已输入一个号码").count == 3 && !outcome.text.contains("990000"), "\(outcome.text)")
  }

  /// Lines that a desktop would make of the events: `struct input_event` of linux/input.h, time (16 bytes), type, code, value.
  private static func typed(_ path: String) throws -> [String] {
    let bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
    try #require(bytes.count.isMultiple(of: 24))
    var text = ""
    for event in stride(from: 0, to: bytes.count, by: 24) {
      let (kind, code, isDown) = (bytes[event + 16], bytes[event + 18], bytes[event + 20] == 1)
      guard kind == 1, isDown else { continue }
      switch code {
      case 2...10: text += String(code - 1)
      case 11: text += "0"
      case 45: text += "x"
      case 28: text += "\n"
      default: Issue.record("key \(code)")
      }
    }
    return text.split(separator: "\n").map { $0.uppercased() }
  }
}
