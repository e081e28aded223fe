import ArgumentParser
import Darkroom
import Foundation
import GraduatePhotos
import Logging
import Season
import ServiceLifecycle
import Station
import Website

/// Serves a capture station: the laptop at the camera, with a browser in front.
struct StationCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "station", abstract: "启动拍摄工作站：带一场来，签到、拍摄、检测、传回采集中心；没有网络也能用")

  @Option(help: ArgumentHelp("数据文件夹", valueName: "文件夹"))
  var data = "station"
  @Option(help: ArgumentHelp("监听的地址和端口", valueName: "地址:端口"))
  var listen = "127.0.0.1:8090"
  @Option(help: ArgumentHelp("工作站的名字，印在中心的「工作站」页上", valueName: "名字"))
  var name: String?
  @Option(help: ArgumentHelp("采集中心网址，代替场次文件里写的", valueName: "网址"))
  var center: String?

  @Option(help: ArgumentHelp("连接的相机：auto（自动找 USB 相机）、ptpip:192.168.1.1（无线），或 型号@端口；不写就只看文件夹", valueName: "相机"))
  var camera: String?

  func run() async throws {
    LoggingSystem.bootstrap { JSONLog(label: $0, level: .info) }
    guard let (host, port) = ListenAddress.read(listen) else { throw ValidationError("--listen 应像 127.0.0.1:8090") }
    let choice = camera.map { CameraChoice($0) }
    if case .some(nil) = choice { throw ValidationError("--camera 应像 auto、usb:、ptpip:192.168.1.1 或 型号@端口") }
    let station = try await Station.open(
      at: data, name: name, darkroom: try StationDarkroom(ModelPlaces.search()), clock: try clock())
    let network = CenterNetwork()
    defer { network.close() }
    do {
      try await serve(station, network, camera: choice ?? nil, host: host, port: port)
      await station.close()
    } catch {
      await station.close()
      throw error
    }
  }

  /// The driven one of a rehearsed season, else this machine's.
  private func clock() throws -> StationClock {
    let variable = Setting.rehearsalClock.environmentName
    guard let path = ProcessInfo.processInfo.environment[variable], !path.isEmpty else { return .system }
    guard let rehearsal = RehearsalClock(reading: path) else { throw ValidationError("\(variable) 写的文件读不出来") }
    return StationClock { rehearsal.now }
  }

  private func serve(
    _ station: Station, _ network: CenterNetwork, camera: CameraChoice?, host: String, port: Int
  ) async throws {
    let logger = Logger(label: "biying.station")
    let sync = SyncLoop(station: station, link: ChosenLink(station: station, network: network, given: center))
    let peers = PeerLoop(station: station, link: HTTPPeerLink(over: network))
    let stationHost = StationHost(station: station, sync: sync, peers: peers, camera: camera)
    let site = StationSite(host: stationHost, network: network, spoolFolder: station.folder.spoolPath)
    let listening = ListeningNote()
    let application = site.application(host: host, port: port, logger: logger) { port in
      listening.note()
      let shown = host.contains(":") ? "[\(host)]" : host
      Console.say("毕影工作站已启动：http://\(shown):\(port)　数据文件夹 \(station.folder.path)　按 Ctrl-C 停止")
    }
    var configuration = ServiceGroupConfiguration(
      services: [application, StationWork(host: stationHost, sync: sync)], gracefulShutdownSignals: [.sigterm, .sigint],
      logger: logger)
    configuration.maximumGracefulShutdownDuration = .seconds(ServingLimits.shutdownSeconds)
    do { try await ServiceGroup(configuration: configuration).run() } catch {
      if !listening.isNoted, let refusal = PortProbe.refusal(host: host, port: port) { throw refusal }
      throw error
    }
    Console.say("毕影工作站已停止")
  }
}

/// What runs beside a station's pages: the way to the center, and destroying what has expired.
struct StationWork: Service {
  let host: StationHost
  let sync: SyncLoop

  func run() async throws {
    await cancelWhenGracefulShutdown {
      await withTaskGroup(of: Void.self) { tasks in
        tasks.addTask { await sync.run() }
        if let peers = host.peers { tasks.addTask { await peers.run() } }
        tasks.addTask {
          while !Task.isCancelled {
            try? await host.station.dropExpired()
            try? await Task.sleep(for: .seconds(600))
          }
        }
      }
    }
    await host.inlets.stopAll()
  }
}

/// The center that a visit's file named, or the one that was given; asked for each time, because the first visit may come later.
struct ChosenLink: CenterLink {
  let station: Station
  let network: CenterNetwork
  let given: String?

  private func link() async throws -> any CenterLink {
    if let given { return station.link(to: given, over: network) }
    guard let link = try await station.link(over: network) else {
      throw CenterRefusal(code: "center.unknown", message: "还不知道采集中心的网址")
    }
    return link
  }

  func deliver(_ packet: [UInt8]) async throws -> PacketReceipt { try await link().deliver(packet) }

  func happenings(of visit: VisitName, known: [String: Int]) async throws -> [Happening] {
    try await link().happenings(of: visit, known: known)
  }
}
