import GraduatePhotos

/// One of the standard's background colours.
///
/// The largest difference of a channel from the nearest one.
///
/// Backgrounds laid in exactly measure 1 after JPEG; the nearest wrong ones 15 and more.
struct BackgroundColour: PhotoCheck {
  let name = "background-colour"
  let title = "背景颜色"

  /// Levels of a channel, 0–255.
  static let limits = CheckLimits(lookAbove: 8, failAbove: 12)

  func finding(of photo: JudgedPhoto) -> Finding {
    guard photo.measures.placement != nil else { return noFace }
    guard let background = photo.measures.background else { return unmeasured("背景太少") }
    func difference(_ wanted: PhotoStandard.Background) -> Double {
      max(
        abs(background.red - Double(wanted.red)), abs(background.green - Double(wanted.green)),
        abs(background.blue - Double(wanted.blue)))
    }
    guard let value = photo.standard.backgrounds.map(difference).min() else { return pass() }
    let has = "RGB(\(Int(background.red)),\(Int(background.green)),\(Int(background.blue)))"
    let wants = photo.standard.backgrounds.map(\.chinese).joined(separator: "、")
    return judge(
      value, Self.limits, look: "背景 \(has) 与规范略有差别（\(wants)），请人工看", fail: "背景颜色不对：量得 \(has)，规范为 \(wants)，请换背景或调整背景灯后重拍")
  }
}
