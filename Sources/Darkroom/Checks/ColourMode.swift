/// 24-bit true colour (2017 规范).
///
/// A grey or CMYK file as it came is not; a camera's is converted when it is cut.
struct ColourMode: PhotoCheck {
  let name = "colour-mode"
  let title = "颜色模式"

  func finding(of photo: JudgedPhoto) -> Finding {
    let bits = Double(photo.header.bitsPerPixel)
    if photo.header.colour == .rgb || photo.origin != .asItCame { return pass(bits, unit: "位") }
    let name = photo.header.colour == .grey ? "灰度" : "CMYK"
    return Finding(
      check: self.name, verdict: .fail, value: bits, unit: "位", low: 24, high: 24,
      message: "文件是 \(name) 图，规范要求 24 位真彩色：请导出为 RGB")
  }
}
