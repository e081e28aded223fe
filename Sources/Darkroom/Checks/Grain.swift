/// Free of grain.
///
/// By the background, where nothing else is to be seen.
///
/// Studio pictures: up to 0.45 levels; noise of 6 levels and more: 1.8 and up.
struct Grain: PhotoCheck {
  let name = "grain"
  let title = "噪点"

  /// Brightness levels.
  static let limits = CheckLimits(lookAbove: 1.1, failAbove: 3)

  func finding(of photo: JudgedPhoto) -> Finding {
    guard let detail = photo.measures.detail else { return noFace }
    guard let grain = detail.grain else { return unmeasured("背景太少") }
    return judge(grain, Self.limits, look: "照片有噪点，请人工看", fail: "噪点太多：请降低感光度、增加灯光后重拍")
  }
}
