import Foundation
import GraduatePhotos
import Testing

@testable import Paperwork

@Suite("A5: an encrypted delivery is one ZIP inside another")
struct LockedZipTests {
  @Test("A5: 7-Zip unpacks it twice, every name and byte intact; no picture's name is readable before")
  func isUnpackedTwice() async throws {
    let disc = try DiscFixture(hasLarge: true)
    let zip = try await disc.zip(locked: true)
    let list = try DiscTool.run(["7z", "l", "-slt", zip])
    #expect(list.output.contains("AES-256") && list.output.contains("10730_2014-10730-001.zip"), "\(list.output.prefix(2000))")
    let bytes = Data(try disc.bytes("disc.zip"))
    for (path, _) in disc.files {
      let name = try #require(path.split(separator: "/").last)
      #expect(!list.output.contains(name) && bytes.range(of: Data(name.utf8)) == nil)
    }
    let outer = try DiscTool.run(["7z", "x", "-p" + DiscFixture.password, "-o" + disc.path("a"), zip])
    #expect(outer.status == 0, "\(outer.output)")
    let inner = try DiscTool.run(["7z", "x", "-o" + disc.path("b"), disc.path("a/10730_2014-10730-001.zip")])
    #expect(inner.status == 0, "\(inner.output)")
    #expect(try disc.holdsEverything(disc.path("b")))
    // What was inside is the plain ZIP, and is checked as such.
    let report = try DiscFixture.check(disc.path("a/10730_2014-10730-001.zip"))
    #expect(report.isRight && report.kind == .zip)
    let wrong = try DiscTool.run(["7z", "x", "-pLanzhou-2015", "-o" + disc.path("c"), zip])
    #expect(wrong.status != 0)
  }

  @Test("A lost delivery is made again bit for bit; other content, delivery, volume or seed never meets its salt")
  func isMadeAgain() async throws {
    let disc = try DiscFixture()
    let first = try await disc.lockedZip().whole(disc.source)
    #expect(try await disc.lockedZip().whole(disc.source) == first)
    let other = try DiscFixture(seed: 2)
    var next = disc.manifest.head
    next.deliveryNumber = "2014-10730-002"
    var volume = disc.manifest.head
    (volume.volume, volume.volumeCount) = (2, 2)
    let lock = try ZipLock(password: DiscFixture.password, seed: DiscFixture.seed)
    let otherLock = try ZipLock(password: DiscFixture.password, seed: [UInt8](repeating: 8, count: 32))
    let zips = try [
      disc.lockedZip(), other.lockedZip(), LockedZip(entries: disc.entries, head: next, lock: lock),
      LockedZip(entries: disc.entries, head: volume, lock: lock),
      LockedZip(entries: disc.entries, head: disc.manifest.head, lock: otherLock),
      LockedZip(entries: Array(disc.entries.dropLast()), head: disc.manifest.head, lock: lock),
    ]
    var salts: Set<[UInt8]> = []
    for (zip, fixture) in zip(zips, [disc, other, disc, disc, disc, disc]) {
      let salt = zip.layout.stored.lowerBound..<zip.layout.stored.lowerBound + ZipCipher.saltBytes
      salts.insert(try await zip.range(salt, fixture.source))
    }
    #expect(salts.count == zips.count)
    #expect(zips[3].innerName == "10730_2014-10730-001_2.zip" && zips[3].fileName == "10730_2014-10730-001_2_加密.zip")
  }

  @Test("A code that is known gives the archive's end without reading a file")
  func knownCode() async throws {
    let disc = try DiscFixture(hasLarge: true)
    let zip = try disc.lockedZip()
    #expect(zip.code == nil)
    let whole = try await zip.whole(disc.source)
    let code = try #require(zip.code)
    let again = try disc.lockedZip(code: code)
    let end = again.layout.inside.upperBound..<again.byteCount
    #expect(try await again.range(end, { _, _ in throw CancellationError() }) == Array(whole[end]))
    let part = again.layout.inside.lowerBound + 5000..<again.byteCount
    #expect(try await again.range(part, disc.source) == Array(whole[part]))
  }

