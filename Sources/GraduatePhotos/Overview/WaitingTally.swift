/// How many wait somewhere and for how long; sums of times, so that tallies of several places are one.
public struct WaitingTally: Sendable, Hashable, Codable {
  public private(set) var heads = 0
  /// Of the times, milliseconds UTC, at which each began to wait.
  public private(set) var sinceSum: Int64 = 0
  /// When the one who waits the longest began; nil where nobody waits.
  public private(set) var oldest: Int64?

  public init() {}

  public mutating func add(since: Int64) {
    heads += 1
    sinceSum += since
    oldest = min(oldest ?? since, since)
  }

  public static func += (left: inout WaitingTally, right: WaitingTally) {
    left.heads += right.heads
    left.sinceSum += right.sinceSum
    left.oldest = [left.oldest, right.oldest].compactMap { $0 }.min()
  }

  /// Milliseconds that they have waited in the mean; nil where nobody waits.
  public func mean(now: Int64) -> Int64? {
    heads == 0 ? nil : max(0, now - sinceSum / Int64(heads))
  }

  /// Milliseconds that the one has waited who waits the longest.
  public func longest(now: Int64) -> Int64? { oldest.map { max(0, now - $0) } }

  /// 「平均 12 天，最久 40 天」; empty where nobody waits.
  public func chinese(now: Int64) -> String {
    guard let mean = mean(now: now), let longest = longest(now: now) else { return "" }
    return "平均 \(CaseMedians.chineseDuration(mean))，最久 \(CaseMedians.chineseDuration(longest))"
  }
}
