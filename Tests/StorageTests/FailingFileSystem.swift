import Foundation
import Storage
import Synchronization

/// The real file system, except that one kind of call fails once with "disk full".
struct FailingFileSystem: FileSystemCalls {
  enum Call: CaseIterable, Sendable { case makeFolder, create, write, sync, link, syncFolder }

  private final class Armed: Sendable { let armed = Mutex(false) }

  private let call: Call
  private let state = Armed()
  private let real = RealFileSystem()

  init(_ call: Call) { self.call = call }

  func arm() { state.armed.withLock { $0 = true } }

  func makeFolder(_ path: String) throws {
    try fail(.makeFolder)
    try real.makeFolder(path)
  }

  func create(_ path: String) throws -> Int32 {
    try fail(.create)
    return try real.create(path)
  }

  func write(_ bytes: UnsafeRawBufferPointer, to file: Int32) throws {
    // Half of it fits.
    if (try? fail(.write)) == nil {
      try real.write(UnsafeRawBufferPointer(rebasing: bytes[..<(bytes.count / 2)]), to: file)
      throw FileSystemFailure(errno: ENOSPC, call: "write")
    }
    try real.write(bytes, to: file)
  }

  func sync(_ file: Int32) throws {
    try fail(.sync)
    try real.sync(file)
  }

  func close(_ file: Int32) { real.close(file) }

  func link(_ path: String, as name: String) throws {
    try fail(.link)
    try real.link(path, as: name)
  }

  func rename(_ path: String, to name: String) throws { try real.rename(path, to: name) }

  func unlink(_ path: String) throws { try real.unlink(path) }

  func syncFile(_ path: String) throws {
    try fail(.sync)
    try real.syncFile(path)
  }

  func syncFolder(_ path: String) throws {
    try fail(.syncFolder)
    try real.syncFolder(path)
  }

  private func fail(_ call: Call) throws {
    guard call == self.call else { return }
    let isArmed = state.armed.withLock { armed in
      defer { armed = false }
      return armed
    }
    if isArmed { throw FileSystemFailure(errno: ENOSPC, call: "\(call)") }
  }
}
