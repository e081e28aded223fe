/// One graduate's record as it goes into the center: every value checked and in its normal form.
public struct RosterEntry: Sendable {
  public var institutionCode: String
  public var institutionName: String
  /// Empty for those who study at the institution itself.
  public var studyCenterName: String
  public var category: Category
  public var department: String
  public var major: String
  public var classGroup: String
  /// Empty only for freshmen who have none yet; then `extras[.examineeNumber]` is there.
  public var studentNumber: String
  public var name: PersonName
  public var sex: Sex
  public var idNumber: IDNumber
  public var level: StudyLevel?
  /// Years, such as 4 or 2.5; empty when not given.
  public var studyLength: String
  public var expectedGraduation: CalendarDay?
  public var plannedSerial: String
  public var remark: String
  /// The optional columns that were filled in (`RosterColumn.extras`).
  public var extras: [RosterColumn: String]
  /// A character of the name still has to be filled in (待补字).
  public var nameLacksCharacters: Bool
  /// What was put in its normal form without a question.
  public var tidied: RosterTidying

  public init(
    institutionCode: String, institutionName: String, studyCenterName: String = "", category: Category,
    department: String, major: String = "", classGroup: String = "", studentNumber: String, name: PersonName, sex: Sex,
    idNumber: IDNumber, level: StudyLevel? = nil, studyLength: String = "", expectedGraduation: CalendarDay? = nil,
    plannedSerial: String = "", remark: String = "", extras: [RosterColumn: String] = [:],
    nameLacksCharacters: Bool = false, tidied: RosterTidying = []
  ) {
    self.institutionCode = institutionCode
    self.institutionName = institutionName
    self.studyCenterName = studyCenterName
    self.category = category
    self.department = department
    self.major = major
    self.classGroup = classGroup
    self.studentNumber = studentNumber
    self.name = name
    self.sex = sex
    self.idNumber = idNumber
    self.level = level
    self.studyLength = studyLength
    self.expectedGraduation = expectedGraduation
    self.plannedSerial = plannedSerial
    self.remark = remark
    self.extras = extras
    self.nameLacksCharacters = nameLacksCharacters
    self.tidied = tidied
  }

  /// The value of a column as files and pages write it; empty when there is none.
  public subscript(column: RosterColumn) -> String {
    switch column {
    case .institutionCode: institutionCode
    case .institutionName: institutionName
    case .studyCenterName: studyCenterName
    case .category: category.chineseName
    case .department: department
    case .major: major
    case .classGroup: classGroup
    case .studentNumber: studentNumber
    case .name: name.value
    case .sex: sex.chineseName
    case .idNumberKind: idNumber.kind.chineseName
    case .idNumber: idNumber.value
    case .level: level?.chineseName ?? ""
    case .studyLength: studyLength
    case .expectedGraduation: expectedGraduation?.compact ?? ""
    case .plannedSerial: plannedSerial
    case .remark: remark
    default: extras[column] ?? ""
    }
  }

  /// The date of birth of the identity number, else the one of its own column.
  public var birthDate: CalendarDay? {
    idNumber.birthDate ?? extras[.birthDate].flatMap { CalendarDay.parse($0) }
  }
}

extension RosterEntry: Equatable {
  /// Equal when every column holds the same code points; how the values came in (`tidied`) does not count.
  public static func == (left: RosterEntry, right: RosterEntry) -> Bool { left.firstDifference(from: right) == nil }

  func firstDifference(from other: RosterEntry) -> RosterColumn? {
    RosterColumn.allCases.first { differs(from: other, in: $0) }
  }

  /// Compares without building texts where the value is not one.
  func differs(from other: RosterEntry, in column: RosterColumn) -> Bool {
    switch column {
    case .category: category != other.category
    case .sex: sex != other.sex
    case .idNumberKind: idNumber.kind != other.idNumber.kind
    case .level: level != other.level
    case .expectedGraduation: expectedGraduation != other.expectedGraduation
    case .birthDate, .ethnicity, .examineeNumber, .studyMode, .majorCode, .enrolmentDate, .politicalStatus, .outcome:
      if extras.isEmpty && other.extras.isEmpty { false } else { !self[column].hasSameCodePoints(as: other[column]) }
    default: !self[column].hasSameCodePoints(as: other[column])
    }
  }
}

/// What reading put in its normal form; only counted, since nobody has to do anything about it.
public struct RosterTidying: OptionSet, Sendable, Hashable {
  public let rawValue: UInt8
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// Interpunct variants became U+00B7.
  public static let interpunct = RosterTidying(rawValue: 1)
  /// Spaces inside a name went.
  public static let nameSpaces = RosterTidying(rawValue: 2)
  /// Spaces, brackets or full-width digits of a number went.
  public static let numberForm = RosterTidying(rawValue: 4)
  /// Line ends or control characters inside a text went.
  public static let textForm = RosterTidying(rawValue: 8)
}
