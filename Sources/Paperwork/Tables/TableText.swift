/// A text file whose encoding was found by reading all of it strictly, handed on as UTF-8.
///
/// A byte order mark decides; else the whole file must be UTF-8, else the whole file must be GB18030. Nothing is guessed
/// from a sample: a roster whose first rare name comes in row 40,000 would be guessed wrongly.
final class TableText {
  enum Encoding: String { case utf8, gb18030, utf16LittleEndian, utf16BigEndian }

  let encoding: Encoding
  let file: FileBytes
  /// Bytes of the byte order mark.
  private let start: Int

  /// - Throws: `TableRefusal.undecodableText` with the line where the better fitting encoding fails.
  init(file: FileBytes, format: TableFormat, watch: TableWatch) throws {
    self.file = file
    let head = try file.bytes(at: 0, count: 3)
    let marked: (Encoding, Int)? =
      if head.starts(with: [0xFF, 0xFE]) {
        (.utf16LittleEndian, 2)
      } else if head.starts(with: [0xFE, 0xFF]) {
        (.utf16BigEndian, 2)
      } else if head.starts(with: [0xEF, 0xBB, 0xBF]) {
        (.utf8, 3)
      } else {
        nil
      }
    if let (encoding, start) = marked {
      self.encoding = encoding
      self.start = start
      if let failure = try Self.check(file, encoding, start, watch) { throw Self.refusal([failure]) }
      return
    }
    start = 0
    guard let first = try Self.check(file, .utf8, 0, watch) else {
      encoding = .utf8
      return
    }
    guard let second = try Self.check(file, .gb18030, 0, watch) else {
      encoding = .gb18030
      return
    }
    throw Self.refusal([first, second])
  }

  /// Hands over the text as UTF-8 in pieces that end between characters, without byte order mark; `body` returns false to stop.
  func forEachChunk(_ watch: TableWatch, _ body: (UnsafeBufferPointer<UInt8>) throws -> Bool) throws {
    _ = try Self.transcode(file, encoding, start, watch, body)
  }

  /// Where an encoding does not fit.
  private struct Failure {
    let offset: Int
    let line: Int
    let isBinary: Bool
  }

  private static func refusal(_ failures: [Failure]) -> TableRefusal {
    guard let best = failures.max(by: { $0.offset < $1.offset }) else { return .notATable(.unknown) }
    return best.isBinary ? .notATable(.unknown) : .undecodableText(line: best.line)
  }

  private static func check(
    _ file: FileBytes, _ encoding: Encoding, _ start: Int, _ watch: TableWatch
  ) throws -> Failure? {
    let silent = TableWatch(progress: nil, isCancelled: watch.isCancelled)
    return try transcode(file, encoding, start, silent) { _ in true }
  }

  private static func transcode(
    _ file: FileBytes, _ encoding: Encoding, _ start: Int, _ watch: TableWatch,
    _ body: (UnsafeBufferPointer<UInt8>) throws -> Bool
  ) throws -> Failure? {
    let input = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: TableLimits.chunkBytes)
    defer { input.deallocate() }
    let output = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 2 * TableLimits.chunkBytes + 4)
    defer { output.deallocate() }
    var offset = start
    var kept = 0
    var lines = 1
    while true {
      let room = UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(input)[kept...])
      let read = try file.read(at: offset, into: room)
      offset += read
      let isLast = offset >= file.size || read < room.count
      let bytes = UnsafeBufferPointer(rebasing: input[..<(kept + read)])
      let (taken, text) = convert(bytes, encoding, output)
      lines += text.reduce(0) { $0 + ($1 == 0x0A ? 1 : 0) }
      let rest = bytes.count - taken
      // A character may be cut by the end of the piece; at the end of the file, or with four bytes at hand, it is wrong.
      if rest > 0, isLast || rest >= 4 {
        let isByteText = encoding == .utf8 || encoding == .gb18030
        return Failure(offset: offset - rest, line: lines, isBinary: isByteText && bytes[taken] == 0)
      }
      if !text.isEmpty, try !body(text) { return nil }
      if isLast { return nil }
      for index in 0..<rest { input[index] = bytes[taken + index] }
      kept = rest
      try watch.report(offset, of: file.size)
    }
  }

  /// Takes as many whole characters as there are; zero bytes are never text.
  private static func convert(
    _ bytes: UnsafeBufferPointer<UInt8>, _ encoding: Encoding, _ output: UnsafeMutableBufferPointer<UInt8>
  ) -> (taken: Int, text: UnsafeBufferPointer<UInt8>) {
    switch encoding {
    case .utf8:
      let taken = UTF8Check.validPrefix(bytes)
      return (taken, UnsafeBufferPointer(rebasing: bytes[..<taken]))
    case .gb18030:
      var taken = 0
      let end = bytes.firstIndex(of: 0) ?? bytes.count
      let written = GB18030.transcode(UnsafeBufferPointer(rebasing: bytes[..<end]), &taken, into: output)
      return (taken, UnsafeBufferPointer(rebasing: output[..<written]))
    case .utf16LittleEndian, .utf16BigEndian:
      var taken = 0
      let written = UTF16Units.transcode(bytes, bigEndian: encoding == .utf16BigEndian, &taken, into: output)
      return (taken, UnsafeBufferPointer(rebasing: output[..<written]))
    }
  }
}

/// Strict UTF-8: no surrogates, no overlong forms, no zero bytes.
enum UTF8Check {
  /// Length of the longest start that is whole, valid characters.
  static func validPrefix(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    let count = bytes.count
    var index = 0
    while index < count {
      let lead = bytes[index]
      if lead < 0x80 {
        if lead == 0 { return index }
        index += 1
        continue
      }
      let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
      guard lead >= 0xC2, lead <= 0xF4, index + length <= count else { return index }
      let second = bytes[index + 1]
      guard second & 0xC0 == 0x80 else { return index }
      if length > 2 {
        guard bytes[index + 2] & 0xC0 == 0x80 else { return index }
        if lead == 0xE0, second < 0xA0 { return index }
        if lead == 0xED, second > 0x9F { return index }
      }
      if length == 4 {
        guard bytes[index + 3] & 0xC0 == 0x80 else { return index }
        if lead == 0xF0, second < 0x90 { return index }
        if lead == 0xF4, second > 0x8F { return index }
      }
      index += length
    }
    return index
  }
}

/// UTF-16 to UTF-8; lone surrogates are refused.
enum UTF16Units {
  /// Writes UTF-8 until the input ends or is wrong; `source` stops before the first unit that was not taken.
  static func transcode(
    _ input: UnsafeBufferPointer<UInt8>, bigEndian: Bool, _ source: inout Int, into output: UnsafeMutableBufferPointer<UInt8>
  ) -> Int {
    let high = bigEndian ? 0 : 1
    var written = 0
    while source + 1 < input.count {
      var scalar = UInt32(input[source + high]) << 8 | UInt32(input[source + 1 - high])
      var length = 2
      if scalar >= 0xD800, scalar < 0xE000 {
        guard scalar < 0xDC00, source + 3 < input.count else { break }
        let low = UInt32(input[source + 2 + high]) << 8 | UInt32(input[source + 3 - high])
        guard low >= 0xDC00, low < 0xE000 else { break }
        scalar = 0x10000 + (scalar - 0xD800) << 10 + (low - 0xDC00)
        length = 4
      }
      guard scalar != 0, let value = Unicode.Scalar(scalar) else { break }
      for byte in UTF8.encode(value) ?? UTF8.EncodedScalar() {
        output[written] = byte
        written += 1
      }
      source += length
    }
    return written
  }
}
