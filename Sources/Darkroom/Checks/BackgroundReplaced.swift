/// The photographed background, not one put there by a program (2017 规范：不得技术处理; a standard may allow it).
///
/// A replaced one is always looked at by a person: the mask has a cell for 2.5 pixels, and single hairs fall between them.
struct BackgroundReplaced: PhotoCheck {
  let name = "background-replaced"
  let title = "背景未经替换"

  func finding(of photo: JudgedPhoto) -> Finding {
    guard photo.isBackgroundReplaced else { return pass() }
    return Finding(check: name, verdict: .look, message: "背景由程序替换，请人工看头发和肩部边缘")
  }
}
