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
    var fields: [(key: String, value: Logger.MetadataValue)] = []
    fields.reserveCapacity(16)
    let own = event.metadata ?? [:]
    let provided = metadataProvider?.get() ?? [:]
    for (key, value) in own { fields.append((key, value)) }
    for (key, value) in provided where own[key] == nil { fields.append((key, value)) }
    for (key, value) in metadata where own[key] == nil && provided[key] == nil { fields.append((key, value)) }
    fields.sort { $0.key < $1.key }
    var line = JSONLogLine(at: Date())
    line.append(literal: ",\"level\":")
    line.append(text: event.level.rawValue)
    line.append(literal: ",\"from\":")
    line.append(text: label)
    line.append(literal: ",\"message\":")
    line.append(text: event.message.description)
    // Keys in a fixed order first, then the metadata's, sorted.
    for (key, value) in fields {
      line.append(literal: ",")
      line.append(text: key)
      line.append(literal: ":")
      if case .string(let text) = value { line.append(text: text) } else { line.append(text: value.description) }
    }
    line.append(literal: "}\n")
    Self.write(line.bytes)
  }

  private static let order = Mutex(())

  /// Whole lines, never mixed.
  private static func write(_ line: [UInt8]) {
    // The kernel takes a short one whole (POSIX, PIPE_BUF).
    guard line.count > 4_096 else { return Console.writeAll(line, to: STDERR_FILENO) }
    order.withLock { _ in Console.writeAll(line, to: STDERR_FILENO) }
  }
}

/// One line as bytes: each request writes one.
private struct JSONLogLine {
  private(set) var bytes: [UInt8] = []

  /// Begins with the time: `{"time":"2026-11-25T14:11:22.123Z"`, without a formatter.
  init(at time: Date) {
    bytes.reserveCapacity(512)
    let milliseconds = Int64((time.timeIntervalSince1970 * 1_000).rounded(.down))
    var seconds = time_t(milliseconds.quotientAndRemainder(dividingBy: 1_000).quotient)
    var parts = tm()
    gmtime_r(&seconds, &parts)
    append(literal: "{\"time\":\"")
    append(digits: Int(parts.tm_year) + 1900, 4)
    append(literal: "-")
    append(digits: Int(parts.tm_mon) + 1, 2)
    append(literal: "-")
    append(digits: Int(parts.tm_mday), 2)
    append(literal: "T")
    append(digits: Int(parts.tm_hour), 2)
    append(literal: ":")
    append(digits: Int(parts.tm_min), 2)
    append(literal: ":")
    append(digits: Int(parts.tm_sec), 2)
    append(literal: ".")
    append(digits: Int(milliseconds % 1_000), 3)
    append(literal: "Z\"")
  }

  private mutating func append(digits number: Int, _ count: Int) {
    var divisor = 1
    for _ in 1..<count { divisor *= 10 }
    while divisor > 0 {
      bytes.append(UInt8(ascii: "0") + UInt8(number / divisor % 10))
      divisor /= 10
    }
  }

  mutating func append(literal: StaticString) { literal.withUTF8Buffer { bytes.append(contentsOf: $0) } }

  /// A string literal of JSON.
  mutating func append(text: String) {
    bytes.append(UInt8(ascii: "\""))
    // Ids and numbers need nothing.
    if text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }) {
      bytes.append(contentsOf: text.utf8)
    } else {
      for scalar in text.unicodeScalars { append(scalar) }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func append(_ scalar: Unicode.Scalar) {
    switch scalar {
    case "\"": append(literal: "\\\"")
    case "\\": append(literal: "\\\\")
    case "\n": append(literal: "\\n")
    case _ where scalar.value < 0x20 || scalar.value == 0x2028 || scalar.value == 0x2029:
      let hex = String(scalar.value, radix: 16)
      bytes.append(contentsOf: ("\\u" + String(repeating: "0", count: 4 - hex.count) + hex).utf8)
    default: bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    }
  }
}
