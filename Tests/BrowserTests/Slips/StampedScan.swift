import CTurboJPEG
import Foundation

@testable import Paperwork

/// A printed page that was stamped, put down a little askew and photographed.
enum StampedScan {
  static func jpeg(of pdf: [UInt8]) throws -> [UInt8] {
    var pages: [RGBPicture] = []
    _ = try PDFPages.draw(pdf, side: 1_754) { pages.append($0) }
    guard let page = pages.first else { throw ScanRefusal.damaged("PDF") }
    return try encoded(photographed(stamped(page)))
  }

  /// A red ring where the stamp's place is, translucent as ink is.
  private static func stamped(_ page: RGBPicture) -> RGBPicture {
    var page = page
    let (centerX, centerY, radius) = (Double(page.width) * 0.72, Double(page.height) * 0.78, Double(page.width) * 0.1)
    for y in 0..<page.height {
      for x in 0..<page.width {
        let distance = hypot(Double(x) - centerX, Double(y) - centerY)
        guard distance > radius * 0.9, distance < radius else { continue }
        let at = (y * page.width + x) * 3
        page.bytes[at + 1] = page.bytes[at + 1] / 5
        page.bytes[at + 2] = page.bytes[at + 2] / 5
      }
    }
    return page
  }

  /// Turned by two degrees on a grey table.
  private static func photographed(_ page: RGBPicture) -> RGBPicture {
    let (width, height) = (page.width * 21 / 20, page.height * 21 / 20)
    var out = [UInt8](repeating: 120, count: width * height * 3)
    let (sine, cosine) = (sin(2 * Double.pi / 180), cos(2 * Double.pi / 180))
    for y in 0..<height {
      for x in 0..<width {
        let (across, down) = (Double(x) - Double(width) / 2, Double(y) - Double(height) / 2)
        let pageX = Int(across * cosine + down * sine + Double(page.width) / 2)
        let pageY = Int(down * cosine - across * sine + Double(page.height) / 2)
        guard pageX >= 0, pageY >= 0, pageX < page.width, pageY < page.height else { continue }
        let (from, to) = ((pageY * page.width + pageX) * 3, (y * width + x) * 3)
        for channel in 0..<3 { out[to + channel] = page.bytes[from + channel] }
      }
    }
    return RGBPicture(width: width, height: height, bytes: out)
  }

  private static func encoded(_ page: RGBPicture) throws -> [UInt8] {
    guard let encoder = tjInitCompress() else { throw ScanFault(doing: "encode", status: 0) }
    defer { tjDestroy(encoder) }
    var out: UnsafeMutablePointer<UInt8>?
    var length: UInt = 0
    let status = tjCompress2(
      encoder, page.bytes, Int32(page.width), 0, Int32(page.height), Int32(TJPF_RGB.rawValue), &out, &length,
      Int32(TJSAMP_420.rawValue), 80, 0)
    defer { tjFree(out) }
    guard status == 0, let out else { throw ScanFault(doing: "encode", status: status) }
    return [UInt8](UnsafeBufferPointer(start: out, count: Int(length)))
  }
}
