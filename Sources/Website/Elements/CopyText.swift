/// A text for QQ and WeChat groups with 复制文字; at most 300 characters, as people there read no more.
struct CopyText: Sendable {
  static let sizeLimitCharacters = 300

  var title: String
  var text: String

  var html: HTML {
    Tag.div(.class("copy")) {
      Tag.h3(title)
      Tag.pre(String(text.prefix(Self.sizeLimitCharacters)), .set(.tabindex, "0"))
      Tag.div(.class("row")) {
        // Shown by copy.js, which it needs; the text itself is selected by one click.
        Tag.button("复制文字", .class("button quiet small"), .set(.type, "button"), .data("copy", ""), .flag(.hidden))
        Tag.span(.class("hint"), .set(.role, "status"))
      }
    }
  }
}
