import Foundation
import Glibc

/// Tells when something happened in a folder: by the kernel's word where it has one, and by looking again in any case.
///
/// Network folders and some sticks never send a word; what is missed is seen a moment later.
final class FolderWatch: Sendable {
  private let notifier: Int32
  /// A pipe: a byte in it ends a wait.
  private let wakeReader: Int32
  private let wakeWriter: Int32

  /// - folder: is watched alone, without the folders in it.
  init(folder: String) {
    notifier = inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
    var ends: [Int32] = [-1, -1]
    if pipe(&ends) == 0 {
      for end in ends {
        _ = fcntl(end, F_SETFL, O_NONBLOCK)
        _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      }
    }
    (wakeReader, wakeWriter) = (ends[0], ends[1])
    if notifier >= 0 {
      inotify_add_watch(
        notifier, folder,
        UInt32(IN_CLOSE_WRITE) | UInt32(IN_MOVED_TO) | UInt32(IN_CREATE) | UInt32(IN_DELETE_SELF) | UInt32(IN_MOVE_SELF))
    }
  }

  deinit {
    if notifier >= 0 { close(notifier) }
    if wakeReader >= 0 { close(wakeReader) }
    if wakeWriter >= 0 { close(wakeWriter) }
  }

  /// Returns when something happened, or after so many milliseconds; blocks its thread.
  func wait(milliseconds: Int) {
    var waiting = [
      pollfd(fd: notifier, events: Int16(POLLIN), revents: 0), pollfd(fd: wakeReader, events: Int16(POLLIN), revents: 0),
    ]
    guard poll(&waiting, 2, Int32(milliseconds)) > 0 else { return }
    // What it was does not matter: everything is looked at.
    var buffer = [UInt8](repeating: 0, count: 16 << 10)
    while notifier >= 0, read(notifier, &buffer, buffer.count) > 0 {}
    while wakeReader >= 0, read(wakeReader, &buffer, buffer.count) > 0 {}
  }

  /// Ends a wait at once.
  func interrupt() {
    var one: UInt8 = 1
    _ = write(wakeWriter, &one, 1)
  }
}
