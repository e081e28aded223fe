import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// Name and password.
struct SignInPage: Sendable {
  let call: Call

  func document(name: String = "", to: String? = nil, errors: FormErrors = FormErrors()) -> Document {
    let target = to ?? call.query("to")
    return DoorwayPage(title: "登录", under: nil, help: call.site.contact.isEmpty ? nil : call.site.contact).document {
      Tag.h1("登录")
      FormPage(
        action: "/sign-in", csrf: call.csrf, submitVerb: "登录",
        fields: [
          FormField("name", "登录名", value: name, autocomplete: "username", lengthLimit: 64),
          FormField("password", "密码", .password, autocomplete: "current-password", lengthLimit: 128),
        ], errors: errors
      ).keeping("to", target).html
      Tag.p(.class("soft")) {
        "毕业生请从"
        Tag.a("毕业生登录", .href("/my"))
        "进入，或不登录"
        Tag.a("直接查拍摄时间", .href("/public"))
        "；学校和采集单位的工作人员由管理员发邀请链接。"
      }
      if let demo = call.site.demo { DemoUsers(hints: demo).html }
    }
  }

  func take(_ form: SubmittedForm) async throws -> Response {
    let name = form.trimmed("name")
    let target = form["to"] ?? ""
    do {
      let outcome = try await call.center.signIn(name: name, password: form["password"] ?? "", from: call.place)
      let next: String =
        switch outcome.next {
        case .welcome: WebAddress.isOwn(target) ? target : "/"
        case .secondFactor: "/sign-in/second" + (WebAddress.isOwn(target) ? "?to=\(WebAddress.encoded(target))" : "")
        case .setUp: "/sign-in/set-up"
        }
      var response = Response.redirect(toOwn: next)
      response.headers.appendCookie(call.cookie(SiteCookieName.session, outcome.token))
      response.headers.appendCookie(call.cookie(SiteCookieName.device, outcome.deviceToken, maxAgeSeconds: 400 * 86_400))
      return response
    } catch let refusal as SignInRefusal {
      var errors = FormErrors()
      errors.add("\(refusal.message)。\(refusal.hint)", for: refusal == .wrongNameOrPassword ? "password" : nil)
      return document(name: name, to: target, errors: errors).response(status: .unprocessableContent)
    }
  }
}

extension FormPage {
  /// The same with a value sent along unseen.
  func keeping(_ name: String, _ value: String) -> FormPage {
    var page = self
    if !value.isEmpty { page.hidden.append((name, value)) }
    return page
  }
}

extension HTTPFields {
  mutating func appendCookie(_ header: String?) {
    if let header { append(HTTPField(name: .setCookie, value: header)) }
  }
}

/// The users of a demonstration, with what they need to come in.
struct DemoUsers: Sendable {
  let hints: DemoHints

  var html: HTML {
    Tag.section(.class("demo")) {
      Tag.h2("演示账号")
      Tag.p("这是演示数据，人名和证件号都是编造的。验证码每 30 秒变一次，刷新本页可看最新的。", .class("soft"))
      DataTable(
        caption: "演示账号", columns: [.text("身份"), .text("登录名"), .text("密码"), .text("验证码")],
        rows: hints.users.map { [.text($0.role), .text($0.signInName), .text($0.password), .text($0.digits())] },
        emptyText: "没有演示账号"
      ).html
    }
  }
}
