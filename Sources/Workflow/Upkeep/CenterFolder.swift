import Foundation
import Glibc
import Storage

/// The data folder of a center: database, photos, waiting uploads, keys; readable by its owner alone.
///
/// ```text
/// DIR/format          whose folder this is, and which version of this layout
/// DIR/center.sqlite   the rows, unless they lie on a PostgreSQL server
/// DIR/photos/ab/cd/…  files by SHA-256
/// DIR/spool/          uploads that wait, encrypted
/// DIR/keys/ring.json  the keys, unless the setting says elsewhere
/// DIR/locks/          who serves, who copies
/// DIR/biying.json     settings, when there are any
/// ```
public struct CenterFolder: Sendable {
  /// What the file `format` says.
  struct Format: Codable, Equatable {
    var folder = "biying"
    var version = UpkeepLimits.folderVersion
    /// `sqlite` or `postgresql`.
    var engine: String
    /// True once the center was opened with its keys: from then on an empty database is a loss, not a beginning.
    var started: Bool
    /// True for a rehearsed season, whose clock is driven: never to be served with a real one.
    ///
    /// Absent in service.
    var isRehearsal: Bool?
  }

  /// Without a slash at the end.
  public let path: String

  init(path: String) {
    let standard = URL(filePath: path).standardizedFileURL.path
    self.path = standard.count > 1 && standard.hasSuffix("/") ? String(standard.dropLast()) : standard
  }

  public func path(_ name: String) -> String { path + "/" + name }

  public var databasePath: String { path("center.sqlite") }
  public var photosPath: String { path("photos") }
  public var spoolPath: String { path("spool") }
  public var keysPath: String { path("keys/ring.json") }
  public var settingsPath: String { path(Self.settingsName) }
  var formatPath: String { path("format") }

  /// May lie in a folder before the first start.
  public static let settingsName = "biying.json"
  private static let strangersAllowed: Set<String> = [settingsName, "keys", "lost+found"]

  /// The folder at `path`, which must be ours.
  ///
  /// - Throws: `FolderRefusal.missing`, `.notOurs`, `.newerLayout`.
  public static func existing(at path: String) throws -> CenterFolder {
    let folder = CenterFolder(path: path)
    guard FileManager.default.fileExists(atPath: folder.path) else { throw FolderRefusal.missing(path: folder.path) }
    guard FileManager.default.fileExists(atPath: folder.formatPath) else {
      guard try folder.isFree() else { throw FolderRefusal.notOurs(path: folder.path) }
      throw FolderRefusal.missing(path: folder.path)
    }
    _ = try folder.format()
    return folder
  }

  /// The folder at `path`, made when it is missing or empty (mode 0700, names synced).
  ///
  /// - Throws: `FolderRefusal.notOurs`, `.newerLayout`, `.notWritable`.
  static func made(at path: String, engine: String, isRehearsal: Bool = false) throws -> CenterFolder {
    let folder = CenterFolder(path: path)
    do {
      if !FileManager.default.fileExists(atPath: folder.formatPath) {
        guard try folder.isFree() else { throw FolderRefusal.notOurs(path: folder.path) }
        try FolderFiles.make(folder.path)
        // First of all, so that whatever stops us leaves a folder that is ours.
        try folder.write(Format(engine: engine, started: false, isRehearsal: isRehearsal ? true : nil))
      }
      for name in ["photos", "spool", "keys", "locks"] { try FolderFiles.make(folder.path(name)) }
    } catch let fault as FileFault where [EACCES, EROFS, EPERM].contains(fault.code) {
      throw FolderRefusal.notWritable(path: folder.path)
    }
    _ = try folder.format()
    return folder
  }

  func format() throws -> Format {
    guard let data = FileManager.default.contents(atPath: formatPath),
      let format = try? JSONDecoder().decode(Format.self, from: data),
      format.folder == "biying"
    else { throw FolderRefusal.notOurs(path: path) }
    guard format.version <= UpkeepLimits.folderVersion else { throw FolderRefusal.newerLayout(found: format.version) }
    return format
  }

  func write(_ format: Format) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    try writePrivateFile(Array(try encoder.encode(format)) + [0x0A], path: formatPath)
  }

  /// Whether nothing of anybody's lies here.
  func isFree() throws -> Bool {
    guard FileManager.default.fileExists(atPath: path) else { return true }
    do {
      let names = try FileManager.default.contentsOfDirectory(atPath: path)
      return names.allSatisfy { Self.strangersAllowed.contains($0) || $0.hasPrefix("format.new") }
    } catch { throw FolderRefusal.notOurs(path: path) }
  }
}

/// Making folders that a power cut cannot take away again.
enum FolderFiles {
  /// Makes `path` and what is missing above it, mode 0700; each new name is synced.
  static func make(_ path: String) throws {
    var status = stat()
    if stat(path, &status) == 0 {
      guard status.st_mode & S_IFMT == S_IFDIR else { throw FileFault(operation: "mkdir", code: ENOTDIR) }
      return
    }
    let parent = URL(filePath: path).deletingLastPathComponent().path
    try make(parent)
    try FileFault.translating {
      do { try FileSystem.calls.makeFolder(path) } catch let failure as FileSystemFailure where failure.errno == EEXIST {}
    }
    try sync(parent)
  }

  /// Syncs the names in a folder.
  static func sync(_ path: String) throws {
    try FileFault.translating { try FileSystem.calls.syncFolder(path) }
  }

  /// Kind and rights of a file; nil when it is not there.
  static func mode(_ path: String) -> mode_t? {
    var status = stat()
    return lstat(path, &status) == 0 ? status.st_mode : nil
  }

  /// Size in bytes and age in seconds of a file by this machine's clock; nil when it is not there.
  static func status(_ path: String) -> (bytes: Int64, ageSeconds: Int64)? {
    var status = stat()
    guard lstat(path, &status) == 0 else { return nil }
    return (Int64(status.st_size), Int64(time(nil)) - Int64(status.st_mtim.tv_sec))
  }
}
