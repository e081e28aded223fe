import Foundation
import Testing

@testable import Darkroom

@Suite("pictures that are refused")
struct HostilePictureTests {
  private func refusal(_ bytes: [UInt8], _ wish: DecodeWish = .firstLook) -> DarkroomRefusal? {
    do {
      _ = try PictureReader.decode(bytes, wish)
      return nil
    } catch let refusal as DarkroomRefusal {
      return refusal
    } catch {
      Issue.record("\(error) is no refusal")
      return nil
    }
  }

  @Test(
    "cut off at every 5 %",
    arguments: [
      "baseline-420.jpg", "progressive.jpg", "cmyk-adobe.jpg", "grey.jpg", "restarts.jpg", "components-apart.jpg", "scene.png",
      "interlaced.png",
    ])
  func cutOff(_ name: String) throws {
    let whole = try pictureFixture(name)
    let format: PictureFormat = name.hasSuffix("png") ? .png : .jpeg
    #expect(refusal(whole) == nil)
    for percent in stride(from: 5, to: 100, by: 5) {
      let bytes = Array(whole[0..<(whole.count * percent / 100)])
      #expect(refusal(bytes) == .cutOff(format), "\(percent) %")
    }
    // The last byte alone is enough.
    #expect(refusal(Array(whole.dropLast())) == .cutOff(format))
  }

  @Test("empty, no picture, and formats that are named")
  func others() {
    #expect(refusal([]) == .empty)
    #expect(refusal(Array("%!PS".utf8)) == .notAPicture)
    #expect(refusal([UInt8](repeating: 0, count: 1_000)) == .notAPicture)
    let heic: [UInt8] = [0, 0, 0, 24] + Array("ftypheic".utf8) + [0, 0, 0, 0] + Array("mif1heic".utf8)
    #expect(refusal(heic) == .otherFormat("HEIC"))
    #expect(DarkroomRefusal.otherFormat("HEIC").hint == "请在手机或相机里改存为 JPEG")
    #expect(refusal(Array("RIFF\0\0\0\0WEBPVP8 ".utf8)) == .otherFormat("WebP"))
    #expect(refusal(Array("GIF89a".utf8)) == .otherFormat("GIF"))
    #expect(refusal(Array("II*\0\u{8}\0\0\0CR\u{2}\0".utf8)) == .otherFormat("相机 RAW"))
  }

  @Test("16 bits a colour, transparency, rare JPEGs")
  func unusual() throws {
    #expect(try refusal(pictureFixture("sixteen-bit.png")) == .tooDeep(16))
    #expect(try refusal(pictureFixture("transparent.png")) == .transparent)
    #expect(try refusal(pictureFixture("arithmetic.jpg")) == .unusualJPEG("算术编码"))
    let plain = try pictureFixture("baseline-420.jpg")
    #expect(refusal(JPEGSurgery.forged(plain, width: 98, height: 74, precision: 12)) == .tooDeep(12))
    #expect(refusal(JPEGSurgery.forged(plain, width: 98, height: 0)) == .unusualJPEG("后补行数"))
    var lossless = plain
    lossless[try #require(JPEGSurgery.place(of: 0xC0, in: plain)) + 1] = 0xC3
    #expect(refusal(lossless) == .unusualJPEG("无损压缩"))
  }

  @Test("forged sizes are refused from the header")
  func forged() throws {
    let plain = try pictureFixture("baseline-420.jpg")
    #expect(refusal(JPEGSurgery.forged(plain, width: 65_500, height: 65_500)) == .sideTooLong(65_500, 65_500))
    #expect(
      refusal(JPEGSurgery.forged(plain, width: 19_000, height: 6_000)) == .tooManyPixels(19_000, 6_000, limit: 100_000_000))
    let progressive = JPEGSurgery.forged(try pictureFixture("progressive.jpg"), frame: 0xC2, width: 8_000, height: 8_000)
    #expect(refusal(progressive) == .tooManyPixels(8_000, 8_000, limit: 50_000_000))
    let full = JPEGSurgery.forged(try pictureFixture("baseline-444.jpg"), width: 8_000, height: 8_000)
    #expect(refusal(full) == .tooManyPixels(8_000, 8_000, limit: 50_000_000))
    // Within the limits, but the file holds less: its data end at a marker.
    #expect(refusal(JPEGSurgery.forged(plain, width: 10_000, height: 10_000)) == .damaged(.jpeg))
    var png = try pictureFixture("scene.png")
    png.replaceSubrange(16..<24, with: [0, 0, 0x4E, 0x20, 0, 0, 0x4E, 0x20])
    #expect(refusal(png) == .tooManyPixels(20_000, 20_000, limit: 50_000_000))
  }

