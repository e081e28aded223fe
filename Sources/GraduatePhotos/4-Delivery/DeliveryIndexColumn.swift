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

  /// The roster's column of the same name: called and as wide there as here.
  private var rosterColumn: RosterColumn? { RosterColumn(rawValue: rawValue) }

  public var chineseName: String {
    switch self {
    case .code: "采集码"
    case .photoFile: "照片文件"
    case .photoHash: "照片摘要"
    default: rosterColumn?.chineseName ?? rawValue
    }
  }

  /// Bytes of GB 18030 in a DBF, 1…254.
  public var width: Int {
    switch self {
    case .code: 20
    case .photoHash: 64
    default: rosterColumn?.width ?? 254
    }
  }

  /// In code mode the index holds nothing of a person but the collection code, which only the institution can resolve.
  public static func columns(in regime: Regime) -> [DeliveryIndexColumn] {
    switch regime {
    case .roster: allCases.filter { $0 != .code }
    case .code: allCases.filter { !($0.rosterColumn?.identifiesPersons ?? false) }
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
