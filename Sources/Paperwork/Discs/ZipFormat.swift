import GraduatePhotos

/// Records of the ZIP format (PKWARE APPNOTE 6.3.10), as far as files that are stored need them.
enum ZipFormat {
  static let fileHead: [UInt8] = [0x50, 0x4B, 0x03, 0x04]
  private static let directoryHead: [UInt8] = [0x50, 0x4B, 0x01, 0x02]
  private static let end64Head: [UInt8] = [0x50, 0x4B, 0x06, 0x06]
  private static let locatorHead: [UInt8] = [0x50, 0x4B, 0x06, 0x07]
  private static let endHead: [UInt8] = [0x50, 0x4B, 0x05, 0x06]

  static let fileHeadBytes = 30
  static let directoryHeadBytes = 46
  private static let endBytes = 22
  private static let end64Bytes = 56
  private static let locatorBytes = 20
  private static let full16 = 0xFFFF
  private static let full32 = 0xFFFF_FFFF

  /// What the file's head and the directory say of a file.
  struct Fields {
    var name: [UInt8]
    var checksum: UInt32
    /// Bytes in the archive, those of the encryption included.
    var storedBytes: Int
    var byteCount: Int
    var isLocked: Bool
    /// MS-DOS date; the time is midnight.
    var date: UInt16

    var isLarge: Bool { ZipFormat.isLarge(storedBytes) }
  }

  /// Whether a file of so many stored bytes needs 64-bit records.
  static func isLarge(_ storedBytes: Int) -> Bool { storedBytes >= full32 }

  /// The record before a file's bytes.
  static func head(_ fields: Fields) -> [UInt8] {
    var extra = fields.isLocked ? lockExtra : []
    if fields.isLarge { extra += number(1, 2) + number(16, 2) + number(fields.byteCount, 8) + number(fields.storedBytes, 8) }
    return fileHead + shared(fields) + number(fields.name.count, 2) + number(extra.count, 2) + fields.name + extra
  }

  static func headBytes(nameBytes: Int, isLocked: Bool, isLarge: Bool) -> Int {
    fileHeadBytes + nameBytes + (isLocked ? lockExtra.count : 0) + (isLarge ? 20 : 0)
  }

  /// The file's record in the directory; `offset` is where its head begins.
  static func directoryRecord(_ fields: Fields, offset: Int) -> [UInt8] {
    var extra = fields.isLocked ? lockExtra : []
    var large: [UInt8] = []
    if fields.isLarge { large += number(fields.byteCount, 8) + number(fields.storedBytes, 8) }
    if offset >= full32 { large += number(offset, 8) }
    if !large.isEmpty { extra += number(1, 2) + number(large.count, 2) + large }
    // Made by MS-DOS 6.3; no comment, first disk, nothing about rights.
    return directoryHead + number(63, 2) + shared(fields) + number(fields.name.count, 2) + number(extra.count, 2)
      + [UInt8](repeating: 0, count: 10) + number(min(offset, full32), 4) + fields.name + extra
  }

  static func directoryBytes(nameBytes: Int, isLocked: Bool, isLarge: Bool, offset: Int) -> Int {
    let large = (isLarge ? 16 : 0) + (offset >= full32 ? 8 : 0)
    return directoryHeadBytes + nameBytes + (isLocked ? lockExtra.count : 0) + (large > 0 ? large + 4 : 0)
  }

  /// The records behind the directory.
  static func end(entries: Int, directoryStart: Int, directoryBytes: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    if isLargeEnd(entries: entries, directoryStart: directoryStart, directoryBytes: directoryBytes) {
      bytes += end64Head + number(end64Bytes - 12, 8) + number(63, 2) + number(45, 2) + number(0, 8)
      bytes += number(entries, 8) + number(entries, 8) + number(directoryBytes, 8) + number(directoryStart, 8)
      bytes += locatorHead + number(0, 4) + number(directoryStart + directoryBytes, 8) + number(1, 4)
    }
    let count = number(min(entries, full16), 2)
    return bytes + endHead + number(0, 4) + count + count + number(min(directoryBytes, full32), 4)
      + number(min(directoryStart, full32), 4) + number(0, 2)
  }

  static func endBytes(entries: Int, directoryStart: Int, directoryBytes: Int) -> Int {
    let isLarge = isLargeEnd(entries: entries, directoryStart: directoryStart, directoryBytes: directoryBytes)
    return endBytes + (isLarge ? end64Bytes + locatorBytes : 0)
  }

  private static func isLargeEnd(entries: Int, directoryStart: Int, directoryBytes: Int) -> Bool {
    entries >= full16 || directoryStart >= full32 || directoryBytes >= full32
  }

  /// Version, flags, method, time, date, checksum and sizes: alike in both records.
  private static func shared(_ fields: Fields) -> [UInt8] {
    // 5.1 for AES, 4.5 for 64 bits, 2.0 otherwise; flag 11: the name is UTF-8; method 99: encrypted by AES, 0: stored.
    let version = fields.isLocked ? 51 : fields.isLarge ? 45 : 20
    let sizes =
      fields.isLarge ? number(full32, 4) + number(full32, 4) : number(fields.storedBytes, 4) + number(fields.byteCount, 4)
    return number(version, 2) + number(0x0800 | (fields.isLocked ? 1 : 0), 2) + number(fields.isLocked ? 99 : 0, 2)
      + number(0, 2) + number(Int(fields.date), 2) + number(Int(fields.checksum), 4) + sizes
  }

  /// WinZip's AES (AE-2: no checksum), 256 bits, stored (winzip.com/en/support/aes-encryption).
  private static let lockExtra: [UInt8] = number(0x9901, 2) + number(7, 2) + number(2, 2) + [0x41, 0x45, 3] + number(0, 2)

  /// MS-DOS's form of a date; years before 1980 become 1980.
  static func date(_ day: CalendarDay) -> UInt16 {
    UInt16(clamping: (max(day.year, 1980) - 1980) << 9 | day.month << 5 | day.day)
  }

  static func number(_ value: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }

  static func value(_ bytes: some Collection<UInt8>) -> Int {
    bytes.reversed().reduce(0) { $0 << 8 | Int($1) }
  }
}
