/// What a delivered picture's file is named after (domain.md 1.5).
public enum PhotoKey: String, Sendable, Hashable, CaseIterable, Codable {
  /// 身份证号: the custom before 2022, and how photos are joined to the records of the national register.
  case idNumber = "id-number"
  case studentNumber = "student-number"
  case shotSerial = "shot-serial"
  /// A number of ours that says nothing about the person.
  case internalNumber = "internal-number"

  /// In code mode the collecting side never sees an identity number, so no file may bear one.
  public static func usual(in regime: Regime) -> PhotoKey {
    switch regime {
    case .roster: .idNumber
    case .code: .internalNumber
    }
  }

  public var chineseName: String {
    switch self {
    case .idNumber: "身份证号"
    case .studentNumber: "学号"
    case .shotSerial: "拍摄序号"
    case .internalNumber: "内部编号"
    }
  }
}
