import Foundation
import GraduatePhotos
import Storage

/// Puts the demonstration into a data folder: wholly or not at all.
public enum Demonstration {
  /// The demonstration's users; what is there already is left as it is.
  ///
  /// It is built in a folder of its own beside the data folder and gets its place when it is whole, so that one that was cut off is
  /// begun again, or finished, by the next start. Rows on PostgreSQL cannot be moved like that: there the database must be empty, and
  /// one that was cut off must be emptied.
  ///
  /// - Parameters:
  ///   - place: where it should lie; the folder is empty, missing, or holds settings only.
  ///   - building: called before the work begins, which takes a while.
  /// - Returns: the users, as they are written beside the data.
  /// - Throws: `DemonstrationRefusal.notEmpty`, and what opening a center throws.
  public static func install(at place: CenterPlace, building: () -> Void = {}) async throws -> [DemonstrationUser] {
    let folder = CenterFolder(path: place.dataPath)
    if let users = try DemonstrationFile.read(from: folder.path) { return users }
    if place.databaseURL != nil {
      building()
      return try await build(at: place)
    }
    let half = folder.path + ".building"
    try FolderFiles.make(PrivateFile.folder(of: folder.path))
    let lock = try KeyFileLock(of: half)
    if try DemonstrationFile.read(from: half) == nil {
      guard try folder.isFree(), !FileManager.default.fileExists(atPath: folder.keysPath) else {
        throw DemonstrationRefusal.notEmpty
      }
      building()
      try? FileManager.default.removeItem(atPath: half)
      var beside = place
      beside.dataPath = half
      _ = try await build(at: beside)
    }
    try move(half, to: folder)
    unlink(half + ".lock")
    withExtendedLifetime(lock) {}
    return try DemonstrationFile.read(from: folder.path) ?? []
  }

  private static func build(at place: CenterPlace) async throws -> [DemonstrationUser] {
    let open = try await OpenCenter.open(place, for: .working)
    do {
      let users = try await open.center.buildDemonstration(workFolder: URL(filePath: open.folder.spoolPath))
      await open.close()
      // Last: it says that all the rest is there.
      try DemonstrationFile.write(users, to: open.folder.path)
      return users
    } catch {
      await open.close()
      throw error
    }
  }

  /// Name by name, so that settings which lie there stay; the users' file comes last and says that all the rest has come.
  private static func move(_ half: String, to folder: CenterFolder) throws {
    try FolderFiles.make(folder.path)
    let last = ["format", DemonstrationFile.name]
    let names = try FileManager.default.contentsOfDirectory(atPath: half).sorted().filter { !last.contains($0) } + last
    try FileFault.translating {
      for name in names {
        // Moved before the power went.
        guard FileManager.default.fileExists(atPath: "\(half)/\(name)") else { continue }
        try FileSystem.calls.rename("\(half)/\(name)", to: folder.path(name))
        try FileSystem.calls.syncFolder(folder.path)
      }
    }
    try? FileManager.default.removeItem(atPath: half)
  }
}
