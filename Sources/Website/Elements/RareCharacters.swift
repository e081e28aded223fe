import GraduatePhotos

/// The rare characters of a name, large and with their code points, on request: where the reader's system draws a box, and for comparing
/// with an identity card stroke by stroke.
struct RareCharacters: Sendable {
  let characters: [Unicode.Scalar]

  init(_ characters: [Unicode.Scalar]) { self.characters = characters }

  /// Those of a text that not every system draws.
  init(in text: String) { characters = CommonHan.rare(in: text) }

  /// Nothing when there are none.
  var html: HTML {
    guard !characters.isEmpty else { return .nothing }
    return Tag.details(.class("rare")) {
      Tag.summary(characters.count == 1 ? "看大字和编号" : "看大字和编号（\(characters.count) 个字）")
      list
    }
  }

  /// The same without being asked for.
  var list: HTML {
    Tag.ul(.class("rare-list")) {
      for character in characters {
        Tag.li {
          Tag.span(String(character), .class("rare-glyph"))
          Tag.code("U+\(String(character.value, radix: 16, uppercase: true))")
        }
      }
    }
  }
}
