import HTTPTypes
import Hummingbird

/// One line a request: ids only.
///
/// The address is the route's pattern, so that neither a query nor a secret link is ever logged.
enum AccessLog {
  static func write(
    _ request: Request, _ context: some SiteRequestContext, status: HTTPResponse.Status, took elapsed: Duration
  ) {
    let (seconds, attoseconds) = elapsed.components
    context.logger.info(
      "request",
      metadata: [
        "request": .string(context.facts.id),
        "method": .string(request.method.rawValue),
        "route": .string(context.endpointPath ?? "-"),
        "status": .string(String(status.code)),
        "milliseconds": .string(String(seconds * 1000 + attoseconds / 1_000_000_000_000_000)),
        "actor": .string(context.facts.actorID ?? "-"),
      ])
  }
}
