import Foundation

/// A failed call of the file system.
package struct FileSystemFailure: Error, Equatable {
  package let errno: Int32
  package let call: String

  package init(errno: Int32, call: String) {
    self.errno = errno
    self.call = call
  }
}

/// The calls that change a disk, so that tests can record their order and replay what a power cut may leave of it.
package protocol FileSystemCalls: Sendable {
  /// Makes a folder, mode 0700.
  func makeFolder(_ path: String) throws
  /// Makes a new file, mode 0600, and opens it for writing.
  func create(_ path: String) throws -> Int32
  /// Writes all bytes at the end of what was written before.
  func write(_ bytes: UnsafeRawBufferPointer, to file: Int32) throws
  func sync(_ file: Int32) throws
  func close(_ file: Int32)
  /// Gives a file a second name; fails with EEXIST when the name is taken.
  func link(_ path: String, as name: String) throws
  func rename(_ path: String, to name: String) throws
  func unlink(_ path: String) throws
  /// Makes the bytes of a file durable that somebody else wrote.
  func syncFile(_ path: String) throws
  /// Makes the names in a folder durable.
  func syncFolder(_ path: String) throws
}

/// The real file system.
package struct RealFileSystem: FileSystemCalls {
  package init() {}

  package func makeFolder(_ path: String) throws { try check(mkdir(path, 0o700), "mkdir") }

  package func create(_ path: String) throws -> Int32 {
    let file = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
    try check(file, "open")
    return file
  }

  package func write(_ bytes: UnsafeRawBufferPointer, to file: Int32) throws {
    var rest = bytes
    while !rest.isEmpty {
      let count = Glibc.write(file, rest.baseAddress, rest.count)
      if count < 0, errno == EINTR { continue }
      try check(Int32(truncatingIfNeeded: min(count, 1)), "write")
      rest = UnsafeRawBufferPointer(rebasing: rest[count...])
    }
  }

  package func sync(_ file: Int32) throws { try check(fsync(file), "fsync") }

  package func close(_ file: Int32) { _ = Glibc.close(file) }

  package func link(_ path: String, as name: String) throws { try check(Glibc.link(path, name), "link") }

  package func rename(_ path: String, to name: String) throws { try check(Glibc.rename(path, name), "rename") }

  package func unlink(_ path: String) throws { try check(Glibc.unlink(path), "unlink") }

  package func syncFile(_ path: String) throws {
    let file = open(path, O_RDWR | O_CLOEXEC)
    try check(file, "open")
    defer { _ = Glibc.close(file) }
    try check(fsync(file), "fsync")
  }

  package func syncFolder(_ path: String) throws {
    let folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    try check(folder, "open")
    defer { _ = Glibc.close(folder) }
    try check(fsync(folder), "fsync")
  }

  private func check(_ outcome: Int32, _ call: String) throws {
    guard outcome < 0 else { return }
    throw FileSystemFailure(errno: errno, call: call)
  }
}
