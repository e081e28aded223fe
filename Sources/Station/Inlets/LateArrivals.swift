import Synchronization

/// Files whose picture was taken before it could be handed over: who sits now may not be whom it shows.
final class LateArrivals: Sendable {
  private let moments = Mutex<[String: Int64]>([:])

  /// - path: the file's, noted before the file is there.
  /// - earliest: since when it may have been taken, milliseconds UTC.
  func note(_ path: String, earliest: Int64) { moments.withLock { $0[path] = earliest } }

  /// Since when a file's picture may have been taken; nil for one that came at once.
  ///
  /// A program that died in between has forgotten the moment; the file's name still tells that it came late, perhaps from the beginning.
  func moment(of path: String) -> Int64? { moments.withLock { $0[path] } ?? (Self.isMarked(path) ? 0 : nil) }

  private static let mark = "~late"

  /// A picture's name with the mark before its ending.
  static func marked(_ name: String) -> String {
    let dot = name.lastIndex(of: ".") ?? name.endIndex
    return name[..<dot] + mark + name[dot...]
  }

  /// The name as the camera gave it.
  static func plain(_ name: String) -> String { name.replacing(mark, with: "") }

  private static func isMarked(_ path: String) -> Bool { path.contains(mark) }
}
