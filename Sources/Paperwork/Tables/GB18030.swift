/// GB18030, exactly: every byte sequence is either text or refused, and no character is ever replaced by another.
///
/// Follows GB18030-2022. Where glibc 2.36 differs: it writes six characters of Extension B (𠂇 𠂉 𠃌 𡗗 𢦏 𤇾) in two bytes, we
/// write the standard's four and read both; it refuses the four-byte codes that the 2000 edition gave to 18 characters
/// (U+9FB4–9FBB, U+FE10–FE19), we read them as those characters and write the two-byte codes of 2022. The user-defined
/// area is read as the private-use characters U+E000–E765, for the roster's rules to point out.
public enum GB18030 {
  /// The text, or nil when any byte does not belong to GB18030.
  public static func decode(_ bytes: some Sequence<UInt8>) -> String? {
    let input = Array(bytes)
    return input.withUnsafeBufferPointer { decode($0) }
  }

  /// The bytes, or nil when a character has no code (lone private-use scalars; see `firstUnencodable(in:)`).
  public static func encode(_ text: String) -> [UInt8]? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    return append(text, to: &bytes) ? bytes : nil
  }

  /// Adds the bytes of a text; false (and nothing useful added) when a character has no code.
  public static func append(_ text: String, to bytes: inout [UInt8]) -> Bool {
    for scalar in text.unicodeScalars {
      if scalar.value < 0x80 {
        bytes.append(UInt8(scalar.value))
        continue
      }
      let code = code(of: scalar)
      if code == 0 { return false }
      if code > 0xFFFF {
        bytes.append(UInt8(code >> 24))
        bytes.append(UInt8(code >> 16 & 0xFF))
      }
      bytes.append(UInt8(code >> 8 & 0xFF))
      bytes.append(UInt8(code & 0xFF))
    }
    return true
  }

  /// The first character that has no code, for a refusal that names it.
  public static func firstUnencodable(in text: String) -> Unicode.Scalar? {
    text.unicodeScalars.first { $0.value >= 0x80 && code(of: $0) == 0 }
  }

  /// 0 when there is none; two or four bytes, the first highest.
  private static func code(of scalar: Unicode.Scalar) -> UInt32 {
    if scalar.value < 0x10000 { return GB18030Tables.shared.encoding[Int(scalar.value)] }
    return GB18030Tables.fourByteCode(Int(scalar.value) - 0x10000 + 189_000)
  }

  static func decode(_ input: UnsafeBufferPointer<UInt8>) -> String? {
    if input.isEmpty { return "" }
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: input.count * 2 + 4) { output in
      var source = 0
      let written = transcode(input, &source, into: output)
      return source == input.count ? String(decoding: UnsafeBufferPointer(rebasing: output[..<written]), as: UTF8.self) : nil
    }
  }

  /// Writes UTF-8 until the input ends or is wrong; `source` stops at the first byte that was not taken.
  ///
  /// The output must hold `2 * input.count + 4` bytes (the worst case is a two-byte code becoming three; four becoming four).
  static func transcode(
    _ input: UnsafeBufferPointer<UInt8>, _ source: inout Int, into output: UnsafeMutableBufferPointer<UInt8>
  ) -> Int {
    let tables = GB18030Tables.shared
    let twoByte = tables.twoByte
    var position = source
    var written = 0
    while position < input.count {
      let lead = input[position]
      if lead < 0x80 {
        output[written] = lead
        written += 1
        position += 1
        continue
      }
      guard lead >= 0x81, lead != 0xFF, position + 1 < input.count else { break }
      let trail = input[position + 1]
      if trail >= 0x40, trail != 0xFF {
        let unit = UInt32(twoByte[(Int(lead) - 0x81) * GB18030Tables.trails + Int(trail) - 0x40])
        if unit == 0 { break }
        written = put(unit < 0x80 ? GB18030Tables.exceptions[Int(unit)] : unit, output, written)
        position += 2
      } else {
        guard let scalar = fourByte(input, position) else { break }
        written = put(scalar, output, written)
        position += 4
      }
    }
    source = position
    return written
  }

  private static func fourByte(_ input: UnsafeBufferPointer<UInt8>, _ position: Int) -> UInt32? {
    guard position + 3 < input.count else { return nil }
    let bytes = (input[position + 1], input[position + 2], input[position + 3])
    guard bytes.0 >= 0x30, bytes.0 <= 0x39, bytes.1 >= 0x81, bytes.1 <= 0xFE, bytes.2 >= 0x30, bytes.2 <= 0x39 else {
      return nil
    }
    let linear = GB18030Tables.linear(
      UInt32(input[position]) << 24 | UInt32(bytes.0) << 16 | UInt32(bytes.1) << 8 | UInt32(bytes.2))
    if linear < GB18030Tables.fourByteBMP {
      let unit = GB18030Tables.shared.fourByte[linear]
      return unit == 0 ? nil : UInt32(unit)
    }
    guard linear >= 189_000, linear - 189_000 <= 0xFFFFF else { return nil }
    return UInt32(linear - 189_000 + 0x10000)
  }

  @inline(__always)
  private static func put(_ scalar: UInt32, _ output: UnsafeMutableBufferPointer<UInt8>, _ at: Int) -> Int {
    if scalar < 0x800 {
      output[at] = UInt8(truncatingIfNeeded: 0xC0 | scalar >> 6)
      output[at + 1] = UInt8(truncatingIfNeeded: 0x80 | scalar & 63)
      return at + 2
    }
    if scalar < 0x10000 {
      output[at] = UInt8(truncatingIfNeeded: 0xE0 | scalar >> 12)
      output[at + 1] = UInt8(truncatingIfNeeded: 0x80 | scalar >> 6 & 63)
      output[at + 2] = UInt8(truncatingIfNeeded: 0x80 | scalar & 63)
      return at + 3
    }
    output[at] = UInt8(truncatingIfNeeded: 0xF0 | scalar >> 18)
    output[at + 1] = UInt8(truncatingIfNeeded: 0x80 | scalar >> 12 & 63)
    output[at + 2] = UInt8(truncatingIfNeeded: 0x80 | scalar >> 6 & 63)
    output[at + 3] = UInt8(truncatingIfNeeded: 0x80 | scalar & 63)
    return at + 4
  }
}
