import Testing

@testable import Website

@Suite struct GuardTests {
  /// Not a MAC, but a function of key and message that differs where a MAC would.
  private static func mac(_ key: UInt8) -> CSRF.MAC {
    { message in message.reduce(into: [key, 0, 0, 0]) { $0[Int($1) % 4] = $0[Int($1) % 4] &* 31 &+ $1 } }
  }

  @Test func tokensFitOneSessionAndOneForm() {
    let token = CSRF.token(session: "s1", form: "slip", mac: Self.mac(1))
    #expect(CSRF.verify(token, session: "s1", form: "slip", mac: Self.mac(1)))
    #expect(!CSRF.verify(token, session: "s2", form: "slip", mac: Self.mac(1)))
    #expect(!CSRF.verify(token, session: "s1", form: "other", mac: Self.mac(1)))
    #expect(!CSRF.verify(token, session: "s1", form: "slip", mac: Self.mac(2)))
    #expect(!CSRF.verify(nil, session: "s1", form: "slip", mac: Self.mac(1)))
    #expect(!CSRF.verify("", session: "s1", form: "slip", mac: Self.mac(1)))
    #expect(!CSRF.verify(token + "0", session: "s1", form: "slip", mac: Self.mac(1)))
  }

  @Test func cookiesAreBoundToTheHostBehindTLS() {
    var cookie = SiteCookie(name: "session", value: "abc-_.=", isSecure: true)
    #expect(cookie.header == "__Host-session=abc-_.=; Path=/; HttpOnly; SameSite=Lax; Secure")
    cookie.isSecure = false
    cookie.maxAgeSeconds = 0
    #expect(cookie.header == "session=abc-_.=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0")
    cookie.value = "a; Domain=evil"
    #expect(cookie.header == nil)
    cookie.value = "a\r\nX: y"
    #expect(cookie.header == nil)
  }

  @Test func onlyTheOneCookieCounts() {
    #expect(SiteCookie.value("session", isSecure: false, in: ["a=1; session=x", "b=2"]) == "x")
    #expect(SiteCookie.value("session", isSecure: true, in: ["session=x; __Host-session=y"]) == "y")
    #expect(SiteCookie.value("session", isSecure: true, in: ["session=x"]) == nil)
    #expect(SiteCookie.value("session", isSecure: false, in: ["session=x; session=y"]) == nil)
    #expect(SiteCookie.value("session", isSecure: false, in: ["xsession=x; session"]) == nil)
    let many = (0..<WebsiteLimits.cookies).map { "c\($0)=1" }.joined(separator: "; ")
    #expect(SiteCookie.value("session", isSecure: false, in: [many + "; session=x"]) == nil)
  }

  @Test(arguments: [
    (SameOrigin.Signs(fetchSite: "same-origin", host: "a", isSecure: false), true),
    (SameOrigin.Signs(fetchSite: "cross-site", origin: "http://a", host: "a", isSecure: false), false),
    (SameOrigin.Signs(fetchSite: "same-site", host: "a", isSecure: true), false),
    (SameOrigin.Signs(fetchSite: "none", host: "a", isSecure: true), false),
    (SameOrigin.Signs(origin: "http://A:80", host: "a:80", isSecure: false), true),
    (SameOrigin.Signs(origin: "http://a", host: "a", isSecure: true), false),
    (SameOrigin.Signs(origin: "null", host: "a", isSecure: false), false),
    (SameOrigin.Signs(origin: "https://a.evil", host: "a", isSecure: true), false),
    (SameOrigin.Signs(referer: "https://a/x", host: "a", isSecure: true), true),
    (SameOrigin.Signs(referer: "https://a.evil/x", host: "a", isSecure: true), false),
    (SameOrigin.Signs(host: "a", isSecure: true), false),
    (SameOrigin.Signs(origin: "http://", host: nil, isSecure: false), false),
  ])
  func onlyOwnPagesMayChangeThings(signs: SameOrigin.Signs, accepted: Bool) {
    #expect(SameOrigin.accepts(signs) == accepted)
  }

  @Test func bucketsFillAgain() {
    var buckets = TokenBuckets(capacity: 3, perSecond: 0.5)
    for _ in 0..<3 { #expect(buckets.take(for: "a", now: 0) == nil) }
    #expect(buckets.take(for: "a", now: 0) == 2)
    #expect(buckets.take(for: "b", now: 0) == nil)
    #expect(buckets.take(for: "a", now: 1999) == 1)
    #expect(buckets.take(for: "a", now: 2000) == nil)
    #expect(buckets.take(for: "a", now: -50_000) == 2)
    #expect(buckets.take(for: "a", now: 2000) == 2)
    for _ in 0..<3 { #expect(buckets.take(for: "a", now: 900_000) == nil) }
    #expect(buckets.take(for: "a", now: 900_000) == 2)
  }

  @Test func manyPlacesFillNoMemory() {
    var buckets = TokenBuckets(capacity: 2, perSecond: 1, placeLimit: 64)
    _ = buckets.take(for: "busy", now: 0)
    for place in 0..<1000 {
      #expect(buckets.take(for: "p\(place)", now: Int64(place)) == nil)
      #expect(buckets.placeCount <= 64)
    }
    #expect(buckets.take(for: "late", now: 100_000) == nil)
    #expect(buckets.placeCount <= 64)
  }
}
