import Foundation
import GraduatePhotos
import Testing

@testable import Website

/// N6: what the agency writes becomes a page, and nothing but a page.
@Suite struct MarkdownTextTests {
  private func html(_ markdown: String) -> String { MarkdownText(markdown).html.markup }

  @Test("N6: headings one level down, paragraphs, lists, emphasis, line breaks as typed")
  func ordinary() {
    #expect(html("# 一\n\n## 二\n\n### 三\n\n##### 五") == "<h2>一</h2><h2>二</h2><h3>三</h3><h4>五</h4>")
    #expect(html("甲\n乙\n\n丙") == "<p>甲<br>乙</p><p>丙</p>")
    #expect(html("- 甲\n- 乙") == "<ul><li>甲</li><li>乙</li></ul>")
    #expect(html("3. 甲\n4. 乙") == "<ol start=\"3\"><li>甲</li><li>乙</li></ol>")
    #expect(html("- 甲\n\n- 乙") == "<ul><li><p>甲</p></li><li><p>乙</p></li></ul>")
    #expect(html("**重**和*轻*和`码`") == "<p><strong>重</strong>和<em>轻</em>和<code>码</code></p>")
    #expect(html("> 引\n\n---") == "<blockquote><p>引</p></blockquote><hr>")
    #expect(html("") == "")
    // Not CommonMark: stays as typed.
    #expect(html("|a|b|\n|-|-|") == "<p>|a|b|<br>|-|-|</p>")
  }

