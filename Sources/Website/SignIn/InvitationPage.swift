import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// The page of an invitation: choosing a password.
struct InvitationPage: Sendable {
  let call: Call

  private var token: String { call.part("token") }

  func show(errors: FormErrors = FormErrors()) async throws -> Response {
    do {
      let account = try await call.center.invited(token: token)
      let page = DoorwayPage(title: "设置密码", under: nil, help: call.site.contact.isEmpty ? nil : call.site.contact).document {
        Tag.h1("\(account.name)，您好")
        Tag.p("您的身份是\(account.role.chineseName)，登录名是 \(account.signInName)。请设置密码：")
        FormPage(
          action: "/invitation/\(token)", csrf: call.csrf, submitVerb: "设置密码",
          fields: [
            FormField(
              "password", "密码", .password,
              hint: "至少 \(WorkflowLimits.passwordLength.lowerBound) 个字符，用几个不相关的词连起来最好记", autocomplete: "new-password",
              lengthLimit: 128),
            FormField("again", "再输一遍", .password, autocomplete: "new-password", lengthLimit: 128),
          ], errors: errors
        ).html
      }
      return page.response(status: errors.isEmpty ? .ok : .unprocessableContent)
    } catch let refusal as SignInRefusal {
      return ProblemPages.refusal(refusal, back: ("去登录", "/sign-in")).response(status: .gone)
    }
  }

  func take(_ form: SubmittedForm) async throws -> Response {
    var errors = FormErrors()
    let password = form["password"] ?? ""
    guard password == form["again"] ?? "" else {
      errors.add("两次输入的密码不一样，请重新输入", for: "again")
      return try await show(errors: errors)
    }
    do {
      try await call.center.acceptInvitation(token: token, password: password)
      return .redirect(toOwn: "/sign-in")
    } catch let refusal as SignInRefusal {
      errors.add(refusal.hint.isEmpty ? refusal.message : "\(refusal.message)，\(refusal.hint)", for: "password")
      return try await show(errors: errors)
    }
  }
}

/// A counselor's expiring link.
///
/// Opening it takes a click, so that a chat program that looks at links does not use it.
struct CounselorLinkPage: Sendable {
  let call: Call

  func show() -> Response {
    DoorwayPage(title: "辅导员入口", under: nil, help: nil).document {
      Tag.h1("辅导员入口")
      Tag.p("这个链接只给您本人，能看到所带班级的名单，请不要转发。链接到期后请联系本校学籍管理员。")
      Button.act("进入", at: "/counselor/\(call.part("token"))", csrf: call.csrf, .primary)
    }.response(status: .ok)
  }

  func take() async throws -> Response {
    let place = call.place
    let device = place.deviceToken ?? call.center.freshToken()
    let token = try await call.center.openCounselorLink(
      token: call.part("token"), from: SignInPlace(address: place.address, deviceToken: device, device: place.device))
    var response = Response.redirect(toOwn: "/")
    response.headers.appendCookie(call.cookie(SiteCookieName.session, token))
    response.headers.appendCookie(call.cookie(SiteCookieName.device, device, maxAgeSeconds: 400 * 86_400))
    return response
  }
}
