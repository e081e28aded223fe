import Glibc

/// A ZIP of finished files (APPNOTE 6.3): names in UTF-8, nothing compressed, because pictures are already; the same files give
/// the same bytes.
///
/// The file appears under its name when `finish()` returns; without it nothing is left behind.
public final class ZipFile {
  private struct Entry {
    let name: [UInt8]
    let checksum: UInt32
    let size: Int
    let offset: Int
  }

  /// Files in one archive, and bytes of all of them: the format's own limits, without its 64-bit extension.
  public static let mostEntries = 65_000
  public static let mostBytes = 4_000_000_000

  private let output: TableOutput
  private let stamp: (time: UInt16, date: UInt16)
  private var entries: [Entry] = []
  private var offset = 0

  /// `year`, `month`, `day`: the date of every file inside.
  public init(path: String, year: Int, month: Int, day: Int) throws {
    output = try TableOutput(path: path)
    stamp = (0, UInt16(clamping: (max(year, 1980) - 1980) << 9 | month << 5 | day))
  }

  /// - Throws: `TableFault`, also when the archive would be too large.
  public func add(_ name: String, _ bytes: [UInt8]) throws {
    let path = Array(name.utf8)
    guard entries.count < Self.mostEntries, path.count < 1000, offset + bytes.count + path.count < Self.mostBytes else {
      throw TableFault(operation: "zip", errno: EFBIG)
    }
    let entry = Entry(name: path, checksum: CRC32.of(bytes), size: bytes.count, offset: offset)
    let head = Self.number32(0x0403_4B50) + fields(of: entry) + path
    try output.write(head)
    try output.write(bytes)
    offset += head.count + bytes.count
    entries.append(entry)
  }

  /// Writes the directory, makes the file durable and gives it its name.
  public func finish() throws {
    let start = offset
    for entry in entries {
      // Nothing about a comment, the disk or rights; then where the file begins.
      let rest = [UInt8](repeating: 0, count: 10) + Self.number32(UInt32(entry.offset))
      let whole = Self.number32(0x0201_4B50) + Self.number16(20) + fields(of: entry) + rest + entry.name
      try output.write(whole)
      offset += whole.count
    }
    let count = Self.number16(UInt16(entries.count))
    let sizes = Self.number32(UInt32(offset - start)) + Self.number32(UInt32(start))
    try output.write(Self.number32(0x0605_4B50) + [0, 0, 0, 0] + count + count + sizes + [0, 0])
    try output.commit()
  }

  /// What the file's head and the directory say alike: stored, name in UTF-8, date, checksum and sizes.
  private func fields(of entry: Entry) -> [UInt8] {
    let size = Self.number32(UInt32(entry.size))
    return Self.number16(20) + Self.number16(0x0800) + Self.number16(0) + Self.number16(stamp.time) + Self.number16(stamp.date)
      + Self.number32(entry.checksum) + size + size + Self.number16(UInt16(entry.name.count)) + Self.number16(0)
  }

  private static func number16(_ value: UInt16) -> [UInt8] { [UInt8(value & 0xFF), UInt8(value >> 8)] }

  private static func number32(_ value: UInt32) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * UInt32($0))) }
  }
}
