/// Small, allocation-shy helpers for text that people typed: no Foundation, because these run over every cell of a roster.
extension String {
  /// Whether both hold the same code points.
  ///
  /// Swift's `==` calls U+F900 and U+8C48 equal (canonical equivalence); a name may not.
  public func hasSameCodePoints(as other: String) -> Bool {
    let left = utf8
    let right = other.utf8
    guard left.count == right.count else { return false }
    // Contiguous for every native string; eight bytes at a time, as this runs for each cell of a roster.
    let quick = left.withContiguousStorageIfAvailable { leftBytes in
      right.withContiguousStorageIfAvailable { rightBytes in
        UnsafeRawBufferPointer(leftBytes).hasSameBytes(as: UnsafeRawBufferPointer(rightBytes))
      }
    }
    if let quick, let same = quick { return same }
    return left.elementsEqual(right)
  }

  /// Full-width ASCII (U+FF01–U+FF5E) and the ideographic space become half-width; everything else stays.
  public var halfWidth: String {
    if utf8.allSatisfy({ $0 < 0x80 }) { return self }
    var result = String.UnicodeScalarView()
    for scalar in unicodeScalars { result.append(scalar.halfWidth) }
    return String(result)
  }

  /// Without spaces, line ends, tabs and invisible characters at both ends.
  public var trimmed: String {
    guard let first = unicodeScalars.first, let last = unicodeScalars.last else { return self }
    if !first.isBlank && !last.isBlank { return self }
    let scalars = unicodeScalars
    guard let start = scalars.firstIndex(where: { !$0.isBlank }) else { return "" }
    guard let end = scalars.lastIndex(where: { !$0.isBlank }) else { return "" }
    return String(self[start...end])
  }

  /// Half-width and without any space or invisible character: the form in which numbers and codes are compared.
  public var compactHalfWidth: String {
    if utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) { return self }
    var result = String.UnicodeScalarView()
    for scalar in unicodeScalars where !scalar.isBlank { result.append(scalar.halfWidth) }
    return String(result)
  }

  /// True when every byte is an ASCII digit and there is at least one.
  @inlinable
  public var isAllDigits: Bool {
    !isEmpty && utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
  }
}

extension UnsafeRawBufferPointer {
  /// Both have the same count.
  fileprivate func hasSameBytes(as other: UnsafeRawBufferPointer) -> Bool {
    var offset = 0
    while offset + 8 <= count {
      let left = loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      if left != other.loadUnaligned(fromByteOffset: offset, as: UInt64.self) { return false }
      offset += 8
    }
    while offset < count {
      if self[offset] != other[offset] { return false }
      offset += 1
    }
    return true
  }
}

extension Unicode.Scalar {
  var halfWidth: Unicode.Scalar {
    if value >= 0xFF01 && value <= 0xFF5E { return Unicode.Scalar(UInt8(value - 0xFEE0)) }
    return value == 0x3000 ? " " : self
  }

  /// Spaces, line ends, control characters, and characters that take no room (zero-width, byte order mark, bidi marks).
  var isBlank: Bool {
    switch value {
    case 0...0x20, 0x7F...0xA0, 0xAD, 0x034F, 0x1680, 0x180E, 0x3000, 0xFEFF: true
    case 0x2000...0x200F, 0x2028...0x202F, 0x205F...0x2064, 0x2066...0x206F: true
    default: false
    }
  }

  var isASCIIDigit: Bool { value >= 0x30 && value <= 0x39 }
  var isASCIILetter: Bool { (value | 0x20) >= 0x61 && (value | 0x20) <= 0x7A }

  /// `U+4DAE`, at least four hexadecimal digits.
  var codePointName: String {
    let digits = String(value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
  }
}
