import Glibc
import Storage

/// Where the time comes from: the database's clock in service, a driven one in tests (promise 9).
///
/// All times are integer milliseconds UTC; a day is the civil day in China (UTC+8, no summer time since 1991).
public struct CenterClock: Sendable {
  private let reading: @Sendable (any SQLTransaction) throws -> Int64
  /// The time outside a transaction: for leases of this process, never for a deadline.
  public let local: @Sendable () -> Int64

  public init(
    reading: @escaping @Sendable (any SQLTransaction) throws -> Int64, local: @escaping @Sendable () -> Int64
  ) {
    self.reading = reading
    self.local = local
  }

  /// The clock of the database, one for all nodes.
  public static let database = CenterClock(
    reading: { try $0.databaseTime() }, local: { systemMilliseconds() })

  /// A clock that a test drives by hand.
  public static func driven(_ now: @escaping @Sendable () -> Int64) -> CenterClock {
    CenterClock(reading: { _ in now() }, local: now)
  }

  func now(in transaction: any SQLTransaction) throws -> Int64 { try reading(transaction) }
}

/// Milliseconds since 1970 by this machine's clock.
func systemMilliseconds() -> Int64 {
  var time = timespec()
  clock_gettime(CLOCK_REALTIME, &time)
  return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
}
