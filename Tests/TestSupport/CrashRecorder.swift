import CCrashRecorder
import Foundation
import Storage

/// Records every write, sync and rename below a folder, of SQLite and of all that goes through `FileSystem`, to replay power cuts afterwards.
///
/// ```swift
/// let recording = try await CrashRecorder.run(in: folder) { recorder in
///   let database = try SQLiteDatabase(path: recorder.folder + "/records.sqlite")
///   let photos = try recorder.photoStore("photos")
///   … work … ; recorder.confirm("photo 1")      // what a person was told
/// }
/// try await recording.forEveryCrashPrefix { folder, confirmed in … open it, look for what was confirmed … }
/// ```
/// Databases must be opened inside the closure, and closed before it returns or not, as the test wants.
public struct CrashRecorder: Sendable {
  /// The folder that is recorded, without symbolic links in its path.
  public let folder: String
  private let log: CrashLog

  /// Does the work and returns what was recorded.
  ///
  /// What the folder holds before counts as durable.
  public static func run(
    in folder: String, _ work: (CrashRecorder) async throws -> Void
  ) async throws -> CrashRecording {
    let path = URL(fileURLWithPath: folder).resolvingSymlinksInPath().path
    guard crash_recorder_install(recordSQLite) == 0 else { throw StorageError.other(code: "sqlite-vfs") }
    // It only watches, and only folders that are recorded, so it may stay for what other tests do.
    FileSystem.install(RecordingFileSystem())
    let start = try CrashDisk(folder: path)
    let log = CrashLog(folder: path)
    CrashLogs.start(log)
    defer { CrashLogs.stop(log) }
    try await work(CrashRecorder(folder: path, log: log))
    return CrashRecording(start: start, events: log.events)
  }

  /// A photo store in a sub-folder whose changes are recorded.
  public func photoStore(_ name: String) throws -> DiskPhotoStore {
    try DiskPhotoStore(folder: folder + "/" + name, calls: RecordingFileSystem())
  }

  /// Notes that somebody was told that this is safe: every later crash must keep it.
  public func confirm(_ label: String) { log.append(.confirm(label)) }
}

/// Called by SQLite's recording file system, on any thread.
private func recordSQLite(
  _ kind: Int32, _ path: UnsafePointer<CChar>?, _ offset: Int64, _ bytes: UnsafeRawPointer?, _ count: Int
) {
  guard let path, let (log, name) = CrashLogs.log(for: String(cString: path)) else { return }
  // The index of the log is rebuilt from it by the first to open it.
  guard !name.hasSuffix("-shm") else { return }
  switch UInt32(kind) {
  case CRASH_RECORDER_CREATE.rawValue: log.append(.create(name))
  case CRASH_RECORDER_WRITE.rawValue:
    log.append(.write(name, offset: Int(offset), bytes: Array(UnsafeRawBufferPointer(start: bytes, count: count))))
  case CRASH_RECORDER_TRUNCATE.rawValue: log.append(.truncate(name, size: Int(offset)))
  case CRASH_RECORDER_SYNC.rawValue: log.append(.sync(name))
  case CRASH_RECORDER_SYNC_FOLDER.rawValue: log.append(.syncFolder(CrashHistory.folder(name)))
  case CRASH_RECORDER_UNLINK.rawValue: log.append(.unlink(name))
  default: break
  }
}
