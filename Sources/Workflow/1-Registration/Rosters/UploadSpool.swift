import Crypto
import Foundation
import Glibc
import Storage

/// Uploaded rosters on disk while they wait: encrypted in pieces, synced before the row that names them commits.
struct UploadSpool: Sendable {
  /// Plain bytes of a piece; each is sealed with its number and whether it is the last, so that none can be dropped or moved.
  private static let pieceBytes = 1 << 20

  let folder: URL

  func path(of uploadID: String) -> String { folder.appending(path: uploadID + ".sealed").path }

  /// Encrypts a file into the spool.
  ///
  /// Returns size in bytes and keyed hash (hexadecimal) of the plain bytes.
  func keep(_ plainPath: String, as uploadID: String, keys: KeyRing) throws -> (byteCount: Int, hash: String) {
    let source = try FileHandle(forReadingFrom: URL(filePath: plainPath))
    defer { try? source.close() }
    let target = path(of: uploadID)
    let (total, digest) = try FileFault.translating {
      do { return try seal(source, to: target, as: uploadID, keys: keys) } catch {
        remove(uploadID)
        throw error
      }
    }
    // Keyed: the plain hash of a short file could be tried through for the numbers in it.
    let hash = keys.blindIndex(of: digest, field: "roster_upload.file")
    return (total, hexadecimal(hash))
  }

  /// Durable under its name when this returns; size in bytes and SHA-256 (hexadecimal) of the plain bytes.
  private func seal(
    _ source: FileHandle, to target: String, as uploadID: String, keys: KeyRing
  ) throws -> (byteCount: Int, digest: String) {
    let calls = FileSystem.calls
    let file = try calls.create(target)
    defer { calls.close(file) }
    var digest = SHA256()
    var total = 0
    var number = 0
    var piece = try source.read(upToCount: Self.pieceBytes) ?? Data()
    repeat {
      let next = piece.count < Self.pieceBytes ? Data() : try source.read(upToCount: Self.pieceBytes) ?? Data()
      digest.update(data: piece)
      total += piece.count
      let sealed = try keys.seal(piece, as: Self.record(uploadID, number, isLast: next.isEmpty))
      let framed = withUnsafeBytes(of: UInt32(sealed.count).bigEndian) { Array($0) } + sealed
      try framed.withUnsafeBytes { try calls.write($0, to: file) }
      piece = next
      number += 1
    } while !piece.isEmpty
    try calls.sync(file)
    try calls.syncFolder(folder.path)
    return (total, hexadecimal(digest.finalize()))
  }

  /// Decrypts an upload into a file that has no name: whatever happens to this process, nothing readable is left behind.
  func withPlain<T>(_ uploadID: String, keyID: String, keys: KeyRing, _ body: (_ path: String) throws -> T) throws -> T {
    guard let source = try? FileHandle(forReadingFrom: URL(filePath: path(of: uploadID))) else {
      throw RosterImportRefusal.uploadGone
    }
    defer { try? source.close() }
    let plain = try UnnamedFile(in: folder)
    do {
      var number = 0
      var header = try source.read(upToCount: 4) ?? Data()
      while header.count == 4 {
        let length = header.reduce(0) { $0 << 8 | Int($1) }
        guard length <= Self.pieceBytes + 64, let sealed = try source.read(upToCount: length), sealed.count == length else {
          throw FileFault(operation: "read sealed piece", code: EIO)
        }
        header = try source.read(upToCount: 4) ?? Data()
        let record = Self.record(uploadID, number, isLast: header.isEmpty)
        try plain.write(keys.open(Array(sealed), under: keyID, as: record))
        number += 1
      }
    }
    return try withExtendedLifetime(plain) { try body(plain.path) }
  }

  func remove(_ uploadID: String) { try? FileSystem.calls.unlink(path(of: uploadID)) }

  private static func record(_ uploadID: String, _ number: Int, isLast: Bool) -> String {
    "roster_upload:\(uploadID):\(number):\(isLast ? "last" : "more")"
  }
}

/// A file without a name, for plain bytes: whatever happens to this process, nothing readable is left behind.
final class UnnamedFile: Sendable {
  private let file: Int32

  init(in folder: URL) throws {
    let name = folder.appending(path: "\(UUID().uuidString).plain").path
    file = open(name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw FileFault(operation: "open", code: errno) }
    // A server that starts beside us sweeps such names: gone is gone.
    guard unlink(name) == 0 || errno == ENOENT else { throw FileFault(operation: "unlink", code: errno) }
  }

  deinit { close(file) }

  /// Good as long as this object lives; each opening begins at the first byte.
  var path: String { "/proc/self/fd/\(file)" }

  func write(_ bytes: [UInt8]) throws { try writeWhole(file, bytes) }
}

private func writeWhole(_ file: Int32, _ bytes: [UInt8]) throws {
  var written = 0
  while written < bytes.count {
    let count = bytes.withUnsafeBytes { Glibc.write(file, $0.baseAddress.map { $0 + written }, bytes.count - written) }
    if count < 0 && errno == EINTR { continue }
    guard count > 0 else { throw FileFault(operation: "write", code: errno) }
    written += count
  }
}
