import Glibc
import GraduatePhotos

/// Reads every file of a folder, without following links.
struct FolderCheck {
  /// What systems put beside files by themselves: not ours, and nobody's loss.
  private static let systemFiles: Set<String> = [".DS_Store", "Thumbs.db", "desktop.ini", "._.DS_Store"]
  private static let systemFolders: Set<String> = [
    "System Volume Information", "$RECYCLE.BIN", ".Trashes", ".Spotlight-V100", ".fseventsd",
  ]

  let root: String
  /// Told the bytes read so far.
  let progress: (Int) -> Void
  private(set) var ledger = DiscLedger()
  private var bytesRead = 0

  init(root: String, progress: @escaping (Int) -> Void) {
    self.root = root
    self.progress = progress
  }

  /// - Throws: `DiscRefusal.notReadable` when the folder itself cannot be opened, `DiscRefusal.tooManyEntries`.
  mutating func run() throws {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: DiscLimits.pieceBytes, alignment: 16)
    defer { buffer.deallocate() }
    guard try visit([], level: 0, buffer) else { throw DiscRefusal.notReadable }
  }

  /// False when the folder cannot be opened.
  private mutating func visit(_ path: [UInt8], level: Int, _ buffer: UnsafeMutableRawBufferPointer) throws -> Bool {
    guard level < DiscLimits.levels, let folder = opendir(full(path)) else { return false }
    defer { closedir(folder) }
    while let entry = readdir(folder) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
      if name == [UInt8(ascii: ".")] || name == [UInt8(ascii: "."), UInt8(ascii: ".")] { continue }
      let text = String(decoding: name, as: UTF8.self)
      let below = path.isEmpty ? name : path + [UInt8(ascii: "/")] + name
      switch try kind(of: below, told: Int32(entry.pointee.d_type)) {
      case S_IFDIR:
        if Self.systemFolders.contains(text) { continue }
        if try !visit(below, level: level + 1, buffer) { ledger.add(below, digest: nil, byteCount: 0) }
      case S_IFREG where Self.systemFiles.contains(text): continue
      case S_IFREG: read(below, buffer)
      default: ledger.add(below, digest: nil, byteCount: 0)
      }
      guard ledger.fileCount <= DiscLimits.entries else { throw DiscRefusal.tooManyEntries(ledger.fileCount) }
    }
    return true
  }

  private func kind(of path: [UInt8], told type: Int32) throws -> mode_t {
    switch type {
    case Int32(DT_DIR): return S_IFDIR
    case Int32(DT_REG): return S_IFREG
    case Int32(DT_UNKNOWN):
      var status = stat()
      return lstat(full(path), &status) == 0 ? status.st_mode & S_IFMT : 0
    default: return 0
    }
  }

  private mutating func read(_ path: [UInt8], _ buffer: UnsafeMutableRawBufferPointer) {
    let descriptor = open(full(path), O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else { return ledger.add(path, digest: nil, byteCount: 0) }
    defer { close(descriptor) }
    let isManifest = path.elementsEqual(Manifest.fileName.utf8)
    var manifest: [UInt8] = []
    var sum = SHA256Sum()
    var byteCount = 0
    while true {
      let got = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
      if got < 0, errno == EINTR { continue }
      guard got >= 0 else { return ledger.add(path, digest: nil, byteCount: byteCount) }
      if got == 0 { break }
      let piece = UnsafeRawBufferPointer(rebasing: buffer[..<got])
      if isManifest, byteCount <= DeliveryLimits.manifestBytes { manifest += piece } else { sum.add(piece) }
      byteCount += got
      bytesRead += got
    }
    progress(bytesRead)
    if isManifest { ledger.addManifest(manifest) } else { ledger.add(path, digest: sum.digest(), byteCount: byteCount) }
  }

  private func full(_ path: [UInt8]) -> String { root + "/" + String(decoding: path, as: UTF8.self) }
}
