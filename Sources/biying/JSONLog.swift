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
    var parts = [
      (
        "time",
        time.formatted(.iso8601.year().month().day().timeZone(separator: .omitted).time(includingFractionalSeconds: true))
      ),
      ("level", level.rawValue), ("from", label), ("message", message),
    ]
    parts += fields.sorted { $0.key < $1.key }.map { ($0.key, "\($0.value)") }
    return "{" + parts.map { "\(quoted($0.0)):\(quoted($0.1))" }.joined(separator: ",") + "}\n"
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case _ where scalar.value < 0x20 || scalar.value == 0x2028 || scalar.value == 0x2029:
        let hex = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  private static let order = Mutex(())

  /// Whole lines, never mixed.
  private static func write(_ line: String) {
    order.withLock { _ in Console.writeAll(Array(line.utf8), to: STDERR_FILENO) }
  }
}
