import Foundation
import Glibc
import GraduatePhotos
import Workflow

/// A passphrase from a file, or typed at the terminal without being shown.
enum Passphrase {
  /// - Parameters:
  ///   - file: its first line is the passphrase.
  ///   - again: asks twice, for a new one.
  ///   - question: what stands on the terminal before it.
  /// - Returns: the passphrase, of whatever length.
  /// - Throws: `PassphraseRefusal`.
  static func get(file: String?, again: Bool, question: String = "口令（不显示，至少 12 个字符）：") throws -> String {
    if let file {
      guard let data = FileManager.default.contents(atPath: file), data.count <= UpkeepLimits.secretFileBytes,
        let line = String(decoding: data, as: UTF8.self).split(whereSeparator: \.isNewline).first
      else { throw PassphraseRefusal.fileUnreadable(path: file) }
      return String(line)
    }
    let typed = try ask(question)
    if again, try ask("再输入一次：") != typed { throw PassphraseRefusal.differs }
    return typed
  }

  private static func ask(_ question: String) throws -> String {
    let terminal = open("/dev/tty", O_RDWR | O_CLOEXEC)
    guard terminal >= 0 else { throw PassphraseRefusal.noTerminal }
    defer { close(terminal) }
    var before = termios()
    guard tcgetattr(terminal, &before) == 0 else { throw PassphraseRefusal.noTerminal }
    var silent = before
    silent.c_lflag &= ~tcflag_t(ECHO)
    tcsetattr(terminal, TCSAFLUSH, &silent)
    defer { tcsetattr(terminal, TCSAFLUSH, &before) }
    Console.writeAll(Array(question.utf8), to: terminal)
    var bytes: [UInt8] = []
    var byte: UInt8 = 0
    while Glibc.read(terminal, &byte, 1) == 1, byte != 0x0A, bytes.count < 1_024 { bytes.append(byte) }
    Console.writeAll([0x0A], to: terminal)
    return String(decoding: bytes, as: UTF8.self)
  }
}

enum PassphraseRefusal: Refusal {
  case fileUnreadable(path: String)
  case differs
  case noTerminal

  var code: String {
    switch self {
    case .fileUnreadable: "passphrase.file-unreadable"
    case .differs: "passphrase.differs"
    case .noTerminal: "passphrase.no-terminal"
    }
  }

  var message: String {
    switch self {
    case .fileUnreadable(let path): "口令文件 \(path) 读不出来，或者是空的"
    case .differs: "两次输入的口令不一样"
    case .noTerminal: "这里不是终端，没法输入口令"
    }
  }

  var hint: String {
    switch self {
    case .fileUnreadable: "请把口令写在文件第一行"
    case .differs: "请重新执行"
    case .noTerminal: "请用 --passphrase-file 指定口令文件"
    }
  }
}
