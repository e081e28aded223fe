/// What is wrong with a row of an uploaded 《勘误表》, in the words of who filled it in; numbers only masked.
public struct ErrataFormProblem: Sendable, Hashable {
  public let place: RosterPlace
  /// Nil when the whole row is meant.
  public let column: ErrataColumn?
  /// Stable name of the reason, such as `errata-form.unknown-field`.
  public let reason: String
  public let message: String
  /// What to do; may be empty.
  public let remedy: String

  public init(_ place: RosterPlace, _ column: ErrataColumn?, _ reason: String, _ message: String, _ remedy: String = "") {
    self.place = place
    self.column = column
    self.reason = "errata-form." + reason
    self.message = message
    self.remedy = remedy
  }

  /// 「第 5 行 错误字段：「名字叫」无法识别，请写姓名、学号、身份证号等」.
  public var sentence: String {
    let title = column.map { " \($0.chineseName)" } ?? ""
    return "\(place.chinese)\(title)：\(message)" + (remedy.isEmpty ? "" : "，\(remedy)")
  }
}

/// Why a file is not taken as a 《勘误表》 at all.
public enum ErrataFormRefusal: Refusal, Hashable {
  case noHeader
  case missingColumns([ErrataColumn])
  case tooManyRows(limit: Int)
  case empty
  /// Code mode: names or numbers of persons were found; nothing of the file is kept.
  case personalDataInCodeMode(String)

  public var code: String {
    switch self {
    case .noHeader: "errata-form.no-header"
    case .missingColumns: "errata-form.missing-columns"
    case .tooManyRows: "errata-form.too-many-rows"
    case .empty: "errata-form.empty"
    case .personalDataInCodeMode: "errata-form.personal-data"
    }
  }

  public var message: String {
    switch self {
    case .noHeader: "前 \(RegistrationLimits.headerSearchRows) 行里没有找到勘误表的表头"
    case .missingColumns(let columns): "勘误表缺少\(columns.map { "「\($0.chineseName)」" }.joined(separator: "、"))列"
    case .tooManyRows(let limit): "勘误表超过 \(limit) 行"
    case .empty: "勘误表里没有填写内容"
    case .personalDataInCodeMode(let place): "采集码模式不接收姓名和证件号码：\(place)"
    }
  }

  public var hint: String {
    switch self {
    case .noHeader: "请用下载的《勘误表》填写，表头要有错误字段、错误内容、正确内容"
    case .missingColumns: "请补上这些列，或下载《勘误表》重新填写"
    case .tooManyRows: "请按院系分成几个文件"
    case .empty: "请在表头下面逐行填写，再上传"
    case .personalDataInCodeMode: "文件没有保存。请只留采集码和拍摄序号，重新上传"
    }
  }
}
