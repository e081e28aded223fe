import Foundation
import GraduatePhotos
import Testing

@testable import Paperwork

@Suite("A5: a delivery to fetch as ZIP")
struct ZipPlanTests {
  @Test("A5: 7-Zip and Python unpack the plain ZIP, every name and byte intact (promise 6)")
  func plainIsReadByOthers() async throws {
    let disc = try DiscFixture(hasLarge: true)
    let zip = try await disc.zip()
    let test = try DiscTool.run(["7z", "x", "-o" + disc.path("a"), zip])
    #expect(test.status == 0, "\(test.output)")
    #expect(try disc.holdsEverything(disc.path("a")))
    let script = "import sys,zipfile; z=zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; z.extractall(sys.argv[2])"
    let python = try DiscTool.run(["python3", "-c", script, zip, disc.path("b")])
    #expect(python.status == 0, "\(python.output)")
    #expect(try disc.holdsEverything(disc.path("b")))
  }

  @Test("A5: 7-Zip opens the encrypted ZIP with its password and with no other")
  func lockedIsReadByOthers() async throws {
    let disc = try DiscFixture(hasLarge: true)
    let zip = try await disc.zip(locked: true)
    let right = try DiscTool.run(["7z", "x", "-p" + DiscFixture.password, "-o" + disc.path("a"), zip])
    #expect(right.status == 0, "\(right.output)")
    #expect(try disc.holdsEverything(disc.path("a")))
    let wrong = try DiscTool.run(["7z", "x", "-pLanzhou-2015", "-o" + disc.path("b"), zip])
    #expect(wrong.status != 0)
    let list = try DiscTool.run(["7z", "l", "-slt", zip])
    #expect(list.output.contains("AES-256"), "\(list.output.prefix(2000))")
  }

  @Test("Any range of the archive is that part of the whole", arguments: [false, true])
  func rangesAreParts(locked: Bool) async throws {
    let disc = try DiscFixture(hasLarge: true)
    let whole = try await disc.plan(locked: locked).whole(disc.source)
    #expect(whole.count == (try disc.plan(locked: locked).byteCount))
    var chance = DiscChance(seed: 20)
    for turn in 0..<120 {
      // Half of them with a plan that has not read a byte yet.
      let plan = try disc.plan(locked: locked)
      let start = Int.random(in: 0...whole.count, using: &chance)
      let length = turn % 3 == 0 ? Int.random(in: 0...40, using: &chance) : Int.random(in: 0...200_000, using: &chance)
      let range = start..<min(start + length, whole.count)
      #expect(try await plan.range(range, disc.source) == Array(whole[range]), "\(range)")
    }
    for edge in [0..<0, 0..<1, whole.count - 1..<whole.count, whole.count..<whole.count] {
      #expect(try await disc.plan(locked: locked).range(edge, disc.source) == Array(whole[edge]))
    }
  }

  @Test("Checksums that are not known beforehand are found when they are needed")
  func unknownChecksums() async throws {
    let disc = try DiscFixture(hasLarge: true)
    let whole = try await disc.plan().whole(disc.source)
    var entries = disc.entries
    for index in entries.indices { entries[index].checksum = nil }
    for range in [0..<whole.count, whole.count - 900..<whole.count, 70..<3000] {
      let plan = try ZipPlan(entries: entries, date: DiscFixture.date)
      #expect(try await plan.range(range, disc.source) == Array(whole[range]))
    }
  }

  @Test("A lost delivery is made again bit for bit; other content never meets a salt twice")
  func lockedIsMadeAgain() async throws {
    let disc = try DiscFixture()
    let first = try await disc.plan(locked: true).whole(disc.source)
    #expect(try await disc.plan(locked: true).whole(disc.source) == first)
    let lock = try ZipLock(password: DiscFixture.password, seed: DiscFixture.seed, deliveryNumber: "2014-10730-001/1")
    let nextDelivery = try ZipLock(password: DiscFixture.password, seed: DiscFixture.seed, deliveryNumber: "2014-10730-002/1")
    let otherSeed = try ZipLock(
      password: DiscFixture.password, seed: [UInt8](repeating: 8, count: 32), deliveryNumber: "2014-10730-001/1")
    var salts: Set<[UInt8]> = []
    let entry = DiscEntry(path: "a.jpg", bytes: [1, 2, 3])
    salts.insert(lock.salt(of: entry))
    salts.insert(lock.salt(of: DiscEntry(path: "a.jpg", bytes: [1, 2, 4])))
    salts.insert(lock.salt(of: DiscEntry(path: "b.jpg", bytes: [1, 2, 3])))
    salts.insert(nextDelivery.salt(of: entry))
    salts.insert(otherSeed.salt(of: entry))
    #expect(salts.count == 5)
    #expect(lock.salt(of: entry) == lock.salt(of: DiscEntry(path: "a.jpg", bytes: [1, 2, 3])))
  }

