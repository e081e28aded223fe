import Foundation
import GraduatePhotos
import Storage
import TestSupport
import Testing

@testable import Workflow

/// The demonstration is there wholly or not at all, however often its making was cut off.
@Suite struct DemonstrationTests {
  private func isWhole(_ path: String) async throws -> Bool {
    let open = try await OpenCenter.open(CenterPlace(dataPath: path), for: .looking)
    let graduates = try await open.center.records.read { try $0.count("SELECT COUNT(*) AS n FROM graduate") }
    let visits = try await open.center.records.read { try $0.count("SELECT COUNT(*) AS n FROM visit") }
    await open.close()
    return visits > 0 && graduates == DemonstrationRoster.count && !FileManager.default.fileExists(atPath: path + ".building")
  }

  @Test("A half-built one is begun again; one that was being moved is finished; a whole one is left as it is")
  func again() async throws {
    let folder = try TemporaryFolder()
    let place = CenterPlace(dataPath: folder.path("data"))
    // Killed in the middle of the work: a campaign and no users.
    let half = try await OpenCenter.open(CenterPlace(dataPath: folder.path("data.building")), for: .working)
    try await half.center.prepareCenter()
    _ = try await half.center.openCampaign(.sample(), by: MachineOperator())
    await half.close()
    let users = try await Demonstration.install(at: place)
    #expect(users.count == 6)
    #expect(try await isWhole(place.dataPath))
    // Killed in the middle of the move: part is here, part is there.
    let files = FileManager.default
    try files.createDirectory(atPath: folder.path("data.building"), withIntermediateDirectories: true)
    for name in ["spool", "format", "demonstration.json"] {
      try files.moveItem(atPath: folder.path("data/\(name)"), toPath: folder.path("data.building/\(name)"))
    }
    var wasBuilt = false
    let finished = try await Demonstration.install(at: place) { wasBuilt = true }
    #expect(!wasBuilt && finished.map(\.secret) == users.map(\.secret))
    #expect(try await isWhole(place.dataPath))
    let kept = try await Demonstration.install(at: place) { wasBuilt = true }
    #expect(!wasBuilt && kept.map(\.signInName) == users.map(\.signInName))
  }

  @Test("Settings that lie there stay; a center that has begun, and anybody's files, are refused")
  func besides() async throws {
    let folder = try TemporaryFolder()
    let place = CenterPlace(dataPath: folder.path("data"))
    try FileManager.default.createDirectory(atPath: place.dataPath, withIntermediateDirectories: true)
    try Data("{}".utf8).write(to: URL(filePath: folder.path("data/biying.json")))
    _ = try await Demonstration.install(at: place)
    #expect(FileManager.default.fileExists(atPath: folder.path("data/biying.json")))
    #expect(try await isWhole(place.dataPath))

    let begun = CenterPlace(dataPath: folder.path("begun"))
    await (try OpenCenter.open(begun, for: .working)).close()
    await #expect(throws: DemonstrationRefusal.notEmpty) { try await Demonstration.install(at: begun) }
  }
}
