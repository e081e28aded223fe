import GraduatePhotos
import Hummingbird
import Workflow

/// A person's own account: where he is signed in, second factor, handing over.
struct MyAccountPage: Sendable {
  let call: Call
  let session: Session

  func show(errors: FormErrors = FormErrors()) async throws -> Response {
    let lines = try await call.center.sessions(of: session.person.signedIn, currentToken: call.token)
    let codes = try await call.center.recoveryCodesLeft(of: session.person.signedIn)
    let frame = try await call.frame(session)
    return frame.page("我的账号") {
      card {
        DataTable(
          caption: "正在登录的地方", columns: [.text("设备"), .text("登录时间"), .text("最近使用")],
          rows: lines.map { line in
            [
              .text(line.isThisOne ? "\(line.device)（本机）" : line.device), .text(Moment.text(line.madeAt)),
              .text(Moment.text(line.seenAt)),
            ]
          }, emptyText: "没有其他地方登录"
        ).html
        Button.act("所有地方都退出", at: "/me/sign-out-everywhere", csrf: call.csrf)
      }
      if session.person.role.needsSecondFactor {
        card("第二道验证") {
          Tag.p("换了手机或口令卡，请重新设置；设置后会得到新的恢复码，旧的作废。")
          Button.row { Button.link("重新设置", to: "/sign-in/set-up", .quiet) }
        }
        card("恢复码", aside: left(codes).html) { recovery(errors).html }
      }
      if session.person.role != .counselor {
        card("交接") {
          Tag.p("工作换人时，一次交给接手的人：权限原样转过去，您的账号随即停用。")
          Button.row { Button.link("办理交接", to: "/accounts/\(session.person.accountID)/hand-over", .quiet) }
        }
      }
    }.response(status: errors.isEmpty ? .ok : .unprocessableContent)
  }

  private func left(_ codes: Int) -> Mark {
    switch codes {
    case 0: .wrong("一个也不剩")
    case 1...2: .look("还剩 \(codes) 个")
    default: .right("还剩 \(codes) 个")
    }
  }

  private func recovery(_ errors: FormErrors) -> FormPage {
    FormPage(
      action: "/me/recovery-codes", csrf: call.csrf, submitVerb: "换一套新的恢复码",
      fields: [
        FormField(
          "answer", "您本人的验证码", .oneTimeCode, hint: "手机验证器或口令卡上的数字；换过之后，旧的恢复码全部作废", autocomplete: "one-time-code",
          lengthLimit: 20)
      ], errors: errors)
  }

  /// Fresh recovery codes against the second factor.
  func renewCodes(_ form: SubmittedForm) async throws -> Response {
    do {
      let codes = try await call.center.renewRecoveryCodes(
        answer: form["answer"] ?? "", token: call.token, person: session.person.signedIn)
      return RecoveryCodesPage(codes: codes, verb: "已经保管好，返回我的账号", address: "/me").document.response(status: .ok)
    } catch let refusal as SignInRefusal {
      var errors = FormErrors()
      errors.add(refusal)
      return try await show(errors: errors)
    }
  }
}
