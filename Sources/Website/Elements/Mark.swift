/// A state of something: a sign and a word, never colour alone.
struct Mark: Sendable, Equatable {
  enum Kind: String, Sendable, CaseIterable {
    /// Done and right.
    case right
    /// Wrong, late or missing: somebody has to act.
    case wrong
    /// Under way or doubtful: somebody should look.
    case look
    /// Not yet this one's turn.
    case wait
  }

  let kind: Kind
  let word: String

  static func right(_ word: String) -> Mark { Mark(kind: .right, word: word) }
  static func wrong(_ word: String) -> Mark { Mark(kind: .wrong, word: word) }
  static func look(_ word: String) -> Mark { Mark(kind: .look, word: word) }
  static func wait(_ word: String) -> Mark { Mark(kind: .wait, word: word) }

  var html: HTML {
    var page = PageWriter(capacity: 192)
    write(to: &page)
    return page.html()
  }

  /// Straight into the page: a list has one on each line.
  func write(to page: inout PageWriter) {
    page.append(kind.start)
    page.append(kind.drawing)
    page.appendEscaped(word)
    page.append("</span>")
  }
}

extension Mark.Kind {
  /// The sign as an inline picture that screen readers skip: the word beside it says it all.
  var sign: HTML { .raw(drawing, because: "inline mark, drawn once") }

  fileprivate var start: StaticString {
    switch self {
    case .right: "<span class=\"mark right\">"
    case .wrong: "<span class=\"mark wrong\">"
    case .look: "<span class=\"mark look\">"
    case .wait: "<span class=\"mark wait\">"
    }
  }

  fileprivate var drawing: StaticString {
    switch self {
    case .right: "<svg viewBox=\"0 0 12 12\" aria-hidden=\"true\"><path d=\"M2 6.5 5 9.5 10 3\"/></svg>"
    case .wrong:
      "<svg viewBox=\"0 0 12 12\" aria-hidden=\"true\"><path d=\"M6 2v5\"/><circle class=\"dot\" cx=\"6\" cy=\"10\" r=\"1.2\"/></svg>"
    case .look: "<svg viewBox=\"0 0 12 12\" aria-hidden=\"true\"><circle class=\"dot\" cx=\"6\" cy=\"6\" r=\"4\"/></svg>"
    case .wait: "<svg viewBox=\"0 0 12 12\" aria-hidden=\"true\"><circle cx=\"6\" cy=\"6\" r=\"4\"/></svg>"
    }
  }
}
