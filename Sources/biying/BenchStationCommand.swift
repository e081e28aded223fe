import ArgumentParser
import Darkroom
import Foundation
import GraduatePhotos
import Logging
import ServiceLifecycle
import Station
import Website

/// Serves a station that has a made-up visit of today, until its input is closed.
///
/// Prints one line of JSON when it listens; after that, for each line of input, a picture's path, the milliseconds of the darkroom alone.
struct BenchStation: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "station", abstract: "提供一个有编造名单的拍摄工作站，直到输入结束")

  @Option(help: ArgumentHelp("名单有多少人", valueName: "人数"))
  var people = 20_000

  private struct Ready: Encodable {
    var address: String
    var signInName: String
    var password: String
    var inbox: String
    /// What the slips of the people say, in the order of the roster.
    var slips: [String]
  }

  func run() async throws {
    LoggingSystem.bootstrap { JSONLog(label: $0, level: .info) }
    let folder = FileManager.default.temporaryDirectory.appending(path: "biying-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let darkroom = try StationDarkroom(ModelPlaces.search())
    let station = try await Station.open(at: folder, name: "示例", darkroom: darkroom)
    let trial = try TrialVisit(people: people, for: station.card, on: CalendarDay(milliseconds: station.now))
    try await station.take(trial.file)
    let network = CenterNetwork()
    defer { network.close() }
    let site = StationSite(
      host: StationHost(station: station, sync: nil), network: network, spoolFolder: station.folder.spoolPath)
    let (ports, arrived) = AsyncStream<Int>.makeStream()
    let logger = Logger(label: "bench")
    let application = site.application(host: "127.0.0.1", port: 0, logger: logger) { arrived.yield($0) }
    let group = ServiceGroup(services: [application], logger: logger)
    let serving = Task { try await group.run() }
    var iterator = ports.makeAsyncIterator()
    let ready = Ready(
      address: "http://127.0.0.1:\(await iterator.next() ?? 0)", signInName: TrialVisit.signInName,
      password: TrialVisit.password, inbox: station.folder.inboxPath, slips: trial.people.map { QueueSlip.text(of: $0) })
    Console.out(String(decoding: try JSONEncoder().encode(ready), as: UTF8.self))
    while let path = await BenchInput.line() {
      let bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
      Console.out(String(try await darkroom.millisecondsOfLook(at: bytes)))
    }
    await group.triggerGracefulShutdown()
    try await serving.value
    await station.close()
  }
}

/// The lines of standard input.
enum BenchInput {
  /// Off the cooperative pool: it waits until whoever started this says something.
  static func line() async -> String? {
    await withCheckedContinuation { done in Thread { done.resume(returning: readLine()) }.start() }
  }
}

/// A picture's bytes with a comment of their own, so that no two shots are the same file.
enum BenchPicture {
  static func marked(_ bytes: [UInt8], _ text: String) -> [UInt8] {
    let comment = Array(text.utf8)
    let length = comment.count + 2
    return Array(bytes.prefix(2)) + [0xFF, 0xFE, UInt8(length >> 8), UInt8(length & 255)] + comment + bytes.dropFirst(2)
  }
}
