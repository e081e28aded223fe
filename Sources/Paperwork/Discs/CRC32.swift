/// CRC-32 (ISO 3309) of bytes that come in pieces, sixteen at a time (slicing by 16, Intel 2006).
public struct CRC32: Sendable {
  private var sum: UInt32 = 0xFFFF_FFFF

  public init() {}

  public var value: UInt32 { ~sum }

  public mutating func add(_ bytes: UnsafeRawBufferPointer) {
    var sum = sum
    Self.tables.withUnsafeBufferPointer { buffer in
      guard let tables = buffer.baseAddress else { return }
      var offset = 0
      while offset &+ 16 <= bytes.count {
        let low = bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self).littleEndian ^ UInt64(sum)
        let high = bytes.loadUnaligned(fromByteOffset: offset &+ 8, as: UInt64.self).littleEndian
        sum = Self.mixed(tables, low, 2048) ^ Self.mixed(tables, high, 0)
        offset &+= 16
      }
      while offset < bytes.count {
        sum = tables[Int((sum ^ UInt32(bytes[offset])) & 0xFF)] ^ (sum >> 8)
        offset += 1
      }
    }
    self.sum = sum
  }

  public mutating func add(_ bytes: [UInt8]) { bytes.withUnsafeBytes { add($0) } }

  public static func of(_ bytes: [UInt8]) -> UInt32 {
    var sum = CRC32()
    sum.add(bytes)
    return sum.value
  }

  /// Eight bytes through eight tables; `base` is where the last byte's table begins.
  @inline(__always)
  private static func mixed(_ tables: UnsafePointer<UInt32>, _ word: UInt64, _ base: Int) -> UInt32 {
    let low = UInt32(truncatingIfNeeded: word)
    let high = UInt32(truncatingIfNeeded: word >> 32)
    // The places are inside the tables whatever the bytes are.
    return tables[base &+ 1792 &+ Int(low & 0xFF)] ^ tables[base &+ 1536 &+ Int(low >> 8 & 0xFF)]
      ^ tables[base &+ 1280 &+ Int(low >> 16 & 0xFF)] ^ tables[base &+ 1024 &+ Int(low >> 24)]
      ^ tables[base &+ 768 &+ Int(high & 0xFF)] ^ tables[base &+ 512 &+ Int(high >> 8 & 0xFF)]
      ^ tables[base &+ 256 &+ Int(high >> 16 & 0xFF)] ^ tables[base &+ Int(high >> 24)]
  }

  /// Sixteen tables of 256: table k is a byte's sum with k zero bytes behind it.
  private static let tables: [UInt32] = {
    var tables: [UInt32] = (0..<256).map { index in
      (0..<8).reduce(UInt32(index)) { value, _ in value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1 }
    }
    tables.reserveCapacity(4096)
    for index in 256..<4096 {
      let before = tables[index - 256]
      tables.append(tables[Int(before & 0xFF)] ^ (before >> 8))
    }
    return tables
  }()
}
