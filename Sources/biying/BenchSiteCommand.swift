import ArgumentParser
import Foundation
import GraduatePhotos
import Hummingbird
import Logging
import ServiceLifecycle
import Website
import Workflow

/// Serves a page of fifty graduates and, beside it, the framework's bare hello and a file, until its input is closed.
///
/// Prints one line of JSON when both listen: `hello`, `file` and `page` are addresses, `cookie` is what the page's request must carry.
struct BenchSite: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "site", abstract: "提供一页名单和一个空白网页，直到输入结束")

  @Argument(help: ArgumentHelp("一个班五十人的名单文件", valueName: "文件"))
  var file: String
  @Option(help: ArgumentHelp("空白网页旁边提供的文件，不写就是名单文件", valueName: "文件"))
  var beside: String?

  func run() async throws {
    // As in service: a page is not measured without the line that is written about it.
    LoggingSystem.bootstrap { JSONLog(label: $0, level: .info) }
    try await TrialCenter.with(institutionOf: file) { trial in
      let preview = try await trial.center.uploadRoster(
        path: file, fileName: URL(filePath: file).lastPathComponent, campaignID: trial.campaignID, by: trial.keeper)
      _ = try await trial.center.confirmRoster(uploadID: preview.uploadID, by: trial.keeper)
      try await serve(trial, try await counselor(trial))
    }
  }

  /// A counselor of the file's only class, signed in: the class and the session's token.
  private func counselor(_ trial: TrialCenter) async throws -> (group: Counselor.ClassGroup, token: String) {
    let center = trial.center
    let department = try await center.classes(campaignID: trial.campaignID, by: trial.keeper)
    guard let line = department.first else { throw ValidationError("名单里没有班级") }
    let group = Counselor.ClassGroup(department: line.department, name: line.classGroup)
    let invitation = try await center.invite(
      AccountRequest(
        role: .counselor, signInName: "bench", name: "示例", institutionID: trial.keeper.institutionID, classGroups: [group]),
      by: MachineOperator())
    let place = SignInPlace(address: "127.0.0.1", deviceToken: nil, device: "bench")
    return (group, try await center.openCounselorLink(token: invitation.token, from: place))
  }

  private func serve(_ trial: TrialCenter, _ counselor: (group: Counselor.ClassGroup, token: String)) async throws {
    let logger = Logger(label: "bench")
    let (ports, arrived) = AsyncStream<(String, Int)>.makeStream()
    // Nobody is slowed down here: what is measured is the page, not the limit.
    let site = Site(
      center: trial.center, spoolFolder: FileManager.default.temporaryDirectory.path, requestsAtOnce: 1_000_000_000)
    let page = site.application(host: "127.0.0.1", port: 0, logger: logger) { arrived.yield(("page", $0)) }
    let router = Router()
    router.get("/") { _, _ in "Hello" }
    let files = FileIO()
    router.get("/file") { [path = beside ?? file] _, context in
      Response(status: .ok, body: try await files.loadFile(path: path, context: context))
    }
    let hello = Application(
      router: router, configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0), serverName: nil),
      onServerRunning: { arrived.yield(("hello", $0.localAddress?.port ?? 0)) }, logger: logger)
    let group = ServiceGroup(services: [page, hello], logger: logger)
    try await withThrowingTaskGroup(of: Void.self) { tasks in
      tasks.addTask { try await group.run() }
      tasks.addTask {
        var found: [String: Int] = [:]
        for await (name, port) in ports {
          found[name] = port
          if found.count == 2 { break }
        }
        var address = URLComponents(string: "http://127.0.0.1:\(found["page"] ?? 0)/campaigns/\(trial.campaignID)/roster/class")
        address?.queryItems = [
          URLQueryItem(name: "department", value: counselor.group.department),
          URLQueryItem(name: "class", value: counselor.group.name),
        ]
        let line = [
          "hello": "http://127.0.0.1:\(found["hello"] ?? 0)/", "file": "http://127.0.0.1:\(found["hello"] ?? 0)/file",
          "page": address?.string ?? "",
          "cookie": "biying-session=\(counselor.token)",
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
