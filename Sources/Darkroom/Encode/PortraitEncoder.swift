import CDarkroom
import Glibc
import GraduatePhotos

/// A portrait as a file.
public struct EncodedPortrait: Sendable, Equatable {
  /// How the size compares with the standard's range.
  public enum Size: String, Sendable, Hashable, Codable {
    case within
    /// Even at quality 100 with full colour: the picture has too little in it.
    case tooSmall = "too-small"
    /// Even at the least quality that is allowed.
    case tooLarge = "too-large"
  }

  /// Baseline JPEG, JFIF with the standard's density, without EXIF.
  public var bytes: [UInt8]
  /// IJG scale, 1–100.
  public var quality: Int
  /// `4:4:4` or `4:2:0`.
  public var subsampling: String
  public var size: Size
}

/// Searches the quality that lands in a standard's range of bytes.
///
/// The same picture gives the same bytes.
///
/// Full colour (4:4:4) when quality 90 or more fits; else 4:2:0 at the best quality that fits, down to the standard's least.
/// Beyond 95 only when the file would be too small otherwise. Mostly one or two encodes are made.
public struct PortraitEncoder: Sendable {
  private let least: Int?
  private let most: Int?
  private let leastQuality: Int
  private let dotsPerInch: Int

  /// What most portraits end near: a good first try.
  private static let firstQuality = 80
  /// Quality from which full colour is preferred to finer light and shade.
  private static let fullColourQuality = 90
  /// Full colour at its quality takes at least half as many bytes again as the first try.
  private static let fullColourShare = 0.65

  public init(_ standard: PhotoStandard) {
    least = standard.fileBytes.least
    most = standard.fileBytes.most
    leastQuality = min(100, max(1, standard.leastQuality ?? DarkroomLimits.leastPortraitQuality))
    dotsPerInch = standard.dotsPerInch
  }

  public func encode(_ image: RGBImage) throws -> EncodedPortrait {
    let writer = PortraitWriter(image: image, dotsPerInch: dotsPerInch)
    let usual = max(leastQuality, DarkroomLimits.usefulPortraitQuality)
    let first = try writer.write(max(leastQuality, Self.firstQuality), .thinned)
    let full = max(leastQuality, Self.fullColourQuality)
    if most.map({ Double(first.bytes.count) <= Double($0) * Self.fullColourShare }) ?? true {
      let attempt = try writer.write(full, .full)
      if fits(attempt) {
        let best = try search(writer, from: full, to: usual, knowing: attempt)
        return result(try enlarged(writer, best))
      }
    }
    return result(try search(writer, from: leastQuality, to: usual, knowing: first))
  }

  private func fits(_ attempt: PortraitAttempt) -> Bool { attempt.bytes.count <= most ?? Int.max }

  /// The best quality of a range that fits; its lowest when none does.
  ///
  /// A file in the highest eighth needs no further try.
  private func search(
    _ writer: PortraitWriter, from lowest: Int, to highest: Int, knowing first: PortraitAttempt
  ) throws -> PortraitAttempt {
    var best = fits(first) ? first : nil
    var last = first
    // Qualities known to fit, and known not to.
    var low = fits(first) ? first.quality : lowest - 1
    var high = fits(first) ? highest + 1 : first.quality
    var triesBySize = 2
    while high - low > 1, !isNear(best) {
      // By size at first; by halves when that did not find it.
      let middle = triesBySize > 0 ? bySize(last, low, high) : (low + high) / 2
      triesBySize -= 1
      last = try writer.write(middle, first.chroma)
      if fits(last) {
        best = last
        low = middle
      } else {
        high = middle
      }
    }
    if let best { return best }
    return last.quality == lowest ? last : try writer.write(lowest, first.chroma)
  }

