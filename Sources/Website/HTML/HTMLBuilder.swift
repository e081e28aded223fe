/// Collects the pieces of a body; conditionals, loops and optionals as in plain Swift.
///
/// Each statement is checked on its own (`buildPartialBlock`) and every piece has the one type ``HTML``, so that long pages
/// stay quick to compile.
@resultBuilder
enum HTMLBuilder {
  static func buildExpression(_ html: HTML) -> HTML { html }
  static func buildExpression(_ text: String) -> HTML { .text(text) }
  static func buildExpression(_ number: Int) -> HTML { .text(String(number)) }
  static func buildExpression(_ html: HTML?) -> HTML { html ?? .nothing }
  static func buildExpression(_ pieces: [HTML]) -> HTML { buildArray(pieces) }

  static func buildBlock() -> HTML { .nothing }
  static func buildPartialBlock(first: consuming HTML) -> HTML { first }
  static func buildPartialBlock(accumulated: consuming HTML, next: HTML) -> HTML { accumulated.followed(by: next) }

  static func buildOptional(_ html: HTML?) -> HTML { html ?? .nothing }
  static func buildEither(first html: consuming HTML) -> HTML { html }
  static func buildEither(second html: consuming HTML) -> HTML { html }
  static func buildLimitedAvailability(_ html: consuming HTML) -> HTML { html }

  static func buildArray(_ pieces: [HTML]) -> HTML {
    var size = 0
    for piece in pieces { size += piece.sizeBytes }
    var page: [UInt8] = []
    page.reserveCapacity(size + size / 8)
    for piece in pieces { piece.write(to: &page) }
    return HTML(piece: .markup(page))
  }
}

/// Several pieces as one, where a single value is wanted.
func fragment(@HTMLBuilder _ content: () -> HTML) -> HTML { content() }
