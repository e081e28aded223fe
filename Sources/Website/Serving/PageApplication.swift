import Hummingbird
import HummingbirdCore
import Logging
import NIOCore

/// An application that runs where its pages read, so that a page changes threads no more often than a bare hello.
struct PageApplication<Pages: ApplicationProtocol>: ApplicationProtocol {
  let pages: Pages
  /// Nil where reading waits for a server: then Swift's own threads do as well.
  let executor: (any TaskExecutor)?

  var responder: Pages.Responder { get async throws { try await pages.responder } }
  var server: HTTPServerBuilder { pages.server }
  var eventLoopGroup: any EventLoopGroup { pages.eventLoopGroup }
  var configuration: ApplicationConfiguration { pages.configuration }
  var logger: Logger { pages.logger }

  @Sendable func onServerRunning(_ channel: any Channel) async { await pages.onServerRunning(channel) }

  func run() async throws {
    guard let executor else { return try await pages.run() }
    try await withTaskExecutorPreference(executor) { try await pages.run() }
  }
}
