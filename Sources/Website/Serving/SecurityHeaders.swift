import HTTPTypes
import Hummingbird

/// Puts the site's security headers on every answer.
///
/// What a handler has set itself (a page that needs the camera) is kept.
struct SecurityHeaders<Context: SiteRequestContext>: RouterMiddleware {
  func handle(
    _ request: Request, context: Context, next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    var response = try await next(request, context)
    for field in SecurityHeaderValues.fields where !response.headers.contains(field.name) { response.headers.append(field) }
    if context.facts.client.isSecure { response.headers[.strictTransportSecurity] = SecurityHeaderValues.transport }
    return response
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
