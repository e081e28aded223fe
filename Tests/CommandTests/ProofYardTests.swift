import Foundation
import TestSupport
import Testing

@testable import Workflow

/// Makes the data folder that Benchmarks/Proofing measures on.
@Suite("A yard of graduates who may answer") struct ProofYardTests {
  private static let wish = ProcessInfo.processInfo.environment["BIYING_PROOF_YARD"]

  @Test(
    "In the folder of BIYING_PROOF_YARD: data, and who may come in with which session", .enabled(if: wish != nil))
  func makesAYard() async throws {
    let folder = try #require(Self.wish)
    let graduates = ProcessInfo.processInfo.environment["BIYING_ANSWERS"].flatMap { Int($0) } ?? 20_000
    let picture = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Fixtures/Labelled/ok/lon004.jpg")
    let yard = try await ProofYard.make(
      at: CenterPlace(dataPath: folder + "/data"), graduates: graduates, portrait: [UInt8](Data(contentsOf: picture)))
    #expect(yard.people.count == graduates)
    let lines = yard.people.map { "\($0.id) \($0.token)" }
    try Data(lines.joined(separator: "\n").utf8).write(to: URL(filePath: folder + "/people"))
  }
}
