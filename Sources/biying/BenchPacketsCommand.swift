import ArgumentParser
import Darkroom
import Foundation
import GraduatePhotos
import Logging
import ServiceLifecycle
import Station
import Website
import Workflow

/// Serves a center with the demonstration's visits, until its input is closed; stations get them by turns.
///
/// Prints its address; then, for each line of input, a station's card and a path, writes the visit's file there and prints its key.
struct BenchCenter: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "center", abstract: "提供一个有两场拍摄的采集中心，直到输入结束")

  private struct Wish: Decodable {
    var card: StationCard
    var path: String
  }

  func run() async throws {
    LoggingSystem.bootstrap { JSONLog(label: $0, level: .info) }
    try await TrialCenter.withVisits { center, campaignID, photographer, visits in
      let logger = Logger(label: "bench")
      let (ports, arrived) = AsyncStream<Int>.makeStream()
      let site = Site(center: center, spoolFolder: FileManager.default.temporaryDirectory.path)
      let application = site.application(host: "127.0.0.1", port: 0, logger: logger) { arrived.yield($0) }
      let group = ServiceGroup(services: [application], logger: logger)
      let serving = Task { try await group.run() }
      var iterator = ports.makeAsyncIterator()
      Console.out("http://127.0.0.1:\(await iterator.next() ?? 0)")
      var served = 0
      while let line = await BenchInput.line() {
        let wish = try JSONDecoder().decode(Wish.self, from: Data(line.utf8))
        let visit = visits[served % visits.count]
        served += 1
        let made = try await center.visitFile(for: wish.card, of: visit, campaignID: campaignID, by: photographer)
        try Data(made.bytes).write(to: URL(filePath: wish.path))
        Console.out(Data(made.key).base64EncodedString())
      }
      await group.triggerGracefulShutdown()
      try await serving.value
    }
  }
}

/// Stations with shots that wait to be handed over; hands all of them over at once when told.
///
/// Prints each station's card as a line; reads for each a line with the visit file's path and its key; shoots; prints 「ready」; reads a line;
/// then prints the seconds until the center has confirmed every packet, their number and their bytes.
struct BenchSenders: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "senders", abstract: "若干工作站同时把照片交给采集中心")

  @Option(help: ArgumentHelp("采集中心网址", valueName: "网址"))
  var center: String
  @Option(help: ArgumentHelp("几台工作站", valueName: "台数"))
  var stations = 1
  @Option(help: ArgumentHelp("每台拍几张", valueName: "张数"))
  var shots = 500
  @Option(help: ArgumentHelp("照片文件夹，轮流用", valueName: "文件夹"))
  var pictures: String

  private struct Result: Encodable {
    var seconds: Double
    var packets: Int
    var confirmed: Int
  }

  func run() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "biying-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let darkroom = try StationDarkroom(ModelPlaces.search())
    var opened: [Station] = []
    for number in 1...stations {
      let station = try await Station.open(at: "\(folder)/\(number)", name: "示例 \(number)", darkroom: darkroom)
      Console.out(station.card.text)
      opened.append(station)
    }
    for station in opened { try await shoot(at: station) }
    let network = CenterNetwork()
    defer { network.close() }
    let loops = opened.map { SyncLoop(station: $0, link: $0.link(to: center, over: network)) }
    Console.out("ready")
    _ = await BenchInput.line()
    let clock = ContinuousClock()
    let start = clock.now
    try await withThrowingTaskGroup(of: Void.self) { group in
      for loop in loops { group.addTask { try await loop.round() } }
      try await group.waitForAll()
    }
    var result = Result(seconds: (clock.now - start) / .seconds(1), packets: 0, confirmed: 0)
    for station in opened {
      let state = try await station.syncState()
      result.packets += state.packets
      result.confirmed += state.confirmed
      await station.close()
    }
    Console.out(String(decoding: try JSONEncoder().encode(result), as: UTF8.self))
  }

  private func shoot(at station: Station) async throws {
    guard let line = await BenchInput.line(), let space = line.lastIndex(of: " "),
      let key = Data(base64Encoded: String(line[line.index(after: space)...]))
    else { throw ValidationError("要有场次文件和密钥") }
    let taken = try await station.take([UInt8](Data(contentsOf: URL(filePath: String(line[..<space])))))
    let desk = try await station.open(taken.name, key: Array(key))
    let member = CrewMember(account: "bench", name: "示例")
    let files = try FileManager.default.contentsOfDirectory(atPath: pictures).sorted()
    let people = desk.plan.people.map(\.person.id)
    for number in 0..<shots {
      // Twice: the one before may have nothing usable.
      for _ in 1...2 { _ = try await desk.seat(people[number % people.count], saying: .accepted, by: member) }
      let file = files[number % files.count]
      try await desk.take(
        ArrivedPicture(
          bytes: BenchPicture.marked(
            [UInt8](Data(contentsOf: URL(filePath: "\(pictures)/\(file)"))), "\(station.card.id) \(number)"),
          source: .folder, fileName: "", arrivedAt: station.now))
    }
  }
}
