import GraduatePhotos
import Paperwork

/// The entries of an archive: the manifest first, then all others in the order of their paths' bytes, as the manifest lists them.
struct ArchiveEntries {
  let entries: [DiscEntry]
  /// For each entry its place among the files beside the portraits, the portraits behind them.
  let order: [Int]

  /// - Parameters:
  ///   - files: at hand as a whole, the manifest first.
  ///   - photos: with their checksums where they are known.
  init(files: [DeliverySideFile], photos: [(photo: PlacedPhoto, checksum: UInt32?)]) {
    self.init(stored: files.map { DiscEntry(path: $0.path, bytes: $0.bytes) }, photos: photos)
  }

  /// With files as they are stored.
  init(stored files: [DiscEntry], photos: [(photo: PlacedPhoto, checksum: UInt32?)]) {
    let all = files + photos.map(Self.entry)
    order =
      all.isEmpty
      ? [] : [0] + all.indices.dropFirst().sorted { all[$0].path.utf8.lexicographicallyPrecedes(all[$1].path.utf8) }
    entries = order.map { all[$0] }
  }

  private static func entry(_ photo: (photo: PlacedPhoto, checksum: UInt32?)) -> DiscEntry {
    DiscEntry(
      path: photo.photo.path, byteCount: photo.photo.line.byteCount, sha256: HexText.read(photo.photo.line.sha256) ?? [],
      checksum: photo.checksum)
  }

  /// A ZIP, encrypted where there is a lock; `code` is what a `LockedZip` of the same files gave.
  func archive(_ head: Manifest.Head, lock: DeliveryLock?, code: [UInt8]?) throws -> any DiscArchive {
    guard let lock else { return try ZipPlan(entries: entries, date: head.date) }
    return try LockedZip(
      entries: entries, head: head, lock: ZipLock(password: lock.password, seed: lock.seed),
      code: code.flatMap { $0.isEmpty ? nil : $0 })
  }

  /// As a person saves it: 「10730_2014-10730-001_加密.zip」.
  static func fileName(_ head: Manifest.Head, isPlain: Bool) -> String {
    "\(head.institutionCode)_\(head.deliveryNumber)" + (head.volumeCount > 1 ? "_\(head.volume)" : "")
      + (isPlain ? ".zip" : "_加密.zip")
  }
}
