/// Writes what several callers bring in one transaction: one wait for the disk for everything that came while the one before was written.
///
/// Nobody is answered before the transaction with his item is committed. Where a group fails for something that may lie in one item, each is
/// tried alone, so that one's fault is nobody else's; when the database is away all are told so at once.
actor GroupCommit<Item: Sendable, Outcome: Sendable> {
  private struct Waiting {
    let item: Item
    let answer: CheckedContinuation<Outcome, any Error>
  }

  private var waiting: [Waiting] = []
  private var isWriting = false
  /// Items of one transaction.
  private let most: Int

  /// Whether an error may lie in an item.
  private let liesInAnItem: @Sendable (any Error) -> Bool

  init(most: Int, liesInAnItem: @escaping @Sendable (any Error) -> Bool) {
    self.most = most
    self.liesInAnItem = liesInAnItem
  }

  /// Items that wait behind the write under way.
  var waitingCount: Int { waiting.count }

  /// Has the item written with whatever else waits.
  ///
  /// - `commit`: writes the items in one transaction and gives an outcome for each, in their order; the same for every caller.
  /// - Throws: what `commit` throws for this item alone.
  func write(_ item: Item, _ commit: @escaping @Sendable ([Item]) async throws -> [Outcome]) async throws -> Outcome {
    try await withCheckedThrowingContinuation { answer in
      waiting.append(Waiting(item: item, answer: answer))
      guard !isWriting else { return }
      isWriting = true
      // Not the caller's task: one that goes away takes nobody with it.
      Task { await writeAll(commit) }
    }
  }

  private func writeAll(_ commit: @Sendable ([Item]) async throws -> [Outcome]) async {
    while !waiting.isEmpty {
      let group = Array(waiting.prefix(most))
      waiting.removeFirst(group.count)
      do { answer(group, try await commit(group.map(\.item))) } catch {
        guard group.count > 1, liesInAnItem(error) else {
          for one in group { one.answer.resume(throwing: error) }
          continue
        }
        for one in group {
          do { answer([one], try await commit([one.item])) } catch { one.answer.resume(throwing: error) }
        }
      }
    }
    isWriting = false
  }

  private func answer(_ group: [Waiting], _ outcomes: [Outcome]) {
    precondition(group.count == outcomes.count, "an outcome for each item")
    for (one, outcome) in zip(group, outcomes) { one.answer.resume(returning: outcome) }
  }
}
