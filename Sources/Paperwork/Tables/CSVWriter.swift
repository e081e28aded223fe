/// Writes CSV that Excel and WPS open with a double click: UTF-8 with byte order mark, lines ended by CR LF (RFC 4180).
///
/// Two things are done so that a spreadsheet neither runs nor spoils a cell, and are undone when Biying reads the file back:
/// - a cell that begins with `=` `+` `-` `@`, a tab, a line break or an apostrophe gets an apostrophe in front
///   (formula injection);
/// - with `Digits.guarded`, digits that a spreadsheet would take for a number and shorten (12 digits or more, or a
///   leading zero) are written as `="0123"`. Programs other than spreadsheets want `Digits.plain`.
public final class CSVWriter {
  public enum Digits: Sendable {
    case guarded, plain
  }

  /// Rows written so far.
  public private(set) var rows = 0
  private let output: TableOutput
  private let digits: Digits
  private var line: [UInt8] = []

  /// Digits that a spreadsheet shows in full.
  private static let safeDigits = 11
  private static let quote = UInt8(ascii: "\"")

  public init(path: String, digits: Digits = .guarded) throws {
    self.digits = digits
    output = try TableOutput(path: path)
    try output.write([0xEF, 0xBB, 0xBF])
  }

  /// Adds one row.
  public func write(_ values: [String]) throws {
    line.removeAll(keepingCapacity: true)
    for (index, value) in values.enumerated() {
      if index > 0 { line.append(UInt8(ascii: ",")) }
      append(value)
    }
    line.append(0x0D)
    line.append(0x0A)
    try output.write(line)
    rows += 1
  }

  /// Makes the file durable and gives it its name.
  public func finish() throws { try output.commit() }

  private func append(_ value: String) {
    guard let first = value.utf8.first else { return }
    var text = value
    if CSVGuard.dangerous.contains(first) {
      text = "'" + value
    } else if digits == .guarded, isSpoiled(value, first) {
      text = "=\"" + value + "\""
    }
    let needsQuotes = text.utf8.contains { $0 == Self.quote || $0 == UInt8(ascii: ",") || $0 == 0x0A || $0 == 0x0D }
    guard needsQuotes else { return line.append(contentsOf: text.utf8) }
    line.append(Self.quote)
    for byte in text.utf8 {
      if byte == Self.quote { line.append(Self.quote) }
      line.append(byte)
    }
    line.append(Self.quote)
  }

  private func isSpoiled(_ value: String, _ first: UInt8) -> Bool {
    let count = value.utf8.count
    guard count > Self.safeDigits || (count > 1 && first == UInt8(ascii: "0")) else { return false }
    return value.utf8.allSatisfy { CellNumber.isDigit($0) }
  }
}
