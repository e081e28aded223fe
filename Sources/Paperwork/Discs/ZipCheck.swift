import GraduatePhotos

/// Holds a ZIP of ours against its own manifest, byte for byte: what the manifest says gives the whole archive's layout, so that a flipped bit
/// in any record or file is found; and names every file that is wrong.
struct ZipCheck {
  private let file: DiscFile
  private let password: [UInt8]?
  private let progress: (Int) -> Void

  private(set) var problems: [DiscReport.Problem] = []
  private(set) var rightFiles = 0
  private(set) var rightBytes = 0

  init(file: DiscFile, password: [UInt8]?, progress: @escaping (Int) -> Void) {
    self.file = file
    self.password = password
    self.progress = progress
  }

  /// The plan of the archive that would hold these files; nil when the archive at hand has another length, so was not made by it.
  static func plan(of manifest: Manifest, manifestBytes: [UInt8], isLocked: Bool, file: DiscFile) -> ZipPlan? {
    var entries = [DiscEntry(path: Manifest.fileName, bytes: manifestBytes)]
    entries += manifest.files.map { DiscEntry(path: $0.path, byteCount: $0.byteCount, sha256: HexText.read($0.sha256) ?? []) }
    let plan = try? ZipPlan(entries: entries, date: manifest.head.date, lock: nil, isLocked: isLocked)
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
    let content = plan.isLocked ? openLocked(stored) : read(stored)
    if content.isRight, content.digest == entry.sha256 {
      if index > 0 {
        rightFiles += 1
        rightBytes += entry.byteCount
      }
      if !plan.isLocked { plan.remember(content.checksum, of: index) }
    } else {
      problems.append(.wrong(entry.path))
      // The records say what the file's checksum was: they are held against each other.
      if !plan.isLocked { plan.remember(UInt32(truncatingIfNeeded: ZipFormat.value(head.dropFirst(14).prefix(4))), of: index) }
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

  private func openLocked(_ range: Range<Int>) -> Content {
    let head = file.bytes(range.lowerBound..<range.lowerBound + ZipCipher.headBytes)
    var content = Content(digest: [], checksum: 0, isRight: false)
    guard let password, head.count == ZipCipher.headBytes else { return content }
    var cipher = ZipCipher(password: password, salt: Array(head.prefix(ZipCipher.saltBytes)))
    content.isRight = cipher.head == head
    var digest = SHA256Sum()
    let inside = range.lowerBound + ZipCipher.headBytes..<range.upperBound - ZipCipher.codeBytes
    for piece in ZipPlan.pieces(inside) {
      var bytes = file.bytes(piece)
      bytes.withUnsafeBytes { cipher.authenticate($0) }
      cipher.apply(to: &bytes, at: piece.lowerBound - inside.lowerBound)
      digest.add(bytes)
    }
    content.digest = digest.digest()
    content.isRight = content.isRight && cipher.code() == file.bytes(inside.upperBound..<range.upperBound)
    return content
  }
}

/// The first file of an archive as its own head tells it, before anything is known of the rest.
struct ZipFirstFile {
  let path: [UInt8]
  let isLocked: Bool
  /// Where its stored bytes lie.
  let stored: Range<Int>

  /// Nil when no head of ours stands at the offset.
  init?(at offset: Int = 0, in file: DiscFile) {
    let head = file.bytes(offset..<offset + ZipFormat.fileHeadBytes)
    guard head.count == ZipFormat.fileHeadBytes, head.starts(with: ZipFormat.fileHead) else { return nil }
    func number(_ at: Int, _ count: Int) -> Int { ZipFormat.value(head[at..<at + count]) }
    let method = number(8, 2)
    guard method == 0 || method == 99 else { return nil }
    isLocked = method == 99
    let start = offset + ZipFormat.fileHeadBytes
    path = file.bytes(start..<start + number(26, 2))
    let begin = start + number(26, 2) + number(28, 2)
    let count = number(18, 4)
    guard count <= DeliveryLimits.manifestBytes + ZipCipher.addedBytes, count >= (isLocked ? ZipCipher.addedBytes : 0) else {
      return nil
    }
    stored = begin..<begin + count
  }

  /// Whether a password opens it, as far as its two check bytes tell.
  func takes(_ password: [UInt8], in file: DiscFile) -> Bool {
    let head = file.bytes(stored.lowerBound..<stored.lowerBound + ZipCipher.headBytes)
    return ZipCipher(password: password, salt: Array(head.prefix(ZipCipher.saltBytes))).head == head
  }

  /// Its bytes, decrypted.
  func bytes(_ password: [UInt8]?, in file: DiscFile) -> [UInt8] {
    guard isLocked else { return file.bytes(stored) }
    let head = file.bytes(stored.lowerBound..<stored.lowerBound + ZipCipher.saltBytes)
    var cipher = ZipCipher(password: password ?? [], salt: head)
    var bytes = file.bytes(stored.lowerBound + ZipCipher.headBytes..<stored.upperBound - ZipCipher.codeBytes)
    cipher.apply(to: &bytes, at: 0)
    return bytes
  }
}
