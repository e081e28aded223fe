import Synchronization

/// Files whose picture was taken before it could be handed over: who sits now may not be whom it shows.
final class LateArrivals: Sendable {
  private let moments = Mutex<[String: Int64]>([:])

  /// - path: the file's, noted before the file is there.
  /// - earliest: since when it may have been taken, milliseconds UTC.
  func note(_ path: String, earliest: Int64) { moments.withLock { $0[path] = earliest } }

  /// Since when a file's picture may have been taken; nil for one that came at once.
  func moment(of path: String) -> Int64? { moments.withLock { $0[path] } }
}
