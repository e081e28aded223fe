import Foundation
import Glibc
import Synchronization

/// The thread on which everything about one camera happens: libgphoto2 is not safe for several, and its calls block for seconds.
final class CameraThread: SerialExecutor {
  private let jobs = Mutex<(waiting: [UnownedJob], isEnding: Bool)>(([], false))
  private let wake = DispatchSemaphore(value: 0)

  init() {
    Thread { [self] in
      // A camera that goes away must not end the program: the library writes to its sockets without a word against the signal.
      var signals = sigset_t()
      sigemptyset(&signals)
      sigaddset(&signals, SIGPIPE)
      pthread_sigmask(SIG_BLOCK, &signals, nil)
      work()
    }.start()
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    jobs.withLock { $0.waiting.append(job) }
    wake.signal()
  }

  /// The thread ends when what waits is done.
  func end() {
    jobs.withLock { $0.isEnding = true }
    wake.signal()
  }

  private func work() {
    while true {
      wake.wait()
      let next = jobs.withLock { jobs in jobs.waiting.isEmpty ? nil : jobs.waiting.removeFirst() }
      if let next {
        next.runSynchronously(on: asUnownedSerialExecutor())
      } else if jobs.withLock({ $0.isEnding }) {
        return
      }
    }
  }
}
