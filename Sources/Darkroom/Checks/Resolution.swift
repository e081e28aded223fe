/// Dots per inch as written in the file (2017 规范：300 dpi).
///
/// Ours are written; of a portrait as it came a wrong number is pointed out. A missing one says nothing about the pixels and
/// passes.
struct Resolution: PhotoCheck {
  let name = "resolution"
  let title = "分辨率"

  func finding(of photo: JudgedPhoto) -> Finding {
    let wanted = Double(photo.standard.dotsPerInch)
    guard photo.origin == .asItCame else { return pass(wanted, unit: "dpi", low: wanted, high: wanted) }
    guard let written = photo.header.dotsPerInch else { return pass(nil, "文件没有写分辨率，不影响像素") }
    return judge(
      written.x, unit: "dpi", CheckLimits(lookBelow: wanted - 1, lookAbove: wanted + 1),
      look: "文件写的分辨率是 \(Int(written.x.rounded())) dpi，规范为 \(Int(wanted)) dpi，请人工看", fail: "")
  }
}
