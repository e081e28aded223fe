import GraduatePhotos
import HTTPTypes
import Hummingbird
import Synchronization
import Workflow

/// Bounds the memory that stations' requests take together: a packet is checked before anybody knows who sent it.
///
/// One that has no room waits on its connection; a crowd in front is asked to come again.
final class StationGate: Sendable {
  private struct Waiting {
    let bytes: Int
    let id: Int
    let go: CheckedContinuation<Bool, Never>
  }

  private struct State {
    var taken = 0
    var nextID = 0
    var waiting: [Waiting] = []
  }

  private let state = Mutex(State())
  private let roomBytes: Int
  private let mostWaiting: Int

  init(roomBytes: Int = WebsiteLimits.stationBytesAtOnce, mostWaiting: Int = WebsiteLimits.stationsWaiting) {
    self.roomBytes = roomBytes
    self.mostWaiting = mostWaiting
  }

  /// Reads a request's body within limits and has it handled.
  ///
  /// - Throws: `FormRefusal.tooLarge`, `StationRefusal.busy`, and what the handler throws.
  func pass(
    _ request: Request, sizeLimitBytes: Int, _ handle: ([UInt8]) async throws -> Response
  ) async throws -> Response {
    let announced = request.headers[.contentLength].flatMap { Int($0) }
    if let announced, announced > sizeLimitBytes { throw FormRefusal.tooLarge(limitBytes: sizeLimitBytes) }
    // Without a length it may be anything up to the limit.
    let bytes = min(max(announced ?? sizeLimitBytes, 0), roomBytes)
    guard await enter(bytes) else { throw StationRefusal.busy }
    defer { leave(bytes) }
    try Task.checkCancellation()
    var body: [UInt8] = []
    body.reserveCapacity(announced ?? 0)
    for try await piece in request.body {
      body.append(contentsOf: piece.readableBytesView)
      guard body.count <= min(sizeLimitBytes, announced ?? sizeLimitBytes) else {
        throw FormRefusal.tooLarge(limitBytes: sizeLimitBytes)
      }
    }
    return try await handle(body)
  }

  /// False when too many wait already, or the client went away.
  func enter(_ bytes: Int) async -> Bool {
    let id = state.withLock { state in
      state.nextID += 1
      return state.nextID
    }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { go in
        let answer: Bool? = state.withLock { state in
          // Nobody passes those who wait.
          if state.waiting.isEmpty, state.taken + bytes <= roomBytes {
            state.taken += bytes
            return true
          }
          guard state.waiting.count < mostWaiting, !Task.isCancelled else { return false }
          state.waiting.append(Waiting(bytes: bytes, id: id, go: go))
          return nil
        }
        if let answer { go.resume(returning: answer) }
      }
    } onCancel: {
      let gone = state.withLock { state -> Waiting? in
        guard let at = state.waiting.firstIndex(where: { $0.id == id }) else { return nil }
        return state.waiting.remove(at: at)
      }
      gone?.go.resume(returning: false)
    }
  }

  func leave(_ bytes: Int) {
    let next = state.withLock { state -> [Waiting] in
      state.taken -= bytes
      var next: [Waiting] = []
      while let first = state.waiting.first, state.taken + first.bytes <= roomBytes {
        state.taken += first.bytes
        next.append(state.waiting.removeFirst())
      }
      return next
    }
    for waiting in next { waiting.go.resume(returning: true) }
  }
}
