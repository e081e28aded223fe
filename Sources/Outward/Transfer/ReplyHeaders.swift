/// Collects the header lines of one reply, within a limit.
struct ReplyHeaders {
  private(set) var lines: [HTTPHeader] = []
  /// Status of the latest status line; 0 before one came.
  private(set) var status = 0
  private var byteCount = 0

  /// Takes one line; false when the limit is passed.
  mutating func take(_ line: UnsafeRawBufferPointer) -> Bool {
    byteCount += line.count
    guard byteCount <= OutwardLimits.replyHeaderBytes else { return false }
    let text = String(decoding: line, as: UTF8.self)
    if text.hasPrefix("HTTP/") {
      // An interim answer (100, 103) or a proxy's came before: only the last answer counts.
      lines = []
      status = text.split(separator: " ", maxSplits: 2).dropFirst().first.flatMap { Int($0) } ?? 0
      return true
    }
    guard let colon = text.firstIndex(of: ":") else { return true }
    let value = text[text.index(after: colon)...].trimmingWhitespace()
    lines.append(HTTPHeader(text[..<colon].trimmingWhitespace(), value))
    return true
  }
}

extension Substring {
  /// Without spaces, tabs and line ends at both sides.
  fileprivate func trimmingWhitespace() -> String {
    var rest = self
    while let first = rest.first, first.isWhitespace { rest.removeFirst() }
    while let last = rest.last, last.isWhitespace { rest.removeLast() }
    return String(rest)
  }
}
