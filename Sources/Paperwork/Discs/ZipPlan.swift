import GraduatePhotos
import Synchronization

/// A ZIP whose every byte has its place before a file is read: its length is known, and any range of it can be produced.
///
/// Files are stored, names are UTF-8, all dates are the delivery's: the same entries give the same bytes. 64-bit records are written where
/// the format needs them. It is never encrypted by itself, because names would stay readable: see `LockedZip`.
public final class ZipPlan: Sendable {
  public let entries: [DiscEntry]
  /// Bytes of the whole archive.
  public let byteCount: Int
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
  /// - Throws: `DiscRefusal` for too many entries, or one that the format does not take.
  public init(entries: [DiscEntry], date: CalendarDay) throws(DiscRefusal) {
    guard entries.count <= DiscLimits.entries else { throw .tooManyEntries(entries.count) }
    var offset = 0
    var offsets: [Int] = []
    for (index, entry) in entries.enumerated() {
      guard (1...DiscLimits.pathBytes).contains(entry.path.utf8.count), (0...DiscLimits.entryBytes).contains(entry.byteCount),
        entry.sha256.count == SHA256Sum.byteCount
      else { throw .path(index) }
      offsets.append(offset)
      offset += ZipFormat.headBytes(
        nameBytes: entry.path.utf8.count, isLocked: false, isLarge: ZipFormat.isLarge(entry.byteCount))
      offset += entry.byteCount
    }
    offsets.append(offset)
    var records: [Int] = []
    for (index, entry) in entries.enumerated() {
      records.append(offset)
      offset += ZipFormat.directoryBytes(
        nameBytes: entry.path.utf8.count, isLocked: false, isLarge: ZipFormat.isLarge(entry.byteCount), offset: offsets[index])
    }
    records.append(offset)
    byteCount =
      offset
      + ZipFormat.endBytes(entries: entries.count, directoryStart: records[0], directoryBytes: offset - records[0])
    self.entries = entries
    self.offsets = offsets
    self.records = records
    self.date = ZipFormat.date(date)
    checksums = Mutex(entries.map(\.checksum))
  }

  /// Where the bytes of a file lie.
  func stored(_ index: Int) -> Range<Int> { offsets[index + 1] - entries[index].byteCount..<offsets[index + 1] }

  /// Stands for every byte of the archive: two plans with the same one hold the same.
  var identity: [UInt8] {
    var sum = SHA256Sum()
    sum.add(ZipFormat.number(Int(date), 2) + ZipFormat.number(entries.count, 8))
    for entry in entries {
      let path = Array(entry.path.utf8)
      sum.add(ZipFormat.number(path.count, 8) + path + ZipFormat.number(entry.byteCount, 8) + entry.sha256)
    }
    return sum.digest()
  }

  func checksum(of index: Int) -> UInt32? { checksums.withLock { $0[index] } }

  func remember(_ checksum: UInt32, of index: Int) { checksums.withLock { $0[index] = checksum } }

  /// Back to what the entry says.
  func forget(_ index: Int) { checksums.withLock { $0[index] = entries[index].checksum } }

  private func fields(_ index: Int, checksum: UInt32) -> ZipFormat.Fields {
    let entry = entries[index]
    return ZipFormat.Fields(
      name: Array(entry.path.utf8), checksum: checksum, storedBytes: entry.byteCount, byteCount: entry.byteCount,
      isLocked: false, date: date)
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
