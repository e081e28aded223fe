/// Which of the five data stand under a photo in roster mode.
public enum RosterCaptionField: String, Sendable, Hashable, CaseIterable, Codable {
  case institution
  case name
  case studentNumber = "student-number"
  case idNumber = "id-number"
  case shotSerial = "shot-serial"

  /// For the campaign's form.
  public var chineseName: String {
    switch self {
    case .institution: "学校名称"
    case .name: "姓名"
    case .studentNumber: "学号"
    case .idNumber: "身份证号"
    case .shotSerial: "拍摄序号"
    }
  }

  /// In front of the value; a name and an institution need none.
  var label: String {
    switch self {
    case .institution, .name: ""
    case .studentNumber: "学号"
    case .idNumber: "身份证号"
    case .shotSerial: "序号"
    }
  }
}

/// What stands under a photo in code mode: there is no case for a person's name or numbers.
public enum CodeCaptionField: String, Sendable, Hashable, CaseIterable, Codable {
  case code
  case shotSerial = "shot-serial"

  public var chineseName: String { self == .code ? "内部编号" : "拍摄序号" }
  var label: String { self == .code ? "编号" : "序号" }
}

/// 照片下方的数据: fields, order and rows, a setting of the campaign (A3).
///
/// A campaign of one regime ignores the rows of the other.
public struct CaptionSetting: Sendable, Hashable, Codable {
  /// From top to bottom; one or two fields a row, the second at the right edge.
  public var rosterRows: [[RosterCaptionField]]
  public var codeRows: [[CodeCaptionField]]
  /// Whether 「学号」「身份证号」「序号」 stand before their values.
  public var showsLabels: Bool

  public init(
    rosterRows: [[RosterCaptionField]] = [[.institution], [.name, .shotSerial], [.studentNumber], [.idNumber]],
    codeRows: [[CodeCaptionField]] = [[.code], [.shotSerial]], showsLabels: Bool = true
  ) {
    self.rosterRows = rosterRows
    self.codeRows = codeRows
    self.showsLabels = showsLabels
  }

  /// All five data of the notice on four rows.
  public static let standard = CaptionSetting()

  /// All five on three rows without labels, for sheets that are packed as densely as paper allows.
  public static let dense = CaptionSetting(
    rosterRows: [[.institution], [.name, .shotSerial], [.studentNumber, .idNumber]], codeRows: [[.code, .shotSerial]],
    showsLabels: false)

  /// 「学校名称；姓名、拍摄序号；学号」, for the history of the settings.
  public func chinese(in regime: Regime) -> String {
    let rows =
      switch regime {
      case .roster: rosterRows.map { $0.map(\.chineseName) }
      case .code: codeRows.map { $0.map(\.chineseName) }
      }
    return rows.map { $0.joined(separator: "、") }.joined(separator: "；") + (showsLabels ? "，印项目名" : "，不印项目名")
  }

  /// What has to be put right before the campaign can print, and what somebody should look at.
  public func problems(in regime: Regime) -> [CaptionProblem] {
    switch regime {
    case .roster:
      var found = Self.problems(rosterRows)
      let missing = RosterCaptionField.allCases.filter { !rosterRows.joined().contains($0) }
      if found.isEmpty, !missing.isEmpty { found.append(.lacks(missing)) }
      if !rosterRows.isEmpty, rosterRows.joined().allSatisfy({ $0 == .institution }) { found.append(.namesNobody) }
      return found
    case .code: return Self.problems(codeRows)
    }
  }

  private static func problems<Field: Hashable>(_ rows: [[Field]]) -> [CaptionProblem] {
    var found: [CaptionProblem] = []
    let fields = rows.flatMap { $0 }
    if fields.isEmpty { found.append(.empty) }
    if Set(fields).count < fields.count { found.append(.twice) }
    if !fields.isEmpty, rows.contains(where: { !(1...2).contains($0.count) }) { found.append(.rowLength) }
    return found
  }
}

extension CaptionSetting {
  /// What an older version does not say has its usual value.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    let usual = CaptionSetting.standard
    self.init(
      rosterRows: try values.decodeIfPresent([[RosterCaptionField]].self, forKey: .rosterRows) ?? usual.rosterRows,
      codeRows: try values.decodeIfPresent([[CodeCaptionField]].self, forKey: .codeRows) ?? usual.codeRows,
      showsLabels: try values.decodeIfPresent(Bool.self, forKey: .showsLabels) ?? usual.showsLabels)
  }
}

/// What is wrong with a caption's setting.
public enum CaptionProblem: Sendable, Hashable {
  case empty
  case twice
  case rowLength
  /// Only the institution: nobody could find a photo by that.
  case namesNobody
  /// The notice asks for all five (A3); a campaign may leave some out.
  case lacks([RosterCaptionField])

  /// Whether printing waits for it.
  public var isError: Bool {
    if case .lacks = self { return false }
    return true
  }

  public var message: String {
    switch self {
    case .empty: "照片下方至少要印一项，请选择要印的数据"
    case .twice: "同一项数据选了两次，请去掉一次"
    case .rowLength: "每行印一项或两项，请重新分行"
    case .namesNobody: "只印学校名称认不出是谁，请再选姓名、学号、身份证号或拍摄序号"
    case .lacks(let fields): "通知要求照片下方印五项，现在没有\(fields.map(\.chineseName).joined(separator: "、"))"
    }
  }
}

/// Why a caption cannot be made or set.
public enum CaptionRefusal: Refusal, Hashable {
  /// Not an opaque code; the text is not repeated, because it may name a person.
  case notACode
  /// The first error of the setting.
  case setting(CaptionProblem)

  public var code: String {
    switch self {
    case .notACode: "caption.not-a-code"
    case .setting: "caption.setting"
    }
  }

  public var message: String {
    switch self {
    case .notACode: "采集码模式下，照片下方只能印内部编号和拍摄序号（字母、数字和连字符），不能是身份证号"
    case .setting(let problem): problem.message
    }
  }

  public var hint: String {
    switch self {
    case .notACode: "请核对编号的来源；姓名和号码只在学校一侧印"
    case .setting: "请在年度采集的设置里修改"
    }
  }
}
