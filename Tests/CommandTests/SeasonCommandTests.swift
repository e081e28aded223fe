import Foundation
import TestSupport
import Testing

/// The whole of it: from registration to filing, played through the pages, with everything that goes wrong.
@Suite struct SeasonCommandTests {
  @Test("A season of two institutions with every mishap keeps every promise")
  func season() async throws {
    let folder = try TemporaryFolder()
    let played = try await Command.run(
      ["season", "--institutions", "2", "--graduates", "80", "--seed", "3", "--out", folder.path("season")], seconds: 900)
    #expect(played.status == 0, "\(played.err)\n\(played.out)")
    for promise in 1...10 {
      #expect(played.out.split(separator: "\n").contains { $0.hasPrefix("\(promise) ") && $0.hasSuffix("  守住") })
    }
    #expect(!played.out.contains("没有守住"))
  }

  @Test("Refused in Chinese: too few graduates, a mishap that nobody knows, a server without its clock")
  func refused() async throws {
    let few = try await Command.run(["season", "--institutions", "3", "--graduates", "30"])
    #expect(few.status == 64 && few.err.contains("20 人"))
    let unknown = try await Command.run(["season", "--faults", "flood"])
    #expect(unknown.status == 64 && unknown.err.contains("flood"))
    let server = try await Command.run(["season", "--server", "http://127.0.0.1:1"])
    #expect(server.status == 64 && server.err.contains("--clock"))
  }
}
