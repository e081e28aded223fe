import Synchronization

/// Keeps for a moment what waits on whom, so that not every page counts it anew; whatever is sent to the site empties it.
final class WaitingShelf: Sendable {
  private struct Key: Hashable {
    let campaign: String
    let account: String
  }

  private struct Entry {
    let count: Int
    let milliseconds: Int64
  }

  private struct State {
    /// Grows with every change, so that a count begun before it is not kept after it.
    var generation = 0
    var entries: [Key: Entry] = [:]
  }

  private let state = Mutex(State())

  /// Something may have been done: every count is taken again.
  func empty() {
    state.withLock { state in
      state.generation += 1
      state.entries.removeAll()
    }
  }

  /// The kept count, or what `look` finds.
  ///
  /// - `now`: milliseconds of a clock that only goes forward.
  func count(
    campaign: String, account: String, now: Int64, look: () async throws -> Int
  ) async throws -> Int {
    let key = Key(campaign: campaign, account: account)
    let (kept, generation) = state.withLock { ($0.entries[key], $0.generation) }
    if let kept, now - kept.milliseconds < WebsiteLimits.waitingMilliseconds { return kept.count }
    let count = try await look()
    state.withLock { state in
      guard state.generation == generation else { return }
      if state.entries.count >= WebsiteLimits.waitingEntries { state.entries.removeAll() }
      state.entries[key] = Entry(count: count, milliseconds: now)
    }
    return count
  }
}
