import Foundation
import Glibc
import Logging
import Synchronization

/// Log lines as JSON on stderr, one object a line; ids only, by the house's rule.
struct JSONLog: LogHandler {
  let label: String
  var logLevel: Logger.Level
  var metadata: Logger.Metadata = [:]
  var metadataProvider: Logger.MetadataProvider?

  init(label: String, level: Logger.Level) {
    self.label = label
    logLevel = level
  }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    var fields = metadata.merging(metadataProvider?.get() ?? [:]) { $1 }
    if let own = event.metadata { fields.merge(own) { $1 } }
    Self.write(Self.line(label: label, level: event.level, message: "\(event.message)", fields: fields, at: Date()))
  }

  /// Keys in a fixed order first, then the metadata's, sorted.
  static func line(label: String, level: Logger.Level, message: String, fields: Logger.Metadata, at time: Date) -> String {
    var line = "{\"time\":\"\(text(of: time))\",\"level\":\"\(level.rawValue)\",\"from\":"
    append(label, to: &line)
    line += ",\"message\":"
    append(message, to: &line)
    for key in fields.keys.sorted() {
      line += ","
      append(key, to: &line)
      line += ":"
      append(fields[key]?.description ?? "", to: &line)
    }
    return line + "}\n"
  }

  /// `2026-11-25T14:11:22.123Z`, without a formatter: each request writes a line.
  private static func text(of time: Date) -> String {
    let milliseconds = Int64((time.timeIntervalSince1970 * 1_000).rounded(.down))
    var seconds = time_t(milliseconds.quotientAndRemainder(dividingBy: 1_000).quotient)
    var parts = tm()
    gmtime_r(&seconds, &parts)
    func digits(_ number: Int, _ count: Int) -> String {
      let text = String(number)
      return String(repeating: "0", count: max(count - text.utf8.count, 0)) + text
    }
    func two(_ number: Int32) -> String { digits(Int(number), 2) }
    let day = "\(digits(Int(parts.tm_year) + 1900, 4))-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))"
    let clock = "\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec))"
    return "\(day)T\(clock).\(digits(Int(milliseconds % 1_000), 3))Z"
  }

  /// A string literal of JSON.
  private static func append(_ text: String, to line: inout String) {
    line += "\""
    // Ids and numbers need nothing.
    if text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }) {
      line += text
    } else {
      for scalar in text.unicodeScalars { append(scalar, to: &line) }
    }
    line += "\""
  }

  private static func append(_ scalar: Unicode.Scalar, to line: inout String) {
    switch scalar {
    case "\"": line += "\\\""
    case "\\": line += "\\\\"
    case "\n": line += "\\n"
    case _ where scalar.value < 0x20 || scalar.value == 0x2028 || scalar.value == 0x2029:
      let hex = String(scalar.value, radix: 16)
      line += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
    default: line.unicodeScalars.append(scalar)
    }
  }

  private static let order = Mutex(())

  /// Whole lines, never mixed.
  private static func write(_ line: String) {
    order.withLock { _ in Console.writeAll(Array(line.utf8), to: STDERR_FILENO) }
  }
}
