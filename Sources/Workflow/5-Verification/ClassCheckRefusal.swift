import GraduatePhotos

/// Why a verdict is not taken, or a class not signed off.
public enum ClassCheckRefusal: Refusal, Equatable {
  case personUnknown
  case changedMeanwhile
  case contradiction(VerdictContradiction)
  case column(String)
  case text(String)
  case textTooLong(String, limit: Int)
  case idNumber(String)
  case sealed(by: String)
  case tooMany(limit: Int)
  case operation
  case classUnknown
  case obstacle(SignOffObstacle)
  case claimUnknown
  case claimEnded
  case noReason
  case reasonTooLong(limit: Int)
  case notSealed
  case codeMode

  public var code: String {
    switch self {
    case .personUnknown: "class-check.person-unknown"
    case .changedMeanwhile: "class-check.changed-meanwhile"
    case .contradiction: "class-check.contradiction"
    case .column: "class-check.column"
    case .text: "class-check.text"
    case .textTooLong: "class-check.text-too-long"
    case .idNumber: "class-check.id-number"
    case .sealed: "class-check.sealed"
    case .tooMany: "class-check.too-many"
    case .operation: "class-check.operation"
    case .classUnknown: "class-check.class-unknown"
    case .obstacle: "class-check.obstacle"
    case .claimUnknown: "class-check.claim-unknown"
    case .claimEnded: "class-check.claim-ended"
    case .noReason: "class-check.no-reason"
    case .reasonTooLong: "class-check.reason-too-long"
    case .notSealed: "class-check.not-sealed"
    case .codeMode: "class-check.code-mode"
    }
  }

  public var message: String {
    switch self {
    case .personUnknown: "这个班里没有这个人"
    case .changedMeanwhile: "这个人的照片或数据刚刚换了"
    case .contradiction(let found): found.text
    case .column(let name): "“\(name)”不能在这里更正"
    case .text(let name): "“\(name)”里有不能显示的字符"
    case .textTooLong(let name, let limit): "“\(name)”超过 \(limit) 个字"
    case .idNumber(let name): "“\(name)”里像是有身份证号"
    case .sealed: "这个班已经用印，结论不能再改"
    case .tooMany(let limit): "一次最多 \(limit) 人"
    case .operation: "页面太旧"
    case .classUnknown: "没有这个班"
    case .obstacle(.nobody): "这个班没有应采的学生"
    case .obstacle(.open(let count)): "还有 \(count) 人没有核对"
    case .obstacle(.withoutClaim(let count)): "有 \(count) 人标了问题，问题登记却被撤销了"
    case .claimUnknown: "没有这条问题登记"
    case .claimEnded: "这条问题登记已经了结"
    case .noReason: "没有写原因"
    case .reasonTooLong(let limit): "原因超过 \(limit) 字"
    case .notSealed: "这个班还没有用印，不用重新打开"
    case .codeMode: "采集码模式下，姓名和证件号码不交给采集单位，不能在网页上核对"
    }
  }

  public var hint: String {
    switch self {
    case .personUnknown, .classUnknown: "可能有学籍异动，或者换了班级；请刷新页面"
    case .changedMeanwhile: "请看新的照片和数据，再标一次"
    case .contradiction: "请改好后再标一次"
    case .column, .text: "请改掉这一项再标一次"
    case .textTooLong: "请写短一些"
    case .idNumber: "这里写的会显示在清单和纸上，请去掉号码；证件号码有误的，写在身份证号的更正里"
    case .sealed(let who): who.isEmpty ? "请学籍管理员先重新打开这个班" : "\(who)用的印；请学籍管理员先重新打开这个班，改好后再次用印"
    case .tooMany: "请分几次标"
    case .operation: "请刷新页面再标一次"
    case .obstacle(.nobody): "请核对名单和学籍异动"
    case .obstacle: "请先逐个核对，再打印用印"
    case .claimUnknown, .claimEnded: "请刷新页面，看现在的情况"
    case .noReason: "请写一句为什么，例如「看错了，照片没有问题」"
    case .reasonTooLong: "请写短一些"
    case .notSealed: "直接修改结论即可"
    case .codeMode: "请打开光盘上的 index.html 核对：选学校自己的名单，就知道谁是谁"
    }
  }
}

extension String {
  /// Trimmed and within bounds.
  ///
  /// - Throws: `ClassCheckRefusal.noReason`, `.reasonTooLong`, `.idNumber`.
  func classCheckReason() throws -> String {
    let limit = ClassCheckLimits.reasonCharacters
    let reason = try reason(
      limit: limit, none: ClassCheckRefusal.noReason, tooLong: ClassCheckRefusal.reasonTooLong(limit: limit))
    guard !CodeModeGuard.holdsIDNumber(reason) else { throw ClassCheckRefusal.idNumber("原因") }
    return reason
  }
}
