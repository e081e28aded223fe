import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// How a graduate comes in: student number, name, and the code of his slip or his own password; in code mode the code alone.
struct MySignInPage: Sendable {
  let call: Call

  private var short: String { call.part("key") }

  /// The campaigns; straight on where there is one.
  func choose() async throws -> Response {
    let campaigns = try await call.center.publicCampaigns()
    if campaigns.count == 1, let only = campaigns.first { return .redirect(toOwn: only.graduatePath) }
    return DoorwayPage(title: "毕业生登录", under: nil, help: call.site.contact.isEmpty ? nil : call.site.contact).document {
      Tag.h1("毕业生登录")
      if campaigns.isEmpty {
        Tag.p("还没有年度采集。")
      } else {
        Tag.p("请选择自己毕业的年度。")
        Tag.ul { for campaign in campaigns { Tag.li { Tag.a(campaign.plan.title, .href(campaign.graduatePath)) } } }
      }
    }.response(status: .ok)
  }

  func show(_ session: Session?) async throws -> Response {
    if case .graduate? = session?.person { return .redirect(toOwn: MyAddress.home) }
    return try await document(campaign()).response(status: .ok)
  }

  func take(_ form: SubmittedForm) async throws -> Response {
    let campaign = try await campaign()
    let typed = GraduateSignIn(
      studentNumber: form.trimmed("number"), name: form.trimmed("name"), secret: form.trimmed("secret"))
    do {
      let found = try await call.center.signInGraduate(typed, campaignID: campaign.id, from: call.place)
      var response = Response.redirect(toOwn: found.setsPassword ? MyAddress.password : MyAddress.home)
      response.headers.appendCookie(call.cookie(SiteCookieName.session, found.token))
      return response
    } catch let refusal as any Refusal where refusal is ProofDeskRefusal || refusal is SignInRefusal {
      return document(campaign, form, FormErrors(refusal)).response(status: .unprocessableContent)
    }
  }

  private func campaign() async throws -> PublicCampaign {
    guard case .campaign(let id)? = try await call.center.publicTarget(short: short),
      let campaign = try await call.center.publicCampaigns().first(where: { $0.id == id })
    else { throw HTTPError(.notFound) }
    return campaign
  }

  private func document(
    _ campaign: PublicCampaign, _ form: SubmittedForm? = nil, _ errors: FormErrors = FormErrors()
  ) -> Document {
    let isCode = campaign.plan.regime == .code
    let secret = FormField(
      "secret", isCode ? "校对码" : "校对码或密码", isCode ? .text : .password,
      hint: isCode ? "12 位字母和数字，在学校发的校对码条上" : "第一次登录填校对码条上的 12 位字母和数字；设过密码的填密码", autocomplete: "current-password",
      lengthLimit: 128)
    let fields =
      isCode
      ? [secret]
      : [
        FormField("number", "学号", value: form?.trimmed("number") ?? "", autocomplete: "username", lengthLimit: 40),
        FormField(
          "name", "姓名", value: form?.trimmed("name") ?? "", hint: "打不出的字可以不填", autocomplete: "name", lengthLimit: 50),
        secret,
      ]
    return DoorwayPage(
      title: "毕业生登录", under: campaign.plan.title, help: call.site.contact.isEmpty ? nil : call.site.contact
    ).document {
      Tag.h1("毕业生登录")
      FormPage(action: "/my/\(short)", csrf: call.csrf, submitVerb: "登录", fields: fields, errors: errors).html
      Tag.p(.class("soft")) {
        "没有校对码条、忘了密码？请带身份证找辅导员重置。不用登录也能"
        Tag.a("查拍摄时间", .href(PublicAddress.campaign(campaign.id)))
        "。"
      }
    }
  }
}

/// The own password, which takes the code's place.
struct MyPasswordPage: Sendable {
  let call: Call
  let graduate: SignedInGraduate

  func show(_ errors: FormErrors = FormErrors()) async throws -> Response {
    let shown = try await call.center.shownProof(to: graduate)
    guard shown.plan.regime == .roster else { throw HTTPError(.notFound) }
    return GraduateFrame(call, shown).page("设置自己的密码", lead: "设好以后校对码作废，请用学号、姓名和这个密码登录。没设完就退出的，校对码还能再用。") {
      FormPage(
        action: MyAddress.password, csrf: call.csrf, submitVerb: "设置密码",
        fields: [
          FormField(
            "password", "密码", .password,
            hint: "\(WorkflowLimits.passwordLength.lowerBound) 位以上，越长越好，可以是一句话；不要用学号、生日", autocomplete: "new-password",
            lengthLimit: WorkflowLimits.passwordLength.upperBound),
          FormField(
            "again", "再输一遍", .password, autocomplete: "new-password", lengthLimit: WorkflowLimits.passwordLength.upperBound),
        ], errors: errors
      ).html
    }.response(status: errors.isEmpty ? .ok : .unprocessableContent)
  }

  func take(_ form: SubmittedForm) async throws -> Response {
    guard try await call.center.shownProof(to: graduate).plan.regime == .roster else { throw HTTPError(.notFound) }
    var errors = FormErrors()
    guard form["password"] == form["again"] else {
      errors.add("两次输入的密码不一样", for: "again")
      return try await show(errors)
    }
    do {
      try await call.center.setGraduatePassword(form["password"] ?? "", token: call.token, by: graduate)
      return .redirect(toOwn: MyAddress.home + "?done=password")
    } catch let refusal as SignInRefusal {
      return try await show(FormErrors(refusal, for: "password"))
    }
  }
}

extension PublicCampaign {
  /// Where its graduates sign in.
  var graduatePath: String { GraduateAddress.path(campaignID: id) }
}
