import GraduatePhotos

/// Why errata are not proposed, sealed or decided, beside what their rules say (`ErratumRefusal`).
public enum ErrataDeskRefusal: Refusal, Equatable {
  case unknown
  case personUnknown
  /// More than one person bears the number.
  case personNotClear
  /// The line names somebody else than its number does.
  case otherPerson(ErrataColumn)
  case openAlready(RosterColumn)
  case codeMode
  case notText(String)
  case serialUnknown(String)
  case uploadGone
  case hasProblems(Int)
  case nothingToSeal
  case sealedAlready
  case severalInstitutions
  case tooMany(limit: Int)
  case operation
  case noRun

  public var code: String {
    switch self {
    case .unknown: "errata.unknown"
    case .personUnknown: "errata.person-unknown"
    case .personNotClear: "errata.person-not-clear"
    case .otherPerson: "errata.other-person"
    case .openAlready: "errata.open-already"
    case .codeMode: "errata.code-mode"
    case .notText: "errata.not-text"
    case .serialUnknown: "errata.serial-unknown"
    case .uploadGone: "errata.upload-gone"
    case .hasProblems: "errata.has-problems"
    case .nothingToSeal: "errata.nothing-to-seal"
    case .sealedAlready: "errata.sealed-already"
    case .severalInstitutions: "errata.several-institutions"
    case .tooMany: "errata.too-many"
    case .operation: "errata.operation"
    case .noRun: "errata.no-run"
    }
  }

  public var message: String {
    switch self {
    case .unknown: "没有这条勘误"
    case .personUnknown: "名单里没有这名学生"
    case .personNotClear: "这个号码对应不止一名学生"
    case .otherPerson(let column): "\(column.chineseName)与名单里的这名学生不同"
    case .openAlready(let field): "「\(field.chineseName)」已有一条勘误还没有处理"
    case .codeMode: "采集码模式下，姓名和证件号码不交给采集单位"
    case .notText(let name): "“\(name)”里有不能显示的字符，或者太长"
    case .serialUnknown(let serial): "没有找到拍摄序号 \(serial) 的照片"
    case .uploadGone: "这份上传的勘误表已经不在了"
    case .hasProblems(let count): "还有 \(count) 处问题，一条也没有登记"
    case .nothingToSeal: "没有等待盖章的勘误"
    case .sealedAlready: "这条勘误已经盖章交给总部，不能撤销"
    case .severalInstitutions: "选定的勘误不是同一所院校的"
    case .tooMany(let limit): "一次最多处理 \(limit) 条"
    case .operation: "页面太旧"
    case .noRun: "这两张照片之间排不出一段"
    }
  }

  public var hint: String {
    switch self {
    case .unknown: "请刷新页面，从列表里进入"
    case .personUnknown: "请核对学号或身份证号"
    case .personNotClear: "请改用学号查找"
    case .otherPerson: "请核对是哪一名学生"
    case .openAlready: "请先撤销原来的，或等总部处理完"
    case .codeMode: "数据请在学校自己的名单里更正；照片和人对不上的，按采集码填数据错位"
    case .notText: "请改掉这一项"
    case .serialUnknown: "请照着照片下方填写拍摄序号"
    case .uploadGone: "请重新上传一次"
    case .hasProblems: "请按列出的行和字段改好，再上传一次"
    case .nothingToSeal: "请先登记勘误，再生成《勘误表》"
    case .sealedAlready: "要改的，请联系总部不予采纳后再提交"
    case .severalInstitutions: "请分院校处理"
    case .tooMany: "请分几次处理"
    case .operation: "请刷新页面再做一次"
    case .noRun: "请核对起止两个拍摄序号，两张应是同一场、名下都有人的照片"
    }
  }
}

/// Bounds of the errata's pages.
public enum ErrataDeskLimits {
  /// Errata decided by one press.
  public static let decidedAtOnce = 500
  /// People of a shift proposed as a run.
  public static let runPeople = 300
  /// Characters of an operation's id as a page makes it.
  static let operationCharacters = 64
  /// How long a read form waits for its confirmation.
  static let uploadLifeMilliseconds: Int64 = 48 * 3_600_000
  /// Errata on one screen of the head office.
  public static let shownAtOnce = 200

  static func check(_ operation: String) throws {
    guard (1...operationCharacters).contains(operation.count) else { throw ErrataDeskRefusal.operation }
  }
}
