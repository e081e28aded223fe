import Testing

@testable import Website

@Suite struct DownloadTests {
  @Test func chineseNamesAreSentTwice() {
    #expect(
      Download.disposition(fileName: "名单 1.dbf")
        == "attachment; filename=\"___1.dbf\"; filename*=UTF-8''%E5%90%8D%E5%8D%95%201.dbf")
  }

  @Test(arguments: [
    ("a\"b\r\n.txt", "a_b__.txt"), ("../../etc", "_.._etc"), ("", "下载"), ("...", "下载"), ("a\u{202E}txt.exe", "a_txt.exe"),
    ("a/b\\c:d", "a_b_c_d"),
  ])
  func namesAreHarmless(name: String, safe: String) {
    #expect(Download.safe(name) == safe)
    #expect(!Download.disposition(fileName: name).utf8.contains { $0 < 0x20 || $0 > 0x7E })
  }

  @Test func jsonTextIsEscaped() {
    #expect(jsonText("a\"\\\n\u{1}张") == "\"a\\\"\\\\\\n\\u0001张\"")
  }
}
