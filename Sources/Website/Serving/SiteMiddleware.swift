import HTTPTypes
import Hummingbird

/// What is done around every page, in this order: who is really there, addresses that are too long, forms from elsewhere, one place's
/// rate, and what was thrown as a page; then the request's id, the log line and the security headers.
///
/// One piece instead of six: each layer costs every page a closure and two steps of the task.
struct SiteMiddleware<Context: SiteRequestContext>: RouterMiddleware {
  let proxies: TrustedProxies
  let problems: Problems
  /// Nil slows nobody down.
  let rate: RateLimit?
  /// Nil counts nothing.
  var meter: RequestMeter?

  func handle(
    _ request: Request, context: Context, next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    let began = ContinuousClock.now
    context.facts.client = proxies.client(
      peer: context.peer, forwardedFor: request.headers[values: .forwardedFor],
      forwardedProto: request.headers[values: .forwardedProto])
    var response: Response
    if let refusal = refusal(of: request, context) {
      response = refusal
    } else {
      do { response = try await next(request, context) } catch {
        response = problems.answer(error, to: request, context)
      }
    }
    response.headers.append(HTTPField(name: .requestID, value: context.facts.id))
    let took = began.duration(to: .now)
    meter?.note(request.method, response.status, took: took)
    AccessLog.write(request, context, status: response.status, took: took)
    response.headers = SecurityHeaders.added(to: response.headers, isSecure: context.facts.client.isSecure)
    return response
  }

  /// What is refused before anything of ours looks at it.
  private func refusal(of request: Request, _ context: Context) -> Response? {
    guard (request.head.path ?? "").utf8.count <= WebsiteLimits.addressBytes else {
      return ProblemPages.badRequest(414).response(status: .uriTooLong)
    }
    // A station's request proves itself and is answered without a cookie: no page can send one in somebody's name.
    let isSafe = request.method == .get || request.method == .head || request.method == .options || request.isOfStation
    guard isSafe || SameOrigin.accepts(request.signs(isSecure: context.facts.client.isSecure)) else {
      return ProblemPages.stale.response(status: .forbidden)
    }
    return rate?.refusal(of: request, from: context.facts.client)
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
