import GraduatePhotos
import HTTPTypes
import Hummingbird
import Logging
import Testing

@testable import Website

/// The middlewares and answers together, through Hummingbird's own router.
@Suite struct SiteTests {
  struct Source: RequestContextSource { let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() } }

  struct Context: SiteRequestContext {
    typealias Source = SiteTests.Source
    var coreContext: CoreRequestContextStorage
    let facts = RequestFacts(id: "TEST-TEST-TEST")
    let peer = IPAddress("127.0.0.1")
    init(source: Source) { coreContext = .init(source: source) }
  }

  enum No: Refusal {
    case here
    var code: String { "test.no" }
    var message: String { "第 3 行<缺学号>" }
    var hint: String { "请补上" }
  }

  private struct Broken: Error {}

  private struct Answer {
    var response: Response
    var text: String
    var status: Int { response.status.code }
    subscript(_ name: HTTPField.Name) -> String? { response.headers[name] }
  }

  private func ask(
    _ method: HTTPRequest.Method, _ path: String, _ headers: HTTPFields = [:], body: String = "", proxies: String = ""
  ) async throws -> Answer {
    let router = Router(context: Context.self)
    _ = router.addSiteMiddleware(proxies: try #require(TrustedProxies(proxies)), contact: "值班 0931")
    AssetShelf.shared.addRoute(to: router)
    router.get("/page") { _, _ in Document(title: "甲") { Tag.p("乙") } }
    router.get("/no") { _, _ -> Document in throw No.here }
    router.get("/broken") { _, _ -> Document in throw Broken() }
    router.get("/status/{code}") { _, context -> Document in
      throw HTTPError(HTTPResponse.Status(code: context.parameters.get("code").flatMap { Int($0) } ?? 0))
    }
    router.post("/form") { request, _ -> Response in
      let form = try await request.form()
      return .redirect(toOwn: form.trimmed("next"))
    }
    let head = HTTPRequest(method: method, scheme: "http", authority: "site.test", path: path, headerFields: headers)
    let request = Request(head: head, body: RequestBody(buffer: ByteBuffer(string: body)))
    let response = try await router.buildResponder().respond(to: request, context: Context(source: Source()))
    let collector = Collector()
    try await response.body.write(collector)
    return Answer(response: response, text: String(decoding: collector.box.bytes, as: UTF8.self))
  }

  /// Takes an answer's body.
  private struct Collector: ResponseBodyWriter {
    final class Box { var bytes: [UInt8] = [] }
    let box = Box()
    mutating func write(_ buffer: ByteBuffer) async throws { box.bytes.append(contentsOf: buffer.readableBytesView) }
    consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
  }

  @Test func everyAnswerHasItsHeaders() async throws {
    for path in ["/page", "/no", "/broken", "/nowhere"] {
      let answer = try await ask(.get, path)
      #expect(answer[.contentSecurityPolicy] == SecurityHeaderValues.contentSecurityPolicy, "\(path)")
      #expect(answer[.xContentTypeOptions] == "nosniff" && answer[.cacheControl] == "no-store", "\(path)")
      #expect(answer[.requestID] == "TEST-TEST-TEST" && answer[.strictTransportSecurity] == nil, "\(path)")
      #expect(answer[.contentType] == "text/html; charset=utf-8", "\(path)")
    }
    #expect(SecurityHeaderValues.contentSecurityPolicy.hasPrefix("default-src 'none'; script-src 'self'; style-src 'self'"))
    #expect(!SecurityHeaderValues.contentSecurityPolicy.contains("unsafe"))
  }

  @Test func transportSecurityOnlyBehindABelievedProxy() async throws {
    let said: HTTPFields = [.forwardedProto: "https"]
    #expect(try await ask(.get, "/page", said)[.strictTransportSecurity] == nil)
    #expect(try await ask(.get, "/page", said, proxies: "127.0.0.1")[.strictTransportSecurity] != nil)
  }

  @Test func refusalsAndFaultsAreToldApart() async throws {
    let refusal = try await ask(.get, "/no")
    #expect(refusal.status == 422 && refusal.text.contains("第 3 行&lt;缺学号&gt;") && refusal.text.contains("请补上"))
    let asked = try await ask(.get, "/no", [.accept: "application/json"])
    #expect(asked.status == 422 && asked.text == "{\"error\":\"第 3 行<缺学号>\"}")
    let fault = try await ask(.get, "/broken")
    #expect(fault.status == 500 && fault.text.contains("TEST-TEST-TEST") && fault.text.contains("值班 0931"))
    #expect(!fault.text.contains("Broken"))
    #expect(try await ask(.get, "/nowhere").status == 404)
    #expect(try await ask(.get, "/" + String(repeating: "a", count: WebsiteLimits.addressBytes)).status == 414)
  }

  @Test("Every request that cannot be answered gets a page in Chinese with a way on")
  func everyClientErrorHasAPage() async throws {
    for code in [400, 401, 403, 404, 405, 406, 408, 409, 411, 413, 414, 415, 429] {
      let answer = try await ask(.get, "/status/\(code)")
      #expect(answer.status == code && answer.text.contains("返回首页"), "\(code)")
      #expect(answer[.contentType] == "text/html; charset=utf-8", "\(code)")
    }
    let long = try await ask(.get, "/" + String(repeating: "a", count: WebsiteLimits.addressBytes))
    #expect(long.status == 414 && long.text.contains("地址太长"))
  }

  @Test func formsComeFromOwnPagesAndLeadToOwnPages() async throws {
    let type = "application/x-www-form-urlencoded"
    let own: HTTPFields = [.contentType: type, .fetchSite: "same-origin"]
    let good = try await ask(.post, "/form", own, body: "next=%2Fdone%3Fa%3D1")
    #expect(good.status == 303 && good[.location] == "/done?a=1")
    #expect(try await ask(.post, "/form", own, body: "next=%2F%2Fevil.example")[.location] == "/")
    #expect(
      try await ask(.post, "/form", [.contentType: type, .origin: "http://site.test"], body: "next=%2F")[.location] == "/")
    #expect(try await ask(.post, "/form", [.contentType: type, .fetchSite: "cross-site"], body: "next=%2F").status == 403)
    #expect(try await ask(.post, "/form", [.contentType: type], body: "next=%2F").status == 403)
    #expect(try await ask(.post, "/form", [.contentType: "text/plain", .fetchSite: "same-origin"]).status == 422)
    let long = String(repeating: "a", count: WebsiteLimits.formBytes + 1)
    #expect(try await ask(.post, "/form", own, body: long).text.contains("超过 1 MB"))
  }

  @Test func assetsAreKeptByTheirVersion() async throws {
    let sheet = try #require(AssetShelf.shared.asset(named: "site.css"))
    let first = try await ask(.get, sheet.address)
    #expect(first.status == 200 && first.text.utf8.count == sheet.bytes.count)
    #expect(first[.contentType] == "text/css; charset=utf-8" && first[.cacheControl] == "public, max-age=31536000, immutable")
    let again = try await ask(.get, sheet.address, [.ifNoneMatch: sheet.entityTag])
    #expect(again.status == 304 && again.text.isEmpty)
    #expect(try await ask(.get, "/assets/site.css?v=old")[.cacheControl] == "no-cache")
    #expect(try await ask(.get, "/assets/tokens.css").status == 404)
    #expect(try await ask(.get, "/assets/..%2FPackage.swift").status == 404)
  }

  @Test func onlyBodiesWithinTheLimitAreInvited() {
    var head = HTTPRequest(method: .post, scheme: nil, authority: nil, path: "/", headerFields: [.expect: "100-continue"])
    #expect(WebServer.expectsContinue(head, bodyLimitBytes: 10))
    head.headerFields[.contentLength] = "11"
    #expect(!WebServer.expectsContinue(head, bodyLimitBytes: 10))
    head.headerFields[.expect] = nil
    #expect(!WebServer.expectsContinue(head, bodyLimitBytes: 100))
  }
}
