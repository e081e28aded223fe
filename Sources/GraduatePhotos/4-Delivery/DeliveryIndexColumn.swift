/// Columns of the index that goes with the pictures: those of the roster's template (domain.md 2.2) that a picture needs, and its file.
public enum DeliveryIndexColumn: String, Sendable, Hashable, CaseIterable {
  case institutionCode = "XXDM"
  case institutionName = "XXMC"
  case studyCenterName = "ZDMC"
  case category = "LB"
  case department = "YX"
  case major = "ZY"
  case classGroup = "BJ"
  case studentNumber = "XH"
  case name = "XM"
  case idNumber = "SFZH"
  case code = "CJM"
  case shotSerial = "PSXH"
  case photoFile = "ZPWJ"
  case photoHash = "ZPZY"

  /// The field's name in a DBF, at most ten letters.
  public var fieldName: String { rawValue }

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
    case .idNumber: "身份证号"
    case .code: "采集码"
    case .shotSerial: "拍摄序号"
    case .photoFile: "照片文件"
    case .photoHash: "照片摘要"
    }
  }

  /// Bytes of GB 18030 in a DBF, 1…254.
  public var width: Int {
    switch self {
    case .institutionCode: 5
    case .institutionName, .studyCenterName: 60
    case .category: 6
    case .department: 40
    case .major, .name: 50
    case .classGroup: 30
    case .studentNumber, .idNumber, .code: 20
    case .shotSerial: 8
    case .photoFile: 254
    case .photoHash: 64
    }
  }

  /// In code mode the index holds nothing of a person but the collection code, which only the institution can resolve.
  public static func columns(in regime: Regime) -> [DeliveryIndexColumn] {
    switch regime {
    case .roster: allCases.filter { $0 != .code }
    case .code: allCases.filter { ![.studentNumber, .name, .idNumber].contains($0) }
    }
  }

  /// The column's value for a picture that has its place.
  public func value(of photo: PlacedPhoto) -> String {
    let line = photo.line
    return switch self {
    case .institutionCode: line.institutionCode
    case .institutionName: line.institutionName
    case .studyCenterName: line.studyCenterName
    case .category: line.category.chineseName
    case .department: line.department
    case .major: line.major
    case .classGroup: line.classGroup
    case .studentNumber: line.studentNumber
    case .name: line.name
    case .idNumber: line.idNumber
    case .code: line.code
    case .shotSerial: line.shotSerial
    case .photoFile: photo.path
    case .photoHash: line.sha256
    }
  }
}
