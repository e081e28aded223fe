import Foundation
import Glibc
import GraduatePhotos
import Storage
import TestSupport
import Testing

@testable import Workflow

/// Graduates who answer at once, from several processes, while the servers are killed in between (N5, promises 4 and 5).
///
/// 500 graduates and 5 kills in every run; `BIYING_ANSWERS` and `BIYING_ANSWER_KILLS` where they are set.
@Suite("N5, promise 4: every confirmed answer is there once, no other is, whoever is killed", .serialized)
struct ProofKillTests {
  private static func number(_ name: String, _ usual: Int) -> Int {
    ProcessInfo.processInfo.environment[name].flatMap { Int($0) } ?? usual
  }

  @Test("On SQLite one server is killed, on PostgreSQL one of two", arguments: SQLEngine.allCases)
  func answersOutliveKills(engine: SQLEngine) async throws {
    let folder = try TemporaryFolder()
    let lease = engine == .postgresql ? try await DatabaseLease() : nil
    let place = CenterPlace(dataPath: folder.path("data"), databaseURL: lease?.url)
    let graduates = Self.number("BIYING_ANSWERS", 500)
    let kills = Self.number("BIYING_ANSWER_KILLS", 5)
    let yard = try await ProofYard.make(at: place, graduates: graduates, portrait: Array("portrait".utf8))
    try #require(yard.people.count == graduates)
    var servers = try await [Server(place, dataPath: place.dataPath)]
    if lease != nil { servers.append(try await Server(place, dataPath: folder.path("second"))) }
    let crowd = try Crowd(yard, at: servers.map(\.host), in: folder)
    for kill in 1...kills {
      // By what was answered, not by a clock: each kill falls among answers.
      try await crowd.waits(for: graduates * kill / (kills + 1))
      let at = kill % servers.count
      servers[at] = try await servers[at].killedAndStarted()
    }
    let told = try await crowd.end()
    for server in servers { await server.stop() }
    try await check(told, crowd, yard, place)
    let journal = try await Command.run(
      ["journal", "verify", "--data", place.dataPath], environment: lease.map { ["BIYING_DATABASE": $0.url] } ?? [:])
    #expect(journal.status == 0, "\(journal.err)")
    let again = told.values.joined().count { $0.outcome == "again" }
    print("\(engine): \(graduates) graduates, \(kills) kills, \(again) asked again; none lost, none twice")
  }

  private func check(_ told: [String: [Told]], _ crowd: Crowd, _ yard: ProofYard, _ place: CenterPlace) async throws {
    let open = try await OpenCenter.open(place, for: .working)
    let (rows, evidence, lines) = try await open.center.records.read { transaction in
      (
        try transaction.rows("SELECT person_id, number, is_right FROM proof").map {
          (person: try $0.text("person_id"), number: try $0.text("number"), isRight: try $0.int("is_right") == 1)
        },
        try transaction.rows("SELECT person_id, stored_hash FROM proof_evidence").map {
          (person: try $0.text("person_id"), hash: try $0.text("stored_hash"))
        },
        try transaction.count("SELECT COUNT(*) AS n FROM journal_line WHERE action = 'proof.answered'")
      )
    }
    let answers = Dictionary(grouping: rows, by: \.person)
    let pictures = Dictionary(grouping: evidence, by: \.person)
    for person in yard.people {
      let (how, said) = (crowd.how[person.id], told[person.id] ?? [])
      switch how {
      case .silent:
        #expect(answers[person.id] == nil && said.isEmpty)
      case .stale:
        #expect(answers[person.id] == nil && said.map(\.outcome) == ["refused-422"], "\(said)")
      default:
        let there = try #require(answers[person.id], "a confirmed answer is gone: \(said)")
        #expect(there.count == 1 && there.first?.isRight == (how != .wrong))
        #expect(
          said.allSatisfy { $0.number == there.first?.number && ["confirmed", "again"].contains($0.outcome) }, "\(said)")
        #expect(said.count == (how == .twice ? 2 : 1))
        #expect(pictures[person.id]?.count == (how == .wrong ? 1 : nil))
        for picture in pictures[person.id] ?? [] { #expect(try await Self.isKept(picture.hash, place)) }
      }
    }
    #expect(lines == rows.count)
    await open.close()
  }