  @Test("damage inside is refused, not smoothed over")
  func damaged() throws {
    var jpeg = try pictureFixture("restarts.jpg")
    let restart = try #require((0..<(jpeg.count - 1)).last { jpeg[$0] == 0xFF && (0xD0...0xD7).contains(jpeg[$0 + 1]) })
    jpeg[restart + 1] = jpeg[restart + 1] == 0xD0 ? 0xD3 : 0xD0
    #expect(refusal(jpeg) == .damaged(.jpeg))
    var png = try pictureFixture("scene.png")
    png[png.count / 2] ^= 0x10
    #expect(refusal(png) == .damaged(.png))
    let plain = try pictureFixture("baseline-420.jpg")
    let tables = try #require(JPEGSurgery.place(of: 0xDB, in: plain))
    var noTables = plain
    noTables.removeSubrange(tables..<(tables + 2 + Int(plain[tables + 2]) << 8 + Int(plain[tables + 3])))
    #expect(refusal(noTables) != nil)
  }

  @Test("too many scans are refused, a few are not")
  func scans() {
    #expect(refusal(FlatJPEG(.progressive444(emptyScans: 20), width: 640, height: 480).bytes) == nil)
    #expect(refusal(FlatJPEG(.progressive444(emptyScans: 150), width: 640, height: 480).bytes) == .tooHeavy)
  }

  @Test("files: size looked at before reading, folders and missing ones refused, names never told")
  func files() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("darkroom-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    func path(_ name: String) -> String { folder.appendingPathComponent(name).path }
    let bytes = try pictureFixture("baseline-420.jpg")
    try Data(bytes).write(to: URL(fileURLWithPath: path("a.jpg")))
    #expect(try PictureReader.bytes(path: path("a.jpg")) == bytes)
    #expect(throws: DarkroomRefusal.unreadableFile) { try PictureReader.bytes(path: path("missing.jpg")) }
    #expect(throws: DarkroomRefusal.unreadableFile) { try PictureReader.bytes(path: folder.path) }
    try Data().write(to: URL(fileURLWithPath: path("empty.jpg")))
    #expect(throws: DarkroomRefusal.empty) { try PictureReader.bytes(path: path("empty.jpg")) }
    #expect(truncate(path("a.jpg"), off_t(DarkroomLimits.fileBytes + 1)) == 0)
    #expect(throws: DarkroomRefusal.tooManyBytes(DarkroomLimits.fileBytes)) { try PictureReader.bytes(path: path("a.jpg")) }
  }

  @Test("every refusal speaks Chinese, has a code and a way on")
  func words() {
    let all: [DarkroomRefusal] = [
      .empty, .tooManyBytes(64_000_000), .unreadableFile, .notAPicture, .otherFormat("HEIC"), .cutOff(.jpeg), .damaged(.png),
      .tooManyPixels(1, 2, limit: 100_000_000), .sideTooLong(1, 2), .tooDeep(16), .unusualJPEG("算术编码"), .transparent, .tooHeavy,
    ]
    #expect(Set(all.map(\.code)).count == all.count)
    for refusal in all {
      #expect(refusal.code.hasPrefix("picture."))
      #expect(!refusal.hint.isEmpty && refusal.message.unicodeScalars.contains { $0.value >= 0x4E00 })
    }
    #expect(DarkroomRefusal.tooManyPixels(9_000, 9_000, limit: 50_000_000).message.contains("50 百万像素"))
  }
}
