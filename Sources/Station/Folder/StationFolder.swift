import Foundation
import Glibc
import Storage
import Synchronization

/// The data folder of a station, readable by its owner alone.
///
/// ```text
/// DIR/format           whose folder this is, and which version of this layout
/// DIR/station.sqlite   what happened, sealed; packets that wait
/// DIR/packets/ab/cd/…  packets with pictures, sealed for the center: this station cannot open them
/// DIR/sealed/ab/cd/…   visits' files and portraits, sealed under the visit's key
/// DIR/spool/           uploads while they arrive; emptied at each start
/// DIR/inbox/           where the pictures of a camera at the station's cable or network are saved
/// DIR/station.json     the station's name and its key for signing
/// ```
public struct StationFolder: Sendable {
  private struct Format: Codable {
    var folder: String
    var version: Int
  }

  private static let kind = "biying-station"

  /// Without a slash at the end.
  public let path: String

  /// Finds or makes the folder (mode 0700).
  ///
  /// - Throws: `VisitDeskRefusal.folderForeign`, `.folderNewer`.
  init(at path: String) throws {
    let standard = URL(filePath: path).standardizedFileURL.path
    self.path = standard.count > 1 && standard.hasSuffix("/") ? String(standard.dropLast()) : standard
    let files = FileManager.default
    if let data = files.contents(atPath: self.path("format")) {
      guard let format = try? JSONDecoder().decode(Format.self, from: data), format.folder == Self.kind else {
        throw VisitDeskRefusal.folderForeign(path: self.path)
      }
      guard format.version <= VisitDeskLimits.folderVersion else { throw VisitDeskRefusal.folderNewer }
    } else {
      let found = (try? files.contentsOfDirectory(atPath: self.path)) ?? []
      guard found.allSatisfy({ $0 == "lost+found" || $0 == "lock" }) else {
        throw VisitDeskRefusal.folderForeign(path: self.path)
      }
      try files.createDirectory(
        atPath: self.path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      try JSONEncoder().encode(Format(folder: Self.kind, version: VisitDeskLimits.folderVersion)).write(
        to: URL(filePath: self.path("format")), options: .atomic)
    }
    // A picture that a crash left half-way in lies open there: it was confirmed to nobody.
    try? files.removeItem(atPath: spoolPath)
    for path in [inboxPath, spoolPath] {
      try files.createDirectory(atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }
  }

  func path(_ name: String) -> String { path + "/" + name }

  var databasePath: String { path("station.sqlite") }
  var packetsPath: String { path("packets") }
  var sealedPath: String { path("sealed") }
  var identityPath: String { path("station.json") }
  /// Where uploads lie while they arrive.
  public var spoolPath: String { path("spool") }
  public var inboxPath: String { path("inbox") }

  /// Bytes that may still be written to the folder's disk.
  func freeBytes() -> Int64 {
    var facts = statvfs()
    guard statvfs(path, &facts) == 0 else { return .max }
    return Int64(facts.f_bavail) * Int64(facts.f_frsize)
  }
}

/// One process has a station's folder, until it lets go or dies.
final class StationLock: Sendable {
  private let file: Int32
  private let isReleased = Mutex(false)

  /// - Throws: `VisitDeskRefusal.folderTaken`.
  init(of folder: String) throws {
    file = open(folder + "/lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw VisitDeskRefusal.folderForeign(path: folder) }
    guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
      close(file)
      throw VisitDeskRefusal.folderTaken
    }
  }

  deinit { release() }

  /// Lets go before the last reference does.
  func release() {
    let isFirst = isReleased.withLock { released in
      defer { released = true }
      return !released
    }
    if isFirst { close(file) }
  }
}