  /// Between two qualities: where the limit would be met if bytes were as the tables' factor to the power of −0.55, with 3 % to
  /// spare.
  private func bySize(_ known: PortraitAttempt, _ low: Int, _ high: Int) -> Int {
    guard let most else { return high - 1 }
    let share = Double(known.bytes.count) / (Double(most) * 0.97)
    let factor = Self.factor(known.quality) * pow(share, 1 / 0.55)
    let quality = factor <= 100 ? (200 - factor) / 2 : 5_000 / factor
    return min(high - 1, max(low + 1, Int(min(100, max(1, quality)).rounded(.down))))
  }

  /// Percent by which libjpeg scales its tables.
  private static func factor(_ quality: Int) -> Double {
    max(1, quality < 50 ? 5_000 / Double(quality) : 200 - 2 * Double(quality))
  }

  private func isNear(_ attempt: PortraitAttempt?) -> Bool {
    guard let attempt, let most else { return false }
    return attempt.bytes.count >= most - most / 8
  }

  /// A file below the range at the usual quality: the first quality above that brings it in.
  private func enlarged(_ writer: PortraitWriter, _ small: PortraitAttempt) throws -> PortraitAttempt {
    guard let least, small.bytes.count < least else { return small }
    var best = small
    while best.bytes.count < least, best.quality < 100 {
      let next = try writer.write(best.quality + 1, .full)
      guard fits(next) else { return best }
      best = next
    }
    return best
  }

  private func result(_ attempt: PortraitAttempt) -> EncodedPortrait {
    var size = EncodedPortrait.Size.within
    if let least, attempt.bytes.count < least { size = .tooSmall }
    if !fits(attempt) { size = .tooLarge }
    return EncodedPortrait(
      bytes: attempt.bytes, quality: attempt.quality, subsampling: attempt.chroma == .full ? "4:4:4" : "4:2:0", size: size)
  }
}

extension RGBImage {
  /// A plain JPEG of that quality (1–100) and density, colour thinned to 4:2:0: for reports and pages, never for delivery.
  public func jpeg(quality: Int, dotsPerInch: Int = 96) throws -> [UInt8] {
    try PortraitWriter(image: self, dotsPerInch: dotsPerInch).write(min(100, max(1, quality)), .thinned).bytes
  }

  /// Shrunk by a whole number so that the longer side is at most so many pixels where the picture allows.
  public func preview(side: Int) -> RGBImage {
    let factor = min(Self.largestFactor, (max(width, height) + side - 1) / max(1, side), width, height)
    return factor < 2 ? self : boxShrunk(columns: 0..<width, rows: 0..<height, factor: factor)
  }
}

private struct PortraitAttempt {
  var quality: Int
  var chroma: PortraitWriter.Chroma
  var bytes: [UInt8]
}

/// One encode after another of the same picture.
private struct PortraitWriter {
  let image: RGBImage
  let dotsPerInch: Int

  enum Chroma: Int32 {
    case full = 1
    case thinned = 2
  }

  func write(_ quality: Int, _ chroma: Chroma) throws -> PortraitAttempt {
    var plan = darkroom_jpeg_plan()
    plan.width = UInt32(image.width)
    plan.height = UInt32(image.height)
    plan.quality = Int32(quality)
    plan.chroma_step = chroma.rawValue
    plan.dots_per_inch = UInt32(dotsPerInch)
    // The worst case of a JPEG is a few bytes above its raw samples.
    let room = image.bytes.count * 2 + 4_096
    var code = Int32(DARKROOM_FINE)
    let bytes = withUnsafeTemporaryAllocation(of: UInt8.self, capacity: room) { out in
      var used = 0
      code = darkroom_jpeg_write(image.bytes, &plan, out.baseAddress, room, &used)
      return code == DARKROOM_FINE ? [UInt8](out[0..<used]) : []
    }
    guard code == DARKROOM_FINE else { throw DarkroomFault(doing: "write a JPEG") }
    return PortraitAttempt(quality: quality, chroma: chroma, bytes: bytes)
  }
}
