/// What students are told to bring and to wear, and the way on for who was not there; from the photo standard and the campaign.
public enum ShootingAdvice {
  /// A sentence each, the most important first.
  ///
  /// Nil: the campaign's standard is not known here.
  public static func preparation(_ standard: PhotoStandard?) -> [String] {
    var sentences = ["带本人身份证"]
    let background = standard?.backgrounds.first?.name ?? ""
    if background.isEmpty {
      sentences.append("穿深色上衣")
    } else {
      let colour = background.hasSuffix("色") ? background : background + "色"
      sentences.append("穿深色上衣，与\(colour)背景分得清，不要穿\(colour)的衣服")
    }
    sentences.append("不戴帽子，头发不遮额头、眉毛和眼睛")
    switch standard?.glasses {
    case .asUsuallyWorn: sentences.append("平时戴眼镜的照常戴，镜片不带颜色、不反光、不遮眼睛")
    case .takenOff: sentences.append("拍摄时摘下眼镜")
    case .unspecified, nil: break
    }
    return sentences
  }

  /// A1: the make-up, or that its time is still to come.
  public static func missed(_ plan: CampaignPlan) -> String {
    guard let days = plan.days(of: .makeup) else { return "没有赶上的参加补拍，时间和地点另行通知。" }
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
