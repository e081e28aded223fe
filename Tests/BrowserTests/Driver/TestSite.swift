import Foundation
import Hummingbird
import HummingbirdCore
import NIOCore

/// A site under test on a port of its own, served as in service; ends with its owner.
final class TestSite: Sendable {
  let address: String
  private let serving: Task<Void, any Error>

  /// Serves `router`, with `WebServer.http1(bodyLimitBytes:)` as in service or Hummingbird's own server.
  init<Context: RequestContext>(
    _ router: Router<Context>, server: HTTPServerBuilder = .http1()
  ) async throws where Context.Source == ApplicationRequestContextSource {
    let (ports, tell) = AsyncStream.makeStream(of: Int.self)
    let application = Application(
      router: router, server: server, configuration: .init(address: .hostname("127.0.0.1", port: 0)),
      onServerRunning: { channel in
        tell.yield(channel.localAddress?.port ?? 0)
        tell.finish()
      })
    serving = Task { try await application.run() }
    var port = 0
    for await known in ports { port = known }
    guard port > 0 else { throw ChromeDriver.Problem("the site did not start") }
    address = "http://127.0.0.1:\(port)"
  }

  deinit { serving.cancel() }
}
