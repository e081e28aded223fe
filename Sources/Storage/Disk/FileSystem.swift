import Synchronization

/// The file system that this process writes lasting files through: the real one, unless a test put a recorder in front of it, as
/// it does with SQLite's.
package enum FileSystem {
  private static let installed = Mutex<any FileSystemCalls>(RealFileSystem())

  package static var calls: any FileSystemCalls { installed.withLock { $0 } }

  /// Puts another one in front, for everything that is written from now on.
  package static func install(_ calls: any FileSystemCalls) { installed.withLock { $0 = calls } }
}
