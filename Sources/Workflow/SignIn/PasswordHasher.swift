import Foundation
import Synchronization

/// Runs Argon2id off the cooperative pool, a few at a time; a crowd in front of it is refused instead of piling up.
final class PasswordHasher: Sendable {
  /// Bounds itself: a waiting password holds no thread.
  private let queue: OperationQueue
  private let waiting = Mutex(0)
  /// What a sign-in with an unknown name is compared with, so that it takes as long as one with a known name.
  private let decoy: String

  init() {
    queue = OperationQueue()
    queue.name = "passwords"
    queue.maxConcurrentOperationCount = WorkflowLimits.argonAtOnce
    decoy = (try? Argon2.hash("no such account", salt: [UInt8](repeating: 0x5A, count: 16))) ?? ""
  }

  /// - Throws: `SignInRefusal.busy` when too many wait already.
  func hash(_ password: String, salt: [UInt8]) async throws -> String {
    try await run { try Argon2.hash(password, salt: salt) }
  }

  /// Whether the password fits; with `encoded` nil it takes the same time and is false.
  func verify(_ password: String, against encoded: String?) async throws -> Bool {
    let decoy = self.decoy
    return try await run {
      let fits = Argon2.verify(password, against: encoded ?? decoy)
      return encoded != nil && fits
    }
  }

  private func run<T: Sendable>(_ work: @escaping @Sendable () throws -> T) async throws -> T {
    let admitted = waiting.withLock { count in
      guard count < WorkflowLimits.argonWaiting else { return false }
      count += 1
      return true
    }
    guard admitted else { throw SignInRefusal.busy }
    defer { waiting.withLock { $0 -= 1 } }
    return try await withCheckedThrowingContinuation { continuation in
      queue.addOperation { continuation.resume(with: Result { try work() }) }
    }
  }
}
