import GraduatePhotos
import Synchronization

/// The checks this process is doing: found again by the upload's id, so that whoever left the page sees how far they are.
///
/// What a check found lies in the spool; after a restart it is simply done again. What could not be read is remembered here.
final class RosterChecks: Sendable {
  struct Check: Sendable {
    /// What it was begun for (`RosterPreview.seen`).
    let seen: String
    let meter: CheckMeter
    let began: ContinuousClock.Instant
    let task: Task<RosterPreview, any Error>
  }

  private struct Table {
    var running: [String: Check] = [:]
    var refused: [String: (seen: String, error: any Error)] = [:]
  }

  private let table = Mutex(Table())

  /// The check of an upload as it stands, begun by `make` when there is none for `seen`.
  func check(_ uploadID: String, seen: String, meter: CheckMeter, make: @Sendable () -> Task<RosterPreview, any Error>) -> Check
  {
    table.withLock { table in
      if let check = table.running[uploadID], check.seen == seen { return check }
      table.refused[uploadID] = nil
      let check = Check(seen: seen, meter: meter, began: .now, task: make())
      table.running[uploadID] = check
      return check
    }
  }

  func running(_ uploadID: String, seen: String) -> Check? {
    table.withLock { table in table.running[uploadID].flatMap { $0.seen == seen ? $0 : nil } }
  }

  /// Why an upload could not be read, when it was tried for the same `seen`.
  func refusal(_ uploadID: String, seen: String) -> (any Error)? {
    table.withLock { table in table.refused[uploadID].flatMap { $0.seen == seen ? $0.error : nil } }
  }

  /// The check is over; a reason that will be the same the next time is kept.
  func ended(_ uploadID: String, seen: String, with error: (any Error)?) {
    table.withLock { table in
      if table.running[uploadID]?.seen == seen { table.running[uploadID] = nil }
      // Too many at once, a fault: tried again when the page is opened again.
      if let error, error is any Refusal, !(error is DeskRefusal) { table.refused[uploadID] = (seen, error) }
    }
  }

  func forget(_ uploadID: String) {
    table.withLock { table in
      table.running[uploadID] = nil
      table.refused[uploadID] = nil
    }
  }
}
