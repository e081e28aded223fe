import Foundation
import GraduatePhotos
import Testing

@testable import Paperwork

@Suite("A5: archives that are made to do harm are only damaged ones")
struct ArchiveWalkTests {
  /// Makes a ZIP by Python: each entry a path and how often its one byte is repeated.
  private static func pack(_ entries: [(path: String, count: Int)], to path: String) throws {
    let script = """
      import sys,zipfile,warnings
      warnings.simplefilter('ignore')
      z = zipfile.ZipFile(sys.argv[1], 'w', zipfile.ZIP_DEFLATED)
      for line in sys.argv[2:]:
        name, count = line.split('|')
        with z.open(name, 'w') as f:
          left = int(count)
          while left > 0:
            f.write(b'x' * min(left, 1 << 20)); left -= 1 << 20
      z.close()
      """
    let packed = try DiscTool.run(["python3", "-c", script, path] + entries.map { "\($0.path)|\($0.count)" })
    try #require(packed.status == 0, "\(packed.output)")
  }

  private static func walk(_ path: String, freeBytes: Int = DiscLimits.foreignFreeBytes) throws -> ArchiveWalk {
    let file = try DiscFile(path: path)
    var walk = try ArchiveWalk(.zip, password: nil, archiveBytes: file.byteCount, freeBytes: freeBytes) { _ in }
    defer { walk.close() }
    try walk.run(ZipStream(file))
    return walk
  }

  @Test("A path that occurs twice is named, whichever of the two is the right one")
  func twice() throws {
    let disc = try DiscFixture()
    let folder = try disc.unpacked()
    let twin = disc.files[2].path
    let script = """
      import sys,zipfile,os,warnings
      warnings.simplefilter('ignore')
      z = zipfile.ZipFile(sys.argv[1], 'w')
      if sys.argv[4] == 'first': z.writestr(sys.argv[3], b'another')
      for top, _, names in os.walk(sys.argv[2]):
        for name in names:
          path = os.path.join(top, name); z.write(path, os.path.relpath(path, sys.argv[2]))
      if sys.argv[4] != 'first': z.writestr(sys.argv[3], b'another')
      z.close()
      """
    for path in [twin, Manifest.fileName] {
      for place in ["first", "last"] {
        let packed = try DiscTool.run(["python3", "-c", script, disc.path("twice.zip"), folder, path, place])
        try #require(packed.status == 0, "\(packed.output)")
        let report = try DiscFixture.check(disc.path("twice.zip"))
        #expect(!report.isRight)
        if path == twin {
          #expect(Set(report.problems) == [.structure, .extra(twin)], "\(report.problems)")
          #expect(report.rightFiles == disc.files.count - 1)
        }
      }
    }
  }

  @Test("Paths that are too long or too deep are damage, and the files beside them are still read")
  func paths() throws {
    let disc = try DiscFixture(pictures: 4)
    let long = String(repeating: "x", count: DeliveryLimits.pathBytes + 1)
    let deep = String(repeating: "d/", count: DiscLimits.levels) + "x.jpg"
    for path in [long, deep] {
      try Self.pack([("a.jpg", 5), (path, 5), ("b.jpg", 5)], to: disc.path("paths.zip"))
      let walk = try Self.walk(disc.path("paths.zip"))
      #expect(walk.isDamaged && walk.ledger.fileCount == 2)
    }
    let most = String(repeating: "d/", count: DiscLimits.levels - 1) + "x.jpg"
    try Self.pack([(most, 5)], to: disc.path("paths.zip"))
    let walk = try Self.walk(disc.path("paths.zip"))
    #expect(!walk.isDamaged && walk.ledger.fileCount == 1)
  }

  @Test("What unpacks to far more than it is, in one file or in many, is refused before it is all unpacked")
  func bombs() throws {
    let disc = try DiscFixture(pictures: 4)
    let path = disc.path("bomb.zip")
    for entries in [[("a", 40 << 20)], (0..<40).map { ("\($0)", 1 << 20) }] {
      try Self.pack(entries, to: path)
      #expect(throws: DiscRefusal.unpacksTooLarge) { try Self.walk(path, freeBytes: 20 << 20) }
      #expect(try Self.walk(path).ledger.fileCount == entries.count)
    }
  }

  @Test("A ZIP's directory is not read without end")
  func directories() throws {
    let disc = try DiscFixture(pictures: 4)
    try Self.pack((0..<9000).map { ("\($0)", 0) }, to: disc.path("many.zip"))
    let file = try DiscFile(path: disc.path("many.zip"))
    var walk = try ArchiveWalk(.zip, password: nil, archiveBytes: file.byteCount) { _ in }
    defer { walk.close() }
    try walk.run(ZipStream(file, directoryBytes: 300 << 10))
    #expect(walk.isDamaged && walk.ledger.fileCount == 0)
  }

  @Test("An encrypted ZIP inside another, and a ZIP in a ZIP in a ZIP, are not followed")
  func nesting() async throws {
    let disc = try DiscFixture(pictures: 4)
    let inner = try await disc.zip("inner.zip", locked: true)
    let bytes = try disc.bytes("inner.zip")
    let lock = try ZipLock(password: DiscFixture.password, seed: DiscFixture.seed)
    let entries = [DiscEntry(path: "inner.zip", bytes: bytes)]
    let nested = try LockedZip(entries: entries, head: disc.manifest.head, lock: lock)
    try await nested.write(to: disc.path("nested.zip")) { Array(bytes[$1]) }
    let report = try DiscFixture.check(disc.path("nested.zip"), password: DiscFixture.password)
    #expect(report.manifest == nil && report.problems.contains(.manifestMissing))
    #expect(try DiscFixture.check(inner, password: DiscFixture.password).isRight)
  }
}
