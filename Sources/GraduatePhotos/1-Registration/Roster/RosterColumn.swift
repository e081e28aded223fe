/// A column of the roster: the 17 of domain.md 2.2 (annex 2, X2) in their order, then optional ones of 2.3.
///
/// The raw value is the code that DBF files use as field name.
public enum RosterColumn: String, Sendable, Hashable, CaseIterable, Codable {
  case institutionCode = "XXDM"
  case institutionName = "XXMC"
  case studyCenterName = "ZDMC"
  case category = "LB"
  case department = "YX"
  case major = "ZY"
  case classGroup = "BJ"
  case studentNumber = "XH"
  case name = "XM"
  case sex = "XB"
  case idNumberKind = "ZJLX"
  case idNumber = "SFZH"
  case level = "CC"
  case studyLength = "XZ"
  case expectedGraduation = "YJBYRQ"
  case plannedSerial = "PSXH"
  case remark = "BZ"
  case birthDate = "CSRQ"
  case ethnicity = "MZ"
  case examineeNumber = "KSH"
  case studyMode = "XXXS"
  case majorCode = "ZYDM"
  case enrolmentDate = "RXRQ"
  case politicalStatus = "ZZMM"
  case outcome = "BJYJL"

  public var code: String { rawValue }

  /// The 17 columns of the template, in order.
  public static let template: [RosterColumn] = Array(allCases.prefix(17))
  /// Optional columns of the national registration that are kept when they are there.
  public static let extras: [RosterColumn] = Array(allCases.dropFirst(17))

  /// Position in `allCases`; a switch, because a dictionary would hash the raw value for every cell of a roster.
  public var ordinal: Int {
    switch self {
    case .institutionCode: 0
    case .institutionName: 1
    case .studyCenterName: 2
    case .category: 3
    case .department: 4
    case .major: 5
    case .classGroup: 6
    case .studentNumber: 7
    case .name: 8
    case .sex: 9
    case .idNumberKind: 10
    case .idNumber: 11
    case .level: 12
    case .studyLength: 13
    case .expectedGraduation: 14
    case .plannedSerial: 15
    case .remark: 16
    case .birthDate: 17
    case .ethnicity: 18
    case .examineeNumber: 19
    case .studyMode: 20
    case .majorCode: 21
    case .enrolmentDate: 22
    case .politicalStatus: 23
    case .outcome: 24
    }
  }

  public var chineseName: String {
    switch self {
    case .institutionCode: "学校代码"
    case .institutionName: "学校名称"
    case .studyCenterName: "站点名称"
    case .category: "类别"
    case .department: "院系"
    case .major: "专业"
    case .classGroup: "班级"
    case .studentNumber: "学号"
    case .name: "姓名"
    case .sex: "性别"
    case .idNumberKind: "证件类型"
    case .idNumber: "身份证号"
    case .level: "层次"
    case .studyLength: "学制"
    case .expectedGraduation: "预计毕业日期"
    case .plannedSerial: "拍摄序号"
    case .remark: "备注"
    case .birthDate: "出生日期"
    case .ethnicity: "民族"
    case .examineeNumber: "考生号"
    case .studyMode: "学习形式"
    case .majorCode: "专业代码"
    case .enrolmentDate: "入学日期"
    case .politicalStatus: "政治面貌"
    case .outcome: "毕结业"
    }
  }

  /// Width in bytes of GB 18030 (the C of DBF); can be changed by a campaign.
  public var width: Int {
    switch self {
    case .institutionCode: 5
    case .institutionName, .studyCenterName: 60
    case .category, .majorCode: 6
    case .department, .remark: 40
    case .major, .name: 50
    case .classGroup: 30
    case .studentNumber, .idNumber: 20
    case .sex: 2
    case .idNumberKind: 30
    case .level: 12
    case .studyLength: 3
    case .expectedGraduation, .plannedSerial, .birthDate, .enrolmentDate: 8
    case .ethnicity: 24
    case .examineeNumber: 18
    case .studyMode: 10
    case .politicalStatus: 16
    case .outcome: 4
    }
  }

  /// Required by domain.md 2.2; can be changed by a campaign.
  public var isRequired: Bool {
    switch self {
    case .institutionCode, .institutionName, .category, .department, .studentNumber, .name, .sex, .idNumber: true
    default: false
    }
  }

  /// Texts that are kept as they are written: their width counts.
  ///
  /// All others are brought to a form of their own first.
  var isFreeText: Bool {
    switch self {
    case .institutionName, .studyCenterName, .department, .major, .classGroup, .plannedSerial, .remark, .ethnicity,
      .examineeNumber, .majorCode, .politicalStatus:
      true
    default: false
    }
  }

  /// Names or numbers of persons: refused in code mode, in no form (design.md, code mode).
  public var identifiesPersons: Bool {
    switch self {
    case .name, .idNumber, .idNumberKind, .studentNumber, .examineeNumber, .birthDate: true
    default: false
    }
  }

  public func applies(to regime: Regime) -> Bool { regime == .roster || !identifiesPersons }
}
