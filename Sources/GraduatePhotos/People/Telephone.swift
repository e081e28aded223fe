/// 电话: a landline with area code (A4), or a mobile number allowed as a second one.
public struct Telephone: Sendable, Hashable {
  public enum Kind: String, Sendable, Hashable, Codable {
    case landline, mobile
  }

  public let kind: Kind
  /// 「0931-1234567」, 「0931-1234567-801」 with an extension, 「13900000000」.
  public let value: String

  /// Takes a number that was checked before.
  public init(storedKind kind: Kind, value: String) {
    self.kind = kind
    self.value = value
  }

  /// Reads a landline with area code or a mobile number in any usual form: (0931)1234567, +86 931 …, 转801.
  public static func read(_ text: String) throws(TelephoneProblem) -> Telephone {
    let (main, extension_) = try parts(of: text)
    guard !main.isEmpty else { throw .missing }
    if main.hasPrefix("1"), !main.hasPrefix("10") || main.utf8.count == 11 { return try mobile(main) }
    guard main.hasPrefix("0") else {
      throw main.utf8.count == 7 || main.utf8.count == 8 ? .areaCodeMissing : .length
    }
    let areaLength = main.hasPrefix("01") || main.hasPrefix("02") ? 3 : 4
    let local = main.dropFirst(areaLength)
    guard local.utf8.count == 7 || local.utf8.count == 8, let first = local.first, first != "0" else { throw .length }
    let tail = extension_.isEmpty ? "" : "-" + extension_
    return Telephone(storedKind: .landline, value: "\(main.prefix(areaLength))-\(local)\(tail)")
  }

  /// Reads the first telephone of a slip: a landline with area code.
  public static func readLandline(_ text: String) throws(TelephoneProblem) -> Telephone {
    let telephone = try read(text)
    guard telephone.kind == .landline else { throw .landlineWanted }
    return telephone
  }

  public static func readMobile(_ text: String) throws(TelephoneProblem) -> Telephone {
    let telephone = try read(text)
    guard telephone.kind == .mobile else { throw .mobileWanted }
    return telephone
  }

  private static func mobile(_ digits: String) throws(TelephoneProblem) -> Telephone {
    guard digits.utf8.count == 11, let second = digits.dropFirst().first, second >= "3" else { throw .mobileForm }
    return Telephone(storedKind: .mobile, value: digits)
  }

  /// Digits of the number and of its extension; the country code 86 is dropped.
  private static func parts(of text: String) throws(TelephoneProblem) -> (String, String) {
    let tidy = text.compactHalfWidth
    var main = ""
    var extra = ""
    var inExtra = false
    var separators = 0
    let isInternational = tidy.hasPrefix("+")
    for scalar in tidy.unicodeScalars {
      if scalar.isASCIIDigit {
        if inExtra { extra.unicodeScalars.append(scalar) } else { main.unicodeScalars.append(scalar) }
        continue
      }
      switch scalar {
      case "-", "–", "—", "/":
        separators += 1
        if main.utf8.count >= 10 { inExtra = true }
      case "(", ")", "+": continue
      case "转", "#", "*", "x": inExtra = true
      default: throw .character(String(scalar))
      }
    }
    guard extra.utf8.count <= 6 else { throw .length }
    if isInternational || main.hasPrefix("0086") {
      let rest = main.hasPrefix("0086") ? main.dropFirst(4) : main.hasPrefix("86") ? main.dropFirst(2) : main[...]
      main = rest.hasPrefix("1") && rest.utf8.count == 11 || rest.hasPrefix("0") ? String(rest) : "0" + rest
    }
    return (main, extra)
  }
}

/// Why a telephone number is refused.
public enum TelephoneProblem: Refusal, Hashable {
  case missing, areaCodeMissing, length, mobileForm, landlineWanted, mobileWanted
  case character(String)

  public var code: String {
    switch self {
    case .missing: "telephone.missing"
    case .areaCodeMissing: "telephone.area-code-missing"
    case .length: "telephone.length"
    case .mobileForm: "telephone.mobile-form"
    case .landlineWanted: "telephone.landline-wanted"
    case .mobileWanted: "telephone.mobile-wanted"
    case .character: "telephone.character"
    }
  }

  public var message: String {
    switch self {
    case .missing: "没有填写"
    case .areaCodeMissing: "缺少区号"
    case .length: "位数不对"
    case .mobileForm: "应为 1 开头的 11 位手机号"
    case .landlineWanted: "这里请填带区号的固定电话"
    case .mobileWanted: "这里请填手机号"
    case .character(let character): "「\(character)」不应出现"
    }
  }

  public var hint: String {
    switch self {
    case .mobileForm, .mobileWanted: "例如 13900000000"
    case .landlineWanted: "例如 0931-1234567；手机号可填在第二电话"
    default: "例如 0931-1234567，分机写作 0931-1234567-801"
    }
  }
}
