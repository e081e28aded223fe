import ArgumentParser
import GraduatePhotos
import Hummingbird
import Logging
import ServiceLifecycle
import UnixSignals
import Website
import Workflow

struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "启动采集中心的网站",
    discussion: """
      第一次启动会建立数据文件夹、数据库和密钥。只提供 HTTP，前面请放 Caddy 或 nginx 提供 HTTPS。
      收到 SIGTERM 或 Ctrl-C 时，做完手上的请求再退出。
      """)

  @OptionGroup var center: CenterOptions
  @OptionGroup var serving: ServingOptions

  func run() async throws {
    let settings = try await Settings.read(flags: center.given.merging(serving.given) { $1 })
    let level = try settings.level()
    LoggingSystem.bootstrap { JSONLog(label: $0, level: level) }
    let address = try settings.listenAddress()
    let outward = try settings.outward()
    let proxies = try settings.proxies()
    let metricsToken = try settings.metricsToken()
    let open = try await OpenCenter.open(try settings.place(), for: .serving)
    do {
      try await open.center.prepareCenter()
      let courier = Courier(outward)
      defer { courier.close() }
      let desks = CenterDesks(folder: open.folder.path("desk"), center: open.center)
      let site = Site(
        center: open.center, spoolFolder: open.folder.spoolPath, proxies: proxies, contact: settings[.contact],
        demo: try DemoHints.of(open.folder.path, host: address.host), desks: desks,
        metricsToken: metricsToken)
      try await serve(site, open, courier, address)
      await desks.close()
      await open.close()
    } catch {
      await open.close()
      throw error
    }
  }

  private func serve(_ site: Site, _ open: OpenCenter, _ courier: Courier, _ address: (host: String, port: Int)) async throws {
    let logger = Logger(label: "biying")
    let listening = ListeningNote()
    let application = site.application(host: address.host, port: address.port, logger: logger) { port in
      listening.note()
      let host = address.host.contains(":") ? "[\(address.host)]" : address.host
      Console.say("毕影已启动：http://\(host):\(port)　数据文件夹 \(open.folder.path)　按 Ctrl-C 停止")
    }
    var configuration = ServiceGroupConfiguration(
      services: [application, BackgroundWork(center: open.center, courier: courier), Housekeeping(open: open)],
      gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
    configuration.maximumGracefulShutdownDuration = .seconds(ServingLimits.shutdownSeconds)
    do { try await ServiceGroup(configuration: configuration).run() } catch {
      if !listening.isNoted, let refusal = PortProbe.refusal(host: address.host, port: address.port) { throw refusal }
      throw error
    }
    Console.say("毕影已停止")
  }
}

enum ServingLimits {
  /// How long requests and jobs under way may take after SIGTERM; then they are cut off.
  static let shutdownSeconds = 10
  /// Between two rounds of dropping uploads that nobody confirmed.
  static let housekeepingSeconds: Int64 = 600
}
