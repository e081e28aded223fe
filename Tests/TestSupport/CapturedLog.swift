import Logging
import Synchronization

/// Everything a logger was told, at every level: for tests that look for what must not be there.
public final class CapturedLog: Sendable {
  private let lines = Mutex<[String]>([])

  public init() {}

  public var text: String { lines.withLock { $0.joined(separator: "\n") } }

  fileprivate func take(_ line: String) { lines.withLock { $0.append(line) } }

  var handler: any LogHandler { Handler(log: self) }

  private struct Handler: LogHandler {
    let log: CapturedLog
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.trace

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
      get { metadata[key] }
      set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
      let facts = metadata.merging(event.metadata ?? [:]) { _, new in new }.map { "\($0.key)=\($0.value)" }
      log.take("\(event.level) \(event.message) \(event.error.map { "\($0)" } ?? "") \(facts.sorted().joined(separator: " "))")
    }
  }
}
