/// Why something is not erased, or cannot be done any more because it was (promise 10).
public enum RetentionRefusal: Refusal, Hashable {
  /// The first day; nil while the campaign has no dates.
  case notDue(ErasedPart, CalendarDay?)
  case proposedAlready(ErasedPart)
  case erasedAlready(ErasedPart)
  case titleWrong(String)
  /// It takes two.
  case samePerson
  case confirmedAlready
  /// The work has begun.
  case begun
  case notFound
  case termsWrong(String)
  /// Of somebody who was erased.
  case personErased
  /// A picture that was erased.
  case fileErased

  public var code: String {
    switch self {
    case .notDue: "retention.not-due"
    case .proposedAlready: "retention.proposed-already"
    case .erasedAlready: "retention.erased-already"
    case .titleWrong: "retention.title-wrong"
    case .samePerson: "retention.same-person"
    case .confirmedAlready: "retention.confirmed-already"
    case .begun: "retention.begun"
    case .notFound: "retention.not-found"
    case .termsWrong: "retention.terms-wrong"
    case .personErased: "retention.person-erased"
    case .fileErased: "retention.file-erased"
    }
  }

  public var message: String {
    switch self {
    case .notDue(let part, _): "\(part.chineseName)的保存期限还没有到"
    case .proposedAlready(let part): "已经有人提出抹除\(part.chineseName)"
    case .erasedAlready(let part): "\(part.chineseName)已经抹除"
    case .titleWrong: "输入的名称与本次年度采集不一致"
    case .samePerson: "抹除要两个人：提出的人不能自己确认"
    case .confirmedAlready: "这次抹除已经确认"
    case .begun: "抹除已经开始，不能撤回"
    case .notFound: "没有找到这次抹除，可能已经撤回"
    case .termsWrong(let problem): problem
    case .personErased: "这个人的个人信息已按保存期限抹除"
    case .fileErased: "这张照片已按保存期限抹除"
    }
  }

  public var hint: String {
    switch self {
    case .notDue(_, let day?): "\(day.chinese)起可以提出"
    case .notDue(_, nil): "请先在设置里填写各阶段的日期"
    case .proposedAlready: "请另一位管理员在本页确认，或者撤回后重新提出"
    case .titleWrong(let title): "请照着输入：\(title)"
    case .samePerson: "请另一位省厅管理员或采集计划员登录后确认"
    case .personErased, .fileErased: "人数、对账和校验值仍可查看"
    case .erasedAlready, .confirmedAlready, .begun, .notFound: "请刷新页面查看现在的情况"
    case .termsWrong: "请修改后再保存"
    }
  }
}
