import HTTPTypes

/// The site's security headers, on every answer.
enum SecurityHeaders {
  /// `own` with them; what a handler has set itself (a page that needs the camera) is kept.
  static func added(to own: HTTPFields, isSecure: Bool) -> HTTPFields {
    var all = HTTPFields()
    // With the date and the length, which come later.
    all.reserveCapacity(own.count + SecurityHeaderValues.fields.count + 3)
    all.append(contentsOf: own)
    for field in SecurityHeaderValues.fields where !own.contains(field.name) { all.append(field) }
    if isSecure { all[.strictTransportSecurity] = SecurityHeaderValues.transport }
    return all
  }
}

enum SecurityHeaderValues {
  /// Nothing inline, nothing from elsewhere, in nobody's frame.
  static let contentSecurityPolicy = [
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'",
  ].joined(separator: "; ")

  /// `same-origin`: pages of others learn nothing, our own check of the origin has the referer to fall back on.
  static let always: [(HTTPField.Name, String)] = [
    (.contentSecurityPolicy, contentSecurityPolicy),
    (.xContentTypeOptions, "nosniff"),
    (.referrerPolicy, "same-origin"),
    (.permissionsPolicy, "camera=(), microphone=(), geolocation=(), payment=(), usb=()"),
    (.openerPolicy, "same-origin"),
    (.crossOriginResourcePolicy, "same-origin"),
    // Pages hold personal data; shared computers keep none of them. Assets say otherwise themselves.
    (.cacheControl, "no-store"),
  ]

  /// The same, made once.
  static let fields = always.map { HTTPField(name: $0.0, value: $0.1) }

  /// One year; only sent over TLS, where it means something.
  static let transport = "max-age=31536000; includeSubDomains"
}
