import Testing

@testable import Website

@Suite struct CopyTextTests {
  @Test(arguments: [
    "", "张三、李四", "abc 1", "龙龚䶵", "é", "e\u{301}", "か\u{3099}", "𬭎张", "张\u{302A}", "👨‍👩‍👧", "a\r\nb", "（共 16 人）", "\u{7F}",
  ])
  func charactersAreCountedAsSwiftDoes(text: String) {
    #expect(text.characterCount == text.count)
  }

  @Test func listsStayWithinTheLimit() {
    for length in 1...8 {
      for count in [0, 1, 30, 90, 200] {
        let items = (0..<count).map { _ in String(repeating: "张", count: length) }
        let list = CopyText.list("名单", head: "【名单】", items: items, total: count, noun: "人", tail: "请核对。")
        #expect(list.text.count <= CopyText.sizeLimitCharacters + 1)
        let shown = list.html.markup.split(separator: "<pre tabindex=\"0\">").last?.prefix { $0 != "<" }.count ?? 0
        #expect(shown <= CopyText.sizeLimitCharacters && shown > 0, "\(count) × \(length)")
      }
    }
  }
}
