import Foundation
import Synchronization

/// Makes folders and remembers which names are known to be on the disk already.
///
/// A folder that is found may have been made a moment ago by someone who has not synced its parent yet (another task, or a process
/// that was killed): it counts as durable only after this process synced the parent itself, once.
final class DurableFolders: Sendable {
  private let known = Mutex<Set<String>>([])
  private let calls: any FileSystemCalls

  init(_ calls: any FileSystemCalls) { self.calls = calls }

  /// `root/a/b` for the components `[a, b]`; each level exists and is durable afterwards.
  func ensure(_ root: String, _ components: [String]) throws -> String {
    var path = root
    for component in components {
      let parent = path
      path += "/" + component
      if known.withLock({ $0.contains(path) }) { continue }
      do { try calls.makeFolder(path) } catch let failure as FileSystemFailure where failure.errno == EEXIST {}
      try calls.syncFolder(parent)
      known.withLock { _ = $0.insert(path) }
    }
    return path
  }
}
