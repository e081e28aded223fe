import Foundation
import Synchronization

/// One change of the disk, in the order it happened.
enum CrashEvent: Sendable {
  case makeFolder(String)
  case create(String)
  case write(String, offset: Int, bytes: [UInt8])
  case truncate(String, size: Int)
  case sync(String)
  case link(String, as: String)
  case rename(String, to: String)
  case unlink(String)
  case syncFolder(String)
  /// Somebody was told that this is safe.
  case confirm(String)
}

/// The events of one folder; paths are kept relative to it.
final class CrashLog: Sendable {
  let folder: String
  private let entries = Mutex<[CrashEvent]>([])

  init(folder: String) { self.folder = folder }

  var events: [CrashEvent] { entries.withLock { $0 } }

  func append(_ event: CrashEvent) { entries.withLock { $0.append(event) } }

  /// The path below the folder (empty for the folder itself), or `nil` when it lies elsewhere.
  func relative(_ path: String) -> String? {
    if path == folder { return "" }
    guard path.hasPrefix(folder + "/") else { return nil }
    return String(path.dropFirst(folder.count + 1))
  }
}

/// The folders that are being recorded in this process.
enum CrashLogs {
  private static let running = Mutex<[CrashLog]>([])

  static func start(_ log: CrashLog) { running.withLock { $0.append(log) } }

  static func stop(_ log: CrashLog) { running.withLock { $0.removeAll { $0 === log } } }

  static func log(for path: String) -> (CrashLog, String)? {
    let logs = running.withLock { $0 }
    for log in logs {
      if let relative = log.relative(path) { return (log, relative) }
    }
    return nil
  }
}
