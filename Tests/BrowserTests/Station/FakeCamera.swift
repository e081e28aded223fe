import Darkroom
import Foundation

/// A camera that shows one picture for ever, as a Y4M film that Chromium takes for one (an MJPEG without full-range planes comes out green).
enum FakeCamera {
  /// Writes the film: the portrait in the middle of a 16:9 frame of its background's colour.
  static func film(of jpeg: [UInt8], to path: String) throws {
    let image = try PictureReader.decode(jpeg).image
    let (width, height) = (1280, 720)
    var planes = [UInt8](repeating: 128, count: width * height * 3 / 2)
    func pixel(_ x: Int, _ y: Int) -> (Double, Double, Double) {
      // A little air above and below, as a photographer leaves it: the edges of the portrait go on.
      let tall = height - 120
      let column = (x - (width - tall * image.width / image.height) / 2) * image.height / tall
      let row = max(0, (y - 60) * image.height / tall)
      let at = (min(image.height - 1, row) * image.width + min(image.width - 1, max(0, column))) * 3
      return (Double(image.bytes[at]), Double(image.bytes[at + 1]), Double(image.bytes[at + 2]))
    }
    for y in 0..<height {
      for x in 0..<width {
        let (r, g, b) = pixel(x, y)
        planes[y * width + x] = UInt8(min(235, max(16, 16 + 0.257 * r + 0.504 * g + 0.098 * b)))
        guard x.isMultiple(of: 2), y.isMultiple(of: 2) else { continue }
        let at = width * height + (y / 2) * (width / 2) + x / 2
        planes[at] = UInt8(min(240, max(16, 128 - 0.148 * r - 0.291 * g + 0.439 * b)))
        planes[at + width * height / 4] = UInt8(min(240, max(16, 128 + 0.439 * r - 0.368 * g - 0.071 * b)))
      }
    }
    var film = Data("YUV4MPEG2 W\(width) H\(height) F25:1 Ip A1:1 C420jpeg\n".utf8)
    for _ in 0..<3 {
      film += Data("FRAME\n".utf8)
      film += Data(planes)
    }
    try film.write(to: URL(fileURLWithPath: path))
  }
}
