import GraduatePhotos

/// Holds a ZIP of ours against its own manifest, byte for byte: what the manifest says gives the whole archive's layout, so that a flipped bit
/// in any record or file is found; and names every file that is wrong.
struct ZipCheck {
  private let file: any DiscBytes
  private let progress: (Int) -> Void

  private(set) var problems: [DiscReport.Problem] = []
  private(set) var rightFiles = 0
  private(set) var rightBytes = 0

  init(file: any DiscBytes, progress: @escaping (Int) -> Void) {
    self.file = file
    self.progress = progress
  }

  /// The plan of the archive that would hold these files; nil when the archive at hand has another length, so was not made by it.
  static func plan(of manifest: Manifest, manifestBytes: [UInt8], file: any DiscBytes) -> ZipPlan? {
    var entries = [DiscEntry(path: Manifest.fileName, bytes: manifestBytes)]
    entries += manifest.files.map { DiscEntry(path: $0.path, byteCount: $0.byteCount, sha256: HexText.read($0.sha256) ?? []) }
    let plan = try? ZipPlan(entries: entries, date: manifest.head.date)
    return plan?.byteCount == file.byteCount ? plan : nil
  }

  mutating func run(_ plan: ZipPlan) {
    for index in plan.entries.indices { check(index, of: plan) }
    for index in plan.entries.indices {
      let range = plan.records[index]..<plan.records[index + 1]
      if file.bytes(range) != plan.directoryRecord(index, checksum: plan.checksum(of: index) ?? 0) {
        problems.append(.record(plan.entries[index].path))
      }
    }
    if file.bytes(plan.records[plan.entries.count]..<plan.byteCount) != plan.end { problems.append(.structure) }
  }

  private mutating func check(_ index: Int, of plan: ZipPlan) {
    let entry = plan.entries[index]
    let stored = plan.stored(index)
    let head = file.bytes(plan.offsets[index]..<stored.lowerBound)
    let content = read(stored)
    if content.isRight, content.digest == entry.sha256 {
      if index > 0 {
        rightFiles += 1
        rightBytes += entry.byteCount
      }
      plan.remember(content.checksum, of: index)
    } else {
      problems.append(.wrong(entry.path))
      // The records say what the file's checksum was: they are held against each other.
      plan.remember(UInt32(truncatingIfNeeded: ZipFormat.value(head.dropFirst(14).prefix(4))), of: index)
    }
    if head != plan.head(index, checksum: plan.checksum(of: index) ?? 0) { problems.append(.record(entry.path)) }
    progress(stored.upperBound)
  }

  private struct Content {
    var digest: [UInt8]
    var checksum: UInt32
    var isRight: Bool
  }

  private func read(_ range: Range<Int>) -> Content {
    var digest = SHA256Sum()
    var checksum = CRC32()
    var isWhole = true
    for piece in ZipPlan.pieces(range) {
      let bytes = file.bytes(piece)
      isWhole = isWhole && bytes.count == piece.count
      digest.add(bytes)
      checksum.add(bytes)
    }
    return Content(digest: digest.digest(), checksum: checksum.value, isRight: isWhole)
  }
}
