import Testing

@testable import Website

@Suite struct WriterTests {
  @Test func buildsWithPlainSwift() {
    let names = ["甲", "乙"]
    let isOpen = true
    let missing: String? = nil
    let html = fragment {
      if isOpen { Tag.h1("开") } else { Tag.h1("关") }
      for name in names { Tag.li(name) }
      if let missing { Tag.p(missing) }
      7
      "&"
    }
    #expect(html.markup == "<h1>开</h1><li>甲</li><li>乙</li>7&amp;")
  }

  @Test func attributesAreThereOrNot() {
    #expect(Tag.option("a", .flag(.selected, if: false), .classes("x", nil, "y")).markup == "<option class=\"x y\">a</option>")
    #expect(Tag.input(.set(.name, nil as String?), .classes(nil), .aria("current", nil)).markup == "<input>")
    #expect(Tag.br().markup == "<br>")
    #expect(Tag.tr(.data("key", "1")) { Tag.td("x") }.markup == "<tr data-key=\"1\"><td>x</td></tr>")
  }

  @Test func growingKeepsOrder() {
    let html = fragment {
      "a"
      Tag.b("b")
      "<"
    }
    #expect(html.markup == "a<b>b</b>&lt;")
    #expect(fragment {}.isEmpty)
  }

  @Test func documentsLoadFilesOnly() {
    let page = String(decoding: Document(title: "甲<") { Tag.p("乙") }.bytes(), as: UTF8.self)
    #expect(page.hasPrefix("<!doctype html>\n<html lang=\"zh-CN\"><head><meta charset=\"utf-8\">"))
    #expect(page.contains("<title>甲&lt; · 毕影</title>"))
    #expect(page.contains("<script type=\"module\" src=\"/assets/site.js?v="))
    #expect(!page.contains("<style") && !page.contains(" style=") && !page.contains("onclick"))
    #expect(page.hasSuffix("<body><p>乙</p></body></html>\n"))
  }

  @Test func textAreasKeepALeadingLineFeed() {
    let field = FormField("a", "甲", .textArea(rows: 2), value: "\n乙")
    #expect(field.html(error: nil).markup.contains(">\n\n乙</textarea>"))
  }
}
