import Foundation

@testable import Darkroom

/// Bytes of a picture under Tests/Fixtures/Pictures (its README says how each was made).
func pictureFixture(_ name: String) throws -> [UInt8] {
  let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  return try [UInt8](Data(contentsOf: folder.appendingPathComponent("Fixtures/Pictures/\(name)")))
}

/// Changes to a JPEG's segments.
enum JPEGSurgery {
  static func segment(_ marker: UInt8, _ body: [UInt8]) -> [UInt8] {
    [0xFF, marker, UInt8((body.count + 2) >> 8), UInt8((body.count + 2) & 255)] + body
  }

  /// A segment put in right after the start of the image.
  static func insert(_ marker: UInt8, _ body: [UInt8], into jpeg: [UInt8]) -> [UInt8] {
    jpeg[0..<2] + segment(marker, body) + jpeg[2...]
  }

  /// A small EXIF block with an orientation, big-endian or little-endian.
  static func exif(orientation: Int, isLittle: Bool = false) -> [UInt8] {
    func number(_ value: Int, _ size: Int) -> [UInt8] {
      let big = (0..<size).map { UInt8(truncatingIfNeeded: value >> (8 * (size - 1 - $0))) }
      return isLittle ? big.reversed() : big
    }
    let head: [UInt8] = isLittle ? Array("II".utf8) : Array("MM".utf8)
    return Array("Exif\0\0".utf8) + head + number(42, 2) + number(8, 4) + number(1, 2) + number(0x0112, 2) + number(3, 2)
      + number(1, 4) + number(orientation, 2) + number(0, 2) + number(0, 4)
  }

  /// Where the first segment with that marker starts (its 0xFF).
  static func place(of marker: UInt8, in jpeg: [UInt8]) -> Int? {
    var at = 2
    while at + 4 <= jpeg.count, jpeg[at] == 0xFF {
      if jpeg[at + 1] == marker { return at }
      at += 2 + Int(jpeg[at + 2]) << 8 + Int(jpeg[at + 3])
    }
    return nil
  }

  /// The frame header's size and precision overwritten.
  static func forged(_ jpeg: [UInt8], frame: UInt8 = 0xC0, width: Int, height: Int, precision: UInt8 = 8) -> [UInt8] {
    guard let at = place(of: frame, in: jpeg) else { return jpeg }
    var forged = jpeg
    forged[at + 4] = precision
    forged[at + 5] = UInt8(height >> 8)
    forged[at + 6] = UInt8(height & 255)
    forged[at + 7] = UInt8(width >> 8)
    forged[at + 8] = UInt8(width & 255)
    return forged
  }
}

/// Valid JPEGs of one grey, as large as wanted and small as a file: what a header may claim and be telling the truth.
struct FlatJPEG {
  enum Kind {
    /// Three components, colour halved both ways.
    case baseline420
    /// Four components.
    case baselineCMYK
    /// Three full components, one scan of means only, then `emptyScans` scans without anything.
    case progressive444(emptyScans: Int)
    case progressiveCMYK
  }

  let bytes: [UInt8]

