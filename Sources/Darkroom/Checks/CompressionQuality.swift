/// JPEG quality (2017 规范：压缩品质系数 ≥ 60), on the IJG scale as the quantisation tables show it.
///
/// A portrait as it came must have it; a larger picture is coded anew, so a coarse one is only pointed out.
struct CompressionQuality: PhotoCheck {
  let name = "jpeg-quality"
  let title = "压缩品质"

  func finding(of photo: JudgedPhoto) -> Finding {
    guard let quality = photo.header.quality.map(Double.init) else { return pass(nil, "不是 JPEG 文件，裁切后重新压缩") }
    let least = Double(photo.standard.leastQuality ?? DarkroomLimits.leastPortraitQuality)
    let limits =
      photo.origin == .asItCame && photo.standard.leastQuality != nil
      ? CheckLimits(failBelow: least) : CheckLimits(lookBelow: least)
    return judge(
      quality, limits, look: "原图压缩品质只有 \(Int(quality))，细节可能已经丢失：请用相机原片",
      fail: "压缩品质 \(Int(quality))，低于规范的 \(Int(least))：请用原片重新导出，不要反复保存")
  }
}
