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
        "request": .string(context.facts.id),
        "method": .string(request.method.rawValue),
        "route": .string(context.endpointPath ?? "-"),
        "status": .string(String(response.status.code)),
        "milliseconds": .string(
          String(elapsed.seconds * 1000 + elapsed.attoseconds / 1_000_000_000_000_000)),
        "actor": .string(context.facts.actorID ?? "-"),
      ])
    return response
  }
}
