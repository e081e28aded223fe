import ArgumentParser
import Foundation
import GraduatePhotos
import Logging
import ServiceLifecycle
import Website
import Workflow

/// Fills a folder with a province: an institution a file, imported as a liaison would.
struct BenchProvince: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "province", abstract: "用名单文件建一个全省的数据目录，一个文件一所院校")

  @Argument(help: ArgumentHelp("新的数据目录", valueName: "目录"))
  var folder: String
  @Argument(help: ArgumentHelp("名单文件", valueName: "文件"))
  var rosters: [String]

  func run() async throws { try await TrialProvince.fill(folder: folder, rosters: rosters) }
}

/// Counts such a province and serves its overview until its input is closed.
///
/// Prints one line of JSON when the pages can be asked for: `counted` institutions in `seconds`, and the addresses.
struct BenchOverview: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "overview", abstract: "统计并提供进度总览，直到输入结束")

  @Argument(help: ArgumentHelp("bench province 建的数据目录", valueName: "目录"))
  var folder: String

  func run() async throws {
    LoggingSystem.bootstrap { JSONLog(label: $0, level: .info) }
    try await TrialProvince.open(folder: folder) { province in
      try await province.center.sealJournal(owner: "bench")
      let began = ContinuousClock.now
      let counted = try await province.center.keepSeasonCounts(owner: "bench")
      let seconds = (ContinuousClock.now - began) / .seconds(1)
      try await serve(province, counted: counted, seconds: seconds)
    }
  }

  private func serve(_ province: TrialProvince, counted: Int, seconds: Double) async throws {
    let logger = Logger(label: "bench")
    let (ports, arrived) = AsyncStream<Int>.makeStream()
    // Nobody is slowed down here: what is measured is the page, not the limit.
    let site = Site(
      center: province.center, spoolFolder: FileManager.default.temporaryDirectory.path, requestsAtOnce: 1_000_000_000)
    let pages = site.application(host: "127.0.0.1", port: 0, logger: logger) { arrived.yield($0) }
    let group = ServiceGroup(services: [pages], logger: logger)
    try await withThrowingTaskGroup(of: Void.self) { tasks in
      tasks.addTask { try await group.run() }
      tasks.addTask {
        var port = 0
        for await found in ports {
          port = found
          break
        }
        let base = "http://127.0.0.1:\(port)/campaigns/\(province.campaignID)"
        let line = [
          "counted": String(counted), "seconds": String(format: "%.2f", seconds), "overview": base + "/overview",
          "progress": base + "/progress", "cookie": "biying-session=\(province.officer)",
        ]
        Console.out(String(decoding: try JSONEncoder().encode(line), as: UTF8.self))
        // Off the cooperative pool: it waits until whoever started this closes the pipe.
        await withCheckedContinuation { done in
          Thread {
            while readLine() != nil {}
            done.resume()
          }.start()
        }
        await group.triggerGracefulShutdown()
      }
      try await tasks.waitForAll()
    }
  }
}
