import Crypto
import Foundation

/// One photo on its way into the store: a temporary file that grows, then gets its name or disappears.
///
/// Used by one operation at a time.
final class PhotoUpload: @unchecked Sendable {
  private let root: String
  private let calls: any FileSystemCalls
  private let folders: DurableFolders
  private let temporary: String
  private var file: Int32?
  private var digest = SHA256()
  private var bytes = 0

  init(root: String, calls: any FileSystemCalls, folders: DurableFolders) throws {
    self.root = root
    self.calls = calls
    self.folders = folders
    let folder = try folders.ensure(root, [DiskPhotoStore.temporaryFolder])
    temporary = folder + "/" + UUID().uuidString.lowercased()
    file = try calls.create(temporary)
  }

  deinit { discard() }

  func append(_ chunk: UnsafeRawBufferPointer) throws {
    guard let file else { throw FileSystemFailure(errno: EBADF, call: "write") }
    bytes += chunk.count
    guard bytes <= StorageLimits.photoBytes else {
      throw PhotoStoreError.tooLarge(limitBytes: StorageLimits.photoBytes)
    }
    try calls.write(chunk, to: file)
    digest.update(bufferPointer: chunk)
  }

  /// Durable under its name when this returns.
  func finish() throws -> PhotoHash {
    guard let file else { throw FileSystemFailure(errno: EBADF, call: "fsync") }
    defer { discard() }
    try calls.sync(file)
    let hash = PhotoHash(digest: digest.finalize())
    let folder = try folders.ensure(root, DiskPhotoStore.folders(of: hash))
    try name(folder + "/" + hash.hex, hash)
    try calls.syncFolder(folder)
    return hash
  }

  /// Closes and removes the temporary file, as well as it can be.
  func discard() {
    guard let file else { return }
    self.file = nil
    calls.close(file)
    try? calls.unlink(temporary)
  }

  private func name(_ path: String, _ hash: PhotoHash) throws {
    do {
      try calls.link(temporary, as: path)
    } catch let failure as FileSystemFailure where failure.errno == EEXIST {
      // The same photo is there already, unless the disk has spoilt it: then this one heals it.
      if try PhotoFile.hash(path) != hash { try calls.rename(temporary, to: path) }
    } catch let failure as FileSystemFailure where [EPERM, EOPNOTSUPP, ENOSYS, EMLINK].contains(failure.errno) {
      // No second names here (exFAT, some network shares). Replacing is harmless: it can only be by the same bytes.
      try calls.rename(temporary, to: path)
    }
  }
}
