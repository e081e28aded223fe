import Foundation
import Glibc
import GraduatePhotos
import Outward
import Synchronization
import TestSupport
import Testing

@testable import Station

/// A crew's laptop that dies at any moment: no shot lost, none doubled, no serial twice, no binding changed (promises 1 and 5).
///
/// 20 kills in every run, `BIYING_KILLS` of them where that is set.
@Suite("Promises 1 and 5: a crew that is killed at any moment loses nothing", .serialized) struct CrewKillTests {
  @Test func whateverIsConfirmedOutlivesBeingKilled() async throws {
    let bench = try StationBench(people: 52, referenced: { _ in false })
    bench.clock.set(Int64(time(nil)) * 1_000)
    let pictures = try bench.pictureFolder()
    let center = bench.folder.path("center")
    try FileManager.default.createDirectory(atPath: center, withIntermediateDirectories: true)
    let crew = Crew(bench: bench, pictures: pictures, center: center)
    let file = try await crew.visitFile()
    let kills = ProcessInfo.processInfo.environment["BIYING_KILLS"].flatMap { Int($0) } ?? 20
    var told: [String] = []
    var chance = SystemRandomNumberGenerator()
    for kill in 0..<kills {
      // Each one goes on somewhere on the list, so that there is always somebody left to shoot.
      told += try await crew.work(file, from: kill * 2 % 52, killAfterMilliseconds: Int.random(in: 600...2_600, using: &chance))
    }
    told += try await crew.work(file, from: 40, killAfterMilliseconds: nil)
    #expect(told.last == "done")
    try await check(told, bench, center)
    let counts = Dictionary(grouping: told.compactMap { $0.split(separator: " ").first.map(String.init) }, by: { $0 })
      .mapValues(\.count)
    print(
      "\(kills) kills: \(counts.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", ")) confirmed, none lost"
    )
  }

  private func check(_ told: [String], _ bench: StationBench, _ center: String) async throws {
    let station = try await bench.open()
    let (desk, _) = try await station.signIn("zhang", password: StationBench.password, to: bench.visit)
    let log = await desk.view.log
    for line in told {
      let words = line.split(separator: " ").map(String.init)
      switch words.first {
      case "in": #expect(log.checkIns[words[1]]?.deed.queue == Int(words[2]))
      case "seat": #expect(log.scans[station.card.id]?.contains { $0.person == words[1] } == true)
      case "shot":
        let shot = try #require(log.shots[words[1]], "a confirmed shot is gone")
        #expect(shot.serial == Int(words[2]) && shot.person == words[3] && shot.deed.sha256 == words[4])
        #expect(try await desk.portrait(of: words[1]) != nil)
      default: break
      }
    }
    #expect(Set(log.shots.values.map(\.serial)).count == log.shots.count)
    #expect(Set(log.shots.values.map(\.deed.sha256)).count == log.shots.count)
    #expect(Set(log.checkIns.values.map(\.deed.queue)).count == log.checkIns.count)
    #expect(log.happenings.map(\.sequence).sorted() == Array(1...log.happenings.count))
    try await checkPackets(log, station, bench, center)
    await station.close()
  }

  /// Everything has its packet, what was handed over opens at the center, and holds the original as it was.
  private func checkPackets(_ log: VisitLog, _ station: Station, _ bench: StationBench, _ center: String) async throws {
    let opener = try PacketOpener(keys: ["p-1": bench.center.agreement])
    let key = Data(base64Encoded: station.card.key).map(Array.init)
    var seen: [String: String] = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: center) where name.hasSuffix(".packet") {
      let bytes = [UInt8](try #require(FileManager.default.contents(atPath: center + "/" + name)))
      let opened = try opener.open(bytes) { _ in key }
      let happening = try StationBench.happening(in: opened)
      // Sent twice is the same twice.
      let body = opened.manifest.body + opened.manifest.files.map(\.sha256).joined()
      #expect(seen[happening.id] == nil || seen[happening.id] == body)
      seen[happening.id] = body
      if case .shot(let shot) = happening.deed {
        #expect(opened.manifest.files.first?.sha256 == shot.sha256)
        #expect(opened.manifest.files.first?.byteCount == shot.byteCount)
      }
    }
    #expect(Set(seen.keys) == Set(log.happenings.map(\.id)))
    let state = try await station.syncState()
    #expect(state.packets == log.happenings.count && state.confirmed == state.packets)
  }
}

/// The command that works as a crew, started and killed.
private struct Crew: Sendable {
  let bench: StationBench
  let pictures: String
  let center: String

  var data: String { bench.folder.path("station") }

  /// Lets the station make its identity, and makes the visit's file for it.
  func visitFile() async throws -> String {
    let lines = try await work(nil, from: 0, killAfterMilliseconds: nil)
    let text = try #require(lines.first { $0.hasPrefix("card ") }).dropFirst(5)
    let card = try JSONDecoder().decode(StationCard.self, from: Data(text.utf8))
    let path = bench.folder.path("visit.byta")
    try Data(try bench.file(for: card, days: 40_000)).write(to: URL(filePath: path))
    return path
  }

  /// Works until it is done or killed; the lines it printed.
  func work(_ visit: String?, from: Int, killAfterMilliseconds: Int?) async throws -> [String] {
    let process = Process()
    process.executableURL = URL(filePath: try Self.program())
    process.arguments =
      ["bench", "crew", "--data", data, "--name", "zhang", "--center", center, "--pictures", pictures, "--from", String(from)]
      + (visit.map { ["--visit", $0] } ?? [])
    let (input, output) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    input.fileHandleForWriting.write(Data((StationBench.password + "\n").utf8))
    try input.fileHandleForWriting.close()
    let killing = Task { [id = process.processIdentifier] in
      guard let killAfterMilliseconds else { return }
      try await Task.sleep(for: .milliseconds(killAfterMilliseconds))
      kill(id, SIGKILL)
    }
    let data = await withCheckedContinuation { continuation in
      Thread {
        let data = (try? output.fileHandleForReading.readToEnd()) ?? nil
        process.waitUntilExit()
        continuation.resume(returning: data ?? Data())
      }.start()
    }
    killing.cancel()
    // A line that was cut off was not heard by anybody.
    let text = String(decoding: data, as: UTF8.self)
    let whole = text.hasSuffix("\n") ? text[...] : text[..<(text.lastIndex(of: "\n") ?? text.startIndex)]
    return whole.split(separator: "\n").map(String.init)
  }

  private static func program() throws -> String {
    for start in [Bundle.main.executableURL, URL(filePath: CommandLine.arguments[0])] {
      guard let folder = start?.resolvingSymlinksInPath().deletingLastPathComponent() else { continue }
      let path = folder.appending(path: "biying").path
      if FileManager.default.isExecutableFile(atPath: path) { return path }
    }
    throw CocoaError(.fileNoSuchFile)
  }
}

extension StationBench {
  /// Everybody's picture in a folder, in the order of the list.
  func pictureFolder() throws -> String {
    let path = folder.path("pictures")
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    for at in faces.indices {
      let number = String(at + 100)
      try Data(try shot(at)).write(to: URL(filePath: "\(path)/\(number).jpg"))
    }
    return path
  }
}