  @Test("N6: links lead to https, http, mailto, tel and our own paths; all others lose their address and are named")
  func links() {
    #expect(
      html("[学信网](https://www.chsi.com.cn/)")
        == "<p><a href=\"https://www.chsi.com.cn/\" rel=\"noopener noreferrer\">学信网</a></p>")
    #expect(html("[电话](tel:0931-1234567) <mailto:a@example.cn>").contains("href=\"tel:0931-1234567\""))
    #expect(html("[本站](/public)") == "<p><a href=\"/public\">本站</a></p>")
    #expect(html("[](https://a.cn/)") == "<p><a href=\"https://a.cn/\" rel=\"noopener noreferrer\">https://a.cn/</a></p>")
    for address in [
      "javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "vbscript:x", "//evil.example", "/\\evil.example",
      "file:///etc",
      "&#106;avascript:alert(1)", "java&Tab;script:alert(1)", "javascript&colon;alert(1)", "<javascript:alert(1)>", "ftp://a",
      "x", "#a", "?a",
      "%6aavascript:alert(1)", "https:/a", "\\u006aavascript:alert(1)",
    ] {
      let text = MarkdownText("一\n\n[词](\(address))")
      #expect(!text.html.markup.contains("href"), "\(address): \(text.html.markup)")
      #expect(text.html.markup.contains("词"))
    }
    let refused = MarkdownText("一\n\n[词](javascript:x)")
    #expect(refused.remarks.map(\.chinese) == ["第 3 行：链接「javascript:x」不能用，只能是 https、http、mailto、tel 或本站的 / 开头的地址"])
    #expect(html("[a]: javascript:x\n\n[a]") == "<p>a</p>")
  }

  @Test("N6: HTML is text, pictures are words, fields are filled as text and never as markup")
  func noMarkup() {
    for hostile in [
      "<script>alert(1)</script>", "a <img src=x onerror=alert(1)> b", "<b\n>", "<!-- x -->", "<?php ?>", "<![CDATA[x]]>",
      "<svg/onload=alert(1)>", "**<i>x</i>**", "`<script>`", "```\n<script>\n```", "\"><script>",
      "[x](https://a.cn/\"onclick=\"y)",
      "![<b>x</b>](https://a.cn/x.png)", "<https://a.cn/<script>>", "&lt;script&gt;", "[a](<https://a.cn/\"><script>>)",
    ] {
      let markup = html(hostile)
      let tags = markup.matches(of: /<([a-z0-9]+)/).map { String($0.1) }
      #expect(Set(tags).isSubset(of: ["p", "blockquote", "em", "strong", "code", "pre", "a", "br"]), "\(hostile): \(markup)")
      #expect(!markup.contains("onclick=\"y"), "\(markup)")
    }
    let picture = MarkdownText("![校门](https://a.cn/x.png)")
    #expect(picture.html.markup == "<p>［图片：校门］</p>" && picture.remarks.count == 1)
    let filled = MarkdownText("{{a}} [电话](tel:{{b}})") {
      $0.replacing("{{a}}", with: "<b>*重*</b>").replacing("{{b}}", with: "12 3")
    }
    #expect(filled.html.markup == "<p>&lt;b&gt;*重*&lt;/b&gt; 电话</p>")
  }

  @Test("N6: hostile texts of the largest size are read in a moment, and nest no deeper than a browser likes")
  func hostile() {
    let size = PublicText.charactersLimit
    let texts: [String: String] = [
      "quotes": String(repeating: ">", count: size) + "a", "lists": String(repeating: "- ", count: size / 2) + "a",
      "brackets": String(repeating: "[", count: size), "images": String(repeating: "![[]()", count: size / 6),
      "stars": String(repeating: "*a ", count: size / 3), "doubles": String(repeating: "**a *a ", count: size / 7),
      "underlines": String(repeating: "_a __a ", count: size / 7),
      "ticks": (1..<190).map { String(repeating: "`", count: $0) }.joined(separator: "a"),
      "opens": String(repeating: "<", count: size), "comments": String(repeating: "<!--", count: size / 4),
      "declarations": String(repeating: "<!A ", count: size / 4), "entities": String(repeating: "&#0;", count: size / 4),
      "definitions": (0..<1_400).map { "[\($0)]: /a\($0)" }.joined(separator: "\n"),
      "control": String(repeating: "\u{0}\u{1}\u{7F}", count: size / 3), "links": String(repeating: "[a](<b", count: size / 6),
      "emphasis": String(repeating: "*", count: size / 2) + "a" + String(repeating: "*", count: size / 2),
      "brackets in links": String(repeating: "[a](", count: size / 4), "headings": String(repeating: "# a\n", count: size / 4),
      "numbers": String(repeating: "1. ", count: size / 3) + "a",
      "indented lists": (0..<190).map { String(repeating: " ", count: $0) + "- a\n" }.joined(),
    ]
    for (name, text) in texts {
      let began = ContinuousClock.now
      let markup = html(text)
      let took = began.duration(to: .now)
      #expect(took < .seconds(3), "\(name): \(took)")
      var (depth, deepest) = (0, 0)
      for tag in markup.matches(of: /<(\/?)(p|ul|ol|li|blockquote|em|strong|a|h2|pre|code)\b/) {
        depth += tag.1.isEmpty ? 1 : -1
        deepest = max(deepest, depth)
      }
      #expect(depth == 0 && deepest <= 16, "\(name): \(deepest)")
      #expect(!markup.utf8.contains { $0 < 0x20 && $0 != 0x0A && $0 != 0x09 || $0 == 0x7F }, "\(name)")
    }
    #expect(MarkdownText(String(repeating: "> ", count: 40) + "深").html.markup.contains("深"))
    #expect(!MarkdownText(String(repeating: "> ", count: 40) + "深").remarks.isEmpty)
  }

  @Test("N6: what stands on a page by itself is read without a remark")
  func standing() {
    let plan = CampaignPlan(province: "甘肃省", provinceCode: "62", graduatingClass: GraduatingClass(year: 2014))
    for page in PublicTextPage.allCases {
      let text = MarkdownText(PublicTextDefault(plan, standard: nil).markdown(page)) { PublicText.filled($0, for: plan) }
      let markup = text.html.markup
      #expect(text.remarks.isEmpty && markup.hasPrefix("<h2>") && !markup.contains("**") && !markup.contains("{{"))
    }
  }
}
