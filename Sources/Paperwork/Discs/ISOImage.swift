import GraduatePhotos

/// A disc's image: ISO 9660 with Joliet (Windows) and Rock Ridge (Unix), written by libarchive, the same bytes for the same files.
///
/// The library collects the files' bytes in a temporary file of its own (`TMPDIR`) before it writes the image: both need the image's size.
/// Joliet holds names of up to 64 UTF-16 code units.
public enum ISOImage {
  /// Writes an image; the file appears under its name when it is whole and durable, and without that nothing is left behind.
  ///
  /// Every file is held against its hash while it is written: no image with other bytes than planned gets its name.
  ///
  /// - Parameters:
  ///   - path: where the image will lie.
  ///   - entries: in the order in which they are read back best: the manifest first.
  ///   - date: the date of everything on the disc; 1900–2155.
  ///   - volumeName: what a system calls the disc: 1…16 of `A–Z 0–9 _`.
  ///   - signer: signs the image as a whole.
  ///   - source: gives the bytes of files.
  /// - Throws: `DiscRefusal` for what the format does not take, `DiscSourceFault`, `TableFault`, what source and signer throw.
  public static func write(
    to path: String, entries: [DiscEntry], date: CalendarDay, volumeName: String, signer: DeliverySigner,
    from source: DiscSource
  ) async throws {
    guard entries.count <= DiscLimits.entries else { throw DiscRefusal.tooManyEntries(entries.count) }
    precondition(volumeName.isVolumeName, "a volume's name is 1…16 of A–Z 0–9 _")
    for (index, entry) in entries.enumerated() {
      // Eight levels with the root: deeper folders would be moved elsewhere.
      guard SafeName.fitsDisc(entry.path), entry.path.utf8.count(where: { $0 == UInt8(ascii: "/") }) < 8,
        (0...DeliveryLimits.fileBytes).contains(entry.byteCount)
      else { throw DiscRefusal.path(index) }
    }
    let writer = try ISOWriter(path: path, date: date, volumeName: volumeName)
    for (index, entry) in entries.enumerated() {
      try writer.begin(entry)
      var sum = SHA256Sum()
      for piece in ZipPlan.pieces(0..<entry.byteCount) {
        let bytes = try await source(index, piece)
        guard bytes.count == piece.count else { throw DiscSourceFault(entry: index) }
        sum.add(bytes)
        try writer.write(bytes)
      }
      guard sum.digest() == entry.sha256 else { throw DiscSourceFault(entry: index) }
    }
    try writer.finish(signer: signer)
  }
}

extension String {
  var isVolumeName: Bool {
    (1...16).contains(utf8.count)
      && unicodeScalars.allSatisfy { ("A"..."Z").contains($0) || ("0"..."9").contains($0) || $0 == "_" }
  }
}