  /// On PostgreSQL each of the two servers keeps bytes in a folder of its own here.
  private static func isKept(_ hash: String, _ place: CenterPlace) async throws -> Bool {
    let hash = try #require(PhotoHash(hash))
    for data in [place.dataPath, place.dataPath.replacingOccurrences(of: "/data", with: "/second")] {
      let store = try DiskPhotoStore(folder: CenterFolder(path: data).photosPath)
      if let bytes = try? await store.read(hash), !bytes.isEmpty { return true }
    }
    return false
  }
}

/// What a graduate was told.
struct Told: Sendable {
  let outcome: String
  let number: String
}

/// A server of the place on a port that stays the same.
private struct Server {
  let command: ServingCommand
  let host: String
  private let arguments: [String]
  private let environment: [String: String]

  init(_ place: CenterPlace, dataPath: String) async throws {
    host = "127.0.0.1:\(try FreePort.find())"
    arguments = [
      "--data", dataPath, "--listen", host, "--log-level", "error", "--trusted-proxies", "127.0.0.1",
    ]
    environment = [
      "BIYING_DATABASE": place.databaseURL, "BIYING_KEYS": CenterFolder(path: place.dataPath).keysPath,
    ].compactMapValues { $0 }
    command = try await ServingCommand(arguments, environment: environment)
  }

  private init(again other: Server) async throws {
    (host, arguments, environment) = (other.host, other.arguments, other.environment)
    command = try await ServingCommand(arguments, environment: environment)
  }

  func killedAndStarted() async throws -> Server {
    _ = await command.stop(SIGKILL)
    return try await Server(again: self)
  }

  func stop() async { _ = await command.stop() }
}

/// Four processes of graduates, each with his own way to answer.
private final class Crowd {
  enum How: String, CaseIterable {
    case right, wrong, twice, stale, silent
  }

  struct Failed: Error { let said: String }

  let how: [String: How]
  private var processes: [Process] = []
  private var outputs: [String] = []
  private var errors: [Capture] = []

  init(_ yard: ProofYard, at hosts: [String], in folder: TemporaryFolder) throws {
    // Of ten: six right, one each of the others.
    let ways: [How] = [.right, .wrong, .right, .twice, .right, .stale, .right, .silent, .right, .right]
    how = Dictionary(
      uniqueKeysWithValues: yard.people.enumerated().map { ($1.id, ways[$0 % ways.count]) })
    let script = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Fixtures/Proofing/answer.py").path
    for part in 0..<4 {
      let lines = yard.people.enumerated().filter { $0.offset / ways.count % 4 == part && how[$0.element.id] != .silent }
        .map { "\($0.element.id) \($0.element.token) \(how[$0.element.id]?.rawValue ?? "")" }
      let (people, output) = (folder.path("people-\(part)"), folder.path("told-\(part)"))
      try Data(lines.joined(separator: "\n").utf8).write(to: URL(filePath: people))
      try Data().write(to: URL(filePath: output))
      let (process, said) = (Process(), try Capture())
      process.executableURL = URL(filePath: "/usr/bin/env")
      process.arguments = ["python3", script, hosts.joined(separator: ","), people, output]
      process.standardError = said.file
      try process.run()
      processes.append(process)
      outputs.append(output)
      errors.append(said)
    }
  }

  deinit { for process in processes where process.isRunning { kill(process.processIdentifier, SIGKILL) } }

  private func lines() throws -> [String] {
    try outputs.flatMap { try String(contentsOfFile: $0, encoding: .utf8).split(separator: "\n").map(String.init) }
  }

  /// Until so many were told, or everybody was.
  func waits(for count: Int) async throws {
    while try lines().count < count, processes.contains(where: \.isRunning) { try await Task.sleep(for: .milliseconds(10)) }
  }

  /// What each was told, by person.
  func end() async throws -> [String: [Told]] {
    while processes.contains(where: \.isRunning) { try await Task.sleep(for: .milliseconds(20)) }
    for (process, said) in zip(processes, errors) where process.terminationStatus != 0 {
      throw Failed(said: try said.text())
    }
    var told: [String: [Told]] = [:]
    for line in try lines() {
      let words = line.split(separator: " ").map(String.init)
      guard words.count == 4 else { throw Failed(said: line) }
      told[words[0], default: []].append(Told(outcome: words[2], number: words[3]))
    }
    return told
  }
}
