import Testing

@testable import GraduatePhotos

@Suite("A5: the manifest of a disc")
struct ManifestTests {
  private static let signer = DeliverySigner(keyID: "center-1") { message in
    // Stands for Ed25519, which the rules do not know: 64 bytes of what is signed.
    (0..<64).map { index in message.reduce(UInt8(index)) { ($0 &* 31) &+ $1 } }
  }

  private static func manifest(_ count: Int = 3, previous: String? = nil) throws -> Manifest {
    try Manifest(
      head: Manifest.Head(
        deliveryNumber: "2014-10730-001", campaign: "甘肃省2014届毕业生图像信息采集", institutionCode: "10730", volume: 1, volumeCount: 2,
        date: Fixture.day(2014, 4, 20), previous: previous),
      files: (0..<count).reversed().map {
        Manifest.File(sha256: DeliveryFixture.hash($0), byteCount: 35_000 + $0, path: "10730/普通/𬭎学院/汉文1班/\(100 + $0).jpg")
      })
  }

  @Test("A5: it is a text that people can read, and has one form only")
  func text() throws {
    let bytes = try Self.manifest(2).signed(by: Self.signer)
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
    #expect(
      lines.prefix(13) == [
        "毕影交付清单 1", "交付编号: 2014-10730-001", "年度采集: 甘肃省2014届毕业生图像信息采集", "学校代码: 10730", "分卷: 1/2", "日期: 2014-04-20", "上次清单: 无",
        "文件: 2", "字节: 70001", "", "\(DeliveryFixture.hash(0))  35000  10730/普通/𬭎学院/汉文1班/100.jpg",
        "\(DeliveryFixture.hash(1))  35001  10730/普通/𬭎学院/汉文1班/101.jpg", "",
      ])
    #expect(lines[13].hasPrefix("签名: ed25519 center-1 ") && lines[14].isEmpty && lines.count == 15)
  }

  @Test("A5: it is read back as it was written, with what its signature covers", arguments: [0, 1, 3, 200])
  func roundTrip(count: Int) throws {
    let manifest = try Self.manifest(count, previous: DeliveryFixture.hash(9))
    let bytes = try manifest.signed(by: Self.signer)
    let read = try SignedManifest(bytes: bytes)
    #expect(read.manifest == manifest)
    #expect(read.keyID == "center-1")
    #expect(read.signature == (try Self.signer.sign(read.message)))
    #expect(bytes.starts(with: read.message))
  }

  @Test("A5: whatever is changed in it is refused or is no longer what was signed")
  func everyChange() throws {
    let manifest = try Self.manifest(2)
    let bytes = try manifest.signed(by: Self.signer)
    for at in bytes.indices {
      for bit in 0..<8 {
        var changed = bytes
        changed[at] ^= 1 << UInt8(bit)
        guard let read = try? SignedManifest(bytes: changed) else { continue }
        let signature = try Self.signer.sign(read.message)
        #expect(read.signature != signature, "byte \(at)")
      }
    }
    for cut in bytes.indices { #expect((try? SignedManifest(bytes: Array(bytes[..<cut]))) == nil, "cut at \(cut)") }
    for extra in ["\n", " ", "x", "\r\n"] { #expect((try? SignedManifest(bytes: bytes + Array(extra.utf8))) == nil) }
    let crlf = Array(String(decoding: bytes, as: UTF8.self).replacing("\n", with: "\r\n").utf8)
    #expect((try? SignedManifest(bytes: crlf)) == nil)
  }

  @Test("What is wrong is said in Chinese, with the line")
  func refusals() throws {
    let text = String(decoding: try Self.manifest(3).signed(by: Self.signer), as: UTF8.self)
    func refusal(_ from: String, _ to: String) -> ManifestRefusal? {
      do {
        _ = try SignedManifest(bytes: Array(text.replacing(from, with: to).utf8))
        return nil
      } catch { return error }
    }
    #expect(refusal("毕影交付清单 1", "别的") == .otherForm)
    #expect(refusal("交付编号: ", "交付编号：") == .field("交付编号"))
    #expect(refusal("分卷: 1/2", "分卷: 3/2") == .field("分卷"))
    #expect(refusal("日期: 2014-04-20", "日期: 2014-02-30") == .field("日期"))
    #expect(refusal("日期: 2014-04-20", "日期: 2014/04/20") == .otherForm)
    #expect(refusal("学校代码: 10730", "学校代码: 1073") == .field("学校代码"))
    #expect(refusal("文件: 3", "文件: 4") == .count(said: 4, found: 3))
    #expect(refusal("字节: 105003", "字节: 105004") == .otherForm)
    #expect(refusal("/101.jpg", "/100.jpg") == .samePath(2))
    #expect(refusal("/101.jpg", "/../101.jpg") == .file(1, "路径不对"))
    #expect(refusal("  35001  ", "  多  ") == .line(12))
    #expect(refusal("签名: ", "") == .signature)
    #expect(throws: ManifestRefusal.notAManifest) { try SignedManifest(bytes: Array("你好".utf8)) }
    #expect(throws: ManifestRefusal.notText) { try SignedManifest(bytes: [0xFF, 0xFE]) }
    #expect(ManifestRefusal.count(said: 4, found: 3).message == "清单写明 4 个文件，实际列出 3 个")
  }

  @Test("A path that leaves the disc, or stands for the manifest, cannot be written")
  func unsafePaths() {
    for path in ["", "/a", "a//b", "a/../b", "./a", "a\\b", "a\nb", "MANIFEST.txt", "manifest.TXT"] {
      #expect(throws: ManifestRefusal.file(1, "路径不对"), "\(path)") {
        try Manifest(
          head: Manifest.Head(deliveryNumber: "1", campaign: "甲", institutionCode: "10730", date: Fixture.today),
          files: [Manifest.File(sha256: DeliveryFixture.hash(1), byteCount: 1, path: path)])
      }
    }
  }
}

