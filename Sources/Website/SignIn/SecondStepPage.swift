import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// The second step: digits from the phone, two cells of the code card, or a recovery code.
struct SecondStepPage: Sendable {
  let call: Call

  func show(errors: FormErrors = FormErrors(), to: String? = nil) async throws -> Response {
    let challenge = try await call.center.secondFactorChallenge(token: call.token)
    guard challenge.acceptsPhone || !challenge.cardCells.isEmpty else { return .redirect(toOwn: "/sign-in/set-up") }
    let target = to ?? call.query("to")
    let page = DoorwayPage(title: "第二道验证", under: nil, help: call.site.contact.isEmpty ? nil : call.site.contact).document {
      Tag.h1("第二道验证")
      Tag.p(explanation(challenge))
      FormPage(
        action: "/sign-in/second", csrf: call.csrf, submitVerb: "进入",
        fields: [
          FormField("answer", "验证码", .oneTimeCode, hint: hint(challenge), autocomplete: "one-time-code", lengthLimit: 20)
        ], errors: errors
      ).keeping("to", target).html
      Tag.p("手机或口令卡不在身边，可以输入一个恢复码（12 位，用一次就作废）。", .class("soft"))
      Button.act("换一个账号登录", at: "/sign-out", csrf: call.csrf)
      if let demo = call.site.demo { DemoUsers(hints: demo).html }
    }
    return page.response(status: errors.isEmpty ? .ok : .unprocessableContent)
  }

  func take(_ form: SubmittedForm) async throws -> Response {
    let target = form["to"] ?? ""
    let place = call.place
    let device = place.deviceToken ?? call.center.freshToken()
    do {
      try await call.center.proveSecondFactor(token: call.token, answer: form["answer"] ?? "", deviceToken: device, from: place)
      return .redirect(toOwn: WebAddress.isOwn(target) ? target : "/")
    } catch let refusal as SignInRefusal {
      var errors = FormErrors()
      errors.add("\(refusal.message)。\(refusal.hint)", for: "answer")
      return try await show(errors: errors, to: target)
    }
  }

  private func explanation(_ challenge: SecondFactorChallenge) -> String {
    let cells = challenge.cardCells.joined(separator: " 和 ")
    if challenge.acceptsPhone, !challenge.cardCells.isEmpty {
      return "请输入手机验证器上的 6 位数字，或口令卡（编号 \(challenge.cardSerial)）上 \(cells) 两格的数字。"
    }
    return challenge.acceptsPhone ? "请输入手机验证器上当前的 6 位数字。" : "请输入口令卡（编号 \(challenge.cardSerial)）上 \(cells) 两格的数字，连在一起写。"
  }

  private func hint(_ challenge: SecondFactorChallenge) -> String {
    challenge.acceptsPhone ? "6 位数字，每 30 秒变一次" : "6 位数字"
  }
}
