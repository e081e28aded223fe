/// A rate limit per place: a bucket that holds `capacity` tokens and regains `perSecond`.
///
/// Pure; the clock comes with each question.
struct TokenBuckets: Sendable {
  private struct Bucket: Sendable {
    var tokens: Double
    var milliseconds: Int64
  }

  let capacity: Double
  let perSecond: Double
  let placeLimit: Int
  private var buckets: [String: Bucket] = [:]

  /// - Parameters:
  ///   - capacity: requests at once.
  ///   - perSecond: requests in the long run; more than 0.
  ///   - placeLimit: places remembered, so that a flood from everywhere does not fill the memory.
  init(capacity: Int, perSecond: Double, placeLimit: Int = WebsiteLimits.rateLimitPlaces) {
    self.capacity = Double(max(capacity, 1))
    self.perSecond = max(perSecond, .leastNonzeroMagnitude)
    self.placeLimit = max(placeLimit, 1)
  }

  var placeCount: Int { buckets.count }

  /// Takes a token for `place`.
  ///
  /// - Parameters:
  ///   - place: whoever shares one bucket.
  ///   - now: milliseconds; may stand still or go back, which gives nothing.
  /// - Returns: nil when there was one, otherwise the whole seconds until there is.
  mutating func take(for place: String, now: Int64) -> Int? {
    if buckets[place] == nil { makeRoom(now: now) }
    var bucket = buckets[place] ?? Bucket(tokens: capacity, milliseconds: now)
    bucket.tokens = tokens(in: bucket, now: now)
    bucket.milliseconds = max(bucket.milliseconds, now)
    defer { buckets[place] = bucket }
    if bucket.tokens >= 1 {
      bucket.tokens -= 1
      return nil
    }
    let seconds = ((1 - bucket.tokens) / perSecond).rounded(.up)
    return seconds < 86_400 ? max(Int(seconds), 1) : 86_400
  }

  private func tokens(in bucket: Bucket, now: Int64) -> Double {
    min(capacity, bucket.tokens + Double(max(now - bucket.milliseconds, 0)) / 1000 * perSecond)
  }

  /// When the table is full: forgets the places whose bucket is full again (nothing is lost), else the eighth that has been
  /// quiet longest.
  private mutating func makeRoom(now: Int64) {
    guard buckets.count >= placeLimit else { return }
    buckets = buckets.filter { tokens(in: $0.value, now: now) < capacity }
    guard buckets.count >= placeLimit else { return }
    let oldest = buckets.sorted { $0.value.milliseconds < $1.value.milliseconds }.prefix(max(placeLimit / 8, 1))
    for (place, _) in oldest { buckets[place] = nil }
  }
}
