/// Cuts SQL into the pieces that matter here, so that quotes and comments are never touched.
enum SQLPiece: Equatable {
  /// A quoted text or name, or a comment: passed on as it is.
  case fixed(Substring)
  case word(Substring)
  case placeholder
  /// Spaces, punctuation, numbers, one character at a time or more.
  case other(Substring)
}

struct SQLText {
  let text: String

  init(_ text: String) { self.text = text }

  var pieces: [SQLPiece] {
    var pieces: [SQLPiece] = []
    let utf8 = text.utf8
    var at = utf8.startIndex
    while at < utf8.endIndex {
      let (piece, next) = piece(at: at)
      pieces.append(piece)
      at = next
    }
    return pieces
  }

  /// How many `?` stand outside quotes and comments.
  var placeholders: Int { pieces.count { $0 == .placeholder } }

  /// The statements of a migration: each ends with a `;` that closes its line.
  var statements: [String] {
    var statements: [String] = []
    var current = ""
    let pieces = pieces
    for (index, piece) in pieces.enumerated() {
      if case .other(let text) = piece, text == ";", closesLine(pieces[(index + 1)...]) {
        statements.append(current)
        current = ""
      } else {
        current += Self.source(piece)
      }
    }
    statements.append(current)
    return statements.filter { statement in
      SQLText(statement).pieces.contains { if case .word = $0 { true } else { false } }
    }
  }

  static func source(_ piece: SQLPiece) -> String {
    switch piece {
    case .fixed(let text), .word(let text), .other(let text): String(text)
    case .placeholder: "?"
    }
  }

  private func closesLine(_ rest: ArraySlice<SQLPiece>) -> Bool {
    for piece in rest {
      switch piece {
      case .other(let text) where text == "\n": return true
      case .other(let text) where text == " " || text == "\t" || text == "\r": continue
      case .fixed(let text) where text.hasPrefix("--"): continue
      default: return false
      }
    }
    return true
  }

  private func piece(at start: String.Index) -> (SQLPiece, String.Index) {
    let utf8 = text.utf8
    let byte = utf8[start]
    let after = utf8.index(after: start)
    let following = after < utf8.endIndex ? utf8[after] : nil
    switch byte {
    case UInt8(ascii: "'"), UInt8(ascii: "\""):
      let end = endOfQuote(byte, from: after)
      return (.fixed(text[start..<end]), end)
    case UInt8(ascii: "-") where following == UInt8(ascii: "-"):
      let end = utf8[start...].firstIndex(of: UInt8(ascii: "\n")) ?? utf8.endIndex
      return (.fixed(text[start..<end]), end)
    case UInt8(ascii: "/") where following == UInt8(ascii: "*"):
      let end = endOfComment(from: utf8.index(after: after))
      return (.fixed(text[start..<end]), end)
    case UInt8(ascii: "?"):
      return (.placeholder, after)
    case _ where Self.startsWord(byte):
      let end = utf8[start...].firstIndex { !Self.continuesWord($0) } ?? utf8.endIndex
      return (.word(text[start..<end]), end)
    case _ where Self.continuesWord(byte):
      let end = utf8[start...].firstIndex { !Self.continuesWord($0) } ?? utf8.endIndex
      return (.other(text[start..<end]), end)
    default:
      return (.other(text[start..<after]), after)
    }
  }

  /// A doubled quote ends one piece and begins the next, which comes to the same.
  private func endOfQuote(_ quote: UInt8, from: String.Index) -> String.Index {
    let utf8 = text.utf8
    guard let close = utf8[from...].firstIndex(of: quote) else { return utf8.endIndex }
    return utf8.index(after: close)
  }

  private func endOfComment(from: String.Index) -> String.Index {
    let utf8 = text.utf8
    var at = from
    while at < utf8.endIndex {
      let next = utf8.index(after: at)
      if utf8[at] == UInt8(ascii: "*"), next < utf8.endIndex, utf8[next] == UInt8(ascii: "/") {
        return utf8.index(after: next)
      }
      at = next
    }
    return utf8.endIndex
  }

  private static func startsWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"), 0x80...: true
    default: false
    }
  }

  private static func continuesWord(_ byte: UInt8) -> Bool {
    startsWord(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }
}
