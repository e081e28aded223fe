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
  private let shown = Mutex(-1)

  init(_ title: String) { self.title = title }

  /// A share from 0 to 1.
  func show(_ share: Double) {
    guard Console.talksToTerminal else { return }
    let percent = Int(max(0, min(1, share)) * 100)
    let isNew = shown.withLock { shown in
      defer { shown = percent }
      return shown != percent
    }
    guard isNew else { return }
    let filled = String(repeating: "█", count: percent / 5) + String(repeating: "░", count: 20 - percent / 5)
    Console.writeAll(Array("\r\u{1B}[K\(title) \(filled) \(percent)%".utf8), to: STDERR_FILENO)
  }

  /// Takes the line away.
  func end() {
    guard Console.talksToTerminal, shown.withLock({ $0 }) >= 0 else { return }
    Console.writeAll(Array("\r\u{1B}[K".utf8), to: STDERR_FILENO)
  }
}
