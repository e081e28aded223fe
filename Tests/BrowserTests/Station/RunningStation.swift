import Foundation
import Logging
import ServiceLifecycle
import Station
import TestSupport
import Website

/// A station's real pages on a free port of this machine.
final class RunningStation: Sendable {
  let station: Station
  let port: Int
  private let group: ServiceGroup
  private let serving: Task<Void, any Error>
  private let host: StationHost
  private let talking: Task<Void, Never>

  init(_ bench: StationBench, folder: String = "station") async throws {
    station = try await bench.open(folder)
    let spool = bench.folder.path("spool-" + folder)
    try FileManager.default.createDirectory(atPath: spool, withIntermediateDirectories: true)
    let network = CenterNetwork()
    let peers = PeerLoop(station: station, link: HTTPPeerLink(over: network))
    let host = StationHost(station: station, sync: nil, peers: peers)
    self.host = host
    talking = Task { await peers.run(pauseSeconds: 0.2) }
    let (ports, arrived) = AsyncStream<Int>.makeStream()
    var logger = Logger(label: "test")
    logger.logLevel = .critical
    let application = StationSite(host: host, network: network, spoolFolder: spool).application(
      host: "127.0.0.1", port: 0, logger: logger
    ) { port in
      arrived.yield(port)
      arrived.finish()
    }
    let group = ServiceGroup(services: [application], logger: logger)
    self.group = group
    serving = Task { try await group.run() }
    var found = 0
    for await port in ports { found = port }
    port = found
  }

  var address: String { "http://127.0.0.1:\(port)" }

  func stop() async {
    talking.cancel()
    await talking.value
    await group.triggerGracefulShutdown()
    _ = try? await serving.value
    await host.inlets.stopAll()
    await station.close()
  }
}
