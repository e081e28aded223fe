/// 通讯地址: a detailed postal address with a door number (A4), to which discs and photos are sent.
public struct ChinesePostalAddress: Sendable, Hashable {
  public let value: String

  /// Takes an address that was checked before.
  public init(stored value: String) { self.value = value }

  /// Characters, not bytes.
  public static let lengths = 6...100

  public static func read(_ text: String) throws(AddressProblem) -> ChinesePostalAddress {
    let tidy = text.trimmed
    guard !tidy.isEmpty else { throw .missing }
    guard tidy.unicodeScalars.count <= lengths.upperBound else { throw .tooLong }
    guard hasDoorNumber(tidy) else { throw .doorNumberMissing }
    guard tidy.unicodeScalars.count >= lengths.lowerBound else { throw .tooShort }
    return ChinesePostalAddress(stored: tidy)
  }

  /// A digit, Chinese ones too, directly before 号, 弄, 幢, 室 or 栋 (a letter may follow the digit: 12A号).
  static func hasDoorNumber(_ text: String) -> Bool {
    var afterDigit = false
    for scalar in text.unicodeScalars {
      switch scalar.halfWidth {
      case "0"..."9", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "百", "千", "零", "〇": afterDigit = true
      case "号", "號", "弄", "幢", "室", "栋":
        if afterDigit { return true }
      case "A"..."Z", "a"..."z", "-", "–", "—", "之", " ", "#": continue
      default: afterDigit = false
      }
    }
    return false
  }
}

/// Why an address is refused.
public enum AddressProblem: String, Refusal, Hashable {
  case missing = "address.missing"
  case doorNumberMissing = "address.door-number-missing"
  case tooShort = "address.too-short"
  case tooLong = "address.too-long"

  public var code: String { rawValue }

  public var message: String {
    switch self {
    case .missing: "没有填写"
    case .doorNumberMissing: "缺少门牌号"
    case .tooShort: "不够详细"
    case .tooLong: "超过 \(ChinesePostalAddress.lengths.upperBound) 个字"
    }
  }

  public var hint: String { "请写到门牌号，例如 甘肃省兰州市城关区天水南路222号" }
}
