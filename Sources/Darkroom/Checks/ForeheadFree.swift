/// Nothing on the head and no hair over the brows (2017 规范：免冠，头发不遮眉).
///
/// By the forehead's colour against the face's skin.
///
/// Free foreheads: up to 19; caps: 42 and more. Cloth of a colour that hair does not have (bluer than any: under −8) fails; the rest, hair
/// perhaps, is left to a person. Coverings for faith or medicine are a special case of the campaign.
struct ForeheadFree: PhotoCheck {
  let name = "forehead-free"
  let title = "免冠、露出额头"

  static let limits = CheckLimits(lookAbove: 25)
  private static let cap = 35.0
  private static let bluerThanHair = -8.0

  func finding(of photo: JudgedPhoto) -> Finding {
    guard let cover = photo.measures.cover else { return noFace }
    if cover.forehead > Self.cap, cover.aboveForeheadBlue < Self.bluerThanHair {
      return Finding(
        check: name, verdict: .fail, value: cover.forehead, high: Self.limits.high, message: "戴着帽子或头巾：请摘下后重拍（宗教、医疗需要的，请登记为特殊情况）"
      )
    }
    return judge(cover.forehead, Self.limits, look: "额头被帽子、头巾或头发遮住，请人工看", fail: "")
  }
}
