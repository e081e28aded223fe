/// Reads the table of shared strings, whose strings may be cut anywhere by CONTINUE records ([MS-XLS] 2.4.265).
struct BIFFSharedStrings {
  private(set) var pool = StringPool()
  private let stream: BIFFStream
  private var data: [UInt8]
  private var offset: Int

  /// Reads on from a stream that stands behind the SST record and holds its data.
  init(_ stream: BIFFStream) throws {
    self.stream = stream
    data = stream.data
    offset = 8
    guard let count = data.withUnsafeBufferPointer({ $0.uint32(4) }) else { return }
    var utf8: [UInt8] = []
    var units: [UInt16] = []
    for _ in 0..<min(count, TableLimits.sharedStrings) {
      utf8.removeAll(keepingCapacity: true)
      units.removeAll(keepingCapacity: true)
      // The count is often too high; the strings end where the records end.
      guard try more() else { return }
      try readString(&units)
      let isWhole = BIFFText.append(units, to: &utf8)
      try pool.append(utf8, isBroken: !isWhole)
    }
  }

  private mutating func readString(_ units: inout [UInt16]) throws {
    let count = try uint16()
    var flags = try byte()
    let runs = flags & 0x08 != 0 ? try uint16() : 0
    let extra = flags & 0x04 != 0 ? try uint16() | uint16() << 16 : 0
    while units.count < count {
      if offset >= data.count {
        guard try more() else { throw Self.damage }
        // Characters that go on in the next record begin with their width again.
        flags = try byte()
      }
      if flags & 0x01 != 0 {
        try units.append(UInt16(uint16()))
      } else {
        try units.append(UInt16(byte()))
      }
    }
    try skip(runs * 4 + extra)
  }

  private static var damage: TableRefusal { .damaged(.xls, part: "文字") }

  /// Makes sure a byte is at hand, from the next CONTINUE record if need be; false when there is none.
  private mutating func more() throws -> Bool {
    while offset >= data.count {
      guard try stream.peekType() == BIFF.continuation, try stream.next() != nil else { return false }
      data = stream.data
      offset = 0
    }
    return true
  }

  private mutating func byte() throws -> UInt8 {
    guard try more() else { throw Self.damage }
    defer { offset += 1 }
    return data[offset]
  }

  private mutating func uint16() throws -> Int { try Int(byte()) | Int(byte()) << 8 }

  private mutating func skip(_ count: Int) throws {
    var left = count
    while left > 0 {
      guard try more() else { throw Self.damage }
      let step = min(left, data.count - offset)
      offset += step
      left -= step
    }
  }
}
