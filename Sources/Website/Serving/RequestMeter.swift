import HTTPTypes
import Synchronization

/// Counts requests since the program began: by kind of method and class of status, and how long they took.
final class RequestMeter: Sendable {
  /// Upper bounds of the classes of time, in milliseconds.
  static let bounds: [Int64] = [5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000]

  struct Count: Sendable, Equatable {
    /// 「get」 for what only looks, 「post」 for what acts.
    let method: String
    /// 2 for 200…299.
    let statusClass: Int
    let count: Int
  }

  struct Reading: Sendable, Equatable {
    var counts: [Count] = []
    /// How many took no longer than each bound; cumulative.
    var within: [Int] = []
    var total = 0
    var seconds = 0.0
  }

  private struct State {
    /// Five classes of status for each of two kinds of method.
    var counts = [Int](repeating: 0, count: 10)
    var within = [Int](repeating: 0, count: RequestMeter.bounds.count)
    var total = 0
    var microseconds: Int64 = 0
  }

  private let state = Mutex(State())

  func note(_ method: HTTPRequest.Method, _ status: HTTPResponse.Status, took elapsed: Duration) {
    let (seconds, attoseconds) = elapsed.components
    let microseconds = seconds * 1_000_000 + attoseconds / 1_000_000_000_000
    let place = (method == .get || method == .head ? 0 : 5) + min(max(status.code / 100, 1), 5) - 1
    let bound = Self.bounds.firstIndex { microseconds <= $0 * 1_000 }
    state.withLock { state in
      state.counts[place] += 1
      state.total += 1
      state.microseconds += microseconds
      if let bound { state.within[bound] += 1 }
    }
  }

  var reading: Reading {
    let state = state.withLock { $0 }
    var reading = Reading()
    for (place, count) in state.counts.enumerated() where count > 0 {
      reading.counts.append(Count(method: place < 5 ? "get" : "post", statusClass: place % 5 + 1, count: count))
    }
    var sum = 0
    reading.within = state.within.map { count in
      sum += count
      return sum
    }
    reading.total = state.total
    reading.seconds = Double(state.microseconds) / 1_000_000
    return reading
  }
}
