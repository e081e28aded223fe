import Foundation
import Glibc

/// What a folder of pictures shows at a moment, and which of its files are whole: a pure judgement over names, sizes and times.
///
/// A file that is written in pieces is whole when its picture has an end, or when it has not grown for a while; one that has no end and
/// does not grow is told to people and stays where it is.
struct FolderLook: Sendable {
  struct Entry: Sendable, Hashable {
    var name: String
    var size: Int64
    /// Milliseconds UTC of the last change by this machine's word: what a sender says of its file's time is a camera's clock.
    var changedAt: Int64
    var inode: UInt64
  }

  enum Decision: Sendable, Hashable {
    /// Taken in, or looked at and found to be the same bytes as before.
    case done
    /// Grows still.
    case wait
    /// Read it.
    case take
    /// It has no end and does not grow.
    case broken
  }

  /// Milliseconds without growing after which a picture without an end is called broken.
  static let brokenAfter: Int64 = 20_000
  /// Endings of files that cameras write; a raw file beside the picture is not looked at.
  static let endings: Set<String> = ["jpg", "jpeg", "jpe"]

  private var known: [Entry: Bool] = [:]
  private var firstSeen: [Entry: Int64] = [:]

  static func isPicture(_ name: String) -> Bool {
    guard !name.hasPrefix("."), let dot = name.lastIndex(of: ".") else { return false }
    return endings.contains(name[name.index(after: dot)...].lowercased())
  }

  /// - isWhole: whether the file's picture has an end; asked only when it matters.
  mutating func decide(_ entry: Entry, now: Int64, isWhole: () -> Bool) -> Decision {
    if known[entry] != nil { return .done }
    guard entry.size > 0 else { return .wait }
    let since = firstSeen[entry] ?? now
    firstSeen[entry] = since
    if isWhole() { return .take }
    if now - since < Self.brokenAfter { return .wait }
    return .broken
  }

  /// It was dealt with, as it is now: a file that changes later is looked at again.
  mutating func note(_ entry: Entry) {
    known[entry] = true
    firstSeen[entry] = nil
  }

  /// The pictures in a folder, oldest first; nil when it cannot be read.
  static func entries(of folder: String) -> [Entry]? {
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else { return nil }
    var entries: [Entry] = []
    for name in names where isPicture(name) {
      var facts = stat()
      guard lstat(folder + "/" + name, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else { continue }
      entries.append(
        Entry(
          name: name, size: Int64(facts.st_size),
          changedAt: Int64(facts.st_ctim.tv_sec) * 1_000 + Int64(facts.st_ctim.tv_nsec) / 1_000_000, inode: UInt64(facts.st_ino)
        ))
    }
    return entries.sorted { ($0.changedAt, $0.name) < ($1.changedAt, $1.name) }
  }

  /// Whether a JPEG ends as one: FF D9, behind which cameras may write a few zeros or a preview of their own.
  static func hasEnd(path: String, size: Int64) -> Bool {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return false }
    defer { close(file) }
    let tail = Int(min(size, 64 << 10))
    var bytes = [UInt8](repeating: 0, count: tail)
    guard pread(file, &bytes, tail, off_t(size) - off_t(tail)) == tail else { return false }
    // Preallocated by the sender: the end is zeros until the last piece came.
    var end = bytes.count
    while end > 0, bytes[end - 1] == 0 { end -= 1 }
    guard end >= 2 else { return false }
    if bytes[end - 2] == 0xFF, bytes[end - 1] == 0xD9 { return true }
    return bytes.count - end < 16 && bytes.indices.dropLast().contains { bytes[$0] == 0xFF && bytes[$0 + 1] == 0xD9 }
  }
}
