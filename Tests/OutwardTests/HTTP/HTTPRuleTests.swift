import Testing

@testable import Outward

@Suite struct HTTPRuleTests {
  @Test(arguments: [
    "ftp://example.edu.cn/", "file:///etc/hosts", "gopher://example.edu.cn", "//example.edu.cn", "http://", "http:///x",
    "http://:80/",
    "http://name:secret@example.edu.cn/", "http://a\\@b/", "http://example.edu.cn/a b", "http://example.edu.cn/某", "",
    "http://example.edu.cn/\r\nX: 1", "http://example.edu.cn/" + String(repeating: "x", count: 9_000),
  ])
  func badAddressesAreRefusedBeforeAnythingIsSent(_ url: String) {
    #expect(throws: OutwardError.addressInvalid) { try HTTPCall(.get, url).check() }
  }

  @Test func addressesHaveALimit() throws {
    let start = "http://example.edu.cn/"
    let room = OutwardLimits.addressBytes - start.utf8.count
    try HTTPCall(.get, start + String(repeating: "x", count: room)).check()
    #expect(throws: OutwardError.addressInvalid) { try HTTPCall(.get, start + String(repeating: "x", count: room + 1)).check() }
  }

  @Test(arguments: ["http://example.edu.cn", "HTTPS://example.edu.cn:8443/a?b=c%20d", "http://[::1]:80/", "http://10.0.0.1/@x"])
  func goodAddressesPass(_ url: String) throws {
    try HTTPCall(.get, url).check()
  }

  @Test(arguments: [
    HTTPHeader("X-A", "1\r\nX-B: 2"), HTTPHeader("X-A", "1\nX-B: 2"), HTTPHeader("X-A\r\nX-B", "1"), HTTPHeader("X A", "1"),
    HTTPHeader("X:A", "1"), HTTPHeader("", "1"), HTTPHeader("X-A", "\u{0}"), HTTPHeader("Content-Length", "5"),
    HTTPHeader("TRANSFER-ENCODING", "chunked"), HTTPHeader("Host", "other.example"),
  ])
  func headersCannotBreakOut(_ header: HTTPHeader) {
    #expect(throws: OutwardError.self) { try HTTPCall(.get, "http://example.edu.cn", headers: [header]).check() }
  }

  @Test func interimRepliesAndOldHeadersAreForgotten() {
    var headers = ReplyHeaders()
    for line in ["HTTP/1.1 100 Continue\r\n", "X-Early: 1\r\n", "\r\n", "HTTP/1.1 201 Created\r\n", "X-Late:  2 \r\n", "\r\n"] {
      let isTaken = Array(line.utf8).withUnsafeBytes { headers.take($0) }
      #expect(isTaken)
    }
    #expect(headers.status == 201)
    #expect(headers.lines == [HTTPHeader("X-Late", "2")])
  }

  @Test func nothingSecretIsDescribed() throws {
    let header = HTTPHeader("Authorization", "Bearer s3cret")
    let call = HTTPCall(.get, "http://example.edu.cn/s3cret", headers: [header], body: .bytes(Array("s3cret".utf8)))
    let credentials = MailServer.Credentials(user: "s3cret", password: "s3cret")
    let secret = try #require(WebhookSecret(Array("s3crets3crets3cret".utf8)))
    for value: Any in [header, call, credentials, secret] {
      var text = "\(value) \(String(reflecting: value))"
      dump(value, to: &text)
      #expect(!text.contains("s3cret") && !text.contains("115, 51"))
    }
  }
}
