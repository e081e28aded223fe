/// Clothes that stand out from the background (2017 规范：与背景明显区分).
///
/// Colour distance that a quarter of the clothes stays below (CIE 1976).
///
/// On light blue: 33 and more; white shirts on white: under 8.
struct ClothesContrast: PhotoCheck {
  let name = "clothes-contrast"
  let title = "衣服与背景区分"

  static let limits = CheckLimits(failBelow: 10, lookBelow: 18)

  func finding(of photo: JudgedPhoto) -> Finding {
    guard photo.measures.placement != nil else { return noFace }
    guard let background = photo.measures.background else { return unmeasured("背景太少") }
    guard let contrast = background.clothesContrast else { return pass(nil, "照片里没有衣服，不用区分") }
    return judge(
      contrast, Self.limits, look: "衣服颜色与背景接近，请人工看", fail: "衣服颜色与背景太接近：请换深色或其他颜色的衣服后重拍")
  }
}
