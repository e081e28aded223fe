import GraduatePhotos
import Storage
import Synchronization

/// A visit's log up to one of its happenings as the center took them in.
struct KeptVisit: Sendable {
  let campaignID: String
  let visit: Int
  /// How many of the visit's happenings are in it.
  var ordinal = 0
  var log = VisitLog()
}

/// Keeps the logs of visits that stations write to, so that a packet reads one row and not the whole day.
///
/// What is kept is never believed to be the newest: a transaction reads what came behind it.
final class VisitShelf: Sendable {
  private struct Key: Hashable {
    let campaignID: String
    let visit: Int
  }

  private struct State {
    var visits: [Key: KeptVisit] = [:]
    /// The least recently kept first.
    var order: [Key] = []
  }

  private let state = Mutex(State())

  /// What is known, perhaps not the newest.
  func visit(_ campaignID: String, _ number: Int) -> KeptVisit {
    state.withLock { $0.visits[Key(campaignID: campaignID, visit: number)] }
      ?? KeptVisit(campaignID: campaignID, visit: number)
  }

  /// Keeps what a transaction read or wrote, after it was committed.
  func keep(_ visit: KeptVisit) {
    let key = Key(campaignID: visit.campaignID, visit: visit.visit)
    state.withLock { state in
      if let kept = state.visits[key], kept.ordinal >= visit.ordinal { return }
      state.visits[key] = visit
      state.order.removeAll { $0 == key }
      state.order.append(key)
      while state.order.count > StationLimits.visitsKept { state.visits[state.order.removeFirst()] = nil }
    }
  }
}

/// The visits that one transaction writes to, each read once.
struct OpenVisits {
  private let shelf: VisitShelf
  private(set) var visits: [KeptVisit] = []

  init(_ shelf: VisitShelf) { self.shelf = shelf }

  /// Hands out a visit as everything before tells it, and keeps what became of it.
  mutating func change<T>(
    _ campaignID: String, _ number: Int, _ transaction: Transaction, _ change: (inout KeptVisit) throws -> T
  ) throws -> T {
    if let at = visits.firstIndex(where: { $0.campaignID == campaignID && $0.visit == number }) {
      return try change(&visits[at])
    }
    visits.append(try transaction.newest(shelf.visit(campaignID, number)))
    return try change(&visits[visits.count - 1])
  }
}

extension Transaction {
  /// The visit with everything that was taken in since.
  func newest(_ kept: KeptVisit) throws -> KeptVisit {
    var visit = kept
    let found = try rows(
      """
      SELECT id, ordinal, body_sealed, key_id FROM happening WHERE campaign_id = ? AND visit_number = ? AND ordinal > ?
      ORDER BY ordinal
      """, [.text(kept.campaignID), .int(kept.visit), .int(kept.ordinal)])
    guard let last = found.last else { return visit }
    visit.log.take(try found.map { try happening(from: $0) })
    visit.ordinal = try last.int("ordinal")
    return visit
  }

  /// Of a row with `id`, `body_sealed` and `key_id`.
  func happening(from row: SQLRow) throws -> Happening {
    let record = try SealedValues.happenings.record([row.text("id")])
    return try HappeningJSON.happening(keys.open(row.blob("body_sealed"), under: row.text("key_id"), as: record))
  }
}
