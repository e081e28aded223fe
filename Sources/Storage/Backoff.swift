/// The pause before a closure is repeated: doubling, with a random part, so that those who collided part ways.
struct Backoff {
  private var mostMilliseconds = StorageLimits.backoffFirstMilliseconds

  mutating func pause() async throws {
    let milliseconds = Int.random(in: 1...mostMilliseconds)
    mostMilliseconds = min(mostMilliseconds * 2, StorageLimits.backoffMostMilliseconds)
    do {
      try await Task.sleep(for: .milliseconds(milliseconds))
    } catch {
      throw StorageError.cancelled
    }
  }
}
