import GraduatePhotos

/// Where everything lies in an encrypted ZIP that holds one stored file.
struct LockedLayout {
  private let fields: ZipFormat.Fields
  /// Salt, password check, the file encrypted, code.
  let stored: Range<Int>
  /// Bytes of the whole archive.
  let byteCount: Int

  /// `contentBytes`: those of the file inside.
  init(name: String, contentBytes: Int, date: CalendarDay) {
    fields = ZipFormat.Fields(
      name: Array(name.utf8), checksum: 0, storedBytes: contentBytes + ZipCipher.addedBytes, byteCount: contentBytes,
      isLocked: true,
      date: ZipFormat.date(date))
    let start = ZipFormat.headBytes(nameBytes: fields.name.count, isLocked: true, isLarge: fields.isLarge)
    stored = start..<start + fields.storedBytes
    let directory = ZipFormat.directoryBytes(nameBytes: fields.name.count, isLocked: true, isLarge: fields.isLarge, offset: 0)
    byteCount =
      stored.upperBound + directory
      + ZipFormat.endBytes(entries: 1, directoryStart: stored.upperBound, directoryBytes: directory)
  }

  /// What stands before the stored bytes.
  var head: [UInt8] { ZipFormat.head(fields) }

  /// What stands behind them.
  var tail: [UInt8] {
    let record = ZipFormat.directoryRecord(fields, offset: 0)
    return record + ZipFormat.end(entries: 1, directoryStart: stored.upperBound, directoryBytes: record.count)
  }

  /// The encrypted bytes of the file.
  var inside: Range<Int> { stored.lowerBound + ZipCipher.headBytes..<stored.upperBound - ZipCipher.codeBytes }
}
