/// A finished piece of a page: text that will be escaped, or markup that was made by ``Tag``.
///
/// There is no way from a `String` to markup except ``HTML/raw(_:because:)``, so escaping cannot be forgotten.
/// A piece is kept as bytes as soon as it is an element, in one allocation each. A large one is not copied into what stands around
/// it, level by level up to the page, but joined to it: its bytes are copied once, into the answer.
struct HTML: Sendable {
  enum Piece: Sendable {
    case nothing
    case text(String)
    case markup([UInt8])
    /// Markup that a ``PageWriter`` made.
    case written(WrittenBytes)
    /// Pieces one behind the other, and how many bytes they take at least.
    case joined([HTML], sizeBytes: Int)
  }

  /// From here on a piece is joined instead of copied.
  static let largeBytes = 2_048

  var piece: Piece

  init(piece: Piece) { self.piece = piece }

  static let nothing = HTML(piece: .nothing)

  /// Text, escaped when it is written.
  static func text(_ text: String) -> HTML { HTML(piece: .text(text)) }

  /// Markup as it stands, for constants of this program only: the inline marks.
  ///
  /// - Parameters:
  ///   - markup: a literal; `StaticString` keeps everything that comes from outside away.
  ///   - reason: why the writer cannot make it; for the reader of the code.
  /// - Returns: the markup, unchanged.
  static func raw(_ markup: StaticString, because reason: StaticString) -> HTML {
    markup.withUTF8Buffer { HTML(piece: .markup([UInt8]($0))) }
  }

  var isEmpty: Bool {
    switch piece {
    case .nothing: true
    case .text(let text): text.isEmpty
    case .markup(let bytes): bytes.isEmpty
    case .written(let bytes): bytes.count == 0
    case .joined(let pieces, _): pieces.allSatisfy(\.isEmpty)
    }
  }

  /// How many bytes this piece takes at least; used to reserve room.
  var sizeBytes: Int {
    switch piece {
    case .nothing: 0
    case .text(let text): text.utf8.count
    case .markup(let bytes): bytes.count
    case .written(let bytes): bytes.count
    case .joined(_, let sizeBytes): sizeBytes
    }
  }

  /// Adds this piece to `page`, escaped where it is text.
  func write(to page: inout [UInt8]) {
    switch piece {
    case .nothing: break
    case .text(let text): page.appendEscaped(text)
    case .markup(let bytes): page.append(contentsOf: bytes)
    case .written(let bytes): bytes.withBytes { page.append(contentsOf: $0) }
    case .joined(let pieces, _): for piece in pieces { piece.write(to: &page) }
    }
  }

  /// The bytes as they are sent, UTF-8.
  var bytes: [UInt8] {
    switch piece {
    case .nothing: return []
    case .markup(let bytes): return bytes
    case .text, .written, .joined:
      var page: [UInt8] = []
      page.reserveCapacity(sizeBytes + sizeBytes / 8)
      write(to: &page)
      return page
    }
  }

  /// The markup as text, for tests and messages.
  var markup: String { String(decoding: bytes, as: UTF8.self) }

  /// This piece with `next` behind it; markup grows in place.
  consuming func followed(by next: HTML) -> HTML {
    if case .nothing = next.piece { return self }
    if case .joined = next.piece { return HTML.joined([self, next]) }
    if next.sizeBytes >= Self.largeBytes { return HTML.joined([self, next]) }
    if case .written(let bytes) = piece, bytes.count >= Self.largeBytes { return HTML.joined([self, next]) }
    var whole = piece
    piece = .nothing
    switch whole {
    case .nothing:
      return next
    case .text, .written:
      let first = HTML(piece: whole)
      var page: [UInt8] = []
      page.reserveCapacity(first.sizeBytes + next.sizeBytes + 16)
      first.write(to: &page)
      next.write(to: &page)
      return HTML(piece: .markup(page))
    case .markup(var page):
      whole = .nothing  // The only owner now: appending copies nothing.
      next.write(to: &page)
      return HTML(piece: .markup(page))
    case .joined(var pieces, let sizeBytes):
      whole = .nothing
      // A small piece goes into the last one, unless that is a large one to be left where it is.
      if let last = pieces.popLast() {
        if last.sizeBytes < Self.largeBytes { pieces.append(last.followed(by: next)) } else { pieces += [last, next] }
      }
      return HTML(piece: .joined(pieces, sizeBytes: sizeBytes + next.sizeBytes))
    }
  }

  /// The pieces as one, none of them copied; those that are joined already lose their bracket.
  static func joined(_ pieces: [HTML]) -> HTML {
    var flat: [HTML] = []
    var sizeBytes = 0
    for piece in pieces {
      sizeBytes += piece.sizeBytes
      switch piece.piece {
      case .nothing: break
      case .joined(let inner, _): flat += inner
      default: flat.append(piece)
      }
    }
    return HTML(piece: .joined(flat, sizeBytes: sizeBytes))
  }
}
