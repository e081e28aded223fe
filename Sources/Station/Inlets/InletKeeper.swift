import Foundation
import GraduatePhotos
import Storage

/// The folders that are watched: a folder feeds one visit at a time.
public actor InletKeeper {
  public struct Line: Sendable {
    public let folder: String
    public let state: FolderInlet.State
    public let taken: Int
  }

  private struct Running {
    let desk: VisitDesk
    let inlet: FolderInlet
    let task: Task<Void, Never>
  }

  private let station: Station
  private var running: [String: Running] = [:]

  public init(station: Station) { self.station = station }

  /// Watches the station's inbox and the folders that the visit had before, from the moment it is opened.
  public func begin(_ desk: VisitDesk) async throws {
    let known = try await station.database.read { sql in
      try sql.rows(
        "SELECT path FROM inlet WHERE campaign = ? AND visit = ? ORDER BY since",
        [.text(desk.name.campaign), .int(desk.name.number)]
      ).map { try $0.text("path") }
    }
    for folder in Set(known + [station.folder.inboxPath]).sorted() { try await watch(folder, for: desk) }
  }

  /// - Throws: `VisitDeskRefusal.folderForeign` when there is no such folder.
  public func watch(_ folder: String, for desk: VisitDesk) async throws {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue else {
      throw VisitDeskRefusal.noSuchFolder(folder)
    }
    let inlet = try await station.inlet(of: folder, for: desk)
    if let other = running[inlet.folder] {
      guard other.desk !== desk || other.task.isCancelled else { return }
      other.task.cancel()
      await other.task.value
    }
    running[inlet.folder] = Running(desk: desk, inlet: inlet, task: Task.detached { await inlet.run() })
  }

  /// A folder is no longer watched; nothing in it is touched.
  public func stop(_ folder: String, for desk: VisitDesk) async throws {
    guard let found = running[folder], found.desk.name == desk.name else { return }
    found.task.cancel()
    await found.task.value
    running[folder] = nil
    let name = desk.name
    try await station.database.write { sql in
      _ = try sql.execute(
        "DELETE FROM inlet WHERE campaign = ? AND visit = ? AND path = ?",
        [.text(name.campaign), .int(name.number), .text(folder)])
    }
  }

  public func lines(of visit: VisitName) -> [Line] {
    running.values.filter { $0.desk.name == visit }.map {
      Line(folder: $0.inlet.folder, state: $0.inlet.state, taken: $0.inlet.taken)
    }.sorted { $0.folder < $1.folder }
  }

  public func stopAll() async {
    for one in running.values { one.task.cancel() }
    for one in running.values { await one.task.value }
    running = [:]
  }
}
