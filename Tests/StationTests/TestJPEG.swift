import CTurboJPEG
import Foundation

/// RGB pixels as a JPEG file.
enum TestJPEG {
  struct Fault: Error {}

  static func encode(_ pixels: [UInt8], width: Int, height: Int) throws -> [UInt8] {
    guard let handle = tjInitCompress() else { throw Fault() }
    defer { tjDestroy(handle) }
    var bytes: UnsafeMutablePointer<UInt8>?
    var count: UInt = 0
    let status = tjCompress2(
      handle, pixels, Int32(width), 0, Int32(height), Int32(TJPF_RGB.rawValue), &bytes, &count, Int32(TJSAMP_444.rawValue), 90,
      0)
    guard status == 0, let bytes else { throw Fault() }
    defer { tjFree(bytes) }
    return Array(UnsafeBufferPointer(start: bytes, count: Int(count)))
  }
}
