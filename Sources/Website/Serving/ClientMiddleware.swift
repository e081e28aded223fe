import HTTPTypes
import Hummingbird

/// Finds out who is really there, gives every answer its request id, and refuses addresses that are too long.
struct ClientMiddleware<Context: SiteRequestContext>: RouterMiddleware {
  let proxies: TrustedProxies

  func handle(
    _ request: Request, context: Context, next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    context.facts.client = proxies.client(
      peer: context.peer, forwardedFor: request.headers[values: .forwardedFor],
      forwardedProto: request.headers[values: .forwardedProto])
    guard (request.head.path ?? "").utf8.count <= WebsiteLimits.addressBytes else {
      return ProblemPages.badRequest(414).response(status: .uriTooLong)
    }
    var response = try await next(request, context)
    response.headers.append(HTTPField(name: .requestID, value: context.facts.id))
    return response
  }
}

/// Refuses what changes something and does not come from a page of ours.
struct SameOriginMiddleware<Context: SiteRequestContext>: RouterMiddleware {
  func handle(
    _ request: Request, context: Context, next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    // A station's request proves itself and is answered without a cookie: no page can send one in somebody's name.
    let isSafe =
      request.method == .get || request.method == .head || request.method == .options || request.isOfStation
    guard isSafe || SameOrigin.accepts(request.signs(isSecure: context.facts.client.isSecure)) else {
      return ProblemPages.stale.response(status: .forbidden)
    }
    return try await next(request, context)
  }
}

extension Request {
  /// Goes to an address that only stations' programs ask.
  var isOfStation: Bool { uri.path.hasPrefix("/station/") }

  fileprivate func signs(isSecure: Bool) -> SameOrigin.Signs {
    SameOrigin.Signs(
      fetchSite: headers[.fetchSite], origin: headers[.origin], referer: headers[.referer], host: head.authority,
      isSecure: isSecure)
  }
}
