/// Looking into the camera (2017 规范：双眼平视).
///
/// Place of the pupils between the corners; a squint is nobody's fault, so this only asks a person.
///
/// Good portraits: −0.03 … 0.03.
struct Gaze: PhotoCheck {
  let name = "gaze"
  let title = "目视镜头"

  static let limits = CheckLimits(lookBelow: -0.1, lookAbove: 0.1)

  func finding(of photo: JudgedPhoto) -> Finding {
    guard let eyes = photo.measures.eyes else { return noFace }
    guard photo.hasVisibleEyes else { return unmeasured("眼睛被遮住或反光") }
    // the eyes' own slant cancels out between both
    let value = (eyes.atImageLeft.gazeAcross + eyes.atImageRight.gazeAcross) / 2
    return judge(value, Self.limits, look: "眼睛没有看镜头，请人工看", fail: "")
  }
}
