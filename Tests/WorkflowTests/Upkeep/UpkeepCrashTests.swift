import Foundation
import GraduatePhotos
import Storage
import TestSupport
import Testing

@testable import Workflow

/// Promise 5 for what upkeep writes: wherever the power is cut, there is one whole back-up and one whole key ring.
@Suite struct UpkeepCrashTests {
  @Test(
    "Promise 5: a second back-up cut off anywhere leaves the first whole, or itself; confirmed, itself",
    arguments: SQLEngine.allCases)
  func secondBackup(engine: SQLEngine) async throws {
    let data = try await UpkeepFolder(on: engine)
    let open = try await data.open()
    try await data.fill(open, graduates: 2)
    let backup = data.temporary.path("backup")
    try FileManager.default.createDirectory(atPath: backup, withIntermediateDirectories: true)
    let first = try await open.backUp(to: backup, by: MachineOperator()).manifest
    data.time.advance(hours: 1)
    try await data.addDocument("zweite", id: "document-2", to: open)
    let made = Mutexed(0)
    let recording = try await CrashRecorder.run(in: backup) { recorder in
      _ = try await open.backUp(to: recorder.folder, by: MachineOperator())
      recorder.confirm("made")
    }
    await open.close()
    var (earlier, later) = (0, 0)
    let states = try await recording.forEveryCrashPrefix(subsets: 2) { folder, confirmed in
      let found = try Backup(at: folder)
      try await found.check()
      if found.manifest.madeAt == first.madeAt { earlier += 1 } else { later += 1 }
      if confirmed.contains("made") {
        #expect(found.manifest.madeAt > first.madeAt)
        // Nothing of the first one's rows and lists is left over.
        let names = try FileManager.default.contentsOfDirectory(atPath: folder)
        #expect(names.count == 4, "\(names)")
      }
      _ = made.next()
    }
    #expect(states > 20 && earlier > 0 && later > 0 && made.next() > 20)
  }

  @Test(
    "Promise 5: a key file that is rotated and exported holds its old keys at every moment, and the new ones once confirmed")
  func keyFile() async throws {
    let folder = try TemporaryFolder()
    try FileManager.default.createDirectory(atPath: folder.path("keys"), withIntermediateDirectories: true)
    let old = try KeyRing.readOrMake(path: folder.path("keys/ring.json")) { try KeyRing.fresh(at: 1, chance: .seeded(1)) }
    let recording = try await CrashRecorder.run(in: folder.path("keys")) { recorder in
      let path = recorder.folder + "/ring.json"
      try KeyRing.update(path: path) { try $0.rotated(at: 2, chance: .seeded(2)) }
      recorder.confirm("rotated")
      try KeyExports(keysPath: path, chance: .seeded(3)).export(
        to: recorder.folder + "/export", passphrase: "十二个字符以上的口令一句", at: 3)
      recorder.confirm("exported")
    }
    let states = try await recording.forEveryCrashPrefix { folder, confirmed in
      chmod(folder + "/ring.json", 0o600)
      let ring = try KeyRing.read(path: folder + "/ring.json")
      #expect(old.isContained(in: ring))
      if confirmed.contains("rotated") { #expect(ring.contents.keys.count == 8) }
      if ring.exportedAt != nil { #expect(FileManager.default.fileExists(atPath: folder + "/export")) }
    }
    #expect(states > 5)
  }
}
