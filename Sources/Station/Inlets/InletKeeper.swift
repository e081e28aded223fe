import Foundation
import GraduatePhotos
import Storage

/// The folders that are watched, and the camera: each feeds one visit at a time.
public actor InletKeeper {
  public struct Line: Sendable {
    public let folder: String
    public let state: FolderInlet.State
    public let taken: Int
  }

  /// The station's camera, as a page shows it.
  public struct CameraLine: Sendable {
    public let state: CameraInlet.State
    public let taken: Int
  }

  private struct Running {
    let desk: VisitDesk
    let inlet: FolderInlet
    let task: Task<Void, Never>
  }

  private struct RunningCamera {
    let desk: VisitDesk
    let inlet: CameraInlet
    let task: Task<Void, Never>
  }

  private let station: Station
  private let camera: CameraChoice?
  private let late = LateArrivals()
  private var running: [String: Running] = [:]
  private var runningCamera: RunningCamera?

  /// - camera: the one that is connected to the station, if any.
  public init(station: Station, camera: CameraChoice? = nil) {
    self.station = station
    self.camera = camera
  }

  /// Watches the station's inbox with the camera that fills it, and the folders that the visit had before, from the moment it is opened.
  public func begin(_ desk: VisitDesk) async throws {
    let known = try await station.database.read { sql in
      try sql.rows(
        "SELECT path FROM inlet WHERE campaign = ? AND visit = ? ORDER BY since",
        [.text(desk.name.campaign), .int(desk.name.number)]
      ).map { try $0.text("path") }
    }
    for folder in Set(known + [station.folder.inboxPath]).sorted() { try await watch(folder, for: desk) }
    beginCamera(desk)
  }

  private func beginCamera(_ desk: VisitDesk) {
    guard let camera, let inbox = running[station.folder.inboxPath], inbox.desk === desk,
      runningCamera?.desk !== desk || runningCamera?.task.isCancelled == true
    else { return }
    // A camera lets one program in: the last visit's connection is given up before.
    let other = runningCamera
    other?.task.cancel()
    let inlet = CameraInlet(camera, into: inbox.inlet, desk: desk, station: station, late: late)
    runningCamera = RunningCamera(
      desk: desk, inlet: inlet,
      task: Task.detached {
        await other?.task.value
        await inlet.run()
      })
  }

  /// - Throws: `VisitDeskRefusal.folderForeign` when there is no such folder.
  public func watch(_ folder: String, for desk: VisitDesk) async throws {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue else {
      throw VisitDeskRefusal.noSuchFolder(folder)
    }
    let inlet = try await station.inlet(of: folder, for: desk, late: late)
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

  /// The camera's state for a visit that it feeds; nil for another one, and without a camera.
  public func cameraLine(of visit: VisitName) -> CameraLine? {
    runningCamera.flatMap { $0.desk.name == visit ? CameraLine(state: $0.inlet.state, taken: $0.inlet.taken) : nil }
  }

  public func stopAll() async {
    runningCamera?.task.cancel()
    for one in running.values { one.task.cancel() }
    for one in running.values { await one.task.value }
    await runningCamera?.task.value
    (running, runningCamera) = ([:], nil)
  }
}
