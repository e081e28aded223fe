import HTTPTypes
import Hummingbird
import Synchronization
import Workflow

/// Slows down one place without touching the others.
///
/// A school's shared address has many people behind it: choose the capacity for a class that opens its pages at once.
final class RateLimit: Sendable {
  private let buckets: Mutex<TokenBuckets>
  /// Packets and questions of stations prove themselves, and forty of them may share one address.
  private let stations = Mutex(
    TokenBuckets(capacity: WebsiteLimits.stationRequestsAtOnce, perSecond: Double(WebsiteLimits.stationRequestsPerSecond)))
  private let now: @Sendable () -> Int64

  /// Limits by `buckets`; `now` gives the milliseconds of a clock that only goes forward.
  init(_ buckets: TokenBuckets, now: @escaping @Sendable () -> Int64) {
    self.buckets = Mutex(buckets)
    self.now = now
  }

  /// What a place is told that asked too often; nil when it may go on.
  func refusal(of request: Request, from client: ClientFacts) -> Response? {
    let place = client.address?.place ?? "unknown"
    let wait =
      Self.isProven(request)
      ? stations.withLock { $0.take(for: place, now: now()) } : buckets.withLock { $0.take(for: place, now: now()) }
    guard let seconds = wait else { return nil }
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
