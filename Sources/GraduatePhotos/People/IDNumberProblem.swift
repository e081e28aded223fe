/// Why an identity number is refused; messages never quote the number, nor the birth date inside it.
public enum IDNumberProblem: Refusal, Hashable {
  case missing
  /// Places found, for kinds of 15 or 18 places.
  case length(found: Int)
  /// A character that has no place there; positions count from 1.
  case character(String, position: Int)
  case birthDate
  case birthDateInFuture
  /// The digit that GB 11643-1999 asks for in the last place.
  case checkDigit(expected: String)
  case region(IDNumberKind)
  case form(IDNumberKind)
  case unknownKind(String)

  public var code: String {
    switch self {
    case .missing: "id-number.missing"
    case .length: "id-number.length"
    case .character: "id-number.character"
    case .birthDate: "id-number.birth-date"
    case .birthDateInFuture: "id-number.birth-date-in-future"
    case .checkDigit: "id-number.check-digit"
    case .region: "id-number.region"
    case .form: "id-number.form"
    case .unknownKind: "id-number.unknown-kind"
    }
  }

  public var message: String {
    switch self {
    case .missing: "没有填写"
    case .length(let found): "应为 18 位（旧号 15 位），现为 \(found) 位"
    case .character(let character, let position): "第 \(position) 位「\(character)」不应出现"
    case .birthDate: "第 7–14 位不是有效的出生日期"
    case .birthDateInFuture: "出生日期晚于今天"
    case .checkDigit(let expected): "校验位应为 \(expected)"
    case .region(let kind): "\(kind.chineseName)的前六位不对"
    case .form(let kind): "不是\(kind.chineseName)的写法"
    case .unknownKind(let text): "证件类型「\(text)」无法识别"
    }
  }

  public var hint: String {
    switch self {
    case .missing: "请填写证件号码"
    case .form(let kind): Self.form(of: kind)
    case .region: "香港为 810000，澳门为 820000，台湾为 830000，请核对原件"
    case .unknownKind: "请填写居民身份证、港澳台居民居住证、护照等名称"
    default: "请核对原件"
    }
  }

  private static func form(of kind: IDNumberKind) -> String {
    switch kind {
    case .mainlandTravelPermit: "应为 H 或 M 加 8 位数字，可再加 2 位换证次数"
    case .taiwanTravelPermit: "应为 8 位数字（旧证 10 位）"
    case .passport: "应为 5–20 位字母和数字"
    case .permanentResident: "应为 18 位（首位 9），旧证为 3 个字母加 12 位数字"
    case .officer, .other: "应为 2–30 个字，并含数字"
    default: "请核对原件"
    }
  }
}

/// What a person should look at although the number is well-formed.
public enum IDNumberWarning: Sendable, Hashable {
  /// The first two digits are no province's.
  case region
  /// Younger than `IDNumber.plausibleAges` or older.
  case age
  /// Of another kind than was written beside it.
  case kindDiffers(IDNumberKind)
  /// 15 places: the holder has had an 18-digit number since 1999.
  case oldForm
  /// No rule can check such a number.
  case freeText

  public var message: String {
    switch self {
    case .region: "前两位不是任何省份的代码，请核对原件"
    case .age: "按出生日期推算的年龄少见，请核对原件"
    case .kindDiffers(let kind): "号码是\(kind.chineseName)的写法，与所填证件类型不同"
    case .oldForm: "是 15 位旧号，请改为 18 位"
    case .freeText: "这类证件号码无法自动核对，请人工看原件"
    }
  }
}
