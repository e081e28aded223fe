import GraduatePhotos
import Synchronization

/// A ZIP whose every byte has its place before a file is read: its length is known, and any range of it can be produced.
///
/// Files are stored, names are UTF-8, all dates are the delivery's: the same entries give the same bytes. 64-bit records are written where
/// the format needs them. With a lock every file is encrypted (`ZipLock`).
public final class ZipPlan: Sendable {
  public let entries: [DiscEntry]
  /// Bytes of the whole archive.
  public let byteCount: Int
  let lock: ZipLock?
  let isLocked: Bool
  /// Where each file's head begins; one more, where the directory begins.
  let offsets: [Int]
  /// Where each file's record in the directory begins; one more, where the end begins.
  let records: [Int]
  private let date: UInt16
  /// Checksums by entry, as far as they are known.
  private let checksums: Mutex<[UInt32?]>

  /// - Parameters:
  ///   - entries: in the order they are written, up to `DiscLimits.entries`.
  ///   - date: the date of every file; years before 1980 become 1980.
  ///   - lock: how it is encrypted, nil for a plain one.
  /// - Throws: `DiscRefusal` for too many entries, or one that the format does not take.
  public convenience init(entries: [DiscEntry], date: CalendarDay, lock: ZipLock? = nil) throws(DiscRefusal) {
    try self.init(entries: entries, date: date, lock: lock, isLocked: lock != nil)
  }

  /// A plan of an encrypted archive can be made without its keys: the layout does not depend on them.
  init(entries: [DiscEntry], date: CalendarDay, lock: ZipLock?, isLocked: Bool) throws(DiscRefusal) {
    guard entries.count <= DiscLimits.entries else { throw .tooManyEntries(entries.count) }
    var offset = 0
    var offsets: [Int] = []
    for (index, entry) in entries.enumerated() {
      guard (1...DiscLimits.pathBytes).contains(entry.path.utf8.count), (0...DiscLimits.entryBytes).contains(entry.byteCount),
        entry.sha256.count == SHA256Sum.byteCount
      else { throw .path(index) }
      offsets.append(offset)
      let stored = Self.storedBytes(entry, isLocked)
      offset += ZipFormat.headBytes(
        nameBytes: entry.path.utf8.count, isLocked: isLocked, isLarge: stored >= 0xFFFF_FFFF)
      offset += stored
    }
    offsets.append(offset)
    var records: [Int] = []
    for (index, entry) in entries.enumerated() {
      records.append(offset)
      offset += ZipFormat.directoryBytes(
        nameBytes: entry.path.utf8.count, isLocked: isLocked, isLarge: Self.storedBytes(entry, isLocked) >= 0xFFFF_FFFF,
        offset: offsets[index])
    }
    records.append(offset)
    byteCount =
      offset
      + ZipFormat.endBytes(entries: entries.count, directoryStart: records[0], directoryBytes: offset - records[0])
    self.entries = entries
    self.lock = lock
    self.isLocked = isLocked
    self.offsets = offsets
    self.records = records
    self.date = UInt16(clamping: (max(date.year, 1980) - 1980) << 9 | date.month << 5 | date.day)
    checksums = Mutex(entries.map { isLocked ? 0 : $0.checksum })
  }

  private static func storedBytes(_ entry: DiscEntry, _ isLocked: Bool) -> Int {
    entry.byteCount + (isLocked ? ZipCipher.addedBytes : 0)
  }

  /// Where the bytes of a file lie, those of its encryption included.
  func stored(_ index: Int) -> Range<Int> {
    offsets[index + 1] - Self.storedBytes(entries[index], isLocked)..<offsets[index + 1]
  }

  func checksum(of index: Int) -> UInt32? { checksums.withLock { $0[index] } }

  func remember(_ checksum: UInt32, of index: Int) { checksums.withLock { $0[index] = checksum } }

  private func fields(_ index: Int, checksum: UInt32) -> ZipFormat.Fields {
    let entry = entries[index]
    return ZipFormat.Fields(
      name: Array(entry.path.utf8), checksum: checksum, storedBytes: Self.storedBytes(entry, isLocked),
      byteCount: entry.byteCount, isLocked: isLocked, date: date)
  }

  func head(_ index: Int, checksum: UInt32) -> [UInt8] { ZipFormat.head(fields(index, checksum: checksum)) }

  func directoryRecord(_ index: Int, checksum: UInt32) -> [UInt8] {
    ZipFormat.directoryRecord(fields(index, checksum: checksum), offset: offsets[index])
  }

  var end: [UInt8] {
    let start = records[0]
    let bytes = (records.last ?? start) - start
    return ZipFormat.end(entries: entries.count, directoryStart: start, directoryBytes: bytes)
  }

  /// The last index whose start is not behind `offset`; starts grow.
  static func index(in starts: [Int], at offset: Int) -> Int {
    var low = 0
    var high = starts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= offset { low = middle } else { high = middle }
    }
    return low
  }
}
