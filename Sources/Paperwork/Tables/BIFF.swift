/// Numbers of the records that a table needs ([MS-XLS] 2.3.2); everything else is skipped.
enum BIFF {
  static let formula = 0x0006
  static let endOfFile = 0x000A
  static let dateMode = 0x0022
  static let filePass = 0x002F
  static let continuation = 0x003C
  static let boundSheet = 0x0085
  static let multipleRK = 0x00BD
  static let richString = 0x00D6
  static let extendedFormat = 0x00E0
  static let sharedStrings = 0x00FC
  static let sharedString = 0x00FD
  static let number = 0x0203
  static let label = 0x0204
  static let logical = 0x0205
  static let string = 0x0207
  static let rk = 0x027E
  static let format = 0x041E
  static let begin = 0x0809

  static let version8 = 0x0600
  /// The first record says the stream is a sheet by itself.
  static let sheetStream = 0x0010

  /// The records that put a value into a cell; each begins with row and column.
  static let cells: Set<Int> = [formula, multipleRK, richString, sharedString, number, label, logical, rk]

  /// Web systems write such a stream without the OLE file around it, and call it `.xls`.
  static func looksRaw(_ head: [UInt8]) -> Bool {
    head.count > 8 && head[0] == 0x09 && head[1] == 0x08 && (head[2] == 0x08 || head[2] == 0x10) && head[3] == 0
  }

  /// The 30-bit number of an RK record: a whole number or the upper part of a double, perhaps to be divided by 100.
  static func value(rk: Int) -> Double {
    let value: Double
    if rk & 2 != 0 {
      value = Double(Int32(truncatingIfNeeded: rk) >> 2)
    } else {
      value = Double(bitPattern: UInt64(rk & 0xFFFF_FFFC) << 32)
    }
    return rk & 1 != 0 ? value / 100 : value
  }

  /// What Excel shows for an error code.
  static func error(_ code: UInt8) -> String {
    switch code {
    case 0x00: "#NULL!"
    case 0x07: "#DIV/0!"
    case 0x0F: "#VALUE!"
    case 0x17: "#REF!"
    case 0x1D: "#NAME?"
    case 0x24: "#NUM!"
    default: "#N/A"
    }
  }
}

/// A string of an old workbook.
struct BIFFText {
  /// Nil when its characters are no valid text.
  let text: String?

  /// A string of version 8: characters of one byte (Latin-1) or two (UTF-16); nil when the record is too short for it.
  ///
  /// The count of characters has one or two bytes (`lengthBytes`).
  static func unicode(_ data: UnsafeBufferPointer<UInt8>, at start: Int, lengthBytes: Int) -> BIFFText? {
    guard let count = lengthBytes == 1 ? data.slice(start, 1).map({ Int($0[0]) }) : data.uint16(start) else { return nil }
    guard let flags = data.slice(start + lengthBytes, 1)?[0] else { return nil }
    var offset = start + lengthBytes + 1
    if flags & 0x08 != 0 { offset += 2 }
    if flags & 0x04 != 0 { offset += 4 }
    let isWide = flags & 0x01 != 0
    guard let bytes = data.slice(offset, isWide ? count * 2 : count) else { return nil }
    var utf8: [UInt8] = []
    let isWhole = append(bytes, isWide: isWide, to: &utf8)
    return BIFFText(text: isWhole ? String(decoding: utf8, as: UTF8.self) : nil)
  }

  /// A string of older versions: bytes in the system's code page, which is GB18030 here.
  static func bytes(_ data: UnsafeBufferPointer<UInt8>, at start: Int, lengthBytes: Int) -> BIFFText? {
    guard let count = lengthBytes == 1 ? data.slice(start, 1).map({ Int($0[0]) }) : data.uint16(start) else { return nil }
    guard let bytes = data.slice(start + lengthBytes, count) else { return nil }
    return BIFFText(text: GB18030.decode(bytes))
  }

  /// Adds characters; false when there are lone surrogates.
  static func append(_ bytes: UnsafeBufferPointer<UInt8>, isWide: Bool, to utf8: inout [UInt8]) -> Bool {
    if isWide {
      let units = stride(from: 0, to: bytes.count - 1, by: 2).map { UInt16(bytes[$0]) | UInt16(bytes[$0 + 1]) << 8 }
      return append(units, to: &utf8)
    }
    for byte in bytes {
      if byte < 0x80 {
        utf8.append(byte)
      } else {
        utf8.append(0xC0 | byte >> 6)
        utf8.append(0x80 | byte & 0x3F)
      }
    }
    return true
  }

  static func append(_ units: [UInt16], to utf8: inout [UInt8]) -> Bool {
    let failed = transcode(units.makeIterator(), from: UTF16.self, to: UTF8.self, stoppingOnError: true) { utf8.append($0) }
    return !failed
  }
}
