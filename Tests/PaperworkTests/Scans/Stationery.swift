import CTurboJPEG
import Foundation

@testable import Paperwork

/// What happens to a page between our printer and our inbox: stamped, put down askew, photographed, compressed.
enum Stationery {
  static let hasPDFReader = FileManager.default.isExecutableFile(atPath: "/usr/bin/pdftoppm")

  /// The first page of a PDF, its longer side `side` pixels: 1,754 is A4 at 150 dpi.
  static func rendered(_ pdf: [UInt8], side: Int = 1_754) throws -> RGBPicture {
    var pages: [RGBPicture] = []
    _ = try PDFPages.draw(pdf, side: side) { pages.append($0) }
    guard let first = pages.first else { throw ScanRefusal.damaged("PDF") }
    return first
  }

  /// A red ring and a star-like bar, as a seal's ink: translucent red over what is there.
  static func stamped(_ page: RGBPicture, centerX: Double, centerY: Double, radius: Double) -> RGBPicture {
    var page = page
    for y in max(0, Int(centerY - radius))..<min(page.height, Int(centerY + radius)) {
      for x in max(0, Int(centerX - radius))..<min(page.width, Int(centerX + radius)) {
        let distance = hypot(Double(x) - centerX, Double(y) - centerY)
        let isInk =
          distance > radius * 0.9 && distance < radius || abs(Double(y) - centerY) < radius * 0.12 && distance < radius * 0.8
        guard isInk else { continue }
        let at = (y * page.width + x) * 3
        page.bytes[at] = UInt8(Int(page.bytes[at]) * 215 / 255)
        page.bytes[at + 1] = UInt8(Int(page.bytes[at + 1]) * 40 / 255)
        page.bytes[at + 2] = UInt8(Int(page.bytes[at + 2]) * 45 / 255)
      }
    }
    return page
  }

  /// Turned by `degrees`, seen from a little below (the far edge `taper` shorter), on a grey table, lit from one side.
  static func photographed(_ page: RGBPicture, degrees: Double, taper: Double, shadow: Double) -> RGBPicture {
    let width = page.width * 21 / 20
    let height = page.height * 21 / 20
    var out = [UInt8](repeating: 0, count: width * height * 3)
    let (sine, cosine) = (sin(degrees * .pi / 180), cos(degrees * .pi / 180))
    for y in 0..<height {
      let depth = 1 + taper * (0.5 - Double(y) / Double(height))
      let fromCenterY = Double(y) - Double(height) / 2
      var x = 0
      while x < width {
        let fromCenterX = Double(x) - Double(width) / 2
        let pageX = (fromCenterX * cosine + fromCenterY * sine) * depth + Double(page.width) / 2
        let pageY = (fromCenterY * cosine - fromCenterX * sine) * depth + Double(page.height) / 2
        let light = Int(256 - shadow * 256 * Double(x) / Double(width))
        let isTable = pageX < 0 || pageY < 0 || pageX >= Double(page.width) || pageY >= Double(page.height)
        let from = isTable ? 0 : (Int(pageY) * page.width + Int(pageX)) * 3
        let to = (y * width + x) * 3
        out[to] = UInt8(((isTable ? 120 : Int(page.bytes[from])) * light) >> 8)
        out[to + 1] = UInt8(((isTable ? 115 : Int(page.bytes[from + 1])) * light) >> 8)
        out[to + 2] = UInt8(((isTable ? 105 : Int(page.bytes[from + 2])) * light) >> 8)
        x += 1
      }
    }
    return RGBPicture(width: width, height: height, bytes: out)
  }

  /// Mean of each pixel and the three to its right and below: slightly out of focus.
  static func blurred(_ page: RGBPicture) -> RGBPicture {
    var page = page
    let row = page.width * 3
    var at = 0
    while at < page.bytes.count - row - 3 {
      let sum = Int(page.bytes[at]) + Int(page.bytes[at + 3]) + Int(page.bytes[at + row]) + Int(page.bytes[at + row + 3])
      page.bytes[at] = UInt8(sum / 4)
      at += 1
    }
    return page
  }

  static func jpeg(_ page: RGBPicture, quality: Int32, isGrey: Bool = false) throws -> [UInt8] {
    guard let encoder = tjInitCompress() else { throw ScanFault(doing: "encode", status: 0) }
    defer { tjDestroy(encoder) }
    var out: UnsafeMutablePointer<UInt8>?
    var length: UInt = 0
    let status = tjCompress2(
      encoder, page.bytes, Int32(page.width), 0, Int32(page.height), Int32(TJPF_RGB.rawValue), &out, &length,
      Int32((isGrey ? TJSAMP_GRAY : TJSAMP_420).rawValue), quality, 0)
    defer { tjFree(out) }
    guard status == 0, let out else { throw ScanFault(doing: "encode", status: status) }
    return [UInt8](UnsafeBufferPointer(start: out, count: Int(length)))
  }

  /// A white page with a QR symbol on it.
  static func page(with text: String, modulePixels: Int = 5, margin: Int = 60) throws -> RGBPicture {
    let code = try QRCode.matrix(text)
    let side = code.width * modulePixels + 2 * margin
    var page = RGBPicture(width: side, height: side, bytes: [UInt8](repeating: 255, count: side * side * 3))
    for y in 0..<code.width * modulePixels {
      for x in 0..<code.width * modulePixels where code.modules[y / modulePixels * code.width + x / modulePixels] {
        let at = ((y + margin) * side + x + margin) * 3
        page.bytes.replaceSubrange(at..<(at + 3), with: [0, 0, 0])
      }
    }
    return page
  }

  /// A deterministic stream of numbers (SplitMix64).
  struct Chance: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var word = state
      word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
      word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
      return word ^ (word >> 31)
    }
  }
}
