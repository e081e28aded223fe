/// Why an erratum is not taken, or not decided.
public enum ErratumRefusal: Refusal, Hashable {
  case notYet(CalendarDay)
  case closed(CalendarDay)
  case nothingToCorrect
  case nothingToDecide
  case field(RosterColumn, ErrataObstacle)
  case sameFieldTwice(RosterColumn)
  /// What the form says is there is not what the center holds.
  case oldDiffers(RosterColumn, isEmpty: Bool)
  case newMissing(RosterColumn)
  /// Old and new hold the same code points.
  case same(RosterColumn)
  /// The new value breaks a rule of the roster.
  case value(RosterProblem)
  /// With the correction another field would break one.
  case record(RosterProblem)
  case stillLacksCharacters
  case numberTaken(RosterColumn)
  case handlerMissing
  case dayInFuture(CalendarDay)
  case dayTooEarly(CalendarDay, first: CalendarDay)
  case evidenceMissing
  case evidenceKind(ErratumEvidence.Kind, RosterColumn, Erratum.Kind)
  case numberInEvidence
  case textTooLong(String, limit: Int)
  case sameGraduateTwice
  case serialWantedTwice(String)
  case partnerMissing(serial: String)
  /// Two visits of the institution gave it, and nothing tells which one is meant.
  case serialNotClear(String)
  case reasonMissing
  case unsealed
  case withdrawn
  case decided(ErratumDecision.Outcome)
  case changedMeanwhile

  public var code: String {
    switch self {
    case .notYet: "erratum.not-yet"
    case .closed: "erratum.closed"
    case .nothingToCorrect: "erratum.nothing-to-correct"
    case .nothingToDecide: "erratum.nothing-to-decide"
    case .field: "erratum.field"
    case .sameFieldTwice: "erratum.same-field-twice"
    case .oldDiffers: "erratum.old-value"
    case .newMissing: "erratum.new-value-missing"
    case .same: "erratum.same-value"
    case .value: "erratum.new-value"
    case .record: "erratum.record"
    case .stillLacksCharacters: "erratum.lacks-characters"
    case .numberTaken: "erratum.number-taken"
    case .handlerMissing: "erratum.handler-missing"
    case .dayInFuture: "erratum.day-in-future"
    case .dayTooEarly: "erratum.day-too-early"
    case .evidenceMissing: "erratum.evidence-missing"
    case .evidenceKind: "erratum.evidence-kind"
    case .numberInEvidence: "erratum.number-in-text"
    case .textTooLong: "erratum.text-too-long"
    case .sameGraduateTwice: "erratum.same-graduate-twice"
    case .serialWantedTwice: "erratum.serial-wanted-twice"
    case .partnerMissing: "erratum.partner-missing"
    case .serialNotClear: "erratum.serial-not-clear"
    case .reasonMissing: "erratum.reason-missing"
    case .unsealed: "erratum.unsealed"
    case .withdrawn: "erratum.withdrawn"
    case .decided: "erratum.decided"
    case .changedMeanwhile: "erratum.changed-meanwhile"
    }
  }

