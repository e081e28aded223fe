/// A text for QQ and WeChat groups with 复制文字; at most 300 characters, as people there read no more.
struct CopyText: Sendable {
  static let sizeLimitCharacters = 300

  var title: String
  var text: String
  /// It was made to the limit.
  private var isWithinLimit = false

  init(title: String, text: String) {
    self.title = title
    self.text = text
  }

  /// A list as one text: as many items as fit, then how many there are.
  ///
  /// - `head`: what the list is of, before the items.
  /// - `total`: items on all pages.
  /// - `noun`: what is counted, such as 人.
  /// - `tail`: what to do, after them.
  static func list(
    _ title: String, head: String, items: some Sequence<String>, total: Int, noun: String, tail: String
  ) -> CopyText {
    var room = sizeLimitCharacters - head.characterCount - tail.characterCount - "等 \(total) \(noun)。".characterCount
    var names = ""
    names.reserveCapacity(4 * sizeLimitCharacters)
    var count = 0
    for item in items {
      room -= item.characterCount + (count == 0 ? 0 : 1)
      guard room >= 0 else { break }
      if count > 0 { names += "、" }
      names += item
      count += 1
    }
    let rest = count < total ? "等 \(total) \(noun)" : "，共 \(total) \(noun)"
    var list = CopyText(title: title, text: head + names + rest + "。" + tail)
    // The text of all of them is one character longer than what was left room for.
    list.isWithinLimit = room > 0
    return list
  }

  var html: HTML {
    Tag.div(.class("copy")) {
      Tag.h3(title)
      Tag.pre(
        isWithinLimit || text.characterCount <= Self.sizeLimitCharacters ? text : String(text.prefix(Self.sizeLimitCharacters)),
        .set(.tabindex, "0"))
      Tag.div(.class("row")) {
        // Shown by copy.js, which it needs; the text itself is selected by one click.
        Tag.button("复制文字", .class("button quiet small"), .set(.type, "button"), .data("copy", ""), .flag(.hidden))
        Tag.span(.class("hint"), .set(.role, "status"))
      }
    }
  }
}
