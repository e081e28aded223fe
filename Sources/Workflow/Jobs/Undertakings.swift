import GraduatePhotos
import Synchronization

/// Something long that somebody began on a page, while it goes on and after it.
public struct Undertaking<Result: Sendable>: Sendable {
  public internal(set) var result: Result
  public internal(set) var isDone = false
  /// Why it broke off, in Chinese; nil when it did not.
  public internal(set) var fault: String?
  let accountID: String
}

/// Long work of this process that nobody has to wait for with an open connection, such as a stick's packets.
///
/// A restart forgets it: each piece was done or not, and the same file brings the rest.
final class Undertakings<Result: Sendable>: Sendable {
  private struct State {
    var all: [String: Undertaking<Result>] = [:]
    /// The oldest first.
    var order: [String] = []
  }

  private let state = Mutex(State())
  private let most: Int

  init(most: Int) { self.most = most }

  /// Nil when it is unknown or somebody else's.
  func find(_ id: String, of accountID: String) -> Undertaking<Result>? {
    state.withLock { $0.all[id] }.flatMap { $0.accountID == accountID ? $0 : nil }
  }

  /// Begins work in a task of its own.
  ///
  /// - work: told with what it may say how far it is.
  func begin(
    _ id: String, by accountID: String, _ nothing: Result,
    _ work: @escaping @Sendable (_ soFar: @escaping @Sendable (Result) -> Void) async throws -> Result
  ) {
    state.withLock { state in
      state.all[id] = Undertaking(result: nothing, accountID: accountID)
      state.order.append(id)
      while state.order.count > most { state.all[state.order.removeFirst()] = nil }
    }
    Task { [self] in
      do {
        let result = try await work { so in self.update(id) { $0.result = so } }
        update(id) { undertaking in
          undertaking.result = result
          undertaking.isDone = true
        }
      } catch {
        let words = (error as? any Refusal).map { [$0.message, $0.hint].filter { !$0.isEmpty }.joined(separator: "。") }
        update(id) { undertaking in
          undertaking.fault = words ?? "中断（\(FaultText.of(error))）"
          undertaking.isDone = true
        }
      }
    }
  }

  private func update(_ id: String, _ change: (inout Undertaking<Result>) -> Void) {
    state.withLock { state in
      guard var found = state.all[id] else { return }
      change(&found)
      state.all[id] = found
    }
  }
}
