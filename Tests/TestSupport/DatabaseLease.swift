import Storage

/// An empty PostgreSQL database of one test's own, dropped when the last reference to the lease goes.
public final class DatabaseLease: Sendable {
  public let url: String
  private let end: AsyncStream<Void>.Continuation

  public init() async throws {
    let (ended, end) = AsyncStream<Void>.makeStream()
    self.end = end
    url = try await withCheckedThrowingContinuation { continuation in
      Task {
        var isOpen = false
        do {
          try await ThrowawayPostgreSQL.withDatabase { url in
            isOpen = true
            continuation.resume(returning: url)
            for await _ in ended {}
          }
        } catch {
          if !isOpen { continuation.resume(throwing: error) }
        }
      }
    }
  }

  deinit { end.finish() }
}
