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
/// Beyond 95 only when the file would be too small otherwise. A quarter of the picture is encoded first to guess from; mostly one
/// encode of the whole follows.
public struct PortraitEncoder: Sendable {
  private let least: Int?
  private let most: Int?
  private let leastQuality: Int
  private let dotsPerInch: Int

  /// What most portraits end near: the quality of the sample.
  private static let sampleQuality = 86
  /// Quality from which full colour is preferred to finer light and shade.
  private static let fullColourQuality = 90
  /// Full colour at its quality takes at least half as many bytes again as thinned colour at 80.
  private static let fullColourShare = 0.66
  private static let thinnedQuality = 80
  /// Where in the range a guess aims: in the middle of the highest eighth for the sample, a little below the limit for a whole file.
  private static let aimOfSample = 0.94
  private static let aimOfFile = 0.97

  public init(_ standard: PhotoStandard) {
    least = standard.fileBytes.least
    most = standard.fileBytes.most
    leastQuality = min(100, max(1, standard.leastQuality ?? DarkroomLimits.leastPortraitQuality))
    dotsPerInch = standard.dotsPerInch
  }

  public func encode(_ image: RGBImage) throws -> EncodedPortrait {
    let writer = PortraitWriter(image: image, dotsPerInch: dotsPerInch)
    let usual = max(leastQuality, DarkroomLimits.usefulPortraitQuality)
    let sample = try writer.sampled(Self.sampleQuality)
    let full = max(leastQuality, Self.fullColourQuality)
    if most.map({ sample.bytes(at: Self.thinnedQuality) <= Double($0) * Self.fullColourShare }) ?? true {
      let attempt = try writer.write(full, .full)
      if fits(attempt) {
        let best = try search(writer, from: full, to: usual, knowing: attempt)
        return result(try enlarged(writer, best))
      }
    }
    let guess = bySize(sample, aim: Self.aimOfSample, leastQuality - 1, usual + 1)
    return result(try search(writer, from: leastQuality, to: usual, knowing: try writer.write(guess, .thinned)))
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
      let known = PortraitSize(quality: last.quality, bytes: Double(last.bytes.count))
      let middle = triesBySize > 0 ? bySize(known, aim: Self.aimOfFile, low, high) : (low + high) / 2
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

  /// Between two qualities: where so much of the limit would be filled.
  private func bySize(_ known: PortraitSize, aim: Double, _ low: Int, _ high: Int) -> Int {
    guard let most else { return high - 1 }
    return min(high - 1, max(low + 1, known.quality(for: Double(most) * aim)))
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

/// How many bytes a picture takes at one quality, known or guessed, and from that at others: bytes are as the factor of the tables to the
/// power of −0.55.
private struct PortraitSize {
  let quality: Int
  let bytes: Double

  private static let power = 0.55

  func bytes(at other: Int) -> Double { bytes * pow(Self.factor(quality) / Self.factor(other), Self.power) }

  /// The best that stays within so many bytes.
  func quality(for wanted: Double) -> Int {
    let factor = Self.factor(quality) * pow(bytes / wanted, 1 / Self.power)
    let quality = factor <= 100 ? (200 - factor) / 2 : 5_000 / factor
    return Int(min(100, max(1, quality)).rounded(.down))
  }

  /// Percent by which libjpeg scales its tables.
  private static func factor(_ quality: Int) -> Double {
    max(1, quality < 50 ? 5_000 / Double(quality) : 200 - 2 * Double(quality))
  }
}

/// One encode after another of the same picture.
private struct PortraitWriter {
  let image: RGBImage
  let dotsPerInch: Int

  enum Chroma: Int32 {
    case full = 1
    case thinned = 2
  }

  /// Bytes of a file without its picture: headers and tables.
  private static let headBytes = 600
  /// Rows of blocks with thinned colour.
  private static let stripRows = 16
  /// One strip of so many is in a sample.
  private static let stripsForOne = 4

  /// What the whole takes with thinned colour, guessed by every fourth strip of it.
  func sampled(_ quality: Int) throws -> PortraitSize {
    let strip = Self.stripRows * image.width * 3
    let step = Self.stripsForOne * strip
    guard image.bytes.count >= step else {
      return PortraitSize(quality: quality, bytes: Double(try write(quality, .thinned).bytes.count))
    }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(image.bytes.count / Self.stripsForOne + strip)
    for start in stride(from: step / 2, through: image.bytes.count - strip, by: step) {
      bytes += image.bytes[start..<start + strip]
    }
    let part = RGBImage(width: image.width, height: bytes.count / 3 / image.width, bytes: bytes)
    let written = try PortraitWriter(image: part, dotsPerInch: dotsPerInch).write(quality, .thinned).bytes.count
    let share = Double(image.height) / Double(part.height)
    return PortraitSize(quality: quality, bytes: Double(Self.headBytes) + Double(written - Self.headBytes) * share)
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
