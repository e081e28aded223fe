import HTTPTypes
import Hummingbird
import Synchronization

/// Slows down one place without touching the others.
///
/// A school's shared address has many people behind it: choose the capacity for a class that opens its pages at once.
final class RateLimit: Sendable {
  private let buckets: Mutex<TokenBuckets>
  private let now: @Sendable () -> Int64

  /// Limits by `buckets`; `now` gives the milliseconds of a clock that only goes forward.
  init(_ buckets: TokenBuckets, now: @escaping @Sendable () -> Int64) {
    self.buckets = Mutex(buckets)
    self.now = now
  }

  /// What a place is told that asked too often; nil when it may go on.
  func refusal(of client: ClientFacts) -> Response? {
    let place = client.address?.place ?? "unknown"
    guard let seconds = buckets.withLock({ $0.take(for: place, now: now()) }) else { return nil }
    var response = ProblemPages.tooMany(afterSeconds: seconds).response(status: .tooManyRequests)
    response.headers[.retryAfter] = String(seconds)
    return response
  }
}
