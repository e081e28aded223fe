/// A cookie of this site: never readable by script, sent only to us.
struct SiteCookie: Sendable, Equatable {
  /// Without prefix; letters, digits, `-` and `_`.
  var name: String
  /// Letters, digits, `-`, `_`, `.` and `=`: our own tokens.
  var value: String
  /// Behind TLS: adds `Secure` and the `__Host-` prefix, which binds the cookie to this very host.
  var isSecure: Bool
  /// Seconds; nil lasts as long as the browser is open, 0 removes it.
  var maxAgeSeconds: Int?

  static func fullName(_ name: String, isSecure: Bool) -> String { isSecure ? "__Host-\(name)" : name }

  /// The value of `Set-Cookie`, or nil when name or value hold a character that does not belong in a cookie.
  var header: String? {
    guard !name.isEmpty, name.utf8.allSatisfy(isCookieByte), value.utf8.allSatisfy(isCookieByte) else { return nil }
    var parts = ["\(Self.fullName(name, isSecure: isSecure))=\(value)", "Path=/", "HttpOnly", "SameSite=Lax"]
    if isSecure { parts.append("Secure") }
    if let maxAgeSeconds { parts.append("Max-Age=\(maxAgeSeconds)") }
    return parts.joined(separator: "; ")
  }

  /// The value of our cookie in the `Cookie` headers of a request (RFC 6265, 5.4); nil when it is not there or there twice
  /// with different values, which only somebody else can have set.
  static func value(_ name: String, isSecure: Bool, in headers: [String]) -> String? {
    let wanted = fullName(name, isSecure: isSecure).utf8
    var found: String?
    var seen = 0
    for header in headers {
      for pair in header.utf8.split(separator: UInt8(ascii: ";")) {
        seen += 1
        guard seen <= WebsiteLimits.cookies else { return nil }
        let trimmed = pair.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
        guard let equals = trimmed.firstIndex(of: UInt8(ascii: "=")), trimmed[..<equals].elementsEqual(wanted) else { continue }
        let value = String(Substring(trimmed[trimmed.index(after: equals)...]))
        if let found, found != value { return nil }
        found = value
      }
    }
    return found
  }
}

private func isCookieByte(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
    UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "="):
    true
  default: false
  }
}
