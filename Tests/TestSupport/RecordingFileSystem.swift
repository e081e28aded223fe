import Foundation
import Storage
import Synchronization

/// The real file system, with every change below a recorded folder written into its log.
public struct RecordingFileSystem: FileSystemCalls {
  private static let open = Mutex<[Int32: (path: String, size: Int)]>([:])
  private let real = RealFileSystem()

  public init() {}

  package func makeFolder(_ path: String) throws {
    try real.makeFolder(path)
    record(path) { .makeFolder($0) }
  }

  package func create(_ path: String) throws -> Int32 {
    let file = try real.create(path)
    Self.open.withLock { $0[file] = (path, 0) }
    record(path) { .create($0) }
    return file
  }

  package func write(_ bytes: UnsafeRawBufferPointer, to file: Int32) throws {
    try real.write(bytes, to: file)
    let place = Self.open.withLock { open -> (path: String, size: Int)? in
      let place = open[file]
      open[file]?.size += bytes.count
      return place
    }
    guard let place else { return }
    record(place.path) { .write($0, offset: place.size, bytes: Array(bytes)) }
  }

  package func sync(_ file: Int32) throws {
    try real.sync(file)
    guard let place = Self.open.withLock({ $0[file] }) else { return }
    record(place.path) { .sync($0) }
  }

  package func close(_ file: Int32) {
    // Forgotten first: the number may be given to another file at once.
    Self.open.withLock { _ = $0.removeValue(forKey: file) }
    real.close(file)
  }

  package func link(_ path: String, as name: String) throws {
    try real.link(path, as: name)
    record(path) { from in CrashLogs.log(for: name).map { .link(from, as: $0.1) } }
  }

  package func rename(_ path: String, to name: String) throws {
    try real.rename(path, to: name)
    record(path) { from in CrashLogs.log(for: name).map { .rename(from, to: $0.1) } }
  }

  package func unlink(_ path: String) throws {
    try real.unlink(path)
    record(path) { .unlink($0) }
  }

  package func syncFile(_ path: String) throws {
    try real.syncFile(path)
    record(path) { .sync($0) }
  }

  package func syncFolder(_ path: String) throws {
    try real.syncFolder(path)
    record(path) { .syncFolder($0) }
  }

  private func record(_ path: String, _ event: (String) -> CrashEvent?) {
    guard let (log, relative) = CrashLogs.log(for: path), let event = event(relative) else { return }
    log.append(event)
  }
}
