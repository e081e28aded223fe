import Foundation
import Glibc
import Synchronization

/// Where the command speaks: data to stdout, talk to stderr.
enum Console {
  static let talksToTerminal = isatty(STDERR_FILENO) == 1
  static let printsToTerminal = isatty(STDOUT_FILENO) == 1
  /// https://no-color.org: any value but the empty one.
  private static let isColorful = ProcessInfo.processInfo.environment["NO_COLOR"].map(\.isEmpty) ?? true

  /// Data, with a line's end when it has none.
  static func out(_ text: String) { write(text, to: STDOUT_FILENO) }

  /// Talk.
  static func say(_ text: String) { write(text, to: STDERR_FILENO) }

  /// A text for stdout in red or green where colours are wanted; a state is never colour alone.
  static func colored(_ text: String, isRight: Bool) -> String {
    guard isColorful, printsToTerminal else { return text }
    return "\u{1B}[\(isRight ? 32 : 31)m\(text)\u{1B}[0m"
  }

  private static func write(_ text: String, to file: Int32) {
    let bytes = Array((text.hasSuffix("\n") ? text : text + "\n").utf8)
    writeAll(bytes, to: file)
  }

  static func writeAll(_ bytes: [UInt8], to file: Int32) {
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes { Glibc.write(file, $0.baseAddress.map { $0 + written }, bytes.count - written) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return }
      written += count
    }
  }
}

/// A line on the terminal that shows how far something is; nothing when nobody looks.
final class ProgressLine: Sendable {
  private let title: String
  private let shown = Mutex("")

  init(_ title: String) { self.title = title }

  /// A share from 0 to 1, and what else there is to say about it.
  func show(_ share: Double, _ note: String = "") {
    guard Console.talksToTerminal else { return }
    let percent = Int(max(0, min(1, share)) * 100)
    let filled = String(repeating: "█", count: percent / 5) + String(repeating: "░", count: 20 - percent / 5)
    let text = "\(title) \(filled) \(percent)%" + (note.isEmpty ? "" : "  \(note)")
    let isNew = shown.withLock { shown in
      defer { shown = text }
      return shown != text
    }
    if isNew { Console.writeAll(Array("\r\u{1B}[K\(text)".utf8), to: STDERR_FILENO) }
  }

  /// Takes the line away.
  func end() {
    let wasShown = shown.withLock { shown in
      defer { shown = "" }
      return !shown.isEmpty
    }
    guard Console.talksToTerminal, wasShown else { return }
    Console.writeAll(Array("\r\u{1B}[K".utf8), to: STDERR_FILENO)
  }
}
