import Foundation
import Testing

@testable import Darkroom

/// What a process took at most, in kilobytes: the kernel's own count.
private func peakKilobytes() -> Int {
  let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
  let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") } ?? ""
  return line.split(separator: " ").compactMap { Int($0) }.first ?? Int.max
}

/// Decodes, and leaves with 1 when the process then took more than `megabytes`, with 2 when the outcome is another.
private func decodeAndExit(_ bytes: [UInt8], _ wish: DecodeWish, expecting refusal: DarkroomRefusal?, megabytes: Int) -> Never {
  do {
    let picture = try PictureReader.decode(bytes, wish)
    guard refusal == nil, picture.image.width > 0 else { exit(2) }
  } catch {
    guard error as? DarkroomRefusal == refusal else { exit(2) }
  }
  exit(peakKilobytes() / 1_024 <= megabytes ? 0 : 1)
}

/// The promise: never more than 600 MB for any file.
///
/// A process of its own for each, so that its peak is its own; 100 MB are left for the models that share it in earnest.
@Suite("memory of the largest pictures", .serialized)
struct PictureMemoryTests {
  @Test("100 megapixels, baseline")
  func baseline() async {
    await #expect(processExitsWith: .exitCode(0)) {
      decodeAndExit(FlatJPEG(.baseline420, width: 10_000, height: 10_000).bytes, .firstLook, expecting: nil, megabytes: 100)
    }
  }

  @Test("100 megapixels at the finest")
  func finest() async {
    await #expect(processExitsWith: .exitCode(0)) {
      decodeAndExit(
        FlatJPEG(.baseline420, width: 10_000, height: 10_000).bytes, DecodeWish(.scale(1)), expecting: nil, megabytes: 200)
    }
  }

  @Test("50 megapixels, progressive and full colour, at the finest")
  func progressive() async {
    await #expect(processExitsWith: .exitCode(0)) {
      decodeAndExit(
        FlatJPEG(.progressive444(emptyScans: 8), width: 8_000, height: 6_250).bytes, DecodeWish(.scale(1)), expecting: nil,
        megabytes: 500)
    }
  }

  @Test("50 megapixels of CMYK")
  func inks() async {
    await #expect(processExitsWith: .exitCode(0)) {
      decodeAndExit(FlatJPEG(.baselineCMYK, width: 8_000, height: 6_250).bytes, .firstLook, expecting: nil, megabytes: 100)
    }
  }

  @Test("50 megapixels of progressive CMYK would take 400 MB: refused before anything is allocated")
  func progressiveInks() async {
    await #expect(processExitsWith: .exitCode(0)) {
      decodeAndExit(
        FlatJPEG(.progressiveCMYK, width: 8_000, height: 6_250).bytes, .firstLook, expecting: .tooHeavy, megabytes: 100)
    }
  }

  @Test("a PNG of 49 megapixels in 14 KB, and an interlaced one of 24")
  func png() async {
    await #expect(processExitsWith: .exitCode(0)) {
      guard let bytes = try? pictureFixture("flat-49-megapixels.png") else { exit(3) }
      decodeAndExit(bytes, .firstLook, expecting: nil, megabytes: 100)
    }
    await #expect(processExitsWith: .exitCode(0)) {
      guard let bytes = try? pictureFixture("flat-interlaced.png") else { exit(3) }
      decodeAndExit(bytes, .firstLook, expecting: nil, megabytes: 200)
    }
  }
}
