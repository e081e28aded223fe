import Hummingbird

#if canImport(Glibc)
  import Glibc
#endif

/// Takes a multipart body (RFC 7578) apart while it arrives, in whatever pieces it arrives.
///
/// Memory is bounded: what is kept between two pieces is one piece, a boundary, and at most one part's header lines.
struct MultipartParser {
  enum Event: Equatable {
    /// Header names in lower case.
    case partBegins(headers: [String: String])
    case data(ByteBuffer)
    case partEnds
    /// The closing boundary; whatever follows is ignored.
    case end
  }

  private enum State { case preamble, headers, body, done }

  /// `\r\n--boundary`: the line break before a boundary belongs to it.
  private let delimiter: [UInt8]
  private var buffer = ByteBuffer()
  private var state = State.preamble

  /// - Parameter boundary: 1–70 characters as in ``boundary(contentType:)``.
  init(boundary: String) {
    delimiter = Array("\r\n--\(boundary)".utf8)
    // The first boundary may stand at the very beginning, without its line break.
    buffer.writeString("\r\n")
  }

  /// The boundary named in a `Content-Type`, or nil when that is not multipart/form-data with a usable one.
  static func boundary(contentType: String?) -> String? {
    guard let contentType else { return nil }
    let parts = contentType.split(separator: ";").map { $0.drop { $0 == " " || $0 == "\t" } }
    guard let type = parts.first, type.lowercased() == "multipart/form-data" else { return nil }
    for part in parts.dropFirst() where part.lowercased().hasPrefix("boundary=") {
      var value = part.dropFirst("boundary=".count)
      if value.first == "\"", value.count >= 2, value.last == "\"" { value = value.dropFirst().dropLast() }
      let isUsable = value.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\"") }
      return isUsable && (1...WebsiteLimits.boundaryBytes).contains(value.utf8.count) ? String(value) : nil
    }
    return nil
  }

  /// Takes the next piece and tells what it completes.
  ///
  /// - Throws: ``FormRefusal/malformed`` when it is no multipart body or its header lines are too long.
  mutating func feed(_ piece: ByteBuffer, _ tell: (Event) throws -> Void) throws {
    guard state != .done else { return }
    var piece = piece
    buffer.writeBuffer(&piece)
    while try step(tell) {}
    buffer.discardReadBytes()
  }

  /// To be called when the body is over.
  ///
  /// - Throws: ``FormRefusal/malformed`` when the closing boundary never came.
  func finish() throws(FormRefusal) {
    guard state == .done else { throw .malformed }
  }

  /// One step; false when more bytes are needed.
  private mutating func step(_ tell: (Event) throws -> Void) throws -> Bool {
    switch state {
    case .preamble: try stepPreamble(tell)
    case .headers: try stepHeaders(tell)
    case .body: try stepBody(tell)
    case .done: false
    }
  }

  private mutating func stepPreamble(_ tell: (Event) throws -> Void) throws -> Bool {
    guard let at = find(delimiter) else {
      guard buffer.readableBytes <= WebsiteLimits.preambleBytes else { throw FormRefusal.malformed }
      return false
    }
    guard buffer.readableBytes >= at + delimiter.count + 2 else { return false }
    buffer.moveReaderIndex(forwardBy: at + delimiter.count)
    return try afterBoundary(tell)
  }

  private mutating func stepHeaders(_ tell: (Event) throws -> Void) throws -> Bool {
    // A part without header lines begins with an empty line.
    if buffer.readableBytesView.starts(with: [13, 10]) { throw FormRefusal.malformed }
    guard let at = find([13, 10, 13, 10]) else {
      guard buffer.readableBytes <= WebsiteLimits.partHeaderBytes else { throw FormRefusal.malformed }
      return false
    }
    guard at <= WebsiteLimits.partHeaderBytes, let bytes = buffer.readBytes(length: at), let text = plainText(bytes) else {
      throw FormRefusal.malformed
    }
    buffer.moveReaderIndex(forwardBy: 4)
    var headers: [String: String] = [:]
    for line in text.split(separator: "\n") {
      guard let colon = line.firstIndex(of: ":"), colon != line.startIndex else { throw FormRefusal.malformed }
      let value = line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
      headers[line[..<colon].lowercased()] = String(value)
    }
    try tell(.partBegins(headers: headers))
    state = .body
    return true
  }

  private mutating func stepBody(_ tell: (Event) throws -> Void) throws -> Bool {
    guard let at = find(delimiter) else {
      // The tail may be the beginning of a boundary.
      if let data = buffer.readSlice(length: max(buffer.readableBytes - delimiter.count + 1, 0)), data.readableBytes > 0 {
        try tell(.data(data))
      }
      return false
    }
    if let data = buffer.readSlice(length: at), at > 0 { try tell(.data(data)) }
    guard buffer.readableBytes >= delimiter.count + 2 else { return false }
    buffer.moveReaderIndex(forwardBy: delimiter.count)
    try tell(.partEnds)
    return try afterBoundary(tell)
  }

  private mutating func afterBoundary(_ tell: (Event) throws -> Void) throws -> Bool {
    let two = buffer.readBytes(length: 2)
    if two == [45, 45] {
      state = .done
      buffer.clear()
      try tell(.end)
      return false
    }
    guard two == [13, 10] else { throw FormRefusal.malformed }
    state = .headers
    return true
  }

  /// Offset of `needle`, which begins with CR, in what has not been read yet.
  private func find(_ needle: [UInt8]) -> Int? {
    buffer.withUnsafeReadableBytes { hay in
      guard let base = hay.baseAddress, hay.count >= needle.count else { return nil }
      let last = hay.count - needle.count
      var at = 0
      while at <= last, let found = memchr(base + at, Int32(needle[0]), last - at + 1) {
        at = UnsafeRawPointer(found) - base
        if hay[at..<at + needle.count].elementsEqual(needle) { return at }
        at += 1
      }
      return nil
    }
  }
}
