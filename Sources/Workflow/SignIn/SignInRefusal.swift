import GraduatePhotos

/// Why somebody is not let in.
///
/// Wrong name and wrong password are one refusal: who exists is nobody's business.
public enum SignInRefusal: Refusal, Equatable {
  case wrongNameOrPassword
  case tooManyAttempts(minutes: Int)
  case busy
  case wrongSecondFactor
  case secondFactorUsed
  case secondFactorMissing
  case invitationUnknown
  case invitationExpired
  case invitationUsed
  case passwordTooShort(least: Int)
  case passwordTooLong(most: Int)
  case passwordTooCommon
  case signInNameTaken(String)
  case signInNameUnusable
  case accountUnknown
  case accountClosed
  case notYours
  case ownAccount
  case lastOfficer
  case noSuccessor

  public var code: String {
    switch self {
    case .wrongNameOrPassword: "sign-in.wrong"
    case .tooManyAttempts: "sign-in.too-many"
    case .busy: "sign-in.busy"
    case .wrongSecondFactor: "sign-in.wrong-second-factor"
    case .secondFactorUsed: "sign-in.second-factor-used"
    case .secondFactorMissing: "sign-in.second-factor-missing"
    case .invitationUnknown: "invitation.unknown"
    case .invitationExpired: "invitation.expired"
    case .invitationUsed: "invitation.used"
    case .passwordTooShort: "password.short"
    case .passwordTooLong: "password.long"
    case .passwordTooCommon: "password.common"
    case .signInNameTaken: "account.name-taken"
    case .signInNameUnusable: "account.name-unusable"
    case .accountUnknown: "account.unknown"
    case .accountClosed: "account.closed"
    case .notYours: "account.not-yours"
    case .ownAccount: "account.own"
    case .lastOfficer: "account.last-officer"
    case .noSuccessor: "account.no-successor"
    }
  }

  public var message: String {
    switch self {
    case .wrongNameOrPassword: "登录名或密码不对"
    case .tooManyAttempts(let minutes): "试的次数太多了，请 \(minutes) 分钟后再试"
    case .busy: "现在登录的人太多"
    case .wrongSecondFactor: "验证码不对"
    case .secondFactorUsed: "这个验证码已经用过"
    case .secondFactorMissing: "还没有设置第二道验证"
    case .invitationUnknown: "这个邀请链接不存在"
    case .invitationExpired: "这个邀请链接已过期"
    case .invitationUsed: "这个邀请链接已经用过"
    case .passwordTooShort(let least): "密码至少 \(least) 个字符"
    case .passwordTooLong(let most): "密码最多 \(most) 个字符"
    case .passwordTooCommon: "这个密码太容易被猜到"
    case .signInNameTaken(let name): "登录名「\(name)」已有人使用"
    case .signInNameUnusable: "登录名只能用 3–64 个字母、数字和 . _ - @"
    case .accountUnknown: "没有这个账号"
    case .accountClosed: "这个账号已停用"
    case .notYours: "这个账号不归你管理"
    case .ownAccount: "这是您自己的账号"
    case .lastOfficer: "这是最后一个能登录的省厅管理员"
    case .noSuccessor: "没有接手的人"
    }
  }

  public var hint: String {
    switch self {
    case .wrongNameOrPassword: "请核对后再试；忘记密码请联系邀请你的人重新发邀请"
    case .tooManyAttempts: "如果不是你本人在试，请告诉管理员；你平时用的电脑不受影响"
    case .busy: "请过几秒再试"
    case .wrongSecondFactor: "请看手机上当前的 6 位数字，或口令卡上对应格子；手机时间要准"
    case .secondFactorUsed: "请等手机显示下一个验证码，或换一格"
    case .secondFactorMissing: "请先设置手机验证码或打印口令卡"
    case .invitationUnknown: "请核对链接是否完整"
    case .invitationExpired, .invitationUsed: "请联系邀请你的人重新发一个"
    case .passwordTooShort, .passwordTooCommon: "建议用几个不相关的词连起来"
    case .passwordTooLong: ""
    case .signInNameTaken: "请换一个，例如加上学校代码"
    case .signInNameUnusable: "例如 10730-zhang"
    case .accountUnknown, .notYours: "请从账号列表里选"
    case .accountClosed: "请联系管理员"
    case .ownAccount: "请在「我的账号」里重新设置"
    case .lastOfficer: "请先邀请另一位省厅管理员并等对方设好密码，或用「交接」把权限转给接手的人"
    case .noSuccessor: "请先填写接手人的姓名和登录名"
    }
  }
}
