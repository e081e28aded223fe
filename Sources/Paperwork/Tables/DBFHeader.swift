/// One column of a DBF as its header describes it.
struct DBFField {
  /// The single letter of the type, as an ASCII byte.
  let type: UInt8
  let name: String
  /// Position in the record; byte 0 is the deletion mark.
  let offset: Int
  let length: Int
  let decimals: Int
  /// Bit of `_NullFlags` that says a varying field is shorter than its width; nil for others.
  var shorterBit: Int?
  /// Bit of `_NullFlags` that says the value is null; nil when the field cannot be.
  var nullBit: Int?

  /// FoxPro's own `_NullFlags`, never shown.
  var isSystem: Bool { type == UInt8(ascii: "0") }
}

/// The header of a dBase III, FoxPro or Visual FoxPro file.
///
/// Source: dBase III Plus file structure; "Table File Structure" of the Visual FoxPro documentation. The code page byte is not
/// looked at: files with 0x4D, 0x7A, 0x00 and wrong ones all hold GB18030 in practice.
struct DBFHeader {
  let version: UInt8
  let records: Int
  let headerBytes: Int
  let recordBytes: Int
  let fields: [DBFField]
  /// Position of `_NullFlags` in a record, if there is one.
  let nullFlags: DBFField?

  var isVisualFoxPro: Bool { (0x30...0x32).contains(version) }

  static let versions: Set<UInt8> = [
    0x02, 0x03, 0x30, 0x31, 0x32, 0x43, 0x63, 0x7B, 0x83, 0x8B, 0x8E, 0xCB, 0xE5, 0xF5, 0xFB,
  ]
  static let dBase7: Set<UInt8> = [0x04, 0x8C]
  private static let types = Set("CNFDLIBYTVMGPQW@+O0X".utf8)
  private static let fixedBytes = 32

  /// True when the first bytes are so much like a DBF that nothing else is meant.
  static func looksRight(_ head: UnsafeBufferPointer<UInt8>, fileSize: Int) -> Bool {
    guard head.count >= fixedBytes + 1, versions.contains(head[0]) || dBase7.contains(head[0]) else { return false }
    guard let headerBytes = head.uint16(8), let recordBytes = head.uint16(10) else { return false }
    guard headerBytes > fixedBytes, recordBytes > 1 else { return false }
    // Some version bytes are printable, and text starts so; but text holds no zero bytes where a header is reserved.
    if head[0] >= 0x20, head[12] != 0 || head[13] != 0 { return false }
    if dBase7.contains(head[0]) { return headerBytes >= 68 && headerBytes <= fileSize }
    guard head.count >= 2 * fixedBytes else { return fileSize < 2 * fixedBytes }
    return types.contains(head[fixedBytes + 11]) && head[fixedBytes] > 0x20
  }

  init(file: FileBytes, limits: TableLimits) throws {
    let start = try file.bytes(at: 0, count: Self.fixedBytes)
    guard start.count == Self.fixedBytes else { throw TableRefusal.truncated(.dbf) }
    if Self.dBase7.contains(start[0]) { throw TableRefusal.notATable(.dBase7) }
    version = start[0]
    (records, headerBytes, recordBytes) = start.withUnsafeBufferPointer {
      ($0.uint32(4) ?? 0, $0.uint16(8) ?? 0, $0.uint16(10) ?? 0)
    }
    guard headerBytes <= file.size else { throw TableRefusal.truncated(.dbf) }
    guard headerBytes > Self.fixedBytes, recordBytes > 1 else { throw TableRefusal.damaged(.dbf, part: "文件头") }
    let bytes = try file.bytes(at: 0, count: headerBytes)
    guard bytes.count == headerBytes else { throw TableRefusal.truncated(.dbf) }
    let width = recordBytes
    let all = try bytes.withUnsafeBufferPointer { try Self.fields($0, version: start[0], recordBytes: width) }
    let shown = all.filter { !$0.isSystem }
    fields = shown
    nullFlags = all.first { $0.isSystem }
    guard !shown.isEmpty else { throw TableRefusal.damaged(.dbf, part: "字段表") }
    guard shown.count <= limits.columns else { throw TableRefusal.tooManyColumns(row: 0, limit: limits.columns) }
  }

  private static func fields(
    _ header: UnsafeBufferPointer<UInt8>, version: UInt8, recordBytes: Int
  ) throws -> [DBFField] {
    var fields: [DBFField] = []
    var offset = 1
    var bit = 0
    var position = fixedBytes
    let widens = needsWideLengths(header, recordBytes: recordBytes)
    while let entry = header.slice(position, fixedBytes), entry[0] != 0x0D, entry[0] != 0 {
      var length = Int(entry[16])
      let type = entry[11]
      if widens, type == UInt8(ascii: "C") { length |= Int(entry[17]) << 8 }
      guard length > 0, offset + length <= recordBytes else { throw TableRefusal.damaged(.dbf, part: "字段表") }
      let raw = UnsafeBufferPointer(rebasing: entry[0..<11].prefix { $0 != 0 })
      guard let name = GB18030.decode(raw) else { throw TableRefusal.undecodableFieldName(position: fields.count + 1) }
      var field = DBFField(
        type: type, name: String(name.trimming { $0 == " " }), offset: offset, length: length, decimals: Int(entry[17]))
      if (0x30...0x32).contains(version) {
        if type == UInt8(ascii: "V") || type == UInt8(ascii: "Q") { field.shorterBit = take(&bit) }
        if entry[18] & 0x02 != 0 { field.nullBit = take(&bit) }
      }
      fields.append(field)
      offset += length
      position += fixedBytes
    }
    return fields
  }

  /// Clipper and FoxPro keep the high byte of a wide character field in the decimals; only then do the widths add up to
  /// the record.
  private static func needsWideLengths(_ header: UnsafeBufferPointer<UInt8>, recordBytes: Int) -> Bool {
    var plain = 1
    var wide = 1
    var position = fixedBytes
    while let entry = header.slice(position, fixedBytes), entry[0] != 0x0D, entry[0] != 0 {
      plain += Int(entry[16])
      wide += Int(entry[16]) + (entry[11] == UInt8(ascii: "C") ? Int(entry[17]) << 8 : 0)
      position += fixedBytes
    }
    return plain != recordBytes && wide == recordBytes
  }

  private static func take(_ bit: inout Int) -> Int {
    defer { bit += 1 }
    return bit
  }
}

extension String {
  /// The text without what the test says at both ends.
  func trimming(_ isDropped: (Unicode.Scalar) -> Bool) -> Substring {
    var rest = self[...]
    while let first = rest.unicodeScalars.first, isDropped(first) { rest.unicodeScalars.removeFirst() }
    while let last = rest.unicodeScalars.last, isDropped(last) { rest.unicodeScalars.removeLast() }
    return rest
  }
}
