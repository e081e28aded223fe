import Foundation
import Glibc

/// Keeps all other writers of a key file out, in this process and in others (`flock` on a file beside it), until it is gone.
///
/// The file itself cannot be locked: each write puts a new one in its place.
final class KeyFileLock {
  private let file: Int32

  /// Waits for its turn; a turn is a few milliseconds, because nothing slow is done under it.
  init(of path: String) throws {
    file = open(path + ".lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw FileFault(operation: "open key lock", code: errno) }
    while flock(file, LOCK_EX) != 0 {
      guard errno == EINTR else {
        let code = errno
        close(file)
        throw FileFault(operation: "flock", code: code)
      }
    }
  }

  deinit { close(file) }
}
