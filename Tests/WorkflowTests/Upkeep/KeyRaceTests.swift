import Foundation
import GraduatePhotos
import Storage
import Synchronization
import TestSupport
import Testing

@testable import Workflow

/// No writer of the key file ever loses another's keys.
@Suite struct KeyRaceTests {
  private let passphrase = "十二个字符以上的口令一句"

  @Test("A rotation inside an export keeps its keys, and the export is not taken for one of them")
  func rotatedInside() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("ring.json")
    try KeyRing.fresh(at: 1, chance: .seeded(1)).write(path: path)
    // The salt is drawn between reading the ring and noting the export.
    let chance = Chance { count in
      _ = try? KeyRing.update(path: path) { try $0.rotated(at: 2, chance: .seeded(2)) }
      return [UInt8](repeating: 7, count: count)
    }
    let exports = KeyExports(keysPath: path, chance: chance)
    let file = folder.path("export")
    #expect(throws: KeyExportRefusal.rotatedMeanwhile(path: file)) {
      try exports.export(to: file, passphrase: passphrase, at: 3)
    }
    let ring = try KeyRing.read(path: path)
    #expect(ring.contents.keys.count == 8 && ring.exportedAt == nil)
    try KeyExports(keysPath: path).export(to: file, passphrase: passphrase, replacing: true, at: 4)
    #expect(try KeyRing.read(path: path).exportedAt == 4)
  }

  @Test("Twenty rotations at once leave twenty-one keys of each kind, and no temporary file")
  func atOnce() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path("ring.json")
    try KeyRing.fresh(at: 1, chance: .seeded(1)).write(path: path)
    try Data("left by a crash".utf8).write(to: URL(filePath: path + ".new-crashed"))
    try await withThrowingTaskGroup(of: Int.self) { group in
      for number in 0..<20 {
        group.addTask { try await Self.rotate(path, seed: UInt64(number + 2)) }
      }
      for try await count in group { #expect(count > 4) }
    }
    #expect(try KeyRing.read(path: path).contents.keys.count == 84)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path).sorted() == ["ring.json", "ring.json.lock"])
  }

  private static func rotate(_ path: String, seed: UInt64) async throws -> Int {
    try await ReadingDesk("keys", atOnce: 4, waiting: 100, refusal: KeyRefusal.incomplete).work {
      try KeyRing.update(path: path) { try $0.rotated(at: 2, chance: .seeded(seed)) }.contents.keys.count
    }
  }

  @Test("A change that would drop a key is refused, and so is a file without the keys in use", arguments: SQLEngine.allCases)
  func dropped(engine: SQLEngine) async throws {
    let data = try await UpkeepFolder(on: engine)
    let open = try await data.open(.serving)
    let before = try Data(contentsOf: URL(filePath: open.keysPath))
    #expect(throws: KeyRefusal.self) {
      try KeyRing.update(path: open.keysPath) { _ in try KeyRing.fresh(at: 1, chance: .seeded(9)) }
    }
    try await open.makeNewKeys(by: MachineOperator())
    let present = open.keys.current.contents.keys.map(\.id)
    try before.write(to: URL(filePath: open.keysPath))
    #expect(throws: KeyRefusal.keysLost(present[4])) { try open.takeOverChangedKeys() }
    #expect(open.keys.current.contents.keys.map(\.id) == present)
    await open.close()
  }

  @Test("What cannot be opened is counted, passed over, and stands in nobody's way", arguments: SQLEngine.allCases)
  func unopenable(engine: SQLEngine) async throws {
    let data = try await UpkeepFolder(on: engine)
    let open = try await data.open()
    try await data.fill(open, graduates: 6)
    try await open.center.records.write { transaction in
      try transaction.execute(
        "UPDATE graduate SET id_sealed = (SELECT wrapped FROM graduate_key ORDER BY graduate_id LIMIT 1) WHERE student_number = '20101003'"
      )
    }
    try await open.makeNewKeys(by: MachineOperator())
    let all = try await open.valuesUnderOldKeys()
    let report = try await open.reencrypt(by: MachineOperator())
    #expect(report.left == 1 && report.total == all - 1)
    await open.close()
  }

  @Test(
    "A form that was open while the keys were changed is still good; another center's is not", arguments: SQLEngine.allCases)
  func openForms(engine: SQLEngine) async throws {
    let data = try await UpkeepFolder(on: engine)
    let open = try await data.open()
    let message = Array("a form".utf8)
    let newest = try #require(open.center.authenticators(purpose: "forms").first)
    let before = newest(message)
    try await open.makeNewKeys(by: MachineOperator())
    let after = open.center.authenticators(purpose: "forms").map { $0(message) }
    #expect(after.count == 2 && after[0] != before && after.contains(before))
    let other = try KeyRing.fresh(at: 1, chance: .seeded(77)).authenticators(purpose: "forms").map { $0(message) }
    #expect(!other.contains(before))
    #expect(open.center.authenticators(purpose: "other").allSatisfy { $0(message) != before })
    await open.close()
  }
}
