/// What holds a graduate back from being filed (A11); the raw value is stored in addresses.
public enum FilingHold: String, Sendable, Hashable, CaseIterable, Codable {
  case noPortrait = "no-portrait"
  case claimOpen = "claim"
  case erratumOpen = "erratum"
  case classUnsealed = "class"
  case disputed
  case unanswered
  case fieldMissing = "field-missing"
  case fieldWide = "field-wide"
  case fieldUnwritable = "field-unwritable"
  case nameTaken = "name-taken"
  case codeProvisional = "code-provisional"
  case nameIncomplete = "name-incomplete"

  public var chineseName: String {
    switch self {
    case .noPortrait: "没有放行的照片"
    case .claimOpen: "问题登记还没有处理完"
    case .erratumOpen: "勘误还没有决定"
    case .classUnsealed: "班级照片核对单没有用印"
    case .disputed: "学生校对有误，还没有处理完"
    case .unanswered: "校对时间没有结束，学生还没有校对"
    case .fieldMissing: "必填项是空的"
    case .fieldWide: "某一项超过字段宽度"
    case .fieldUnwritable: "某一项有文件写不出的字"
    case .nameTaken: "照片文件名为空或与别人重复"
    case .codeProvisional: "院校代码还是临时代码"
    case .nameIncomplete: "姓名里有待补的字"
    }
  }

  /// Where it is put right.
  public var remedy: String {
    switch self {
    case .noPortrait: "漏拍的参加补拍；已拍的等总部放行"
    case .claimOpen, .erratumOpen: "在「核对与勘误」里处理"
    case .classUnsealed: "在「核对与勘误」里核对这个班并用印"
    case .disputed: "在「学生校对」的有误列表里受理或答复"
    case .unanswered: "提醒学生校对；校对时间结束后可以报盘，注明未经本人校对"
    case .fieldMissing, .fieldWide, .fieldUnwritable: "在「学生名单」里改正这一项"
    case .nameTaken: "在「学生名单」里核对证件号或学号"
    case .codeProvisional: "请学校填报教育部的五位代码，由省厅确认"
    case .nameIncomplete: "在「学生名单」里按身份证补上这个字"
    }
  }
}

/// What the graduate himself said of what is filed; the raw value is stored (promise 4).
public enum FilingConfirmation: String, Sendable, Hashable, CaseIterable, Codable {
  /// Here, exactly this picture and these fields.
  case confirmed
  /// On the national site, as the institution's list says.
  case national
  /// Put right after his answer, and not confirmed again in time.
  case notAgain = "not-again"
  /// He holds something for wrong; the institution gave its reasons.
  case declined
  case never

  public var chineseName: String {
    switch self {
    case .confirmed: "本人已校对"
    case .national: "学信网已校对"
    case .notAgain: "更正后未再次校对"
    case .declined: "本人认为有误，学校已答复"
    case .never: "未经本人校对"
    }
  }
}

/// What is known of somebody before he is filed.
public struct FilingCandidate: Sendable {
  public var id: String
  /// As it would be filed, by the roster's columns.
  public var values: [RosterColumn: String]
  public var photoName: String
  public var hasPortrait: Bool
  public var claimOpen: Bool
  public var erratumOpen: Bool
  public var classSealed: Bool
  public var proof: ProofStanding.Group
  /// The institution answered or took up his 有误.
  public var disputeSettled: Bool
  public var national: NationalProofStatus?
  /// The officer gave him more time, which is not over.
  public var hasMoreTime: Bool
  public var nameLacksCharacters: Bool

  public init(
    id: String, values: [RosterColumn: String], photoName: String, hasPortrait: Bool, claimOpen: Bool = false,
    erratumOpen: Bool = false, classSealed: Bool = true, proof: ProofStanding.Group = .unanswered, disputeSettled: Bool = false,
    national: NationalProofStatus? = nil, hasMoreTime: Bool = false, nameLacksCharacters: Bool = false
  ) {
    self.id = id
    self.values = values
    self.photoName = photoName
    self.hasPortrait = hasPortrait
    self.claimOpen = claimOpen
    self.erratumOpen = erratumOpen
    self.classSealed = classSealed
    self.proof = proof
    self.disputeSettled = disputeSettled
    self.national = national
    self.hasMoreTime = hasMoreTime
    self.nameLacksCharacters = nameLacksCharacters
  }
}

/// Who may be filed: the loop is closed, and every field can be written (A11).
public struct FilingRule: Sendable {
  public let profile: FilingProfile
  /// Whether the place of the one chance is the national site.
  public let isNational: Bool
  /// Whether everybody may still answer.
  public let isProofingOpen: Bool
  /// The institution has no code of the ministry's yet.
  public let isCodeProvisional: Bool

  public init(profile: FilingProfile, isNational: Bool, isProofingOpen: Bool, isCodeProvisional: Bool = false) {
    self.isCodeProvisional = isCodeProvisional
    self.profile = profile
    self.isNational = isNational
    self.isProofingOpen = isProofingOpen
  }

  public struct Finding: Sendable, Hashable {
    public let hold: FilingHold
    /// The column it is about; empty for none.
    public let column: String

    public init(hold: FilingHold, column: String) {
      self.hold = hold
      self.column = column
    }
  }

  /// What holds somebody back, worst first; empty for who may be filed.
  public func findings(_ person: FilingCandidate, isNameTaken: Bool) -> [Finding] {
    var found: [Finding] = []
    func report(_ hold: FilingHold, _ column: String = "") { found.append(Finding(hold: hold, column: column)) }
    if isCodeProvisional { report(.codeProvisional) }
    if !person.hasPortrait { report(.noPortrait) }
    if person.nameLacksCharacters { report(.nameIncomplete) }
    if person.claimOpen { report(.claimOpen) }
    if person.erratumOpen { report(.erratumOpen) }
    if !person.classSealed { report(.classUnsealed) }
    if let hold = proofHold(person) { report(hold) }
    for column in profile.columns {
      let value = value(column, of: person)
      if value.isEmpty {
        if column.required { report(.fieldMissing, column.title) }
      } else if value.unicodeScalars.contains(where: { $0.value < 0x20 || (0xD800...0xDFFF).contains($0.value) }) {
        report(.fieldUnwritable, column.title)
      } else if GB18030.byteCount(of: value) > column.width {
        report(.fieldWide, column.title)
      }
    }
    if person.photoName.isEmpty || isNameTaken { report(.nameTaken) }
    return found
  }

  private func proofHold(_ person: FilingCandidate) -> FilingHold? {
    let mayAnswer = isProofingOpen || person.hasMoreTime
    if isNational {
      switch person.national {
      case .checked: return nil
      case .error: return .disputed
      case .unchecked, nil: return mayAnswer ? .unanswered : nil
      }
    }
    switch person.proof {
    case .confirmed: return nil
    case .disputed: return person.disputeSettled ? nil : .disputed
    case .unanswered, .again: return mayAnswer ? .unanswered : nil
    // Without a portrait he is held back for that.
    case .noPortrait: return nil
    }
  }

  /// What is said beside who is filed.
  public func confirmation(of person: FilingCandidate) -> FilingConfirmation {
    if isNational { return person.national == .checked ? .national : .never }
    switch person.proof {
    case .confirmed: return .confirmed
    case .again: return .notAgain
    case .disputed: return .declined
    case .unanswered, .noPortrait: return .never
    }
  }

  /// The value of a column; empty for what the institution fills in itself.
  public func value(_ column: FilingProfile.Column, of person: FilingCandidate) -> String {
    column.source.flatMap { person.values[$0] } ?? ""
  }
}
