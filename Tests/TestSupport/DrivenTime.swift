import Synchronization

/// A clock that moves only when a test says so; begins on 2013-09-18 at 9:00 in China, the day of the notice.
public final class DrivenTime: Sendable {
  private let milliseconds = Mutex<Int64>(1_379_466_000_000)

  public init() {}

  public var now: Int64 { milliseconds.withLock { $0 } }

  public func advance(minutes: Int = 0, hours: Int = 0, days: Int = 0) {
    milliseconds.withLock { $0 += Int64(minutes + 60 * hours + 24 * 60 * days) * 60_000 }
  }

  public func set(_ next: Int64) { milliseconds.withLock { $0 = next } }
}
