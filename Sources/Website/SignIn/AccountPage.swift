import GraduatePhotos
import Hummingbird
import Workflow

/// One account: who it is, and what may be done about it.
struct AccountPage: Sendable {
  let call: Call
  let session: Session

  private var accountID: String { call.part("account") }

  func show() async throws -> Response {
    let (account, isKept) = try await call.center.account(accountID, for: session.person.signedIn)
    let frame = try await call.frame(session)
    return frame.page(account.name, trail: [.init(label: "账号", address: "/accounts")]) {
      card { facts(account).html }
      if isKept, !account.isClosed { acts(account) }
      if !isKept { Tag.p("这个账号由采集单位或省厅邀请，人员变动请联系他们办理。", .class("soft")) }
      if session.person.role == .officer {
        Button.row {
          Button.link("此人的操作日志", to: WebAddress.path("/journal", query: [("person", account.id)]), .quiet)
        }
      }
    }.response(status: .ok)
  }

  private func facts(_ account: AccountLine) -> DescriptionList {
    var list = DescriptionList()
    list.add("身份", account.role.chineseName)
    if !account.institutionCode.isEmpty { list.add("院校", "\(account.institutionName)（\(account.institutionCode)）") }
    if let department = account.department { list.add("院系", department) }
    list.add("登录名", account.signInName)
    list.add("电子邮箱", account.email ?? "")
    list.add("电话", account.telephone ?? "")
    list.add("状态", account.state.mark.html)
    if account.role.needsSecondFactor {
      list.add("第二道验证", account.hasSecondFactor ? Mark.right("已设置").html : Mark.wait("还没有设置").html)
    }
    return list
  }

  private func acts(_ account: AccountLine) -> HTML {
    card("办理") {
      Tag.dl(.class("acts")) {
        act("人员变动，由别人接手", "交接", "hand-over", .quiet)
        for kind in AccountAct.Kind.allCases where kind.fits(account, isOwn: account.id == session.person.accountID) {
          act(kind.occasion, kind.verb, kind.rawValue, kind == .close ? .final : .quiet)
        }
      }
    }
  }

  private func act(_ occasion: String, _ verb: String, _ path: String, _ look: Button.Look) -> HTML {
    fragment {
      Tag.dt(occasion)
      Tag.dd { Button.link(verb, to: "/accounts/\(accountID)/\(path)", look) }
    }
  }
}

/// Something about an account that is final for its owner: a page says what happens, and his name has to be typed.
struct AccountAct: Sendable {
  enum Kind: String, Sendable, CaseIterable {
    case inviteAgain = "invite-again"
    case resetSecondFactor = "reset-second-factor"
    case close

    var occasion: String {
      switch self {
      case .inviteAgain: "忘了密码，或邀请链接过期"
      case .resetSecondFactor: "手机或口令卡丢了，恢复码也没有了"
      case .close: "不再需要这个账号"
      }
    }

    var verb: String {
      switch self {
      case .inviteAgain: "重发邀请"
      case .resetSecondFactor: "重设第二道验证"
      case .close: "停用"
      }
    }

    var consequence: String {
      switch self {
      case .inviteAgain: "原来的邀请链接作废，正在登录的地方全部退出；对方用新链接重新设置密码。第二道验证不变。"
      case .resetSecondFactor:
        "原来的手机验证器、口令卡和恢复码全部作废，正在登录的地方全部退出；本人下次用密码登录后重新设置，并会收到通知。请先确认确实是本人来办。"
      case .close: "停用后不能再登录，不能恢复；操作日志仍然保留。工作有人接手的，请改用「交接」。"
      }
    }

    /// Whether it can be done about this account now.
    func fits(_ account: AccountLine, isOwn: Bool) -> Bool {
      switch self {
      case .inviteAgain, .close: true
      case .resetSecondFactor: account.hasSecondFactor && !isOwn
      }
    }
  }

  let call: Call
  let session: Session
  let kind: Kind

  private var accountID: String { call.part("account") }
  private var address: String { "/accounts/\(accountID)" }

  func show(errors: FormErrors = FormErrors()) async throws -> Response {
    let account = try await call.center.keptAccount(accountID, by: session.person.signedIn)
    let frame = try await call.frame(session)
    var page = FormPage(
      action: "\(address)/\(kind.rawValue)", csrf: call.csrf, submitVerb: kind.verb,
      fields: [FormField("confirm", "对方的姓名", .confirmation(phrase: account.name))], errors: errors)
    page.submitLook = .final
    page.cancel = ("不办了，返回", address)
    return frame.page(
      "\(kind.verb)：\(account.name)", lead: kind.consequence,
      trail: [.init(label: "账号", address: "/accounts"), .init(label: account.name, address: address)]
    ) {
      card { page.html }
    }.response(status: errors.isEmpty ? .ok : .unprocessableContent)
  }

  func take(_ form: SubmittedForm) async throws -> Response {
    let account = try await call.center.keptAccount(accountID, by: session.person.signedIn)
    var errors = FormErrors()
    guard form.trimmed("confirm") == account.name else {
      errors.add("请一字不差地输入「\(account.name)」", for: "confirm")
      return try await show(errors: errors)
    }
    do {
      return try await carryOut()
    } catch let refusal as SignInRefusal where !refusal.isNotFound {
      errors.add(refusal)
      return try await show(errors: errors)
    }
  }

  private func carryOut() async throws -> Response {
    let keeper = session.person.signedIn
    switch kind {
    case .inviteAgain:
      let invitation = try await call.center.inviteAgain(accountID: accountID, by: keeper)
      return try await InvitedPage(call: call, session: session, invitation: invitation).show()
    case .resetSecondFactor:
      try await call.center.resetSecondFactor(of: accountID, by: keeper)
      return .redirect(toOwn: "/accounts?done=reset")
    case .close:
      try await call.center.closeAccount(accountID, by: keeper)
      return accountID == keeper.accountID ? SignedOutPage(call: call).response() : .redirect(toOwn: "/accounts?done=closed")
    }
  }
}

extension SignInRefusal {
  /// Said as "there is no such page", so that nobody learns whose accounts there are.
  var isNotFound: Bool { self == .notYours || self == .accountUnknown }

  /// The field of a form that it is about; nil for the form as a whole.
  var field: String? {
    switch self {
    case .signInNameTaken, .signInNameUnusable: "sign-in-name"
    case .noSuccessor: "name"
    case .wrongSecondFactor, .secondFactorUsed, .secondFactorMissing, .tooManyAttempts: "answer"
    default: nil
    }
  }
}

extension FormErrors {
  /// A refusal at the field it is about.
  mutating func add(_ refusal: SignInRefusal) {
    add([refusal.message, refusal.hint].filter { !$0.isEmpty }.joined(separator: "。"), for: refusal.field)
  }
}
