import Foundation
import Testing

@testable import Darkroom

/// The promise: whatever bytes come, the reader gives a sound picture within the limits or a refusal; it never crashes.
///
/// `BIYING_FUZZ_INPUTS` sets how many inputs each kind gets; the seeds make every run the same.
@Suite("hostile pictures")
struct PictureFuzzTests {
  private static let inputs = ProcessInfo.processInfo.environment["BIYING_FUZZ_INPUTS"].flatMap(Int.init) ?? 1_000

  /// Whether a picture came out.
  private func read(_ bytes: [UInt8], _ wish: DecodeWish, _ label: String) -> Bool {
    do {
      let picture = try PictureReader.decode(bytes, wish)
      let header = picture.header
      let isSound =
        picture.image.width * picture.image.height <= DarkroomLimits.decodedPixels && [1, 2, 4, 8].contains(picture.scale)
        && header.width * header.height <= DarkroomLimits.pixels && (1...8).contains(header.orientation)
        && (1...100).contains(header.quality ?? 1)
        && (header.dotsPerInch.map { $0.x > 0 && $0.y > 0 && $0.x.isFinite && $0.y.isFinite } ?? true)
      if !isSound { Issue.record("\(label): \(header)") }
      return true
    } catch is DarkroomRefusal {
      return false
    } catch {
      Issue.record("\(label): \(error) is no refusal")
      return false
    }
  }

  /// `mended`: PNG checksums are made right again; otherwise libpng stops at the first and nothing behind it is tried.
  private func run(_ names: [String], seed: UInt64, mended: Bool = false, leastShare: Double = 0.01) throws {
    let corpus = try names.map(pictureFixture)
    var mutator = PictureMutator(seed: seed)
    var pictures = 0
    for index in 0..<Self.inputs {
      var bytes = mutator.spoil(corpus[index % corpus.count], others: corpus)
      if mended { bytes = PNGChecksums.mended(bytes) }
      let wish = DecodeWish(
        .scale(1 << mutator.below(4)),
        part: mutator.below(3) == 0 ? PixelRect(x: Double(mutator.below(120)) - 10, y: 7, width: 40, height: 31.5) : nil)
      if read(bytes, wish, "seed \(seed) input \(index)") { pictures += 1 }
    }
    // Mutations that refuse everything, or nothing, would prove nothing.
    #expect(Double(pictures) > Double(Self.inputs) * leastShare && pictures < Self.inputs)
  }

  @Test("baseline JPEG")
  func baseline() throws {
    try run(
      ["baseline-420.jpg", "baseline-422.jpg", "baseline-444.jpg", "grey.jpg", "restarts.jpg", "stored-rgb.jpg"], seed: 11)
  }

  @Test("JPEG of several scans")
  func progressive() throws { try run(["progressive.jpg", "components-apart.jpg"], seed: 12) }

  @Test("JPEG of inks")
  func inks() throws { try run(["cmyk-adobe.jpg", "ycck-adobe.jpg", "cmyk-plain.jpg"], seed: 13) }

  @Test("JPEG with profiles and EXIF")
  func profiles() throws { try run(["wide-gamut.jpg", "srgb-profile.jpg", "grey-gamma18.jpg"], seed: 14) }

  private static let pngs = [
    "scene.png", "interlaced.png", "palette.png", "grey.png", "one-bit.png", "opaque-alpha.png", "wide-gamut.png", "exif-6.png",
  ]

  @Test("PNG")
  func png() throws { try run(Self.pngs, seed: 15, leastShare: 0) }

  @Test("PNG, its checksums right again after the change")
  func mendedPNG() throws { try run(Self.pngs, seed: 16, mended: true) }

  @Test("profiles spoiled inside a sound JPEG")
  func profileBytes() throws {
    var mutator = PictureMutator(seed: 17)
    var converted = 0
    for (name, every) in [("wide-gamut.jpg", 1), ("grey-gamma18.jpg", 1), ("cmyk-profile.jpg", 20)] {
      let jpeg = try pictureFixture(name)
      let at = try #require(JPEGSurgery.place(of: 0xE2, in: jpeg))
      let end = at + 2 + Int(jpeg[at + 2]) << 8 + Int(jpeg[at + 3])
      let profile = Array(jpeg[(at + 18)..<end])
      for index in 0..<max(1, Self.inputs / 3 / every) {
        let spoiled = mutator.spoil(profile, others: [profile])
        let head: [UInt8] = Array("ICC_PROFILE\0".utf8) + [1, 1]
        let body = Array((head + spoiled).prefix(65_000))
        let bytes = Array(jpeg[0..<at]) + JPEGSurgery.segment(0xE2, body) + Array(jpeg[end...])
        guard read(bytes, DecodeWish(.scale(4)), "\(name) input \(index)") else {
          Issue.record("\(name) input \(index): a profile alone must not refuse a picture")
          continue
        }
        if try PictureReader.decode(bytes, DecodeWish(.scale(8))).colourReading == .converted { converted += 1 }
      }
    }
    #expect(converted > 0)
  }
}

/// Checksums of PNG chunks (CRC-32, ISO 3309).
enum PNGChecksums {
  private static let table: [UInt32] = (0..<256).map { index in
    (0..<8).reduce(UInt32(index)) { value, _ in value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1 }
  }

  /// The same bytes with each whole chunk's checksum made right.
  static func mended(_ png: [UInt8]) -> [UInt8] {
    var bytes = png
    var at = 8
    while at + 12 <= bytes.count {
      let length = bytes[at..<(at + 4)].reduce(0) { $0 << 8 | Int($1) }
      guard length <= bytes.count - at - 12 else { break }
      let sum = ~bytes[(at + 4)..<(at + 8 + length)].reduce(UInt32.max) { sum, byte in
        table[Int((sum ^ UInt32(byte)) & 255)] ^ (sum >> 8)
      }
      for index in 0..<4 { bytes[at + 8 + length + index] = UInt8(truncatingIfNeeded: sum >> UInt32(24 - 8 * index)) }
      at += 12 + length
    }
    return bytes
  }
}
