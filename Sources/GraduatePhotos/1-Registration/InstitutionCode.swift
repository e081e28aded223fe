/// 院校代码: the five digits registered with the ministry; a study center uses its parent's (A4).
///
/// An institution whose code is not yet known works with a provisional one, written 临001 … 临999: it fills the five bytes of the
/// column and cannot be taken for a real one. It blocks only filing.
public struct InstitutionCode: Sendable, Hashable, Codable {
  public let value: String

  /// Takes a code that was read before.
  public init(stored value: String) { self.value = value }

  public var isProvisional: Bool { value.hasPrefix("临") }

  /// Any five digits are a code: parents may be anywhere, and the list of codes grows every year (A2).
  public static func read(_ text: String) throws(InstitutionCodeProblem) -> InstitutionCode {
    let tidy = text.compactHalfWidth
    guard !tidy.isEmpty else { throw .missing }
    if tidy.hasPrefix("临") {
      let digits = String(tidy.dropFirst())
      guard digits.isAllDigits, digits.utf8.count == 3, digits != "000" else { throw .provisionalForm }
      return InstitutionCode(stored: tidy)
    }
    guard tidy.isAllDigits else { throw .notDigits }
    if tidy.utf8.count == 10 { throw .longIdentifier(code: String(tidy.suffix(5))) }
    guard tidy.utf8.count == 5 else { throw .length(found: tidy.utf8.count) }
    guard tidy != "00000" else { throw .missing }
    return InstitutionCode(stored: tidy)
  }

  /// The n-th provisional code of a province, 1–999; nil beyond.
  public static func provisional(_ number: Int) -> InstitutionCode? {
    guard (1...999).contains(number) else { return nil }
    return InstitutionCode(stored: "临" + String(String(1000 + number).dropFirst()))
  }
}

/// Why an institution code is refused.
public enum InstitutionCodeProblem: Refusal, Hashable {
  case missing, notDigits, provisionalForm
  case length(found: Int)
  /// The ministry's ten-digit identifier was typed; the code is its end.
  case longIdentifier(code: String)

  public var code: String {
    switch self {
    case .missing: "institution-code.missing"
    case .notDigits: "institution-code.not-digits"
    case .provisionalForm: "institution-code.provisional-form"
    case .length: "institution-code.length"
    case .longIdentifier: "institution-code.long-identifier"
    }
  }

  public var message: String {
    switch self {
    case .missing: "没有填写"
    case .notDigits: "应全是数字"
    case .provisionalForm: "临时代码应写作 临001 至 临999"
    case .length(let found): "应为 5 位数字，现为 \(found) 位"
    case .longIdentifier(let code): "是十位的学校标识码，院校代码是它的后五位 \(code)"
    }
  }

  public var hint: String {
    switch self {
    case .longIdentifier(let code): "请改填 \(code)"
    case .provisionalForm: "还没有代码的院校请由省厅管理员分配临时代码"
    default: "请填写教育部登记的五位代码；函授站填总校代码"
    }
  }
}
