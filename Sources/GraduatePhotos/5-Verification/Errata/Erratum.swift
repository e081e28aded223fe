/// 勘误 (A7): one value of one graduate that is wrong, what is right, how one knows, and who says so; the photo stays valid.
public struct Erratum: Sendable, Hashable {
  public enum Kind: String, Sendable, Hashable, CaseIterable, Codable {
    /// A field of the data is wrong.
    case wrongData = "wrong-data"
    /// The photo is under somebody else's data: both people stand in the form, a row each.
    case shifted

    public var chineseName: String {
      switch self {
      case .wrongData: "数据错误"
      case .shifted: "数据错位"
      }
    }

    /// Reads the word of the form; short forms are understood.
    public init?(text: String) {
      let word = text.compactHalfWidth
      switch word {
      case "数据错误", "数据错", "错误", "信息错误", "信息错": self = .wrongData
      case "数据错位", "错位", "照片错位", "信息错位", "错号": self = .shifted
      default: return nil
      }
    }
  }

  /// The graduate's id in the center.
  public var graduate: String
  public var kind: Kind
  /// For a shift the shot serial (`plannedSerial`).
  public var field: RosterColumn
  /// What stands there; for a shift the serial of the photo that lies under this graduate, empty where none does.
  public var old: String
  /// What is right; for a shift the serial of the graduate's own photo, empty where there is none.
  public var new: String
  public var evidence: ErratumEvidence
  /// 经手人.
  public var handler: String
  public var day: CalendarDay

  public init(
    graduate: String, kind: Kind, field: RosterColumn, old: String, new: String, evidence: ErratumEvidence, handler: String,
    day: CalendarDay
  ) {
    self.graduate = graduate
    self.kind = kind
    self.field = field
    self.old = old
    self.new = new
    self.evidence = evidence
    self.handler = handler
    self.day = day
  }

  public static func == (left: Erratum, right: Erratum) -> Bool {
    left.graduate == right.graduate && left.kind == right.kind && left.field == right.field
      && left.old.hasSameCodePoints(as: right.old) && left.new.hasSameCodePoints(as: right.new)
      && left.evidence == right.evidence && left.handler.hasSameCodePoints(as: right.handler) && left.day == right.day
  }
}

/// 依据: what shows that the new value is right.
public struct ErratumEvidence: Sendable, Hashable, Codable {
  public enum Kind: String, Sendable, Hashable, CaseIterable, Codable {
    case identityCard = "identity-card"
    case household
    case registration
    case decision
    case siteRecord = "site-record"
    /// The stamped paper itself, that came by fax or courier: the notice asks for no more (A7).
    case sealedForm = "sealed-form"
    case ownWord = "own-word"
    case other

    public var chineseName: String {
      switch self {
      case .identityCard: "身份证件"
      case .household: "户籍证明"
      case .registration: "学籍信息"
      case .decision: "学校文件"
      case .siteRecord: "现场拍摄记录"
      case .sealedForm: "盖章的勘误表"
      case .ownWord: "本人和班级确认"
      case .other: "其他"
      }
    }

    /// Who somebody is, no word of his class proves; which photo is his, no identity card does.
    public func proves(_ kind: Erratum.Kind, _ field: RosterColumn) -> Bool {
      if self == .sealedForm { return true }
      return switch kind {
      case .shifted: self == .siteRecord || self == .ownWord || self == .other
      case .wrongData where field.isOfIdentityCard: self != .siteRecord && self != .ownWord
      case .wrongData: self != .siteRecord
      }
    }
  }

  public var kind: Kind
  /// Number or title, such as 「校学〔2026〕12号」; never an identity number.
  public var text: String

  public init(_ kind: Kind, _ text: String = "") {
    self.kind = kind
    self.text = text
  }

  /// 「户籍证明（变更证明）」.
  public var chinese: String { text.trimmed.isEmpty ? kind.chineseName : "\(kind.chineseName)（\(text.trimmed)）" }
}

extension RosterColumn {
  /// What stands on an identity card.
  var isOfIdentityCard: Bool {
    switch self {
    case .name, .sex, .idNumber, .idNumberKind, .birthDate, .ethnicity: true
    default: false
    }
  }

  /// Whether a 《勘误表》 may put it right, and why not.
  ///
  /// Code and name are the institution's, for all its graduates at once; a serial is never edited (promise 2), a photo under the wrong
  /// data is a shift. In code mode the agency holds no data of persons that could be wrong.
  public func errataObstacle(in regime: Regime) -> ErrataObstacle? {
    switch self {
    case .institutionCode, .institutionName: return .institution
    case .plannedSerial: return .serial
    case .remark: return .remark
    default:
      let isHeld = self == .category || self == .department || self == .classGroup
      return regime == .code && !isHeld ? .codeMode : nil
    }
  }
}

/// Why a field is put right elsewhere.
public enum ErrataObstacle: String, Sendable, Hashable, CaseIterable {
  case institution, serial, remark
  case codeMode = "code-mode"

  var message: String {
    switch self {
    case .institution: "是全校共用的，不在勘误表里逐人更正"
    case .serial: "拍定以后不能改"
    case .remark: "不随照片交付，不用勘误"
    case .codeMode: "在采集码模式下由学校自己保存和更正，不报给采集单位"
    }
  }

  var hint: String {
    switch self {
    case .institution: "请学籍管理员联系省厅管理员，在院校资料里更正"
    case .serial: "照片和人对不上的，错误类型请选「数据错位」，并把对方也填上"
    case .remark: "请删去这一行"
    case .codeMode: "请在学校自己的名单里更正；照片和人对不上的，按采集码填数据错位"
    }
  }
}