  @Test("Bytes that are not the planned ones are never encrypted nor given out as right")
  func changedFilesAreAFault() async throws {
    let disc = try DiscFixture(hasLarge: true)
    for index in [1, 6, 7] {
      let changed: DiscSource = { entry, range in
        var bytes = disc.source(entry, range)
        if entry == index, !bytes.isEmpty { bytes[0] ^= 1 }
        return bytes
      }
      guard disc.entries[index].byteCount > 0 else { continue }
      let locked = try disc.plan(locked: true)
      await #expect(throws: DiscSourceFault(entry: index)) {
        try await locked.range(locked.offsets[index]..<locked.offsets[index] + 100, changed)
      }
      guard disc.entries[index].byteCount <= DiscLimits.pieceBytes else { continue }
      let plain = try disc.plan()
      await #expect(throws: DiscSourceFault(entry: index)) { try await plain.whole(changed) }
    }
    let short = try disc.plan()
    await #expect(throws: DiscSourceFault(entry: 0)) { try await short.whole { disc.source($0, $1).dropLast() } }
  }

  @Test("Archives beyond 4 GB and 65,535 files have the 64-bit records that others read")
  func largeArchives() async throws {
    let disc = try DiscFixture(pictures: 4)
    let many = (0..<70_000).map { DiscEntry(path: "甲/\($0).jpg", byteCount: 0, sha256: SHA256Sum.of([]), checksum: 0) }
    let plan = try ZipPlan(entries: many, date: DiscFixture.date)
    try Data(try await plan.whole { _, _ in [] }).write(to: URL(filePath: disc.path("many.zip")))
    let script = "import sys,zipfile; print(len(zipfile.ZipFile(sys.argv[1]).namelist()))"
    #expect(try DiscTool.run(["python3", "-c", script, disc.path("many.zip")]).output == "70000\n")
    // Only heads and directory are written; the bytes between are a hole.
    let large = [
      DiscEntry(path: "一.bin", byteCount: 5 << 30, sha256: SHA256Sum.of([0]), checksum: 7),
      DiscEntry(path: "二.bin", byteCount: 3, sha256: SHA256Sum.of([0]), checksum: CRC32.of([1, 2, 3])),
    ]
    let holed = try ZipPlan(entries: large, date: DiscFixture.date)
    try Data(holed.head(0, checksum: 7)).write(to: URL(filePath: disc.path("large.zip")))
    let file = try FileHandle(forWritingTo: URL(filePath: disc.path("large.zip")))
    try file.seek(toOffset: UInt64(holed.offsets[1]))
    try await holed.read(holed.offsets[1]..<holed.byteCount, from: { _, _ in [1, 2, 3] }) {
      try file.write(contentsOf: Data($0))
    }
    try file.close()
    let reader =
      "import sys,zipfile; z=zipfile.ZipFile(sys.argv[1]); print([(i.filename,i.file_size) for i in z.infolist()], z.read('二.bin'))"
    let output = try DiscTool.run(["python3", "-c", reader, disc.path("large.zip")]).output
    #expect(output == "[('一.bin', 5368709120), ('二.bin', 3)] b'\\x01\\x02\\x03'\n")
  }

  @Test("What the format or other programs do not take is refused")
  func refusals() {
    #expect(throws: DiscRefusal.passwordForm) { try ZipLock(password: "短", seed: DiscFixture.seed, deliveryNumber: "1") }
    #expect(throws: DiscRefusal.passwordForm) { try ZipLock(password: "密码密码密码密码", seed: DiscFixture.seed, deliveryNumber: "1") }
    #expect(throws: DiscRefusal.path(0)) { try ZipPlan(entries: [DiscEntry(path: "", bytes: [])], date: DiscFixture.date) }
    #expect(throws: DiscRefusal.path(0)) {
      try ZipPlan(entries: [DiscEntry(path: String(repeating: "长", count: 400), bytes: [])], date: DiscFixture.date)
    }
  }
}
