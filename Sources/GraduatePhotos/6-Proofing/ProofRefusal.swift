/// Why an answer is not taken; always with the way on.
public enum ProofRefusal: Refusal, Hashable {
  case notSet
  case notYet(CalendarDays, isRehearsal: Bool)
  case closed(CalendarDay, isRehearsal: Bool)
  case noPortrait
  /// Portrait or data changed while he was looking.
  case stale
  case answered(isRight: Bool)
  /// He said what is wrong, and the institution gave its reasons.
  case declined
  case nothingWrong
  case contradicts
  case notCorrectable(RosterColumn)
  case fieldTwice(RosterColumn)
  case valueMissing(RosterColumn)
  case sameValue(RosterColumn)
  case textTooLong(limit: Int)
  case numberInWords

  public var code: String {
    switch self {
    case .notSet: "proof.not-set"
    case .notYet: "proof.not-yet"
    case .closed: "proof.closed"
    case .noPortrait: "proof.no-portrait"
    case .stale: "proof.stale"
    case .answered: "proof.answered"
    case .declined: "proof.declined"
    case .nothingWrong: "proof.nothing-wrong"
    case .contradicts: "proof.contradicts"
    case .notCorrectable: "proof.not-correctable"
    case .fieldTwice: "proof.field-twice"
    case .valueMissing: "proof.value-missing"
    case .sameValue: "proof.same-value"
    case .textTooLong: "proof.text-too-long"
    case .numberInWords: "proof.number-in-words"
    }
  }

  public var message: String {
    switch self {
    case .notSet: "校对的时间还没有公布"
    case .notYet(let days, let isRehearsal): "\(isRehearsal ? "预校对" : "校对")还没有开始，时间是 \(days.chinese)"
    case .closed(let day, let isRehearsal): "\(isRehearsal ? "预校对" : "校对")已于 \(day.chinese)结束"
    case .noPortrait: "您的照片还没有制作好"
    case .stale: "照片或信息刚刚更新过，您看到的不是最新的，答复没有提交"
    case .answered(let isRight): "您已经答复过了：\(isRight ? "正确" : "有误，正在处理")"
    case .declined: "您已经答复过了：有误，学校已答复"
    case .nothingWrong: "没有说哪里有误"
    case .contradicts: "既说不是本人，又说照片的问题"
    case .notCorrectable(let column): "\(column.chineseName)不能在这里更正"
    case .fieldTwice(let column): "\(column.chineseName)填写了两次"
    case .valueMissing(let column): "没有填写正确的\(column.chineseName)"
    case .sameValue(let column): "\(column.chineseName)与现在的内容相同"
    case .textTooLong(let limit): "文字太长或有不能使用的符号，最多 \(limit) 个字"
    case .numberInWords: "文字里有证件号码"
    }
  }

  public var hint: String {
    switch self {
    case .notSet: "公布后学校会通知您"
    case .notYet: "请在这段时间里再来"
    case .closed(_, let isRehearsal):
      isRehearsal
        ? "不影响学信网的图像校对；请按学校通知的时间到学信网完成" : "请尽快联系学校学籍管理员；有特殊原因的，由学校报省厅批准延长"
    case .noPortrait: "做好后这里会显示；没有拍过的，请问辅导员补拍的时间和地点"
    case .stale: "请重新看一遍再答复"
    case .answered(let isRight): isRight ? "一次有效，不能更改；发现问题请联系辅导员" : "更正后请再来确认一次"
    case .declined: "学校的答复在「我的采集」里；仍有疑问请找辅导员"
    case .nothingWrong: "请至少选一项；没有错的，请返回选「正确」"
    case .contradicts: "照片是别人的，只选「照片不是我」；是自己的，只选照片的问题"
    case .notCorrectable: "请联系学校学籍管理员"
    case .fieldTwice: "请只留一次"
    case .valueMissing: "请填写证件上的内容"
    case .sameValue: "没有错的不用填写"
    case .textTooLong: "请改短"
    case .numberInWords: "请删去；身份证号有误的，请填在「身份证号应为」一栏"
    }
  }
}
