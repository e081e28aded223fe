import Foundation
import Glibc
import Storage

/// Writes a file only its owner can read (0600), wholly or not at all: a temporary file of its own name, fsync, rename, fsync of the
/// folder.
///
/// - Throws: `FileFault`.
func writePrivateFile(_ bytes: [UInt8], path: String) throws {
  let calls = FileSystem.calls
  try FileFault.translating {
    let temporary = "\(path)\(PrivateFile.temporaryMark)\(UUID().uuidString.lowercased())"
    let file = try calls.create(temporary)
    do {
      defer { calls.close(file) }
      try bytes.withUnsafeBytes { try calls.write($0, to: file) }
      try calls.sync(file)
      try calls.rename(temporary, to: path)
    } catch {
      try? calls.unlink(temporary)
      throw error
    }
    try calls.syncFolder(PrivateFile.folder(of: path))
  }
}

enum PrivateFile {
  /// Between a file's name and what makes its temporary name unique.
  static let temporaryMark = ".new-"

  static func folder(of path: String) -> String { URL(filePath: path).deletingLastPathComponent().path }

  /// Removes what interrupted writes of a file left; only for whoever keeps all its writers out.
  static func removeLeftovers(of path: String) {
    let folder = folder(of: path)
    let start = URL(filePath: path).lastPathComponent + temporaryMark
    for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] where name.hasPrefix(start) {
      try? FileSystem.calls.unlink("\(folder)/\(name)")
    }
  }
}

/// A call to the file system that failed; no path, because a path can hold a name.
struct FileFault: PlainFault {
  let operation: String
  let code: Int32
  var description: String { "\(operation) failed: errno \(code)" }

  /// A failure of the layer below in this one's words.
  static func translating<T>(_ work: () throws -> T) throws -> T {
    do { return try work() } catch let failure as FileSystemFailure {
      throw FileFault(operation: failure.call, code: failure.errno)
    }
  }
}
