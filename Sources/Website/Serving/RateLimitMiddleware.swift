import HTTPTypes
import Hummingbird
import Synchronization

/// Slows down one place without touching the others.
///
/// A school's shared address has many people behind it: choose the capacity for a class that opens its pages at once.
struct RateLimitMiddleware<Context: SiteRequestContext>: RouterMiddleware {
  private let table: Table
  private let now: @Sendable () -> Int64

  private final class Table: Sendable {
    let buckets: Mutex<TokenBuckets>
    init(_ buckets: TokenBuckets) { self.buckets = Mutex(buckets) }
  }

  /// Limits by `buckets`; `now` gives the milliseconds of a clock that only goes forward.
  init(_ buckets: TokenBuckets, now: @escaping @Sendable () -> Int64) {
    table = Table(buckets)
    self.now = now
  }

  func handle(
    _ request: Request, context: Context, next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    let place = context.facts.client.address?.place ?? "unknown"
    guard let seconds = table.buckets.withLock({ $0.take(for: place, now: now()) }) else {
      return try await next(request, context)
    }
    var response = ProblemPages.tooMany(afterSeconds: seconds).response(status: .tooManyRequests)
    response.headers[.retryAfter] = String(seconds)
    return response
  }
}
