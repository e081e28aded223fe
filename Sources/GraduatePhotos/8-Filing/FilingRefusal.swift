/// Why something about filing is not done (A11).
public enum FilingRefusal: Refusal, Hashable {
  /// In code mode the agency's center has nothing to file.
  case codeMode
  case profileUnknown
  case nobody
  case changedMeanwhile
  case unchanged(String)
  case unknown
  case erased
  case day
  case replyTooLong(Int)
  case numberInText
  case wayMissing
  case sentAlready
  case formUsed

  public var code: String {
    switch self {
    case .codeMode: "filing.code-mode"
    case .profileUnknown: "filing.profile-unknown"
    case .nobody: "filing.nobody"
    case .changedMeanwhile: "filing.changed-meanwhile"
    case .unchanged: "filing.unchanged"
    case .unknown: "filing.unknown"
    case .erased: "filing.erased"
    case .day: "filing.day"
    case .replyTooLong: "filing.reply-too-long"
    case .numberInText: "filing.number-in-text"
    case .wayMissing: "filing.way-missing"
    case .sentAlready: "filing.sent-already"
    case .formUsed: "filing.form-used"
    }
  }

  public var message: String {
    switch self {
    case .codeMode: "采集码模式下，本系统没有姓名和证件号，不能报盘"
    case .profileUnknown: "没有这种报盘格式"
    case .nobody: "现在没有可以报盘的学生"
    case .changedMeanwhile: "名单、照片或校对刚刚有变化"
    case .unchanged(let number): "与上一次报盘（\(number)）完全一样"
    case .unknown: "没有找到这次报盘"
    case .erased: "这次报盘里有人的个人信息已按保存期限抹除，数据包不能再生成"
    case .day: "报送日期不对"
    case .replyTooLong(let most): "反馈最多 \(most) 个字"
    case .numberInText: "反馈里有像证件号的数字"
    case .wayMissing: "没有填写报送方式"
    case .sentAlready: "这条报送记录已经作废"
    case .formUsed: "这张表单已经提交过"
    }
  }

  public var hint: String {
    switch self {
    case .codeMode: "请由学校在自己的学籍系统里，用交付的照片报盘"
    case .profileUnknown: "请在列表里选择"
    case .nobody: "请先按预检的原因逐项处理"
    case .changedMeanwhile: "请看一遍新的预检结果，再生成"
    case .unchanged: "不用重新生成，可以直接下载上一次的"
    case .unknown: "请从报盘页重新打开"
    case .erased: "人数和校验值仍可查看"
    case .day: "请填写生成数据包那天到今天之间的日期"
    case .replyTooLong: "请只写要点"
    case .numberInText: "请不要写证件号，改写人数或学号"
    case .wayMissing: "例如：学信网学历电子注册系统上传"
    case .sentAlready, .formUsed: "请刷新页面查看"
    }
  }
}
