import Darkroom
import Foundation
import Glibc
import GraduatePhotos
import Logging
import ServiceLifecycle
import Synchronization
import Workflow

/// The jobs and the journal's sealer, as long as the site serves.
struct BackgroundWork: Service {
  let center: CollectionCenter
  let courier: Courier

  func run() async throws {
    let logger = Logger(label: "biying.jobs")
    // A name for the leases that no earlier process of this machine had.
    let owner = "\(ProcessInfo.processInfo.hostName)-\(getpid())-\(UUID().uuidString.prefix(8))"
    let runner = JobRunner(
      center: center,
      works: [
        .sendMessage: center.messageWork(by: courier),
        .packCorrection: center.packingWork(),
        .sendCorrection: center.correctionWork(by: courier),
        .erase: center.eraseWork(),
        .findReferenceFaces: center.referenceFaceWork { try FaceEmbedder(FaceModels(ModelPlaces.search())) },
      ], owner: owner,
      report: { event in
        switch event {
        case .ended(let id, let kind, let outcome):
          logger.info("job ended", metadata: ["job": "\(id)", "kind": "\(kind.rawValue)", "outcome": "\(outcome.word)"])
        case .leaseLost(let id, let kind):
          logger.warning("lease lost", metadata: ["job": "\(id)", "kind": "\(kind.rawValue)"])
        case .trouble(let what): logger.error("queue or sealer out of reach", metadata: ["error": "\(what)"])
        }
      })
    await withGracefulShutdownHandler {
      await runner.run()
    } onGracefulShutdown: {
      runner.stop()
    }
    // In a task of its own: whoever cancelled this one still wants the next server to seal at once, not when the lease is over.
    await Task { [center] in try? await center.releaseJournal(owner: owner) }.value
  }
}

extension JobOutcome {
  /// Without the reason, which can come from outside.
  fileprivate var word: String {
    switch self {
    case .done: "done"
    case .again: "again"
    case .poison: "set aside"
    }
  }
}

/// Small things by the clock: takes over keys that a rotation wrote, drops uploads that nobody confirmed and failed
/// attempts that no longer count.
struct Housekeeping: Service {
  let open: OpenCenter

  func run() async throws {
    await cancelWhenGracefulShutdown { await work() }
  }

  private func work() async {
    let logger = Logger(label: "biying.housekeeping")
    let rounds = ServingLimits.housekeepingSeconds * 1_000 / UpkeepLimits.keyWatchMilliseconds
    var round: Int64 = 0
    var failed: [String: String] = [:]
    // Each by itself, so that one that fails keeps no other from its turn; a failure is said once, not every second.
    func attempt(_ what: String, _ work: () async throws -> Void) async {
      do {
        try await work()
        failed[what] = nil
      } catch {
        let text = (error as? any Refusal)?.code ?? FaultText.of(error)
        if text != failed[what], !Task.isCancelled {
          logger.error("housekeeping failed", metadata: ["work": "\(what)", "error": "\(text)"])
        }
        failed[what] = text
      }
    }
    while !Task.isCancelled {
      await attempt("keys") {
        guard try open.takeOverChangedKeys() else { return }
        logger.notice("keys taken over", metadata: ["key": "\(open.keys.current.encryptionKeyID)"])
      }
      if round % rounds == 0 {
        await attempt("uploads") { try await open.center.dropStaleUploads() }
        await attempt("errata uploads") { try await open.center.dropStaleErrataUploads() }
        await attempt("spool") { try await open.sweepSpool() }
        await attempt("erased files") { try await open.deleteErasedFiles() }
        await attempt("attempts") { try await open.center.forgetOldAttempts() }
        await attempt("devices") { try await open.center.forgetOldDevices() }
        await attempt("deliveries") { try await open.center.remindOfDeliveries() }
        await attempt("commits") { try await open.center.forgetCommittedWrites() }
      }
      round += 1
      try? await Task.sleep(for: .milliseconds(UpkeepLimits.keyWatchMilliseconds))
    }
  }
}

/// Whether the server got as far as listening.
final class ListeningNote: Sendable {
  private let noted = Mutex(false)

  var isNoted: Bool { noted.withLock { $0 } }

  func note() { noted.withLock { $0 = true } }
}
