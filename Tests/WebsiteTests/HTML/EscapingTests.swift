import Testing

@testable import Website

@Suite struct EscapingTests {
  /// What a browser would read back: references resolved, nothing else.
  private func unescaped(_ markup: Substring) -> String {
    String(markup).replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
      .replacing("&#39;", with: "'").replacing("&#13;", with: "\r").replacing("&amp;", with: "&")
  }

  /// What is written for controls is U+FFFD, so that is what has to come back.
  private func readable(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      let isControl = (scalar.value < 0x20 && scalar != "\t" && scalar != "\n" && scalar != "\r") || scalar.value == 0x7F
      result.unicodeScalars.append(isControl ? "\u{FFFD}" : scalar)
    }
    return result
  }

  @Test func textNeverBecomesMarkup() throws {
    var chance = SeededGenerator(seed: 1)
    for _ in 0..<4_000 {
      let text = chance.hostileText(upTo: 24)
      let markup = Tag.p(text).markup
      let inner = markup.dropFirst(3).dropLast(4)
      #expect(markup.hasPrefix("<p>") && markup.hasSuffix("</p>"))
      #expect(!inner.utf8.contains { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: ">") })
      #expect(Array(unescaped(inner).unicodeScalars) == Array(readable(text).unicodeScalars))
    }
  }

  @Test func attributeValuesStayInTheirQuotes() {
    var chance = SeededGenerator(seed: 2)
    for _ in 0..<4_000 {
      let text = chance.hostileText(upTo: 24)
      let markup = Tag.input(.set(.value, text), .flag(.required)).markup
      #expect(markup.hasPrefix("<input value=\"") && markup.hasSuffix("\" required>"))
      let inner = markup.dropFirst("<input value=\"".count).dropLast("\" required>".count)
      #expect(!inner.utf8.contains { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "<") })
      #expect(Array(unescaped(inner).unicodeScalars) == Array(readable(text).unicodeScalars))
    }
  }

  @Test func cellsAreEscapedToo() {
    let table = DataTable(
      caption: "<b>", columns: [.text("a&b")], rows: [[.text("<script>")], [.link("\"x\"", to: "javascript:alert(1)")]],
      emptyText: "")
    let markup = table.html.markup
    #expect(!markup.contains("<script>") && !markup.contains("<b>") && !markup.contains("javascript"))
    #expect(markup.contains("&lt;script&gt;") && markup.contains("a&amp;b"))
  }

  @Test(arguments: [
    "javascript:alert(1)", "JavaScript:alert(1)", " javascript:alert(1)", "java\tscript:alert(1)", "\u{1}javascript:x",
    "data:text/html,x", "vbscript:x", "//evil.example", "/\\evil.example", "https:evil", "blob:x", "", "ftp://x", "x", "/a\nb",
  ])
  func refusesAddressesThatLeadElsewhere(address: String) {
    #expect(WebAddress.link(address) == "#")
    #expect(!WebAddress.isOwn(address))
    #expect(Tag.a("x", .href(address)).markup == "<a href=\"#\">x</a>")
    #expect(Tag.form(.action(address)).markup == "<form action=\"#\"></form>")
  }

  @Test(arguments: [
    "/", "/a/b?c=d&e=f#g", "https://example.edu.cn/", "mailto:a@example.edu.cn", "tel:0931", "?page=2", "#field-a",
  ])
  func keepsPlainAddresses(address: String) {
    #expect(WebAddress.link(address) == address)
  }

  @Test func queriesArePercentEncoded() {
    #expect(WebAddress.path("/a", query: [("q", "计科 2&班"), ("empty", "")]) == "/a?q=%E8%AE%A1%E7%A7%91%202%26%E7%8F%AD")
  }
}
