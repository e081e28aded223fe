import HTTPTypes
import Hummingbird
import Logging

/// One line a request: ids only.
///
/// The address is the route's pattern, so that neither a query nor a secret link is ever logged.
struct AccessLog<Context: SiteRequestContext>: RouterMiddleware {
  func handle(
    _ request: Request, context: Context, next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    let began = ContinuousClock.now
    let response = try await next(request, context)
    let elapsed = began.duration(to: .now).components
    context.logger.info(
      "request",
      metadata: [
        "request": "\(context.facts.id)",
        "method": "\(request.method.rawValue)",
        "route": "\(context.endpointPath ?? "-")",
        "status": "\(response.status.code)",
        "milliseconds": "\(elapsed.seconds * 1000 + elapsed.attoseconds / 1_000_000_000_000_000)",
        "actor": "\(context.facts.actorID ?? "-")",
      ])
    return response
  }
}