  @Test("Bytes that are not the planned ones are never encrypted, in whatever part of a file they are")
  func changedFilesAreAFault() async throws {
    let disc = try DiscFixture(hasLarge: true)
    let plan = try disc.plan()
    let large = try #require(disc.entries.firstIndex { $0.byteCount > DiscLimits.pieceBytes })
    for index in [1, 6, large] where disc.entries[index].byteCount > 0 {
      let changed: DiscSource = { entry, range in
        var bytes = disc.source(entry, range)
        if entry == index, range.upperBound == disc.entries[index].byteCount { bytes[bytes.count - 1] ^= 1 }
        return bytes
      }
      // The wrong byte is the last one of the file, and only the first ones are asked for.
      let zip = try disc.lockedZip()
      let start = zip.layout.inside.lowerBound + plan.stored(index).lowerBound
      await #expect(throws: DiscSourceFault(entry: index)) { try await zip.range(start..<start + 10, changed) }
    }
  }

  @Test("An identity number in the only readable name is refused, and so is a password that programs read differently")
  func refusals() throws {
    let disc = try DiscFixture(pictures: 4)
    var head = disc.manifest.head
    head.deliveryNumber = "2014-990000200301010014"
    let lock = try ZipLock(password: DiscFixture.password, seed: DiscFixture.seed)
    #expect(throws: DiscRefusal.idNumberInClear) { try LockedZip(entries: disc.entries, head: head, lock: lock) }
    #expect(throws: DiscRefusal.passwordForm) { try ZipLock(password: "短", seed: DiscFixture.seed) }
    #expect(throws: DiscRefusal.passwordForm) { try ZipLock(password: "密码密码密码密码", seed: DiscFixture.seed) }
  }

  @Test("A head that claims more than the archive holds is not believed")
  func claims() async throws {
    let disc = try DiscFixture(pictures: 4)
    let password = Array(DiscFixture.password.utf8)
    let huge = LockedLayout(name: "10730_1.zip", contentBytes: DiscLimits.entryBytes / 2, date: DiscFixture.date)
    let plain = try await disc.plan().whole(disc.source)
    var cipher = ZipCipher(password: password, salt: [UInt8](repeating: 1, count: ZipCipher.saltBytes))
    var sealed = plain
    cipher.apply(to: &sealed, at: 0)
    try Data(huge.head + cipher.head + sealed).write(to: URL(filePath: disc.path("claims.zip")))
    let file = try DiscFile(path: disc.path("claims.zip"))
    let inside = try #require(ZipFirstFile(in: file)?.inside(password, in: file))
    #expect(inside.byteCount == plain.count && inside.bytes(0..<plain.count) == plain && !inside.isSound())
    let report = try DiscFixture.check(disc.path("claims.zip"), password: DiscFixture.password)
    #expect(report.problems == [.structure] && report.rightFiles == disc.files.count)
  }

  @Test("Beyond 4 GB the archive has the 64-bit records that others read, and that lead the checker to what is inside")
  func largeArchives() async throws {
    let disc = try DiscFixture(pictures: 4)
    let entries = [DiscEntry(path: "一.bin", byteCount: 5 << 30, sha256: SHA256Sum.of([0]), checksum: 7)]
    let lock = try ZipLock(password: DiscFixture.password, seed: DiscFixture.seed)
    let code = [UInt8](repeating: 5, count: ZipCipher.codeBytes)
    let zip = try LockedZip(entries: entries, head: disc.manifest.head, lock: lock, code: code)
    // Only what stands before and behind the encrypted bytes is written; they are a hole.
    let path = disc.path("large.zip")
    try Data(try await zip.range(0..<zip.layout.inside.lowerBound, { _, _ in [] })).write(to: URL(filePath: path))
    let file = try FileHandle(forWritingTo: URL(filePath: path))
    try file.seek(toOffset: UInt64(zip.layout.inside.upperBound))
    try file.write(contentsOf: Data(try await zip.range(zip.layout.inside.upperBound..<zip.byteCount, { _, _ in [] })))
    try file.close()
    let script = "import sys,zipfile; print([(i.filename,i.compress_size) for i in zipfile.ZipFile(sys.argv[1]).infolist()])"
    let output = try DiscTool.run(["python3", "-c", script, path]).output
    #expect(output == "[('10730_2014-10730-001.zip', \(zip.layout.stored.count))]\n")
    #expect(try DiscTool.run(["7z", "l", "-slt", path]).output.contains("Size = \(zip.layout.inside.count)"))
    let bytes = try DiscFile(path: path)
    let first = try #require(ZipFirstFile(in: bytes))
    #expect(first.stored == zip.layout.stored && first.isLocked && first.isOnly(in: bytes))
    #expect(first.takes(Array(DiscFixture.password.utf8), in: bytes))
    let inside = try #require(first.inside(Array(DiscFixture.password.utf8), in: bytes))
    #expect(inside.byteCount == zip.layout.inside.count)
  }
}
