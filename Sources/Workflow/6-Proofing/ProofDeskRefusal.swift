import GraduatePhotos

/// Why something about proofing is not done, beside what the rules say (`ProofRefusal`).
public enum ProofDeskRefusal: Refusal, Hashable {
  /// Student number, name and code do not go together; says nothing of who exists.
  case notRecognized
  case codeNotRecognized
  case personUnknown
  case evidence
  case evidenceTooBig
  case notDisputed
  case settledAlready
  case wordsMissing
  case wordsTooLong
  case reasonMissing
  case reasonTooLong
  case numberInWords
  case extensionDay
  case proxyUnknown
  case grantUnknown
  case noSlips
  case notGranted
  case statusColumns
  case statusRow(Int, String)
  case statusNobody
  case statusTwice(Int)
  case statusTooManyRows
  case here
  case codeMode

  public var code: String {
    switch self {
    case .notRecognized: "proof.not-recognized"
    case .codeNotRecognized: "proof.code-not-recognized"
    case .personUnknown: "proof.person-unknown"
    case .evidence: "proof.evidence"
    case .evidenceTooBig: "proof.evidence-too-big"
    case .notDisputed: "proof.not-disputed"
    case .settledAlready: "proof.settled-already"
    case .wordsMissing: "proof.words-missing"
    case .wordsTooLong: "proof.words-too-long"
    case .reasonMissing: "proof.reason-missing"
    case .reasonTooLong: "proof.reason-too-long"
    case .numberInWords: "proof.number-in-reason"
    case .extensionDay: "proof.extension-day"
    case .proxyUnknown: "proof.proxy-unknown"
    case .grantUnknown: "proof.grant-unknown"
    case .noSlips: "proof.no-slips"
    case .notGranted: "proof.not-granted"
    case .statusColumns: "proof.status-columns"
    case .statusRow: "proof.status-row"
    case .statusNobody: "proof.status-nobody"
    case .statusTwice: "proof.status-twice"
    case .statusTooManyRows: "proof.status-too-many-rows"
    case .here: "proof.here"
    case .codeMode: "proof.code-mode"
    }
  }

  public var message: String {
    switch self {
    case .notRecognized: "学号、姓名、校对码或密码对不上"
    case .codeNotRecognized: "校对码不对"
    case .personUnknown: "没有找到这名学生"
    case .evidence: "证明照片不是 JPEG 或 PNG 图片"
    case .evidenceTooBig: "证明照片太大"
    case .notDisputed: "这名学生现在没有待处理的「有误」"
    case .settledAlready: "这一条已经处理过了"
    case .wordsMissing: "没有填写给学生的说明"
    case .wordsTooLong: "说明太长"
    case .reasonMissing: "没有填写原因"
    case .reasonTooLong: "原因太长"
    case .numberInWords: "文字里有证件号码"
    case .extensionDay: "延长到的日期不对"
    case .proxyUnknown: "没有找到可以代为校对的老师"
    case .grantUnknown: "没有这条批准"
    case .noSlips: "没有要打印的校对码"
    case .notGranted: "您没有代这名学生校对的批准"
    case .statusColumns: "表格里没有找到学号（或身份证号）和校对状态两列"
    case .statusRow(let row, let text): "第 \(row) 行的校对状态「\(text)」不认识"
    case .statusNobody: "表格里没有一个人是本校应届的学生"
    case .statusTwice(let row): "第 \(row) 行的学生前面出现过，两次的状态不同"
    case .statusTooManyRows: "表格超过 \(ProofLimits.statusRows) 行"
    case .here: "这次采集在本系统校对，不用导入学信网的状态"
    case .codeMode: "采集码方式下由学校自己办理"
    }
  }

  public var hint: String {
    switch self {
    case .notRecognized: "请照校对码条填写；设过密码的填密码。忘记密码请带证件找辅导员重置"
    case .codeNotRecognized: "请照校对码条填写，字母不分大小写；条子丢了请带证件找辅导员"
    case .personUnknown: "请回到名单重新选择"
    case .evidence: "请上传身份证或学生证的照片"
    case .evidenceTooBig: "请不要超过 \(ProofLimits.evidenceBytes / 1_048_576) MB"
    case .notDisputed: "可能刚刚更正过，请刷新名单"
    case .settledAlready: "请刷新名单"
    case .wordsMissing: "请写明为什么不用改，学生会看到"
    case .wordsTooLong, .reasonTooLong: "请不要超过 \(ProofLimits.reasonCharacters) 个字"
    case .reasonMissing: "请写明原因，学校会看到"
    case .numberInWords: "请删去证件号码"
    case .extensionDay: "请选校对结束以后的日期，不早于今天"
    case .proxyUnknown: "请填写本校学籍管理员、院系秘书或辅导员的登录名"
    case .grantUnknown: "请刷新名单"
    case .noSlips: "名单里没有人，或都已设置自己的密码；丢失的请单独重置"
    case .notGranted: "请由学校向省厅说明原因，批准后再办"
    case .statusColumns: "请用学信网下载的名单，第一行是列名"
    case .statusRow: "可以是：已校对、未校对、有误"
    case .statusNobody: "请检查是否选错了文件"
    case .statusTwice: "请只留正确的一行"
    case .statusTooManyRows: "请只留本校的学生"
    case .here: "校对情况在本页实时显示"
    case .codeMode: "学校的名单不在这里"
    }
  }
}
