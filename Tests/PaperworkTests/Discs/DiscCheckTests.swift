import Foundation
import GraduatePhotos
import Testing

@testable import Paperwork

@Suite("A5: a disc is checked at once on receipt")
struct DiscCheckTests {
  private static func made(_ kind: DiscKind, _ disc: DiscFixture) async throws -> (path: String, password: String?) {
    switch kind {
    case .folder: (try disc.unpacked(), nil)
    case .zip: (try await disc.zip(), nil)
    case .lockedZip: (try await disc.zip(locked: true), DiscFixture.password)
    case .image: (try await disc.image(), nil)
    }
  }

  @Test("A5: what arrived whole is found whole, with its signature", arguments: [DiscKind.folder, .zip, .lockedZip, .image])
  func wholeIsRight(kind: DiscKind) async throws {
    let disc = try DiscFixture(hasLarge: true)
    let (path, password) = try await Self.made(kind, disc)
    let report = try DiscFixture.check(path, password: password)
    #expect(report.isRight, "\(report.problems)")
    #expect(report.kind == kind)
    #expect(report.signature == .valid("center-2014"))
    #expect(report.rightFiles == disc.files.count)
    #expect(report.rightBytes == disc.manifest.byteCount)
    let unchecked = try DiscFixture.check(path, password: password, hasKey: false)
    #expect(unchecked.isRight)
    #expect(unchecked.signature == .unchecked("center-2014"))
    #expect(unchecked.chineseLines.contains { $0.hasPrefix("没有核对签名") })
    let other = Ed25519.publicKey(of: [UInt8](repeating: 3, count: 32))
    let forged = try DiscCheck(publicKey: other, password: password).check(path)
    #expect(forged.problems.contains(.manifestSignature) && forged.signature == .wrong("center-2014"))
  }

  @Test("A5: every missing, wrong and extra file of a folder is named")
  func namesEveryFile() throws {
    let disc = try DiscFixture()
    let folder = try disc.unpacked()
    let wrong = disc.files[2].path
    let missing = disc.files[5].path
    try Data([1]).write(to: URL(filePath: folder + "/" + wrong))
    try FileManager.default.removeItem(atPath: folder + "/" + missing)
    try Data([1]).write(to: URL(filePath: folder + "/多余.jpg"))
    try Data([1]).write(to: URL(filePath: folder + "/Thumbs.db"))
    try FileManager.default.createSymbolicLink(atPath: folder + "/链接.jpg", withDestinationPath: "/etc/hostname")
    let report = try DiscFixture.check(folder)
    #expect(Set(report.problems) == [.wrong(wrong), .missing(missing), .extra("多余.jpg"), .extra("链接.jpg")])
    #expect(!report.isRight)
  }

