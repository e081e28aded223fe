/// One graduate of a delivery: the data that belong to the picture (A3), and which picture it is.
public struct DeliveryLine: Sendable, Hashable {
  /// Our number of the graduate: the same in every delivery, whatever is corrected.
  public var internalNumber: String
  public var institutionCode: String
  public var institutionName: String
  /// Empty for those who study at the institution itself.
  public var studyCenterName: String
  public var category: Category
  public var department: String
  public var major: String
  public var classGroup: String
  /// Empty in code mode, as are `name` and `idNumber`.
  public var studentNumber: String
  public var name: String
  public var idNumber: String
  /// The collection code, which only the institution can resolve; empty in roster mode.
  public var code: String
  public var shotSerial: String
  /// SHA-256 of the portrait's bytes: 64 lower-case hexadecimal digits.
  public var sha256: String
  /// Size of the portrait, 0…`DeliveryLimits.fileBytes`.
  public var byteCount: Int

  public init(
    internalNumber: String, institutionCode: String, institutionName: String, studyCenterName: String = "", category: Category,
    department: String, major: String = "", classGroup: String = "", studentNumber: String, name: String, idNumber: String,
    code: String = "", shotSerial: String, sha256: String, byteCount: Int
  ) {
    self.internalNumber = internalNumber
    self.institutionCode = institutionCode
    self.institutionName = institutionName
    self.studyCenterName = studyCenterName
    self.category = category
    self.department = department
    self.major = major
    self.classGroup = classGroup
    self.studentNumber = studentNumber
    self.name = name
    self.idNumber = idNumber
    self.code = code
    self.shotSerial = shotSerial
    self.sha256 = sha256
    self.byteCount = byteCount
  }

  /// The value that its file is named after; empty when there is none.
  public func value(of key: PhotoKey) -> String {
    switch key {
    case .idNumber: idNumber
    case .studentNumber: studentNumber
    case .shotSerial: shotSerial
    case .internalNumber: internalNumber
    }
  }

  /// Whether both say the same of the person, code point for code point, whatever the picture.
  public func hasSameData(as other: DeliveryLine) -> Bool {
    category == other.category
      && zip(texts, other.texts).allSatisfy { $0.hasSameCodePoints(as: $1) }
  }

  private var texts: [String] {
    [
      institutionCode, institutionName, studyCenterName, department, major, classGroup, studentNumber, name, idNumber,
      code, shotSerial,
    ]
  }
}
