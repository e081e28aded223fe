import Foundation
import GraduatePhotos
import TestSupport
import Testing

@testable import Workflow

@Suite struct KeyExportTests {
  private let passphrase = "十二个字符以上的口令一句"

  private func keys(_ folder: TemporaryFolder, seed: UInt64 = 1) throws -> KeyExports {
    let path = folder.path("ring-\(seed).json")
    try KeyRing.fresh(at: 5, chance: .seeded(seed)).write(path: path)
    return KeyExports(keysPath: path, chance: .seeded(seed + 50))
  }

  @Test("An export opens again with its passphrase alone, and the ring remembers that it was tested")
  func roundTrip() throws {
    let folder = try TemporaryFolder()
    let keys = try keys(folder)
    let before = try KeyRing.read(path: keys.path)
    try keys.export(to: folder.path("export"), passphrase: passphrase, at: 10)
    #expect(try KeyRing.read(path: keys.path).exportedAt == 10)
    #expect(try KeyRing.read(path: keys.path).exportTestedAt == nil)
    #expect(throws: KeyRefusal.wrongPassphrase) { try keys.test(folder.path("export"), passphrase: passphrase + "。", at: 20) }
    try keys.test(folder.path("export"), passphrase: passphrase, at: 20)
    #expect(try KeyRing.read(path: keys.path).exportTestedAt == 20)
    try FileManager.default.removeItem(atPath: keys.path)
    #expect(try keys.importExport(folder.path("export"), passphrase: passphrase, at: 30) == nil)
    #expect(try KeyRing.read(path: keys.path).isContained(in: before))
    let bytes = try Data(contentsOf: URL(filePath: folder.path("export")))
    #expect(bytes.range(of: Data(before.encryptionKeyID.utf8)) == nil, "the export shows nothing of the ring")
  }

  @Test("A damaged export, a short passphrase and a file that is there are refused")
  func refused() throws {
    let folder = try TemporaryFolder()
    let keys = try keys(folder)
    #expect(throws: KeyRefusal.shortPassphrase) { try keys.export(to: folder.path("a"), passphrase: "短口令", at: 1) }
    #expect(!FileManager.default.fileExists(atPath: folder.path("a")))
    try keys.export(to: folder.path("b"), passphrase: passphrase, at: 1)
    #expect(throws: KeyExportRefusal.fileExists(path: folder.path("b"))) {
      try keys.export(to: folder.path("b"), passphrase: passphrase, at: 1)
    }
    try flipByte(of: folder.path("b"))
    #expect(throws: KeyRefusal.wrongPassphrase) { try keys.test(folder.path("b"), passphrase: passphrase, at: 1) }
    #expect(throws: KeyExportRefusal.unreadable(path: folder.path("c"))) {
      try keys.test(folder.path("c"), passphrase: passphrase, at: 1)
    }
  }

  @Test("Importing never throws another ring away: refused, or kept beside the new one")
  func otherRing() throws {
    let folder = try TemporaryFolder()
    let mine = try keys(folder, seed: 1)
    let other = try keys(folder, seed: 2)
    let otherRing = try KeyRing.read(path: other.path)
    try mine.export(to: folder.path("mine"), passphrase: passphrase, at: 1)
    #expect(throws: KeyExportRefusal.wouldReplace(path: other.path)) {
      try other.importExport(folder.path("mine"), passphrase: passphrase, at: 7)
    }
    #expect(throws: KeyRefusal.otherRing) { try other.test(folder.path("mine"), passphrase: passphrase, at: 7) }
    let kept = try #require(try other.importExport(folder.path("mine"), passphrase: passphrase, replacing: true, at: 7))
    #expect(try KeyRing.read(path: kept).isContained(in: otherRing))
    #expect(try KeyRing.read(path: other.path).isContained(in: KeyRing.read(path: mine.path)))
  }

  @Test("An export from before a rotation lacks the newest keys and does not push them out")
  func older() throws {
    let folder = try TemporaryFolder()
    let keys = try keys(folder)
    try keys.export(to: folder.path("old"), passphrase: passphrase, at: 1)
    try KeyRing.read(path: keys.path).rotated(at: 2, chance: .seeded(3)).write(path: keys.path)
    #expect(throws: KeyRefusal.otherRing) { try keys.test(folder.path("old"), passphrase: passphrase, at: 3) }
    #expect(throws: KeyExportRefusal.wouldReplace(path: keys.path)) {
      try keys.importExport(folder.path("old"), passphrase: passphrase, at: 3)
    }
    try keys.export(to: folder.path("new"), passphrase: passphrase, at: 4)
    #expect(try keys.importExport(folder.path("new"), passphrase: passphrase, at: 5) == nil)
  }
}
