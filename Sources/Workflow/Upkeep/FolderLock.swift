import Foundation
import Glibc

/// A lock on the data folder, held by a process until it lets go or dies (`flock`).
public final class FolderLock: Sendable {
  public enum Kind: String, Sendable {
    /// One server on one SQLite folder.
    case serving
    /// While the folder is made and its first keys are.
    case opening
    /// Copying shares it; whoever deletes files for good takes it alone, so that a back-up never misses what its rows name.
    case erasing
    /// One back-up at a time.
    case copying
    /// One rotation of keys at a time.
    case rotating
  }

  private let file: Int32

  private init(file: Int32) { self.file = file }

  deinit { close(file) }

  /// Takes the lock at once; nil when somebody else has it.
  static func take(_ kind: Kind, of folder: CenterFolder, shared: Bool = false) throws -> FolderLock? {
    try take(kind, of: folder, operation: (shared ? LOCK_SH : LOCK_EX) | LOCK_NB)
  }

  /// Waits for the lock; blocks the thread.
  static func wait(for kind: Kind, of folder: CenterFolder) throws -> FolderLock {
    guard let lock = try take(kind, of: folder, operation: LOCK_EX) else {
      throw FileFault(operation: "flock", code: EWOULDBLOCK)
    }
    return lock
  }

  private static func take(_ kind: Kind, of folder: CenterFolder, operation: Int32) throws -> FolderLock? {
    try FolderFiles.make(folder.path("locks"))
    let file = open(path(kind, folder), O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw FileFault(operation: "open lock", code: errno) }
    while flock(file, operation) != 0 {
      if errno == EINTR { continue }
      let code = errno
      close(file)
      guard code == EWOULDBLOCK else { throw FileFault(operation: "flock", code: code) }
      return nil
    }
    if operation & LOCK_EX != 0 { note(file) }
    return FolderLock(file: file)
  }

  /// Who has the lock, for people to read; the lock itself does not rest on it.
  private static func note(_ file: Int32) {
    let text = Array("\(getpid())\n".utf8)
    ftruncate(file, 0)
    _ = text.withUnsafeBytes { pwrite(file, $0.baseAddress, $0.count, 0) }
  }

  /// The process that took the lock last; a question mark when nobody knows.
  static func holder(_ kind: Kind, of folder: CenterFolder) -> String {
    let text = FileManager.default.contents(atPath: path(kind, folder)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    let number = text.filter { $0 != "\n" }
    return number.isEmpty ? "?" : number
  }

  private static func path(_ kind: Kind, _ folder: CenterFolder) -> String { folder.path("locks/\(kind.rawValue)") }
}