  init(_ kind: Kind, width: Int, height: Int) {
    var components: [UInt8] = [0x11, 0x11, 0x11]
    var isProgressive = true
    var empty = 0
    switch kind {
    case .baseline420: (components, isProgressive) = ([0x22, 0x11, 0x11], false)
    case .baselineCMYK: (components, isProgressive) = ([0x11, 0x11, 0x11, 0x11], false)
    case .progressive444(let emptyScans): empty = emptyScans
    case .progressiveCMYK: components.append(0x11)
    }
    var out: [UInt8] = [0xFF, 0xD8] + JPEGSurgery.segment(0xDB, [0] + [UInt8](repeating: 16, count: 64))
    var frame: [UInt8] = [8, UInt8(height >> 8), UInt8(height & 255), UInt8(width >> 8), UInt8(width & 255)]
    frame.append(UInt8(components.count))
    for (index, factors) in components.enumerated() { frame += [UInt8(index + 1), factors, 0] }
    out += JPEGSurgery.segment(isProgressive ? 0xC2 : 0xC0, frame)
    // Codes of one bit: 0 is the only symbol, "no difference" and "end of block".
    let onlyZero: [UInt8] = [1] + [UInt8](repeating: 0, count: 15) + [0]
    // For empty scans the symbol is a run of 32,767 blocks and more.
    let onlyRun: [UInt8] = [1] + [UInt8](repeating: 0, count: 15) + [0xE0]
    out += JPEGSurgery.segment(0xC4, [0x00] + onlyZero) + JPEGSurgery.segment(0xC4, [0x10] + onlyZero)
    out += JPEGSurgery.segment(0xC4, [0x11] + onlyRun)
    let size = components[0] == 0x22 ? 16 : 8
    let units = ((width + size - 1) / size) * ((height + size - 1) / size)
    let blocks = components.reduce(0) { $0 + Int($1 >> 4) * Int($1 & 15) }
    let bits = units * blocks * (isProgressive ? 1 : 2)
    let scan: [UInt8] = components.indices.reduce(into: []) { $0 += [UInt8($1 + 1), 0x00] }
    out += JPEGSurgery.segment(0xDA, [UInt8(components.count)] + scan + (isProgressive ? [0, 0, 0] : [0, 63, 0]))
    out += Self.zeros(bits)
    let ofOne = ((width + 7) / 8) * ((height + 7) / 8)
    for number in 0..<empty {
      let coefficient = UInt8(1 + number % 63)
      out += JPEGSurgery.segment(0xDA, [1, 1, 0x01, coefficient, coefficient, 0])
      // Each run: the one-bit code, then 14 bits; written as zeros that is 16,384 blocks.
      out += Self.zeros((ofOne + 16_383) / 16_384 * 15)
    }
    bytes = out + [0xFF, 0xD9]
  }

  /// Zero bits, filled up with ones to a whole byte.
  private static func zeros(_ bits: Int) -> [UInt8] {
    [UInt8](repeating: 0, count: bits / 8) + (bits % 8 == 0 ? [] : [UInt8(0xFF >> (bits % 8))])
  }
}

extension RGBImage {
  /// Mean absolute difference of two images of one size, in steps of 0–255.
  func distance(to other: RGBImage) -> Double {
    guard width == other.width, height == other.height else { return .infinity }
    var sum = 0
    for index in bytes.indices { sum += abs(Int(bytes[index]) - Int(other.bytes[index])) }
    return Double(sum) / Double(bytes.count)
  }

  func pixel(_ x: Int, _ y: Int) -> [UInt8] { Array(bytes[((y * width + x) * 3)..<((y * width + x) * 3 + 3)]) }

  /// What a viewer must do to show it upright when its EXIF says so, done backwards: the stored picture of an orientation.
  func stored(orientation: Int) -> RGBImage {
    let swaps = orientation >= 5
    let newWidth = swaps ? height : width
    let newHeight = swaps ? width : height
    var out = [UInt8](repeating: 0, count: bytes.count)
    for y in 0..<height {
      for x in 0..<width {
        let (toX, toY) =
          switch orientation {
          case 2: (width - 1 - x, y)
          case 3: (width - 1 - x, height - 1 - y)
          case 4: (x, height - 1 - y)
          case 5: (y, x)
          case 6: (y, width - 1 - x)
          case 7: (height - 1 - y, width - 1 - x)
          case 8: (height - 1 - y, x)
          default: (x, y)
          }
        for channel in 0..<3 { out[(toY * newWidth + toX) * 3 + channel] = bytes[(y * width + x) * 3 + channel] }
      }
    }
    return RGBImage(width: newWidth, height: newHeight, bytes: out)
  }
}
