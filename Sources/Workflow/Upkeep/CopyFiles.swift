import Foundation
import Storage

/// What became of the files of a back-up.
struct CopiedFiles {
  /// What the back-up holds, sound as far as anybody looked.
  var hashes: [PhotoHash] = []
  var bytes: Int64 = 0
  var copied = 0
  var healed = 0
  var damaged: [PhotoHash] = []
  var missing: [PhotoHash] = []
}

extension OpenCenter {
  /// Copies everything in the store now: more than the copied rows name, never less.
  ///
  /// What lies in the back-up already is not copied again; one file in `UpkeepLimits.rereadShares` is read there and compared with
  /// its name, another share each time, so that copies that go bad are found while their sources are still good.
  func copyFiles(to copies: DiskPhotoStore, run: Int, _ progress: (Double) -> Void) async throws -> CopiedFiles {
    let named = try await center.records.read { try $0.namedFiles() }
    // Listed after the rows were read: each file is there before its row.
    var all: [PhotoHash] = []
    for try await hash in center.photos.list() { all.append(hash) }
    var result = CopiedFiles()
    for (number, hash) in all.enumerated() {
      progress(Double(number) / Double(all.count))
      try await copy(hash, to: copies, isDue: Self.isDue(hash, run: run), &result)
    }
    for hash in named.subtracting(all).sorted() {
      result.missing.append(hash)
      try await keepEarlier(hash, in: copies, &result)
    }
    progress(1)
    return result
  }

  /// Whether it is this run's turn to read the copy of a file again.
  static func isDue(_ hash: PhotoHash, run: Int) -> Bool {
    (Int(hash.hex.prefix(2), radix: 16) ?? 0) % UpkeepLimits.rereadShares == run % UpkeepLimits.rereadShares
  }

  private func copy(_ hash: PhotoHash, to copies: DiskPhotoStore, isDue: Bool, _ result: inout CopiedFiles) async throws {
    guard let size = try await center.photos.size(of: hash) else { return }
    let isThere = try await copies.size(of: hash) == size
    var isKept = isThere
    if isThere, isDue { isKept = try await Self.isSound(hash, in: copies) }
    if isKept {
      result.hashes.append(hash)
      result.bytes += size
      return
    }
    do { _ = try await copies.put(try await center.photos.read(hash)) } catch PhotoStoreError.corrupt(hash) {
      result.damaged.append(hash)
      return try await keepEarlier(hash, in: copies, &result)
    }
    if isThere { result.healed += 1 } else { result.copied += 1 }
    result.hashes.append(hash)
    result.bytes += size
  }

  /// The source is lost: a copy from an earlier run is worth all the more.
  private func keepEarlier(_ hash: PhotoHash, in copies: DiskPhotoStore, _ result: inout CopiedFiles) async throws {
    guard try await Self.isSound(hash, in: copies), let size = try await copies.size(of: hash) else { return }
    result.hashes.append(hash)
    result.bytes += size
  }

  private static func isSound(_ hash: PhotoHash, in copies: DiskPhotoStore) async throws -> Bool {
    do { _ = try await copies.read(hash) } catch let error as PhotoStoreError
      where error == .corrupt(hash) || error == .missing(hash)
    {
      return false
    }
    return true
  }
}
