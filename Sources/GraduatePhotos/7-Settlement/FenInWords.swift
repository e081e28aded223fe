extension Fen {
  /// Reads what `init(text:)` reads, with a sign before it where something is taken off or paid back.
  public init?(signed text: String) {
    var tidy = text.compactHalfWidth[...]
    let isNegative = tidy.first == "-" || tidy.first == "−"
    if isNegative || tidy.first == "+" { tidy.removeFirst() }
    guard let amount = Fen(text: String(tidy)) else { return nil }
    self.init(isNegative ? -amount.count : amount.count)
  }

  private static let digits = ["零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"]
  private static let places = ["", "拾", "佰", "仟"]
  private static let sections = ["", "万", "亿", "万亿"]

  /// 「人民币壹仟零贰拾元整」, as receipts write amounts so that nobody adds a digit (支付结算办法, annex 1).
  public var inWords: String {
    let fen = Int(count.magnitude)
    let (jiao, rest) = (fen / 10 % 10, fen % 10)
    let yuan = fen / 100
    var text = yuan > 0 ? Self.words(yuan) + "元" : ""
    if jiao > 0 { text += Self.digits[jiao] + "角" }
    // 「壹元零伍分」: the empty place is said, but not before the first one.
    if rest > 0 { text += (jiao == 0 && yuan > 0 ? "零" : "") + Self.digits[rest] + "分" }
    if fen == 0 { text = "零元" }
    if rest == 0 { text += "整" }
    return "人民币" + (count < 0 ? "负" : "") + text
  }

  private static func words(_ number: Int) -> String {
    var text = ""
    var isZeroPending = false
    for section in stride(from: sections.count - 1, through: 0, by: -1) {
      let unit = (0..<section).reduce(1) { product, _ in product * 10_000 }
      let value = number / unit % 10_000
      guard value > 0 else {
        isZeroPending = isZeroPending || !text.isEmpty
        continue
      }
      for place in stride(from: 3, through: 0, by: -1) {
        let digit = value / [1, 10, 100, 1000][place] % 10
        if digit == 0 {
          isZeroPending = isZeroPending || !text.isEmpty
        } else {
          text += (isZeroPending ? digits[0] : "") + digits[digit] + places[place]
          isZeroPending = false
        }
      }
      // A zero at a section's end may be said or not: here it is, once, before the next digit (「壹拾万零伍仟元」).
      text += sections[section]
    }
    return text
  }
}
