import Foundation

/// What waits for the reading threads, in order, and the threads, which are made as they are needed.
final class ReaderLine: @unchecked Sendable {
  enum Work {
    case job(UnownedJob, UnownedTaskExecutor)
    case reading((ReaderThread) -> Void)
  }

  let path: String
  let busyMilliseconds: Int
  private let limit: Int
  /// Guards everything below.
  private let condition = NSCondition()
  private var waiting: [Work] = []
  /// Where the next piece of work stands in `waiting`; what lies before it was taken.
  private var next = 0
  private var threads: [ReaderThread] = []
  private var lent: [ReaderThread] = []
  private var idle = 0
  private var reading = 0
  private var isClosed = false
  private var isOver = false

  init(path: String, limit: Int, busyMilliseconds: Int) {
    self.path = path
    self.limit = max(limit, 1)
    self.busyMilliseconds = busyMilliseconds
  }

  func add(_ work: Work) {
    condition.withLock {
      waiting.append(work)
      if idle > 0 {
        // Who waits for the readings to end waits at the same place.
        if isClosed { condition.broadcast() } else { condition.signal() }
      } else if threads.count < limit {
        let thread = ReaderThread(line: self)
        threads.append(thread)
        Thread { thread.run() }.start()
      }
    }
  }

  /// The next piece of work, waited for; nil when there will be none any more.
  func take() -> Work? {
    condition.withLock {
      while next == waiting.count {
        if isOver { return nil }
        idle += 1
        condition.wait()
        idle -= 1
      }
      let work = waiting[next]
      next += 1
      if next == waiting.count {
        waiting.removeAll(keepingCapacity: next < Self.capacityKept)
        next = 0
      } else if next >= Self.capacityKept {
        waiting.removeFirst(next)
        next = 0
      }
      return work
    }
  }

  private static let capacityKept = 1_024

  /// Keeps the connections open while `body` reads.
  ///
  /// - Throws: `connectionLost` after ``close()``.
  func whileReading<T>(_ body: () throws -> T) throws -> T {
    try condition.withLock {
      guard !isClosed else { throw StorageError.connectionLost }
      reading += 1
    }
    defer {
      condition.withLock {
        reading -= 1
        if isClosed { condition.broadcast() }
      }
    }
    return try body()
  }

  /// Closes the connections once nothing is being read; the threads go on with what needs no connection.
  func close() {
    condition.withLock {
      isClosed = true
      while reading > 0 { condition.wait() }
      for thread in threads + lent { thread.closeConnection() }
    }
  }

  /// A connection more, for a thread that is lent.
  func lend() -> ReaderThread {
    let thread = ReaderThread(line: self)
    condition.withLock { lent.append(thread) }
    return thread
  }

  /// A lent thread is not wanted any more.
  func giveBack(_ thread: ReaderThread) { condition.withLock { lent.removeAll { $0 === thread } } }

  /// A thread has come to its end.
  fileprivate func forget(_ thread: ReaderThread) { condition.withLock { threads.removeAll { $0 === thread } } }

  /// Lets the threads go when all work is done.
  func end() {
    condition.withLock {
      isOver = true
      condition.broadcast()
    }
  }
}

/// One connection and the thread that reads on it, which opens it when it reads for the first time: one of the line's own, or one that
/// does other work too and reads on its behalf (``SQLiteReaders/executor(on:)``).
final class ReaderThread: @unchecked Sendable {
  let line: ReaderLine
  private var reader: SQLiteReader?

  init(line: ReaderLine) { self.line = line }

  /// The one this is called on; nil on any other thread, and on a lent one that does other work.
  static var current: ReaderThread? {
    pthread_getspecific(key).map { Unmanaged<ReaderThread>.fromOpaque($0).takeUnretainedValue() }
  }

  private static let key: pthread_key_t = {
    var key = pthread_key_t()
    precondition(pthread_key_create(&key, nil) == 0, "no key for a thread's own value")
    return key
  }()

  /// Runs `job` on this thread, which is lent for as long as it takes.
  func runLent(_ job: UnownedJob, on executor: UnownedTaskExecutor) {
    pthread_setspecific(Self.key, Unmanaged.passUnretained(self).toOpaque())
    job.runSynchronously(on: executor)
    pthread_setspecific(Self.key, nil)
  }

  func run() {
    pthread_setspecific(Self.key, Unmanaged.passUnretained(self).toOpaque())
    while let work = line.take() {
      switch work {
      case .job(let job, let executor): job.runSynchronously(on: executor)
      case .reading(let body): body(self)
      }
    }
    closeConnection()
    line.forget(self)
  }

  /// Runs `body` on one snapshot; on this thread only.
  func read<T>(
    clock: DatabaseClock?, cancelling: SQLiteCancelling, _ body: (any SQLTransaction) throws -> T
  ) throws -> T {
    try line.whileReading {
      let reader = try self.reader ?? SQLiteReader(path: line.path, busyMilliseconds: line.busyMilliseconds)
      self.reader = reader
      return try reader.read(clock: clock, cancelling: cancelling, body)
    }
  }

  /// While nothing is being read.
  func closeConnection() { reader = nil }
}