@Suite("A7: what a delivery changes against the one before")
struct DeliveryChangesTests {
  @Test("A7: added, replaced, corrected and withdrawn graduates are told apart; a corrected one keeps the picture")
  func changes() {
    let old = (0..<6).map { DeliveryFixture.line($0) }
    var new = old
    new[1].sha256 = DeliveryFixture.hash(77)
    new[2].name = "李亭"
    new[3].sha256 = DeliveryFixture.hash(78)
    new[3].classGroup = "汉文2班"
    new.remove(at: 4)
    new.append(DeliveryFixture.line(9))
    let changes = DeliveryChanges(from: old, to: new.reversed())
    #expect(changes.added.map(\.internalNumber) == ["n100009"])
    #expect(changes.removed.map(\.internalNumber) == ["n100004"])
    #expect(changes.replaced.map(\.now.internalNumber) == ["n100001", "n100003"])
    #expect(changes.corrected.map(\.now.internalNumber) == ["n100002", "n100003"])
    #expect(changes.corrected.first?.before.name == "李婷")
    #expect(DeliveryChanges(from: old, to: old).isEmpty)
    var other = old
    other[0].name = "\u{F900}"
    var same = old
    same[0].name = "\u{8C48}"
    #expect(DeliveryChanges(from: other, to: same).corrected.count == 1)
  }

  @Test("From two manifests: added, replaced, removed and moved files")
  func files() throws {
    func manifest(_ files: [(String, Int)]) throws -> Manifest {
      try Manifest(
        head: Manifest.Head(deliveryNumber: "1", campaign: "甲", institutionCode: "10730", date: Fixture.today),
        files: files.map { Manifest.File(sha256: DeliveryFixture.hash($1), byteCount: 1, path: $0) })
    }
    let changes = ManifestChanges(
      from: [try manifest([("a.jpg", 1), ("b.jpg", 2)]), try manifest([("c.jpg", 3), ("d.jpg", 4)])],
      to: [try manifest([("a.jpg", 1), ("b.jpg", 9), ("e.jpg", 3), ("f.jpg", 5)])])
    #expect(changes.added == ["f.jpg"])
    #expect(changes.replaced == ["b.jpg"])
    #expect(changes.removed == ["d.jpg"])
    #expect(changes.moved == [.init(from: "c.jpg", to: "e.jpg")])
  }

  @Test("In code mode the index has the collection code, and no column for a person's name or numbers")
  func indexColumns() throws {
    let photo = try #require(try DeliveryLayout(key: .idNumber).place([DeliveryFixture.line(1)]).first)
    #expect(DeliveryIndexColumn.columns(in: .roster).count == 13)
    let codes = DeliveryIndexColumn.columns(in: .code)
    #expect(codes.count == 11 && codes.contains(.code))
    for personal in [DeliveryIndexColumn.name, .idNumber, .studentNumber] { #expect(!codes.contains(personal)) }
    #expect(!DeliveryIndexColumn.columns(in: .roster).contains(.code))
    #expect(DeliveryIndexColumn.photoFile.value(of: photo) == photo.path)
    for column in DeliveryIndexColumn.allCases { #expect((1...254).contains(column.width) && column.fieldName.count <= 10) }
  }
}
