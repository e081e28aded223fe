import GraduatePhotos
import Paperwork

/// What lies on a disc: a plain delivery's files as they are, or the encrypted archive with a note that says how it is opened.
///
/// Names on an encrypted delivery's disc tell as little as the archive's own; a signed manifest of its own lets everybody check the disc
/// without the password.
struct DeliveryImage {
  let entries: [DiscEntry]
  let archive: DeliveryArchive
  /// What is at hand as a whole, by its place; the encrypted archive is not.
  private let held: [Int: [UInt8]]

  /// - Throws: `DeliveryDeskRefusal.imageTooLarge` when the archive is more than one file of a disc holds.
  init(_ archive: DeliveryArchive, progress: (Double) -> Void = { _ in }) async throws {
    self.archive = archive
    guard !archive.isPlain else {
      (entries, held) = (archive.entries.entries, [:])
      return
    }
    guard archive.byteCount <= DeliveryLimits.fileBytes else { throw DeliveryDeskRefusal.imageTooLarge }
    let locked = DiscEntry(
      path: archive.fileName, byteCount: archive.byteCount, sha256: try await Self.digest(of: archive, progress))
    let note = DeliverySideFile(
      path: DiscReadme.fileName, bytes: LockedDiscNote(archiveName: archive.fileName, head: archive.head).bytes)
    let manifest = try Manifest(
      head: archive.head,
      files: [
        Manifest.File(sha256: HexText.write(locked.sha256), byteCount: locked.byteCount, path: locked.path),
        Manifest.File(sha256: HexText.write(SHA256Sum.of(note.bytes)), byteCount: note.bytes.count, path: note.path),
      ]
    ).signed(by: archive.signer)
    entries = [DiscEntry(path: Manifest.fileName, bytes: manifest), DiscEntry(path: note.path, bytes: note.bytes), locked]
    held = [0: manifest, 1: note.bytes]
  }

  /// Gives bytes of an entry, for `ISOImage.write`.
  func bytes(_ entry: Int, _ range: Range<Int>, of source: DeliverySource) async throws -> [UInt8] {
    if archive.isPlain { return try await source.bytes(entry, range) }
    if let whole = held[entry] { return Array(whole[range]) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(range.count)
    try await archive.archive.read(range, from: { try await source.bytes($0, $1) }, to: { bytes += $0 })
    return bytes
  }

  /// A volume's archive is known by its hash; a class's is read once for it.
  private static func digest(of archive: DeliveryArchive, _ progress: (Double) -> Void) async throws -> [UInt8] {
    if let known = archive.wholeSHA256 { return known }
    var sum = SHA256Sum()
    var done = 0
    try await archive.read(0..<archive.byteCount) { piece in
      sum.add(piece)
      done += piece.count
      progress(Double(done) / Double(max(1, archive.byteCount)))
    }
    return sum.digest()
  }
}
