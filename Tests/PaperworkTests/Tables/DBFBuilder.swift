@testable import Paperwork

/// Builds DBF bytes of any kind, right or wrong, for the reader's tests.
struct DBFBuilder {
  struct Field {
    var name: [UInt8]
    var type: Character
    var length: Int
    var decimals = 0
    var flags: UInt8 = 0

    init(_ name: String, _ type: Character, _ length: Int, decimals: Int = 0, flags: UInt8 = 0) {
      self.name = GB18030.encode(name) ?? []
      self.type = type
      self.length = length
      self.decimals = decimals
      self.flags = flags
    }
  }

  var version: UInt8 = 0x03
  var mark: UInt8 = 0
  var fields: [Field]
  /// Deletion mark and raw field bytes of each record.
  var records: [(deleted: Bool, values: [[UInt8]])] = []
  /// What the header says, when it lies.
  var declaredRecords: Int?
  /// Bytes between the field table and the first record; Visual FoxPro keeps 263 there.
  var backlink = 0
  var ending: [UInt8] = [0x1A]

  init(_ fields: [Field]) { self.fields = fields }

  mutating func add(_ values: [[UInt8]], deleted: Bool = false) { records.append((deleted, values)) }
  mutating func add(_ texts: String...) { add(texts.map { GB18030.encode($0) ?? [] }) }

  var bytes: [UInt8] {
    let header = 32 * (fields.count + 1) + 1 + backlink
    let width = 1 + fields.reduce(0) { $0 + $1.length }
    func little(_ value: Int, _ count: Int) -> [UInt8] { (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }
    var result = [version, 126, 11, 23] + little(declaredRecords ?? records.count, 4) + little(header, 2) + little(width, 2)
    result += [UInt8](repeating: 0, count: 17) + [mark, 0, 0]
    for field in fields {
      result += field.name.prefix(11) + [UInt8](repeating: 0, count: 11 - min(11, field.name.count))
      result += [field.type.asciiValue ?? 0, 0, 0, 0, 0, UInt8(field.length & 0xFF)]
      result += [UInt8(field.length >> 8 | field.decimals), field.flags] + [UInt8](repeating: 0, count: 13)
    }
    result += [0x0D] + [UInt8](repeating: 0, count: backlink)
    for record in records {
      result.append(record.deleted ? 0x2A : 0x20)
      for (field, value) in zip(fields, record.values) {
        let padding: UInt8 = "IBYT0".contains(field.type) ? 0 : 0x20
        result += value + [UInt8](repeating: padding, count: max(0, field.length - value.count))
      }
    }
    return result + ending
  }
}
