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

  @Test("Any range of the archive is that part of the whole", arguments: [false, true])
  func rangesAreParts(locked: Bool) async throws {
    let disc = try DiscFixture(hasLarge: true)
    let whole = try await disc.archive(locked: locked).whole(disc.source)
    #expect(whole.count == (try disc.archive(locked: locked).byteCount))
    var chance = DiscChance(seed: 20)
    for turn in 0..<120 {
      // Half of them with a plan that has not read a byte yet.
      let archive = try disc.archive(locked: locked)
      let start = Int.random(in: 0...whole.count, using: &chance)
      let length = turn % 3 == 0 ? Int.random(in: 0...40, using: &chance) : Int.random(in: 0...200_000, using: &chance)
      let range = start..<min(start + length, whole.count)
      #expect(try await archive.range(range, disc.source) == Array(whole[range]), "\(range)")
    }
    for edge in [0..<0, 0..<1, whole.count - 1..<whole.count, whole.count..<whole.count] {
      #expect(try await disc.archive(locked: locked).range(edge, disc.source) == Array(whole[edge]))
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

  @Test("Bytes that are not the planned ones are never given out as right: a changed byte, a file cut short, two files swapped")
  func changedFilesAreAFault() async throws {
    let disc = try DiscFixture(hasLarge: true)
    let large = try #require(disc.entries.firstIndex { $0.byteCount > DiscLimits.pieceBytes })
    for index in [1, 6, large] where disc.entries[index].byteCount > 0 {
      let changed: DiscSource = { entry, range in
        var bytes = disc.source(entry, range)
        if entry == index, range.lowerBound == 0 { bytes[0] ^= 1 }
        return bytes
      }
      let plan = try disc.plan()
      var given = 0
      await #expect(throws: DiscSourceFault(entry: index)) {
        try await plan.read(0..<plan.byteCount, from: changed) { given += $0.count }
      }
      #expect(given < plan.stored(index).upperBound)
      // Without a known checksum it is read before its head: nothing of it is given out.
      var entries = disc.entries
      entries[index].checksum = nil
      let unknown = try ZipPlan(entries: entries, date: DiscFixture.date)
      await #expect(throws: DiscSourceFault(entry: index)) {
        try await unknown.range(unknown.offsets[index]..<unknown.byteCount, changed)
      }
    }
    let short = try disc.plan()
    await #expect(throws: DiscSourceFault(entry: 0)) { try await short.whole { disc.source($0, $1).dropLast() } }
    let (twin, swapped) = try disc.swapped()
    let plan = try disc.plan()
    await #expect(throws: DiscSourceFault(entry: twin)) { try await plan.write(to: disc.path("swapped.zip"), from: swapped) }
    #expect(try FileManager.default.contentsOfDirectory(atPath: disc.folder).isEmpty)
    // Any part of a small file is enough to see it.
    let inside = plan.stored(twin).lowerBound + 5..<plan.stored(twin).lowerBound + 9
    await #expect(throws: DiscSourceFault(entry: twin)) { try await plan.range(inside, swapped) }
    // What was learned from wrong bytes is forgotten: the same plan gives the right archive once the store does.
    var entries = disc.entries
    for index in entries.indices { entries[index].checksum = nil }
    let learning = try ZipPlan(entries: entries, date: DiscFixture.date)
    await #expect(throws: DiscSourceFault(entry: twin)) { try await learning.whole(swapped) }
    #expect(try await learning.whole(disc.source) == plan.whole(disc.source))
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
      DiscEntry(path: "二.bin", bytes: [1, 2, 3]),
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
    #expect(throws: DiscRefusal.path(0)) { try ZipPlan(entries: [DiscEntry(path: "", bytes: [])], date: DiscFixture.date) }
    #expect(throws: DiscRefusal.path(0)) {
      try ZipPlan(entries: [DiscEntry(path: String(repeating: "长", count: 400), bytes: [])], date: DiscFixture.date)
    }
  }
}
