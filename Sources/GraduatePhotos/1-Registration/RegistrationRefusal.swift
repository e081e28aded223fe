/// Expected "no"s of stage 1; wrong fields have their own enums (IDNumberProblem, TelephoneProblem …).
public enum RegistrationRefusal: Refusal, Hashable {
  case noHeader
  case missingColumns([RosterColumn])
  case tooManyRows(limit: Int)
  case tooManyColumns(limit: Int)
  case fileTooLarge(limitBytes: Int)
  case emptyRoster
  /// Full numbers and papers are one institution's.
  case institutionNotChosen
  case nothingToImport(refusedRows: Int)
  /// Code mode: a name or number of a person was found; nothing of the file is kept.
  case personalDataInCodeMode(String)
  /// Somebody else's import was confirmed meanwhile; the preview is out of date.
  case importedMeanwhile(by: String)
  case openQuestions(Int)
  case goneWithoutStatusChange(Int)
  case statusChangeWithoutDocument(StatusChange.Kind)
  case statusChangeDay(CalendarDay)
  case statusChangeWithoutDay(StatusChange.Kind)
  case studyCenterHandedOver(province: String)

  public var code: String {
    switch self {
    case .noHeader: "roster.no-header"
    case .missingColumns: "roster.missing-columns"
    case .tooManyRows: "roster.too-many-rows"
    case .tooManyColumns: "roster.too-many-columns"
    case .fileTooLarge: "roster.file-too-large"
    case .emptyRoster: "roster.empty"
    case .institutionNotChosen: "roster.institution-not-chosen"
    case .nothingToImport: "roster.nothing-to-import"
    case .personalDataInCodeMode: "roster.personal-data-in-code-mode"
    case .importedMeanwhile: "roster.imported-meanwhile"
    case .openQuestions: "roster.open-questions"
    case .goneWithoutStatusChange: "roster.gone-without-status-change"
    case .statusChangeWithoutDocument: "status-change.document-missing"
    case .statusChangeDay: "status-change.day"
    case .statusChangeWithoutDay: "status-change.day-missing"
    case .studyCenterHandedOver: "study-center.handed-over"
    }
  }

  public var message: String {
    switch self {
    case .noHeader: "前 \(RegistrationLimits.headerSearchRows) 行里没有找到表头"
    case .missingColumns(let columns): "缺少\(columns.map { "「\($0.chineseName)」" }.joined(separator: "、"))列"
    case .tooManyRows(let limit): "名单超过 \(limit) 行"
    case .tooManyColumns(let limit): "表格超过 \(limit) 列"
    case .fileTooLarge(let limitBytes): "文件超过 \(limitBytes >> 20) MB"
    case .emptyRoster: "文件里没有学生"
    case .institutionNotChosen: "没有选定院校"
    case .nothingToImport(let refusedRows): "没有可以导入的行，\(refusedRows) 行都有错误"
    case .personalDataInCodeMode(let where_): "采集码模式不接收姓名和证件号码：\(where_)"
    case .importedMeanwhile(let by): "在您预览之后，\(by)已经导入了另一份名单"
    case .openQuestions(let count): "还有 \(count) 对「同一人？」没有回答"
    case .goneWithoutStatusChange(let count): "减少的学生中有 \(count) 人没有填写学籍异动"
    case .statusChangeWithoutDocument(let kind): "\(kind.chineseName)没有填写依据的文件"
    case .statusChangeDay(let day): "学籍异动日期 \(day.chinese) 在一年以后"
    case .statusChangeWithoutDay(let kind): "\(kind.chineseName)没有填写日期"
    case .studyCenterHandedOver(let province): "站点在\(province)，由当地采集单位拍摄，不在本省安排"
    }
  }

  public var hint: String {
    switch self {
    case .noHeader: "请在表头写出姓名、学号、身份证号等列名，或下载模板填写"
    case .missingColumns: "请补上这些列，或在列对应中选定"
    case .tooManyRows: "请按院系分成几个文件导入"
    case .tooManyColumns: "请删去不用的列"
    case .institutionNotChosen: "请先从学生名单里选一所院校，再打开班级"
    case .fileTooLarge: "请按院系分成几个文件导入"
    case .emptyRoster: "请检查是否选错了文件或工作表"
    case .nothingToImport: "请下载问题清单，改正后重新导入"
    case .personalDataInCodeMode: "文件没有保存。请删去这些列后重新导入；名单只在学校自己的电脑上核对"
    case .importedMeanwhile: "请重新上传，查看与新名单的差别"
    case .openQuestions: "请逐对选择是或不是"
    case .goneWithoutStatusChange: "请填写休学、退学、转学等原因、日期和文件"
    case .statusChangeWithoutDocument: "请填写文号，例如 校学〔2026〕12号"
    case .statusChangeDay: "请核对日期"
    case .statusChangeWithoutDay: "请填写生效的日期，例如 2026-04-09"
    case .studyCenterHandedOver: "请联系当地采集单位"
    }
  }
}
