#if canImport(Glibc)
  import Glibc
#endif

extension UnsafeBufferPointer<UInt8> {
  /// Whether `part` stands somewhere in these bytes.
  func holds(_ part: [UInt8]) -> Bool {
    guard let first = part.first, let base = baseAddress else { return part.isEmpty }
    var from = 0
    while count - from >= part.count {
      let left = count - from - part.count + 1
      guard let found = memchr(base + from, Int32(first), left) else { return false }
      if memcmp(found, part, part.count) == 0 { return true }
      from = UnsafeRawPointer(base).distance(to: found) + 1
    }
    return false
  }
}
