import HTTPTypes
import Hummingbird
import Synchronization
import Workflow

/// Slows down one place without touching the others.
///
/// A school's shared address has many people behind it: choose the capacity for a class that opens its pages at once.
struct RateLimitMiddleware<Context: SiteRequestContext>: RouterMiddleware {
  private let table: Table
  /// Packets and questions of stations prove themselves, and forty of them may share one address.
  private let stations: Table
  private let now: @Sendable () -> Int64

  private final class Table: Sendable {
    let buckets: Mutex<TokenBuckets>
    init(_ buckets: TokenBuckets) { self.buckets = Mutex(buckets) }
  }

  /// Limits by `buckets`; `now` gives the milliseconds of a clock that only goes forward.
  init(_ buckets: TokenBuckets, now: @escaping @Sendable () -> Int64) {
    table = Table(buckets)
    stations = Table(
      TokenBuckets(
        capacity: WebsiteLimits.stationRequestsAtOnce, perSecond: Double(WebsiteLimits.stationRequestsPerSecond)))
    self.now = now
  }

  func handle(
    _ request: Request, context: Context, next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    let place = context.facts.client.address?.place ?? "unknown"
    let table = Self.isProven(request) ? stations : table
    guard let seconds = table.buckets.withLock({ $0.take(for: place, now: now()) }) else {
      return try await next(request, context)
    }
    var response =
      request.isOfStation
      ? StationAnswer.refusal(StationRefusal.busy)
      : ProblemPages.tooMany(afterSeconds: seconds).response(status: .tooManyRequests)
    response.headers[.retryAfter] = String(seconds)
    return response
  }

  /// Signed by a station; what is asked with a password is slowed down as the sign-in page is.
  private static func isProven(_ request: Request) -> Bool {
    request.uri.path == "/station/packets" || request.uri.path == "/station/happenings"
  }
}
