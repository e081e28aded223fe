/// What students are told to bring and to wear, and the way on for who was not there; from the photo standard and the campaign.
public enum ShootingAdvice {
  /// A sentence each, the most important first.
  ///
  /// Nil: the campaign's standard is not known here.
  public static func preparation(_ standard: PhotoStandard?) -> [String] {
    var sentences = ["带本人身份证"]
    sentences.append(clothing(standard?.backgrounds.first))
    sentences.append("不戴帽子（宗教、医疗等原因请先告诉辅导员），头发不遮眉毛、眼睛和耳朵")
    switch standard?.glasses {
    case .asUsuallyWorn: sentences.append("平时戴眼镜的照常戴，镜片不带颜色、不反光、不遮眼睛")
    case .takenOff: sentences.append("拍摄时摘下眼镜")
    case .unspecified, nil: break
    }
    return sentences
  }

  /// What stands out from the background: dark clothes before the light ones of today's standard, light clothes before the blue of
  /// 2002–2016 (domain.md 1.1, 1.2).
  public static func clothing(_ background: PhotoStandard.Background?) -> String {
    guard let background, !background.name.isEmpty else { return "穿有领的上衣，与背景分得清" }
    let colour = background.name.hasSuffix("色") ? background.name : background.name + "色"
    return "穿\(background.isDark ? "白色或浅色" : "深色")有领的上衣，与\(colour)背景分得清，不要穿\(colour)的衣服"
  }

  /// A1: the make-up, that its time is still to come, or that it is over.
  ///
  /// - today: nil on a paper, which is read on any day.
  public static func missed(_ plan: CampaignPlan, on today: CalendarDay? = nil) -> String {
    guard let days = plan.days(of: .makeup) else { return "没有赶上的参加补拍，时间和地点另行通知。" }
    if let today, today > days.last {
      return "补拍已于 \(days.last.chineseWithoutYear)结束，不再受理。没有照片的，请尽快找本校学籍管理员。"
    }
    let place = plan.makeupPlace.isEmpty ? "地点另行通知" : "地点：\(plan.makeupPlace)"
    return "没有赶上的，带身份证参加补拍：\(days.chinese)，\(place)。补拍以后不再受理。"
  }
}

extension ShootingPoint {
  /// Where it is, for everybody to read: name and address, without anything that could be a person's telephone.
  public var publicPlace: String {
    let name = Self.withoutNumbers(self.name)
    let address = Self.withoutNumbers(self.address)
    if name.isEmpty || address.hasPrefix(name) { return address }
    return address.isEmpty || name.hasSuffix(address) ? name : "\(name) \(address)"
  }

  /// Digits of the shortest telephone number; house and room numbers are shorter, a postcode has six.
  private static let telephoneDigits = 7

  /// The text without runs of so many digits, with the hyphens and blanks inside them.
  static func withoutNumbers(_ text: String) -> String {
    var kept = ""
    var run = ""
    func flush() {
      let digits = run.unicodeScalars.filter(\.halfWidth.isASCIIDigit).count
      if digits < telephoneDigits { kept += run }
      run = ""
    }
    for character in text {
      let isDigit = character.unicodeScalars.allSatisfy(\.halfWidth.isASCIIDigit)
      if isDigit || (!run.isEmpty && "-－–— ".contains(character)) {
        run.append(character)
      } else {
        flush()
        kept.append(character)
      }
    }
    flush()
    for word in ["联系电话", "电话", "手机"] { kept = kept.replacing(word + "：", with: "").replacing(word + ":", with: "") }
    return kept.replacing("（）", with: "").replacing("()", with: "").trimmed
  }
}