  @Test(
    "A5: what another program packed anew is said to be so, and its files are still checked", arguments: ["", "Other-2014"])
  func packedAnew(password: String) throws {
    let disc = try DiscFixture()
    let folder = try disc.unpacked()
    try Data([1]).write(to: URL(filePath: folder + "/" + disc.files[2].path))
    try FileManager.default.removeItem(atPath: folder + "/" + disc.files[5].path)
    let lock = password.isEmpty ? [] : ["-p" + password, "-mem=AES256"]
    let packed = try DiscTool.run(["7z", "a", "-tzip"] + lock + [disc.path("anew.zip"), folder + "/."])
    try #require(packed.status == 0, "\(packed.output)")
    let report = try DiscFixture.check(disc.path("anew.zip"), password: password.isEmpty ? nil : password)
    #expect(
      Set(report.problems) == [.structure, .wrong(disc.files[2].path), .missing(disc.files[5].path)], "\(report.problems)")
    #expect(report.rightFiles == disc.files.count - 2)
    let image = try DiscTool.run(["xorriso", "-as", "mkisofs", "-quiet", "-R", "-o", disc.path("anew.iso"), folder])
    try #require(image.status == 0, "\(image.output)")
    let imageReport = try DiscFixture.check(disc.path("anew.iso"))
    #expect(Set(imageReport.problems) == [.sealMissing, .wrong(disc.files[2].path), .missing(disc.files[5].path)])
  }

  @Test("A5: a flipped bit anywhere is found", arguments: [DiscKind.folder, .zip, .lockedZip, .image])
  func flippedBits(kind: DiscKind) async throws {
    let disc = try DiscFixture(pictures: 9)
    let (path, password) = try await Self.made(kind, disc)
    let targets = kind == .folder ? (disc.files.map(\.path) + [Manifest.fileName]).map { path + "/" + $0 } : [path]
    var chance = DiscChance(seed: 7)
    for file in targets {
      let whole = try [UInt8](Data(contentsOf: URL(filePath: file)))
      if whole.isEmpty { continue }
      let turns = kind == .folder ? 12 : kind == .lockedZip ? 150 : 300
      for turn in 0..<turns {
        let at = Self.place(turn, of: whole.count, kind, &chance)
        var changed = whole
        changed[at] ^= 1 << UInt8.random(in: 0...7, using: &chance)
        let target = kind == .folder ? file : disc.path("flipped." + (kind == .image ? "iso" : "zip"))
        try Data(changed).write(to: URL(filePath: target))
        let report = try? DiscFixture.check(kind == .folder ? path : target, password: password)
        #expect(report?.isRight != true, "\(kind): byte \(at) of \(whole.count)")
      }
      if kind == .folder { try Data(whole).write(to: URL(filePath: file)) }
    }
  }

  /// Offsets all over the file; a part of them in its first and last bytes, where the structures are.
  private static func place(_ turn: Int, of count: Int, _ kind: DiscKind, _ chance: inout DiscChance) -> Int {
    switch turn % 4 {
    case 0: Int.random(in: 0..<min(count, kind == .image ? 140_000 : 2_000), using: &chance)
    case 1: Int.random(in: max(0, count - 2_000)..<count, using: &chance)
    default: Int.random(in: 0..<count, using: &chance)
    }
  }

  @Test(
    "A5: a flipped bit is found without the key too, wherever it is but in the signatures", arguments: [DiscKind.zip, .image])
  func flippedBitsWithoutKey(kind: DiscKind) async throws {
    let disc = try DiscFixture(pictures: 9)
    let (path, _) = try await Self.made(kind, disc)
    let whole = try [UInt8](Data(contentsOf: URL(filePath: path)))
    var chance = DiscChance(seed: 8)
    for turn in 0..<200 {
      let at = Self.place(turn, of: whole.count, kind, &chance)
      if kind == .image, at < DiscSeal.byteCount { continue }
      var changed = whole
      changed[at] ^= 0x10
      try Data(changed).write(to: URL(filePath: disc.path("flipped")))
      let report = try? DiscFixture.check(disc.path("flipped"), hasKey: false)
      #expect(report?.isRight != true, "\(kind): byte \(at) of \(whole.count)")
    }
  }

  @Test("A5: what broke off while it was copied is found", arguments: [DiscKind.zip, .lockedZip, .image])
  func brokenOff(kind: DiscKind) async throws {
    let disc = try DiscFixture()
    let (path, password) = try await Self.made(kind, disc)
    let whole = try Data(contentsOf: URL(filePath: path))
    for part in [1, 2048, whole.count / 3, whole.count - 2048, whole.count - 1] {
      let target = disc.path("broken." + (kind == .image ? "iso" : "zip"))
      try whole.prefix(part).write(to: URL(filePath: target))
      let report = try? DiscFixture.check(target, password: password)
      #expect(report?.isRight != true, "\(part) of \(whole.count)")
    }
  }

  @Test("A5: a scratch on the disc costs the files it lies on, and no other")
  func scratches() async throws {
    let disc = try DiscFixture()
    let path = try await disc.image()
    let bytes = Data(try disc.bytes("disc.iso"))
    let scratched = disc.files[7]
    let place = try #require(bytes.range(of: Data(scratched.bytes))).lowerBound
    let file = try DiscFile(path: path) { descriptor, buffer, count, offset in
      if Int(offset) <= place, place < Int(offset) + count {
        errno = EIO
        return -1
      }
      return pread(descriptor, buffer, count, offset)
    }
    let report = try DiscCheck(publicKey: DiscFixture.publicKey).check(file, path) { _ in }
    #expect(report.problems == [.structure, .wrong(scratched.path)])
    #expect(report.rightFiles == disc.files.count - 1)
  }

  @Test("A disc read back from a drive has empty sectors behind it; anything else behind it is found")
  func runOut() async throws {
    let disc = try DiscFixture()
    let path = try await disc.image()
    var whole = try Data(contentsOf: URL(filePath: path))
    whole.append(Data(count: 300 << 10))
    try whole.write(to: URL(filePath: path))
    #expect(try DiscFixture.check(path).isRight)
    whole[whole.count - 5] = 1
    try whole.write(to: URL(filePath: path))
    #expect(try DiscFixture.check(path).problems == [.structure])
  }

  @Test("A wrong password and a file that is no disc are told from a damaged one")
  func refusals() async throws {
    let disc = try DiscFixture()
    let locked = try await disc.zip(locked: true)
    #expect(throws: DiscRefusal.passwordNeeded) { try DiscFixture.check(locked) }
    #expect(throws: DiscRefusal.wrongPassword) { try DiscFixture.check(locked, password: "Lanzhou-2015") }
    #expect(throws: DiscRefusal.notFound) { try DiscFixture.check(disc.path("nothing")) }
    try Data([1, 2, 3]).write(to: URL(filePath: disc.path("a.txt")))
    #expect(throws: DiscRefusal.neitherDiscNorArchive) { try DiscFixture.check(disc.path("a.txt")) }
    #expect(throws: DiscRefusal.publicKeyForm) { try DiscCheck(publicKey: [1]) }
    // The two bytes that check the password are damaged, not the password wrong: what lies inside says so.
    let whole = try [UInt8](Data(contentsOf: URL(filePath: locked)))
    let check = try disc.lockedZip().layout.stored.lowerBound + ZipCipher.saltBytes
    for (place, problems) in [(check, [DiscReport.Problem.structure]), (whole.count - 1, [.structure])] {
      var damaged = whole
      damaged[place] ^= 1
      try Data(damaged).write(to: URL(filePath: locked))
      let report = try DiscFixture.check(locked, password: DiscFixture.password)
      #expect(report.problems == problems && report.rightFiles == disc.files.count)
    }
    try FileManager.default.createDirectory(atPath: disc.path("empty"), withIntermediateDirectories: true)
    #expect(try DiscFixture.check(disc.path("empty")).problems == [.manifestMissing])
  }

  @Test("A seal that names no length of an image is none; names on a disc write no lines of a report")
  func hostileSealAndNames() throws {
    for bytes in [Int.min, -1, 0, DiscSeal.byteCount - 1] {
      let sector = try DiscSeal.bytes(imageBytes: bytes, digest: SHA256Sum.of([]), signer: DiscFixture.signer)
      #expect(DiscSeal(sector: sector) == nil)
    }
    let forged = DiscReport.visible("多出：a\n全部正确\u{1B}[2J\u{202E}b\u{85}")
    #expect(forged == "多出：a〈U+000A〉全部正确〈U+001B〉[2J〈U+202E〉b〈U+0085〉")
  }

  @Test("Files inside an encrypted ZIP are named one by one, also when another program packed what lies inside, or both")
  func insideOfLocked() async throws {
    let disc = try DiscFixture()
    let (wrong, missing) = (disc.files[2].path, disc.files[5].path)
    var whole = try [UInt8](Data(contentsOf: URL(filePath: try await disc.zip(locked: true))))
    whole[try disc.lockedZip().layout.inside.lowerBound + disc.plan().stored(3).lowerBound] ^= 4
    try Data(whole).write(to: URL(filePath: disc.path("disc.zip")))
    let flipped = try DiscFixture.check(disc.path("disc.zip"), password: DiscFixture.password)
    #expect(flipped.kind == .lockedZip && flipped.problems == [.structure, .wrong(wrong)], "\(flipped.problems)")
    #expect(flipped.rightFiles == disc.files.count - 1)
    let folder = try disc.unpacked()
    try Data([1]).write(to: URL(filePath: folder + "/" + wrong))
    try FileManager.default.removeItem(atPath: folder + "/" + missing)
    for packing in [["-mx0"], []] {
      for name in ["inner.zip", "outer.zip"] where FileManager.default.fileExists(atPath: disc.path(name)) {
        try FileManager.default.removeItem(atPath: disc.path(name))
      }
      let inner = try DiscTool.run(["7z", "a", "-tzip"] + packing + [disc.path("inner.zip"), folder + "/."])
      try #require(inner.status == 0, "\(inner.output)")
      let outer = try DiscTool.run(
        [
          "7z", "a", "-tzip", "-mx0", "-mem=AES256", "-p" + DiscFixture.password, disc.path("outer.zip"),
          disc.path("inner.zip"),
        ])
      try #require(outer.status == 0, "\(outer.output)")
      let report = try DiscFixture.check(disc.path("outer.zip"), password: DiscFixture.password)
      #expect(Set(report.problems) == [.structure, .wrong(wrong), .missing(missing)], "\(report.problems)")
    }
  }

  @Test("The report says what was found and what to do, in Chinese")
  func reportIsReadable() throws {
    let disc = try DiscFixture()
    let folder = try disc.unpacked()
    #expect(
      try DiscFixture.check(folder).chineseLines == [
        "交付编号 2014-10730-001　学校代码 10730　第 1/1 卷　2014年4月20日（周日）", "年度采集 甘肃省2014届毕业生图像信息采集", "签名正确（center-2014）",
        "文件夹共 27 个文件，27 个完好，全部正确",
      ])
    try FileManager.default.removeItem(atPath: folder + "/请先读.txt")
    let lines = try DiscFixture.check(folder).chineseLines
    #expect(lines.contains("缺少：请先读.txt"))
    #expect(lines.contains("文件夹共 27 个文件，26 个完好，发现 1 处问题"))
    #expect(lines.last?.contains("请不要使用") == true)
  }
}