  public var message: String {
    switch self {
    case .notYet(let day): "勘误从 \(day.chinese) 开始受理"
    case .closed(let day): "勘误已于 \(day.chinese) 截止，逾期不再受理"
    case .nothingToCorrect: "没有要更正的内容"
    case .nothingToDecide: "没有选定勘误"
    case .field(let field, let obstacle): "「\(field.chineseName)」\(obstacle.message)"
    case .sameFieldTwice(let field): "同一个人的「\(field.chineseName)」填了两次"
    case .oldDiffers(.plannedSerial, let isEmpty): isEmpty ? "没有填写现在的拍摄序号" : "填写的拍摄序号与现在登记的不同"
    case .oldDiffers(let field, let isEmpty):
      isEmpty ? "「\(field.chineseName)」没有填写错误内容" : "「\(field.chineseName)」的错误内容与现在登记的不同"
    case .newMissing(let field): "「\(field.chineseName)」没有填写正确内容"
    case .same(let field): "「\(field.chineseName)」的正确内容与现在登记的相同"
    case .value(let problem), .record(let problem): "「\(problem.column?.chineseName ?? "这一行")」\(problem.message)"
    case .stillLacksCharacters: "正确的姓名里还有待补的字"
    case .numberTaken(let field): "更正后的\(field.chineseName)在本校已是另一名学生的"
    case .handlerMissing: "没有填写经手人"
    case .dayInFuture(let day): "日期 \(day.chinese) 还没有到"
    case .dayTooEarly(let day, let first): "日期 \(day.chinese) 早于开始拍摄的 \(first.chinese)"
    case .evidenceMissing: "没有写明依据"
    case .evidenceKind(let evidence, let field, let kind):
      kind == .shifted ? "\(evidence.chineseName)不能说明照片是谁的" : "\(evidence.chineseName)不能证明\(field.chineseName)"
    case .numberInEvidence: "说明里写了证件号码"
    case .textTooLong(let what, let limit): "\(what)超过 \(limit) 个字"
    case .sameGraduateTwice: "同一个人在这组错位里填了两次"
    case .serialWantedTwice(let serial): "两个人都说拍摄序号 \(serial) 是自己的照片"
    case .partnerMissing(let serial): "拍摄序号 \(serial) 现在是别人的照片，表里没有填这个人"
    case .serialNotClear(let serial): "拍摄序号 \(serial) 在本校的几场拍摄里都有，分不清是哪一张"
    case .reasonMissing: "没有写明不采纳的原因"
    case .unsealed: "这条勘误还没有盖校章"
    case .withdrawn: "这条勘误已由学校撤销"
    case .decided(let outcome): "这条勘误\(outcome.chineseName)，不能再改"
    case .changedMeanwhile: "提交勘误以后，这条数据又有了变化"
    }
  }

  public var hint: String {
    switch self {
    case .notYet: "请在开始以后提交"
    case .closed: "确有错误的，请学籍管理员联系省厅管理员"
    case .nothingToCorrect: "请填写错误字段、错误内容和正确内容"
    case .nothingToDecide: "请先选定要处理的勘误"
    case .field(_, let obstacle): obstacle.hint
    case .sameFieldTwice: "请合成一行，只留正确的内容"
    case .oldDiffers: "请打开这名学生的最新数据，照着填写错误内容；可能已经更正过"
    case .newMissing: "请填写正确内容"
    case .same: "请核对；看上去一样的字可能是不同的字，请从身份证或学籍里复制"
    case .value(let problem): problem.remedy.isEmpty ? "请核对后重新填写" : problem.remedy
    case .record: "请把与它有关的字段一起勘误"
    case .stillLacksCharacters: "请按拼音、部件或 U+ 码位补上这个字"
    case .numberTaken: "请核对号码；两人错用一个号码的，请把两人都填上"
    case .handlerMissing: "请填写经手人的姓名"
    case .dayInFuture, .dayTooEarly: "请核对日期"
    case .evidenceMissing: "请写明依据，例如 户籍证明"
    case .evidenceKind(_, _, let kind): kind == .shifted ? "请改选现场拍摄记录，或本人和班级确认" : "请改选身份证件、户籍证明、学籍信息或学校文件"
    case .numberInEvidence: "请删去号码，只写依据的名称或文号"
    case .textTooLong: "请写短一些"
    case .sameGraduateTwice: "请每人只填一行"
    case .serialWantedTwice: "请看着照片核对，只留一人"
    case .partnerMissing: "错位要双方都填：请给照片现在的人也填一行"
    case .serialNotClear: "请一场一场地登记；还是分不清的，请写明情况交总部"
    case .reasonMissing: "请写明原因，学校会看到"
    case .unsealed: "请等学校盖章；没有盖章的可以退回"
    case .withdrawn, .decided: "请刷新页面，看最新的情况"
    case .changedMeanwhile: "请对照最新的数据再看一遍；已经对了的，按「已经更正过」退回"
    }
  }
}
