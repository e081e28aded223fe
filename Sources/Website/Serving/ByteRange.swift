/// The part of a file that a request asks for (RFC 9110, 14): a download that broke off goes on where it ended.
enum ByteRange: Sendable, Equatable {
  case whole
  case part(Range<Int>)
  case unsatisfiable

  /// Several ranges at once, other units and what is no range are answered with the whole file, as the RFC allows.
  ///
  /// - Parameters:
  ///   - header: of `Range`; nil for none.
  ///   - condition: of `If-Range`: only a file with this very tag goes on.
  ///   - tag: stands for the file's bytes, with its quotation marks.
  ///   - byteCount: of the whole file.
  init(_ header: String?, condition: String? = nil, tag: String, byteCount: Int) {
    guard let header, condition == nil || condition == tag else {
      self = .whole
      return
    }
    let parts = header.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].lowercased() == "bytes" else {
      self = .whole
      return
    }
    let ends = parts[1].split(separator: "-", omittingEmptySubsequences: false)
    guard ends.count == 2, ends.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }) else {
      self = .whole
      return
    }
    self = Self.range(from: ends[0], to: ends[1], byteCount)
  }

  private static func range(from first: Substring, to last: Substring, _ byteCount: Int) -> ByteRange {
    switch (first.isEmpty, last.isEmpty) {
    case (true, true): return .whole
    case (true, false):
      let wanted = min(Int(last) ?? .max, byteCount)
      return wanted > 0 ? .part(byteCount - wanted..<byteCount) : .unsatisfiable
    case (false, true):
      let start = Int(first) ?? .max
      return start < byteCount ? .part(start..<byteCount) : .unsatisfiable
    case (false, false):
      let (start, end) = (Int(first) ?? .max, Int(last) ?? .max)
      guard start <= end else { return .whole }
      return start < byteCount ? .part(start..<min(byteCount - 1, end) + 1) : .unsatisfiable
    }
  }
}
