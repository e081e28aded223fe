import Foundation
import Testing

@testable import GraduatePhotos
@testable import Paperwork

@Suite("A5: a delivery disc's image")
struct ISOImageTests {
  @Test("A5: 7-Zip unpacks the disc, every name and byte intact (promise 6)")
  func isUnpacked() async throws {
    let disc = try DiscFixture(hasLarge: true)
    let image = try await disc.image()
    let unpacked = try DiscTool.run(["7z", "x", "-o" + disc.path("a"), image])
    #expect(unpacked.status == 0, "\(unpacked.output)")
    #expect(try disc.holdsEverything(disc.path("a")))
  }

  @Test("A5: Windows' names (Joliet) and Unix's (Rock Ridge) are both whole")
  func bothTreesAreWhole() async throws {
    let disc = try DiscFixture()
    let image = try await disc.image()
    let rockRidge = try DiscTool.run(["isoinfo", "-R", "-f", "-i", image]).output.split(separator: "\n").map(String.init)
    let joliet = try DiscTool.run(["isoinfo", "-J", "-f", "-i", image]).output.split(separator: "\n")
    for (path, _) in disc.files { #expect(rockRidge.contains("/" + path), "\(path)") }
    // isoinfo writes _ for Han characters; as many names must stand there, and their UTF-16 in the image.
    #expect(joliet.count == rockRidge.count)
    let bytes = Data(try disc.bytes("disc.iso"))
    for name in Set(disc.files.flatMap { $0.path.split(separator: "/") }) {
      #expect(bytes.range(of: Data(name.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] })) != nil, "\(name)")
    }
    let xorriso = try DiscTool.run(["xorriso", "-indev", image, "-find", "/", "-type", "f"])
    for (path, _) in disc.files { #expect(xorriso.output.contains("'/\(path)'"), "\(path)") }
    #expect(xorriso.output.contains("Volume id    : 'BY_10730_001'"))
  }

  @Test("A5: two builds of a disc are the same bytes, whatever the machine's time is")
  func twoBuildsAreTheSame() async throws {
    let disc = try DiscFixture()
    _ = try await disc.image("a.iso")
    let first = try disc.bytes("a.iso")
    // The library puts its clock and its time zone into every date: fourteen hours further east every one of them would differ.
    await #expect(processExitsWith: .exitCode(0)) { [folder = disc.folder as String] in
      DiscFixture.moveToKiritimati()
      try await DiscFixture(folder: folder).image("b.iso")
    }
    let isSame = try disc.bytes("b.iso") == first
    #expect(isSame)
    #expect(String(decoding: first[32_768 + 813..<32_768 + 829], as: UTF8.self) == "2014042000000000")
  }

  @Test("A5: no date stands in an image but the delivery's, in no time zone but China's")
  func datesAreTheDelivery() async throws {
    let disc = try DiscFixture()
    let other = try #require(CalendarDay(year: 2015, month: 11, day: 30))
    for (name, date) in [("a.iso", DiscFixture.date), ("b.iso", other)] {
      try await ISOImage.write(
        to: disc.path(name), entries: disc.entries, date: date, volumeName: "DATES", signer: DiscFixture.signer,
        from: disc.source)
    }
    // Had a date been left to the library, putting the other day into the first image would not give the second one.
    var changed = try disc.bytes("a.iso")
    var dates = ISODates(date: other)
    changed.withUnsafeMutableBytes { bytes in
      for sector in 0..<bytes.count / 2048 {
        dates.fix(sector, UnsafeMutableRawBufferPointer(rebasing: bytes[sector * 2048..<(sector + 1) * 2048]))
      }
    }
    #expect(dates.isComplete)
    let isSame = try disc.bytes("b.iso")[2048...] == changed[2048...]
    #expect(isSame)
    let listing = try DiscTool.run([
      "env", "TZ=Asia/Shanghai", "xorriso", "-indev", disc.path("a.iso"), "-find", "/", "-exec", "lsdl",
    ])
    let lines = listing.output.split(separator: "\n").filter { $0.contains("r-xr-xr-x") || $0.contains("r--r--r--") }
    #expect(lines.count > disc.files.count)
    for line in lines { #expect(line.contains("Apr 20  2014"), "\(line)") }
  }

  @Test("Long names have their dates beyond the folder's record; those are fixed too")
  func longNames() async throws {
    let disc = try DiscFixture(pictures: 4)
    try await Self.longNames(to: disc.path("a.iso"))
    await #expect(processExitsWith: .exitCode(0)) { [path = disc.path("b.iso") as String] in
      DiscFixture.moveToKiritimati()
      try await ISOImageTests.longNames(to: path)
    }
    let isSame = try disc.bytes("a.iso") == disc.bytes("b.iso")
    #expect(isSame)
    let found = try DiscTool.run(["isoinfo", "-R", "-f", "-i", disc.path("a.iso")]).output
    for entry in Self.longEntries { #expect(found.contains("/" + entry.path + "\n")) }
  }

  private static let longEntries = (0..<40).map {
    DiscEntry(path: "长期班/长期班/\(String(repeating: "长", count: 56))\(10 + $0).jpg", bytes: [UInt8($0)])
  }

  private static func longNames(to path: String) async throws {
    try await ISOImage.write(
      to: path, entries: longEntries, date: DiscFixture.date, volumeName: "LONG", signer: DiscFixture.signer,
      from: { entry, _ in [UInt8(entry)] })
  }

  @Test("A crash or a failing store while the disc is written leaves nothing half (promise 5)")
  func nothingIsLeftHalf() async throws {
    struct Broken: Error {}
    let disc = try DiscFixture()
    await #expect(throws: Broken.self) {
      try await ISOImage.write(
        to: disc.path("half.iso"), entries: disc.entries, date: DiscFixture.date, volumeName: "HALF",
        signer: DiscFixture.signer,
        from: { entry, range in
          if entry == 9 { throw Broken() }
          return disc.source(entry, range)
        })
    }
    let unsigning = DeliverySigner(keyID: "x") { _ in throw Broken() }
    await #expect(throws: Broken.self) {
      try await ISOImage.write(
        to: disc.path("half.iso"), entries: disc.entries, date: DiscFixture.date, volumeName: "HALF", signer: unsigning,
        from: disc.source)
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: disc.folder).isEmpty)
    // An older disc of the same name stays whole while the newer one is written.
    _ = try await disc.image("kept.iso")
    let kept = try disc.bytes("kept.iso")
    await #expect(throws: Broken.self) {
      try await ISOImage.write(
        to: disc.path("kept.iso"), entries: disc.entries, date: DiscFixture.date, volumeName: "HALF",
        signer: DiscFixture.signer,
        from: { entry, range in
          if entry > 0 { throw Broken() }
          return disc.source(entry, range)
        })
    }
    let isKept = try disc.bytes("kept.iso") == kept
    #expect(isKept)
  }

  @Test("Two pictures of one size that a store mixes up are caught before the image gets its name")
  func swappedFilesAreAFault() async throws {
    let disc = try DiscFixture()
    let (twin, swapped) = try disc.swapped()
    await #expect(throws: DiscSourceFault(entry: twin)) {
      try await ISOImage.write(
        to: disc.path("swapped.iso"), entries: disc.entries, date: DiscFixture.date, volumeName: "SWAP",
        signer: DiscFixture.signer, from: swapped)
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: disc.folder).isEmpty)
  }

  @Test("A volume that was split for a CD is no larger than the CD")
  func volumesFit() async throws {
    // Small pictures in many classes are the worst case: structures outweigh contents. A hundredth of a CD stands for it.
    let volumeBytes = 7_372_800
    let lines = (0..<4_000).map { number in
      DeliveryLine(
        internalNumber: "\(number)", institutionCode: "10730", institutionName: "兰州大学", category: .regular,
        department: "\(String(repeating: "院", count: 20))\(number / 200)",
        classGroup: "\(String(repeating: "班", count: 20))\(number / 20)",
        studentNumber: "\(2_010_000_000 + number)", name: "李婷", idNumber: "", shotSerial: "\(number)",
        sha256: String(repeating: "0", count: 64), byteCount: 1_000)
    }
    let placed = try DeliveryLayout(key: .studentNumber).place(lines)
    let volumes = try DeliveryVolume.split(placed, volumeBytes: volumeBytes)
    #expect(volumes.count > 1)
    let disc = try DiscFixture(pictures: 4)
    for volume in volumes {
      let entries = volume.photos.enumerated().map { index, photo in
        DiscEntry(path: photo.path, bytes: [UInt8](repeating: UInt8(index & 255), count: photo.line.byteCount))
      }
      try await ISOImage.write(
        to: disc.path("v.iso"), entries: entries, date: DiscFixture.date, volumeName: "V", signer: DiscFixture.signer,
        from: { [UInt8](repeating: UInt8($0 & 255), count: $1.count) })
      #expect(try disc.bytes("v.iso").count <= volumeBytes)
    }
  }

  @Test("Names that Joliet does not hold are refused, not cut")
  func refusals() async throws {
    let disc = try DiscFixture(pictures: 4)
    for path in [
      String(repeating: "长", count: 65) + ".jpg", "a//b.jpg",
      "\(String(repeating: "长", count: 60))/\(String(repeating: "长", count: 30)).jpg", "a/b/c/d/e/f/g/h/i.jpg",
    ] {
      await #expect(throws: DiscRefusal.path(0)) {
        try await ISOImage.write(
          to: disc.path("x.iso"), entries: [DiscEntry(path: path, bytes: [])], date: DiscFixture.date, volumeName: "X",
          signer: DiscFixture.signer, from: { _, _ in [] })
      }
    }
  }
}
