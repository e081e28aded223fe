import GraduatePhotos

/// Why an import does not go on, beyond what is wrong with the file.
public enum RosterImportRefusal: Refusal, Equatable {
  case notTakingPart
  case uploadGone
  case notYours
  case nothingChanges
  case notTheLast
  case hasDependents(Int)
  case alreadyRolledBack
  case codeModeOnly
  case rosterModeOnly
  case studentNumberTaken
  case previewChanged
  case notFound
  case codeOfAnotherInstitution
  case tooManyWaiting(Int)

  public var code: String {
    switch self {
    case .notTakingPart: "roster.not-taking-part"
    case .uploadGone: "roster.upload-gone"
    case .notYours: "roster.not-yours"
    case .nothingChanges: "roster.nothing-changes"
    case .notTheLast: "roster.not-the-last"
    case .hasDependents: "roster.has-dependents"
    case .alreadyRolledBack: "roster.already-rolled-back"
    case .codeModeOnly: "roster.code-mode-only"
    case .rosterModeOnly: "roster.roster-mode-only"
    case .studentNumberTaken: "roster.student-number-taken"
    case .previewChanged: "roster.preview-changed"
    case .notFound: "roster.not-found"
    case .codeOfAnotherInstitution: "roster.code-of-another-institution"
    case .tooManyWaiting: "roster.too-many-waiting"
    }
  }

  public var message: String {
    switch self {
    case .notTakingPart: "本校没有参加这次年度采集"
    case .uploadGone: "这份待确认的名单已经不在了：可能已确认、已放弃，或超过 48 小时没有确认"
    case .notYours: "名单里有不属于本站点的学生"
    case .nothingChanges: "这份名单和已登记的完全一样，没有需要导入的内容"
    case .notTheLast: "只能撤回最近一次导入"
    case .hasDependents(let count): "这次导入的学生中有 \(count) 人已经有了后续记录，不能撤回"
    case .alreadyRolledBack: "这次导入已经撤回过了"
    case .codeModeOnly: "这次年度采集是采集码模式，这里不能导入姓名和证件号"
    case .rosterModeOnly: "这次年度采集是名单模式，不使用采集码"
    case .studentNumberTaken: "名单里有学号与本校另一名在册学生（本部或其他站点）相同"
    case .previewChanged: "列的对应或工作表在您预览之后改过"
    case .notFound: "没有找到这名学生，或者不在您的权限之内"
    case .codeOfAnotherInstitution: "有采集码已经由别的院校导入"
    case .tooManyWaiting(let count): "已有 \(count) 份名单等待确认"
    }
  }

  public var hint: String {
    switch self {
    case .notTakingPart: "请联系采集单位，把本校加入名单"
    case .uploadGone: "请重新上传文件"
    case .notYours: "请只导入本站点的学生，或由学校的学籍管理员导入"
    case .nothingChanges: ""
    case .notTheLast: "请先撤回之后的导入"
    case .hasDependents: "请改为导入一份更正后的名单"
    case .alreadyRolledBack: ""
    case .codeModeOnly: "请上传只有采集码、院系和班级的表格"
    case .rosterModeOnly: "请上传学生名单"
    case .studentNumberTaken: "什么也没有导入。请核对学号，或先把另一名学生的学号改正"
    case .previewChanged: "请再看一遍预览，然后确认"
    case .notFound: "请从班级名单重新进入"
    case .codeOfAnotherInstitution: "什么也没有导入。请核对是否传错了文件，或联系采集计划员"
    case .tooManyWaiting: "这份没有保存。请先确认或放弃其中一份，再上传"
    }
  }
}
