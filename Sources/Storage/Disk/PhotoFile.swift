import Crypto
import Foundation

/// Reading files of the store.
enum PhotoFile {
  /// Hands a file's bytes on in pieces; ENOENT and other failures as `FileSystemFailure`.
  static func read(_ path: String, _ body: (UnsafeRawBufferPointer) throws -> Void) throws {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw FileSystemFailure(errno: errno, call: "open") }
    defer { close(file) }
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: StorageLimits.photoChunkBytes, alignment: 16)
    defer { buffer.deallocate() }
    while true {
      let count = Glibc.read(file, buffer.baseAddress, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw FileSystemFailure(errno: errno, call: "read") }
      guard count > 0 else { return }
      try body(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
    }
  }

  static func hash(_ path: String) throws -> PhotoHash {
    var digest = SHA256()
    try read(path) { digest.update(bufferPointer: $0) }
    return PhotoHash(digest: digest.finalize())
  }

  /// Size in bytes, age in seconds since the last change by `now`, and whether it is a folder; `nil` when it is not there.
  static func status(_ path: String) throws -> (bytes: Int64, changed: Int64, isFolder: Bool)? {
    var status = stat()
    guard lstat(path, &status) == 0 else {
      guard errno == ENOENT || errno == ENOTDIR else { throw FileSystemFailure(errno: errno, call: "lstat") }
      return nil
    }
    return (Int64(status.st_size), Int64(status.st_mtim.tv_sec), status.st_mode & S_IFMT == S_IFDIR)
  }

  /// The names in a folder; none when there is no such folder.
  static func names(in path: String) throws -> [String] {
    guard let folder = opendir(path) else {
      guard errno == ENOENT else { throw FileSystemFailure(errno: errno, call: "opendir") }
      return []
    }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }
}
