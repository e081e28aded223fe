@testable import Paperwork

/// Builds the record streams of old workbooks, right or wrong, without an OLE file around them.
struct BIFFBuilder {
  private(set) var bytes: [UInt8] = []

  static func little(_ value: Int, _ count: Int) -> [UInt8] { (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }

  mutating func record(_ type: Int, _ data: [UInt8] = []) {
    bytes += Self.little(type, 2) + Self.little(data.count, 2) + data
  }

  mutating func begin(version: Int, kind: Int) {
    record(BIFF.begin, Self.little(version, 2) + Self.little(kind, 2) + [0, 0, 0, 0])
  }
  mutating func end() { record(BIFF.endOfFile) }

  mutating func cell(_ type: Int, _ row: Int, _ column: Int, style: Int = 0, _ data: [UInt8]) {
    record(type, Self.little(row, 2) + Self.little(column, 2) + Self.little(style, 2) + data)
  }

  /// A string of the old versions, in bytes of GB18030.
  mutating func label(_ row: Int, _ column: Int, _ text: String) {
    let bytes = GB18030.encode(text) ?? []
    cell(BIFF.label, row, column, Self.little(bytes.count, 2) + bytes)
  }

  mutating func number(_ row: Int, _ column: Int, _ value: Double, style: Int = 0) {
    cell(BIFF.number, row, column, style: style, Self.little(Int(bitPattern: UInt(value.bitPattern)), 8))
  }
}
