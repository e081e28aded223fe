/// A column of the 《勘误表》, in the order of the paper (domain.md §4).
public enum ErrataColumn: String, Sendable, Hashable, CaseIterable, Codable {
  case number, institutionCode, shotSerial, field, old, new, name, studentNumber, idNumber, kind, handler, day
  /// In code mode only, instead of name and numbers.
  case collectionCode

  public var chineseName: String {
    switch self {
    case .number: "序号"
    case .institutionCode: "学校代码"
    case .shotSerial: "拍摄序号"
    case .field: "错误字段"
    case .old: "错误内容"
    case .new: "正确内容"
    case .name: "姓名"
    case .studentNumber: "学号"
    case .idNumber: "身份证号"
    case .kind: "错误类型"
    case .handler: "经手人"
    case .day: "日期"
    case .collectionCode: "采集码"
    }
  }

  /// Headers under which schools write it, the paper's own first.
  var synonyms: [String] {
    switch self {
    case .number: ["序号", "编号", "顺序号"]
    case .institutionCode: ["学校代码", "院校代码", "学校编码", "院校编码", "校码"]
    case .shotSerial: ["拍摄序号", "拍摄号", "照相序号", "图像序号", "拍照序号"]
    case .field: ["错误字段", "错误项目", "错误项", "字段", "勘误字段", "错误信息", "更正项目"]
    case .old: ["错误内容", "原内容", "错误值", "原信息", "更正前", "误"]
    case .new: ["正确内容", "更正内容", "正确值", "正确信息", "更正后", "更正为", "应为", "正"]
    case .name: ["姓名", "学生姓名", "毕业生姓名"]
    case .studentNumber: ["学号", "学生学号"]
    case .idNumber: ["身份证号", "身份证号码", "证件号码", "证件号", "公民身份号码", "身份证"]
    case .kind: ["错误类型", "错误类别", "类型", "勘误类型"]
    case .handler: ["经手人", "经办人", "填表人", "填报人"]
    case .day: ["日期", "填表日期", "填报日期", "经手日期", "时间"]
    case .collectionCode: ["采集码", "编号码", "学生唯一编号"]
    }
  }

  public static func columns(in regime: Regime) -> [ErrataColumn] {
    switch regime {
    case .roster:
      [.number, .institutionCode, .shotSerial, .field, .old, .new, .name, .studentNumber, .idNumber, .kind, .handler, .day]
    case .code: [.number, .institutionCode, .collectionCode, .shotSerial, .field, .old, .new, .kind, .handler, .day]
    }
  }

  /// Without these a table is no 《勘误表》.
  static let indispensable: [ErrataColumn] = [.field, .new]

  /// Values that are the same in all rows: where a cell was merged or left out, the one above goes on.
  var isCarriedDown: Bool { self == .institutionCode || self == .handler || self == .day }

  static let known: [String: ErrataColumn] = {
    var known: [String: ErrataColumn] = [:]
    for column in allCases {
      for word in column.synonyms where known[word] == nil { known[word] = column }
    }
    return known
  }()

  /// The column of a header; what people put around it does not count.
  public init?(header: String) {
    guard let column = Self.known[RosterColumn.normalisedHeader(header)] else { return nil }
    self = column
  }
}

/// A line of the 《勘误表》 in one regime: what the paper, the workbook and its reader share.
public protocol ErrataFormLine: Sendable, Hashable {
  static var regime: Regime { get }
  /// The text of a column; its own number is the form's, not the line's.
  func text(_ column: ErrataColumn) -> String
}

/// A line of roster mode: numbers in full, as the paper has them.
public struct ErrataLine: ErrataFormLine {
  public var institutionCode: String
  /// As printed under the photo; may be empty.
  public var shotSerial: String
  public var field: RosterColumn
  public var old: String
  public var new: String
  public var name: String
  public var studentNumber: String
  public var idNumber: String
  public var kind: Erratum.Kind
  public var handler: String
  public var day: CalendarDay

  public init(
    institutionCode: String, shotSerial: String, field: RosterColumn, old: String, new: String, name: String,
    studentNumber: String, idNumber: String, kind: Erratum.Kind, handler: String, day: CalendarDay
  ) {
    self.institutionCode = institutionCode
    self.shotSerial = shotSerial
    self.field = field
    self.old = old
    self.new = new
    self.name = name
    self.studentNumber = studentNumber
    self.idNumber = idNumber
    self.kind = kind
    self.handler = handler
    self.day = day
  }

  public static var regime: Regime { .roster }

  public func text(_ column: ErrataColumn) -> String {
    switch column {
    case .number, .collectionCode: ""
    case .institutionCode: institutionCode
    case .shotSerial: shotSerial
    case .field: field.chineseName
    case .old: old
    case .new: new
    case .name: name
    case .studentNumber: studentNumber
    case .idNumber: idNumber
    case .kind: kind.chineseName
    case .handler: handler
    case .day: day.iso
    }
  }

  public static func == (left: ErrataLine, right: ErrataLine) -> Bool {
    left.field == right.field && left.kind == right.kind && left.day == right.day
      && ErrataColumn.allCases.allSatisfy { left.text($0).hasSameCodePoints(as: right.text($0)) }
  }

  /// The column in which the line is about somebody else than this record; nil when it is about him.
  ///
  /// People write either the wrong or the right value into the column of the field that is put right.
  public func disagreement(with entry: RosterEntry) -> ErrataColumn? {
    func agrees(_ text: String, _ column: RosterColumn) -> Bool {
      if text.isEmpty { return true }
      let said = ErratumRules.normal(text, of: column)
      if said.hasSameCodePoints(as: entry[column]) { return true }
      guard kind == .wrongData, field == column else { return false }
      return said.hasSameCodePoints(as: ErratumRules.normal(new, of: column))
    }
    if !agrees(studentNumber, .studentNumber) { return .studentNumber }
    if !agrees(idNumber, .idNumber) { return .idNumber }
    return agrees(name, .name) ? nil : .name
  }
}

/// A line of code mode: a shift by code and serials, with no place for a person's data.
public struct CodeErrataLine: ErrataFormLine {
  public var institutionCode: String
  public let person: CodeCaption
  /// Serial of the photo that lies under the code, as printed; empty where none does.
  public let old: String
  public let new: String
  /// 经手人 of the institution.
  public var handler: String
  public var day: CalendarDay

  /// - Throws: `CaptionRefusal.notACode` when one of the serials is none.
  public init(
    institutionCode: String, person: CodeCaption, old: String, new: String, handler: String, day: CalendarDay
  ) throws(CaptionRefusal) {
    for serial in [old, new] { _ = try CodeCaption(code: person.code, shotSerial: serial) }
    self.institutionCode = institutionCode
    self.person = person
    self.old = old
    self.new = new
    self.handler = handler
    self.day = day
  }

  public static var regime: Regime { .code }

  public func text(_ column: ErrataColumn) -> String {
    switch column {
    case .number, .name, .studentNumber, .idNumber: ""
    case .institutionCode: institutionCode
    case .collectionCode: person.code
    case .shotSerial: person.shotSerial
    case .field: RosterColumn.plannedSerial.chineseName
    case .old: old
    case .new: new
    case .kind: Erratum.Kind.shifted.chineseName
    case .handler: handler
    case .day: day.iso
    }
  }
}
