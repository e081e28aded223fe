/// 学号: a string always (leading zeros), unique inside an institution and a level of study.
public struct StudentNumber: Sendable, Hashable {
  public let value: String

  /// Takes a number that was checked before.
  public init(stored value: String) { self.value = value }

  /// Reads what somebody typed: half-width, inner spaces removed, letters as they are.
  public static func read(_ text: String) throws(StudentNumberProblem) -> StudentNumber {
    let tidy = text.compactHalfWidth
    guard !tidy.isEmpty else { throw .missing }
    var count = 0
    for scalar in tidy.unicodeScalars {
      count += 1
      if scalar.isASCIIDigit || scalar.isASCIILetter { continue }
      if scalar == "-" || scalar == "_" || scalar == "/" || scalar == "." { continue }
      throw .character(String(scalar), position: count)
    }
    guard count <= maximumLength else { throw .length(found: count) }
    return StudentNumber(stored: tidy)
  }

  /// C20 of domain.md 2.2.
  public static let maximumLength = 20
}

/// Why a student number is refused.
public enum StudentNumberProblem: Refusal, Hashable {
  case missing
  case length(found: Int)
  case character(String, position: Int)

  public var code: String {
    switch self {
    case .missing: "student-number.missing"
    case .length: "student-number.length"
    case .character: "student-number.character"
    }
  }

  public var message: String {
    switch self {
    case .missing: "没有填写"
    case .length(let found): "最多 \(StudentNumber.maximumLength) 位，现为 \(found) 位"
    case .character(let character, let position): "第 \(position) 位「\(character)」不应出现"
    }
  }

  public var hint: String {
    switch self {
    case .missing: "请填写学号"
    default: "请填写与学籍一致的学号（数字、字母和连字符）"
    }
  }
}
