import Foundation
import Paperwork

/// A photographed queue slip: its QR on grey, as a JPEG.
enum SlipPicture {
  static func jpeg(_ text: String) throws -> [UInt8] {
    let code = try QRCode.matrix(text)
    let scale = 12
    let margin = 60
    let side = code.width * scale + 2 * margin
    var pixels = [UInt8](repeating: 200, count: side * side * 3)
    for row in 0..<code.width {
      for column in 0..<code.width {
        let value: UInt8 = code.modules[row * code.width + column] ? 20 : 235
        for y in 0..<scale {
          for x in 0..<scale {
            let at = ((margin + row * scale + y) * side + margin + column * scale + x) * 3
            (pixels[at], pixels[at + 1], pixels[at + 2]) = (value, value, value)
          }
        }
      }
    }
    return try TestJPEG.encode(pixels, width: side, height: side)
  }
}
