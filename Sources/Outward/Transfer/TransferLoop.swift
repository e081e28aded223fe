import COutward
import Foundation
import Synchronization

/// One thread that runs every transfer given to it, so that Swift's cooperative pool never waits for a network.
///
/// At most `concurrent` transfers run at once; the others wait in order. Connections are kept and used again.
final class TransferLoop: @unchecked Sendable {
  private struct State {
    var waiting = WaitingLine()
    var cancelled: Set<UInt64> = []
    var nextNumber: UInt64 = 1
    var isClosing = false
    /// True when the thread has left: nobody may wake libcurl any more.
    var isGone = false
  }

  private let state = Mutex(State())
  private let concurrent: Int
  private let waitingLimit: Int
  private let multi: UnsafeMutableRawPointer?
  /// The loop's thread only.
  private var running: [UnsafeMutableRawPointer: Transfer] = [:]

  init(concurrent: Int, waiting: Int, name: String) {
    self.concurrent = max(1, concurrent)
    waitingLimit = waiting
    multi = LibCurl.isReady ? curl_multi_init() : nil
    if let multi { _ = outward_multi_set_long(multi, CURLMOPT_MAXCONNECTS, self.concurrent * 2) }
    let thread = Thread { [self] in run() }
    thread.name = name
    thread.start()
  }

  /// Runs one transfer to its end.
  ///
  /// A cancelled task ends it at once.
  func run(_ prepare: @escaping @Sendable (EasyHandle) throws(OutwardError) -> Transfer.Parts) async -> TransferEnd {
    let number = state.withLock { state in
      defer { state.nextNumber += 1 }
      return state.nextNumber
    }
    let end = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        submit(Transfer(number: number, prepare: prepare) { continuation.resume(returning: $0) })
      }
    } onCancel: {
      cancel(number)
    }
    // Only now can no cancel of this number arrive any more.
    state.withLock { state in _ = state.cancelled.remove(number) }
    return end
  }

  /// Ends every transfer as closed and lets the thread go; later transfers are refused.
  func close() {
    state.withLock { state in
      state.isClosing = true
      wake(state)
    }
  }

  private func submit(_ transfer: Transfer) {
    let refusal: OutwardError? = state.withLock { state in
      if state.isClosing || state.isGone { return .closed }
      // A cancel that came before its transfer is remembered here.
      if state.cancelled.contains(transfer.number) { return .cancelled }
      if state.waiting.count >= waitingLimit { return .busy }
      state.waiting.append(transfer)
      wake(state)
      return nil
    }
    if let refusal { transfer.end(refusal) }
  }

  private func cancel(_ number: UInt64) {
    let waiting: Transfer? = state.withLock { state in
      if let waiting = state.waiting.remove(number) { return waiting }
      state.cancelled.insert(number)
      wake(state)
      return nil
    }
    waiting?.end(.cancelled)
  }

  private func wake(_ state: borrowing State) {
    if !state.isGone, let multi { _ = curl_multi_wakeup(multi) }
  }

  // MARK: The loop's thread

  private func run() {
    while true {
      let isClosing = state.withLock { $0.isClosing }
      if isClosing || multi == nil { break }
      dropCancelled()
      startWaiting()
      var count: Int32 = 0
      guard curl_multi_perform(multi, &count) == CURLM_OK else { break }
      if !reapFinished() { _ = curl_multi_poll(multi, nil, 0, 1_000, nil) }
    }
    leave()
  }

  private func dropCancelled() {
    let cancelled = state.withLock { $0.cancelled }
    for transfer in running.values where cancelled.contains(transfer.number) {
      detach(transfer)
      transfer.end(.cancelled)
    }
  }

  private func startWaiting() {
    // One by one: a transfer that cannot even start leaves its place to the next.
    while running.count < concurrent, let transfer = state.withLock({ $0.waiting.popFirst() }) {
      do throws(OutwardError) {
        let handle = try transfer.start()
        running[handle.raw] = transfer
        guard curl_multi_add_handle(multi, handle.raw) == CURLM_OK else {
          throw .transport(number: Int(CURLE_FAILED_INIT.rawValue))
        }
      } catch {
        if let handle = transfer.handle { running[handle.raw] = nil }
        transfer.end(error)
      }
    }
  }

  /// Ends what libcurl has finished; true when a place became free.
  private func reapFinished() -> Bool {
    var didFinish = false
    var code = CURLE_OK
    while let raw = outward_next_finished(multi, &code) {
      guard let transfer = running[raw] else { continue }
      detach(transfer)
      transfer.end(code)
      didFinish = true
    }
    return didFinish
  }

  private func detach(_ transfer: Transfer) {
    guard let handle = transfer.handle else { return }
    curl_multi_remove_handle(multi, handle.raw)
    running[handle.raw] = nil
  }

  private func leave() {
    let left = state.withLock { state in
      state.isGone = true
      return (0..<state.waiting.count).compactMap { _ in state.waiting.popFirst() }
    }
    for transfer in Array(running.values) {
      detach(transfer)
      transfer.end(.closed)
    }
    for transfer in left { transfer.end(.closed) }
    if let multi { curl_multi_cleanup(multi) }
  }
}
