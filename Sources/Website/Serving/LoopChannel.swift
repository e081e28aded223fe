import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import NIOPosix
import Synchronization

/// A connection that is served on its own event loop, so that a short page is read, answered and written without a change of thread.
struct LoopChannel: ServerChildChannel {
  let channel: HTTP1Channel
  let loops: LoopExecutors

  func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<HTTP1Channel.Value> {
    self.channel.setup(channel: channel, logger: logger)
  }

  func handle(value: HTTP1Channel.Value, logger: Logger) async {
    await withTaskExecutorPreference(loops.executor(of: value.channel.eventLoop)) {
      await channel.handle(value: value, logger: logger)
    }
  }
}

/// The event loops as executors on which the database can be read.
final class LoopExecutors: Sendable {
  /// The loops of all sites of this process: more than there are cores, because a loop that reads may wait for the disk.
  static let group = MultiThreadedEventLoopGroup(numberOfThreads: max(WebsiteLimits.eventLoops, System.coreCount))

  /// Connections on Swift's own threads, for sites that read no database.
  static let none = LoopExecutors { _ in nil }

  private let made = Mutex<[ObjectIdentifier: any TaskExecutor]>([:])
  private let make: @Sendable (any EventLoop) -> (any TaskExecutor)?

  /// - `make`: nil where reading waits for a server: then Swift's own threads do as well.
  init(make: @escaping @Sendable (any EventLoop) -> (any TaskExecutor)?) { self.make = make }

  func executor(of loop: any EventLoop) -> (any TaskExecutor)? {
    made.withLock { made in
      if let executor = made[ObjectIdentifier(loop)] { return executor }
      let executor = make(loop)
      made[ObjectIdentifier(loop)] = executor
      return executor
    }
  }
}
