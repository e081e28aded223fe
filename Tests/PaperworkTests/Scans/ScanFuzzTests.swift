import Foundation
import Testing

@testable import Paperwork

@Suite("hostile uploads end in a code or a refusal, never in a crash")
struct ScanFuzzTests {
  /// About a minute of a debug build.
  static let inputs = FuzzCorpus.inputs(usually: 3_000)

  /// Changes a few bytes, cuts, repeats or overwrites a stretch; the same seed gives the same bytes.
  static func mutated(_ bytes: [UInt8], _ chance: inout Stationery.Chance) -> [UInt8] {
    var out = bytes
    for _ in 0..<Int.random(in: 1...6, using: &chance) {
      let at = Int.random(in: 0..<out.count, using: &chance)
      switch Int.random(in: 0..<6, using: &chance) {
      case 0: out[at] = UInt8.random(in: 0...255, using: &chance)
      case 1: out[at] ^= 1 << UInt8.random(in: 0..<8, using: &chance)
      case 2: out[at] = [0, 0xFF, 0x7F, 0x80][Int.random(in: 0..<4, using: &chance)]
      case 3: out.removeSubrange(at..<min(out.count, at + Int.random(in: 1...40, using: &chance)))
      case 4: out.insert(contentsOf: out[at..<min(out.count, at + Int.random(in: 1...40, using: &chance))], at: at)
      default: out = Array(out.prefix(max(at, 8)))
      }
      if out.isEmpty { out = [0] }
    }
    return out
  }

  /// Number of inputs that were read and refused; anything but a `ScanRefusal` is a failed test.
  static func run(_ kind: String, _ seeds: [[UInt8]], rounds: Int, seed: UInt64) throws -> (read: Int, refused: Int) {
    var chance = Stationery.Chance(state: seed)
    var counts = (read: 0, refused: 0)
    let seeds = try seeds + FuzzCorpus(kind).replay(outcome)
    for round in 0..<rounds {
      do {
        let bytes = mutated(seeds[round % seeds.count], &chance)
        try FuzzCorpus(kind).keepWhenRecording(bytes, outcome)
        let page = try ScannedPage.read(bytes)
        #expect(!page.codes.isEmpty)
        counts.read += 1
      } catch is ScanRefusal { counts.refused += 1 }
    }
    return counts
  }

  /// How reading ends: the refusal's code, or "read".
  static func outcome(_ bytes: [UInt8]) throws -> String {
    do {
      _ = try ScannedPage.read(bytes)
      return "read"
    } catch let refusal as ScanRefusal { return refusal.code }
  }

  @Test func picturesOfEveryKindOfDamage() throws {
    let page = try Stationery.page(with: "BY1:A", modulePixels: 3, margin: 12)
    let seeds = [
      try Stationery.jpeg(page, quality: 70), try Stationery.jpeg(page, quality: 60, isGrey: true),
      try QRCode.matrix("BY1:A").png(pixelsPerModule: 3),
    ]
    let counts = try Self.run("scan-picture", seeds, rounds: Self.inputs, seed: 20_130_918)
    #expect(counts.read + counts.refused == Self.inputs)
    #expect(counts.read > 3 && counts.refused > 100)
  }

  @Test(.enabled(if: Stationery.hasPDFReader))
  func documentsOfEveryKindOfDamage() throws {
    let pdf = try SealedPaper(title: "A", sections: [.init(blocks: [])]).pdf(PaperFixtures.identity())
    // A child process each: a hundredth of the others' count takes as long.
    let rounds = max(24, Self.inputs / 100)
    let counts = try Self.run(
      "scan-document", [ScanRefusalTests.encrypted, Array(pdf.suffix(3_000)), Array(pdf.prefix(3_000))], rounds: rounds, seed: 7
    )
    #expect(counts.read + counts.refused == rounds)
  }

  @Test func aWallOfCornersIsNotCompared() throws {
    // one finder pattern in 8 × 8 pixels, 900 × 900: over 12,000 of them
    let pattern: [UInt8] = [0b1111111, 0b1000001, 0b1011101, 0b1011101, 0b1011101, 0b1000001, 0b1111111, 0]
    let side = 900
    var pixels = [UInt8](repeating: 255, count: side * side)
    for y in 0..<side {
      for x in 0..<side where x % 8 < 7 && pattern[y % 8] >> UInt8(x % 8) & 1 == 1 { pixels[y * side + x] = 0 }
    }
    let wall = GreyPlane(width: side, height: side, pixels: pixels)
    #expect(CornerCount.count(wall) > ScanLimits.cornerCandidates)
    #expect(!CornerCount.isHarmless(wall))
  }

  @Test func tinyAndThinPictures() throws {
    for (width, height) in [(1, 1), (1, 300), (300, 1), (20, 20), (22, 3_000)] {
      let thin = RGBPicture(width: width, height: height, bytes: [UInt8](repeating: 200, count: width * height * 3))
      #expect(ScanRefusalTests.refusal(try Stationery.jpeg(thin, quality: 80)) == .noCode(1))
    }
  }
}
