import Crypto
import Foundation

/// Photos in a folder of this machine: `ab/cd/abcd…`, each written whole under a temporary name, synced, then named.
public final class DiskPhotoStore: PhotoStore {
  static let temporaryFolder = "tmp"

  private let root: String
  private let calls: any FileSystemCalls
  private let folders: DurableFolders
  private let now: @Sendable () -> Int64
  private let operations: OperationQueue

  /// Opens a store; the folder is made when it is missing, its parent must exist.
  public convenience init(folder: String) throws {
    try self.init(folder: folder, calls: FileSystem.calls)
  }

  /// Opens a store on other `calls` that change the disk, with `now` in seconds since 1970 for the age of temporary files.
  package init(
    folder: String, calls: any FileSystemCalls, now: @escaping @Sendable () -> Int64 = { Int64(time(nil)) }
  ) throws {
    let path = URL(fileURLWithPath: folder).standardizedFileURL.path
    root = path
    self.calls = calls
    self.now = now
    let folders = DurableFolders(calls)
    self.folders = folders
    operations = OperationQueue()
    operations.name = "storage.photos"
    operations.maxConcurrentOperationCount = StorageLimits.photoOperations
    let url = URL(fileURLWithPath: path)
    try Self.translating {
      _ = try folders.ensure(url.deletingLastPathComponent().path, [url.lastPathComponent])
    }
  }

  static func folders(of hash: PhotoHash) -> [String] {
    [String(hash.hex.prefix(2)), String(hash.hex.dropFirst(2).prefix(2))]
  }

  public func put(_ bytes: [UInt8]) async throws -> PhotoHash {
    try await perform { [self] in
      let upload = try PhotoUpload(root: root, calls: calls, folders: folders)
      try bytes.withUnsafeBytes { try upload.append($0) }
      return try upload.finish()
    }
  }

  public func put(contentsOf file: URL) async throws -> PhotoHash {
    try await perform { [self] in
      let upload = try PhotoUpload(root: root, calls: calls, folders: folders)
      try PhotoFile.read(file.path) { try upload.append($0) }
      return try upload.finish()
    }
  }

  public func put<Chunks: AsyncSequence & Sendable>(
    stream: Chunks
  ) async throws -> PhotoHash where Chunks.Element == [UInt8] {
    let upload = try await perform { [self] in try PhotoUpload(root: root, calls: calls, folders: folders) }
    do {
      for try await chunk in stream {
        try await perform { try chunk.withUnsafeBytes { try upload.append($0) } }
      }
      // A cancelled stream just ends: what came of it is no photo.
      try Task.checkCancellation()
      return try await perform { try upload.finish() }
    } catch {
      upload.discard()
      throw error is CancellationError ? PhotoStoreError.cancelled : error
    }
  }

  public func read(_ hash: PhotoHash) async throws -> [UInt8] {
    try await perform { [self] in
      var bytes: [UInt8] = []
      do {
        try PhotoFile.read(path(of: hash)) { chunk in
          // Nothing larger is ever put here.
          guard bytes.count + chunk.count <= StorageLimits.photoBytes else { throw PhotoStoreError.corrupt(hash) }
          bytes.append(contentsOf: chunk)
        }
      } catch let failure as FileSystemFailure where failure.errno == ENOENT {
        throw PhotoStoreError.missing(hash)
      }
      guard PhotoHash(digest: SHA256.hash(data: bytes)) == hash else { throw PhotoStoreError.corrupt(hash) }
      return bytes
    }
  }

  public func size(of hash: PhotoHash) async throws -> Int64? {
    try await perform { [self] in try PhotoFile.status(path(of: hash))?.bytes }
  }

  public func list() -> AsyncThrowingStream<PhotoHash, any Error> {
    let listing = PhotoListing(root: root)
    return AsyncThrowingStream { [self] in try await perform { try listing.next() } }
  }

  public func delete(_ hash: PhotoHash) async throws {
    try await perform { [self] in
      do { try calls.unlink(path(of: hash)) } catch let failure as FileSystemFailure where failure.errno == ENOENT { return }
      try calls.syncFolder(folder(of: hash))
    }
  }

  public func verify() async throws -> PhotoStoreReport {
    let listing = PhotoListing(root: root)
    var report = PhotoStoreReport()
    while let hash = try await perform({ try listing.next() }) {
      try Task.checkCancellation()
      let found = try await perform { [self] in try Self.inspect(path(of: hash), hash) }
      // Deleted since it was listed.
      guard let found else { continue }
      report.photos += 1
      report.bytes += found.bytes
      if !found.isSound { report.corrupt.append(hash) }
    }
    report.strangers = listing.strangers
    report.orphans = try await perform { [self] in try oldTemporaries() }
    return report
  }

  /// Deletes temporary files that are older than a day, left by a crash; tells how many.
  public func sweep() async throws -> Int {
    try await perform { [self] in
      let orphans = try oldTemporaries()
      for orphan in orphans { try calls.unlink(root + "/" + orphan) }
      return orphans.count
    }
  }
}

extension DiskPhotoStore {
  private func folder(of hash: PhotoHash) -> String { ([root] + Self.folders(of: hash)).joined(separator: "/") }

  private func path(of hash: PhotoHash) -> String { folder(of: hash) + "/" + hash.hex }

  private func oldTemporaries() throws -> [String] {
    let oldest = now() - StorageLimits.orphanAgeSeconds
    return try PhotoFile.names(in: root + "/" + Self.temporaryFolder).sorted()
      .map { Self.temporaryFolder + "/" + $0 }
      .filter { name in try PhotoFile.status(root + "/" + name).map { $0.changed < oldest } ?? false }
  }

  private static func inspect(_ path: String, _ hash: PhotoHash) throws -> (bytes: Int64, isSound: Bool)? {
    guard let status = try PhotoFile.status(path) else { return nil }
    guard !status.isFolder else { return (0, false) }
    do { return (status.bytes, try PhotoFile.hash(path) == hash) } catch let failure as FileSystemFailure {
      if failure.errno == ENOENT { return nil }
      // A sector that cannot be read is as bad as a wrong one; the rest of the store is still looked at.
      if failure.errno == EIO { return (status.bytes, false) }
      throw failure
    }
  }

  /// Runs file work on a thread where it may block.
  private func perform<T: Sendable>(_ work: @escaping @Sendable () throws -> T) async throws -> T {
    try await withCheckedThrowingContinuation { continuation in
      operations.addOperation {
        continuation.resume(with: Result { try Self.translating(work) })
      }
    }
  }

  private static func translating<T>(_ work: () throws -> T) throws -> T {
    do { return try work() } catch let failure as FileSystemFailure {
      if failure.errno == ENOSPC || failure.errno == EDQUOT { throw PhotoStoreError.diskFull }
      throw PhotoStoreError.system(errno: failure.errno, call: failure.call)
    }
  }
}
