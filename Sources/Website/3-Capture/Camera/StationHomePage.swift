import Foundation
import GraduatePhotos
import HTTPTypes
import Hummingbird
import Station

/// A station's first page: the visits that were taken along, signing in to one, and taking another along.
struct StationHomePage: Sendable {
  let site: StationSite
  let request: Request
  let context: SiteContext

  typealias Act = @Sendable (StationHomePage) -> (SubmittedForm) async throws -> Response

  static let acts: [(String, Act)] = [
    ("/sign-in", { $0.signIn }), ("/sign-out", { $0.signOut }), ("/offers", { $0.offers }), ("/fetch", { $0.fetch }),
  ]

  private var station: Station { site.host.station }
  private var token: String { site.token(of: request, context) }

  func show() async throws -> Response { try await page() }

  func signIn(_ form: SubmittedForm) async throws -> Response {
    let visit = VisitName(campaign: form.trimmed("campaign"), number: Int(form.trimmed("visit")) ?? 0)
    do {
      let (desk, member) = try await station.signIn(
        form.trimmed("name"), password: form["password"] ?? "", to: visit,
        from: context.facts.client.address?.place ?? "")
      try await site.host.inlets.begin(desk)
      let token = site.sessions.open(visit, member, now: station.now)
      var response = Response.redirect(toOwn: "/visits/\(visit.campaign)/\(visit.number)/camera")
      response.headers.appendCookie(
        SiteCookie(name: StationSite.cookie, value: token, isSecure: context.facts.client.isSecure).header)
      return response
    } catch let refusal as VisitDeskRefusal { return try await refused(refusal) }
  }

  func signOut(_ form: SubmittedForm) async throws -> Response {
    site.sessions.close(token)
    return .redirect(toOwn: "/")
  }

  func takeFile(_ form: SubmittedForm) async throws -> Response {
    guard let file = form.files("file").first, let data = FileManager.default.contents(atPath: file.path) else {
      return .redirect(toOwn: "/")
    }
    do {
      try await station.take([UInt8](data))
      return .redirect(toOwn: "/")
    } catch let refusal as VisitDeskRefusal { return try await refused(refusal) }
  }

  func offers(_ form: SubmittedForm) async throws -> Response {
    do {
      let visits = try await station.visitsAtCenter(form.trimmed("center"), signIn(in: form), over: site.network)
      return try await page(offers: visits, typed: form)
    } catch let refusal as CenterRefusal { return try await refused(refusal) }
  }

  func fetch(_ form: SubmittedForm) async throws -> Response {
    let parts = form.trimmed("visit").split(separator: " ").map(String.init)
    guard parts.count == 2, let number = Int(parts[1]) else { return .redirect(toOwn: "/") }
    do {
      try await station.fetch(
        VisitName(campaign: parts[0], number: number), at: form.trimmed("center"), signIn(in: form), over: site.network)
      return .redirect(toOwn: "/")
    } catch let refusal as CenterRefusal { return try await refused(refusal) } catch let refusal as VisitDeskRefusal {
      return try await refused(refusal)
    }
  }

  private func signIn(in form: SubmittedForm) -> CenterSignIn {
    CenterSignIn(name: form.trimmed("name"), password: form["password"] ?? "", digits: form.trimmed("digits"))
  }

  private func refused(_ refusal: any Refusal) async throws -> Response {
    try await page(errors: FormErrors(refusal), status: .unprocessableContent)
  }

  private func page(
    errors: FormErrors = FormErrors(), offers: [OfferedVisit]? = nil, typed: SubmittedForm = SubmittedForm(),
    status: HTTPResponse.Status = .ok
  ) async throws -> Response {
    let visits = try await station.takenVisits()
    let center = try await station.centerAddress()
    // Who has not signed in gets a token of his own all the same: it ties his forms to this browser.
    let token = token.isEmpty ? StationSessions.freshToken() : token
    let csrf = site.csrf(token)
    let cardText = station.card.text
    let document = Document(title: station.card.name, bodyClass: "doorway") {
      Tag.main(.class("doorway-page wide")) {
        Frame.brand(address: "/")
        Tag.h1(station.card.name)
        ErrorSummary(errors: errors).html
        for visit in visits where !visit.isExpired { visitCard(visit, csrf) }
        if visits.isEmpty { Tag.p("还没有带来场次。在下面从采集中心取，或用 U 盘上的场次文件。") }
        if let offers { offerCard(offers, typed, csrf) }
        takeCard(center, csrf)
        card("本机名片") {
          Tag.p("没有网络时：把这一行带到采集中心，在「带到工作站」页粘贴，下载场次文件。", .class("soft"))
          CopyText(title: "工作站名片", text: cardText).html
        }
      }
    }
    var response = document.response(status: status)
    if self.token.isEmpty {
      response.headers.appendCookie(
        SiteCookie(name: StationSite.cookie, value: token, isSecure: context.facts.client.isSecure).header)
    }
    return response
  }

  private func visitCard(_ visit: TakenVisit, _ csrf: String) -> HTML {
    card("\(visit.head.day.chinese)　第 \(visit.head.visit) 场") {
      if let session = site.sessions.session(token, now: station.now), session.visit == visit.name {
        Button.row { Button.link("进入拍摄", to: "/visits/\(visit.name.campaign)/\(visit.name.number)/camera") }
      } else {
        Tag.form(.class("form"), .set(.method, "post"), .action("/sign-in")) {
          CSRF.field(csrf)
          Tag.input(.set(.type, "hidden"), .set(.name, "campaign"), .set(.value, visit.name.campaign))
          Tag.input(.set(.type, "hidden"), .set(.name, "visit"), .set(.value, String(visit.name.number)))
          let people = visit.head.slots.map { FormField.Option(value: $0.signInName, label: $0.name, remark: nil) }
          FormField("name", "组员", .select(people)).html(error: nil)
          FormField("password", "密码（采集中心的登录密码）", .password, autocomplete: "current-password", lengthLimit: 128).html(error: nil)
          Button.row { Button.submit("打开这一场") }
        }
      }
    }
  }

  private func offerCard(_ offers: [OfferedVisit], _ typed: SubmittedForm, _ csrf: String) -> HTML {
    card("采集中心的场次") {
      if offers.isEmpty {
        Tag.p("没有您的小组的场次。")
      } else {
        Tag.form(.class("form"), .set(.method, "post"), .action("/fetch")) {
          CSRF.field(csrf)
          for name in ["center", "name"] {
            Tag.input(.set(.type, "hidden"), .set(.name, name), .set(.value, typed.trimmed(name)))
          }
          FormField(
            "visit", "带哪一场",
            .select(
              offers.map { visit in
                .init(
                  value: "\(visit.campaign) \(visit.number)",
                  label: "\(visit.day.chinese) \(visit.span.chinese)　\(visit.place)", remark: nil)
              })
          ).html(error: nil)
          FormField("password", "再输一次密码", .password, autocomplete: "current-password", lengthLimit: 128).html(error: nil)
          FormField(
            "digits", "新的验证码（没有设置就不填）", .oneTimeCode, hint: "验证码只能用一次：请等手机显示下一个", isRequired: false
          ).html(error: nil)
          Button.row { Button.submit("带到本机") }
        }
      }
    }
  }

  private func takeCard(_ center: String, _ csrf: String) -> HTML {
    card("带一场来") {
      Tag.form(.class("form"), .set(.method, "post"), .action("/offers")) {
        CSRF.field(csrf)
        FormField("center", "采集中心网址", value: center, lengthLimit: 200).html(error: nil)
        FormField("name", "登录名", autocomplete: "username", lengthLimit: 64).html(error: nil)
        FormField("password", "密码", .password, autocomplete: "current-password", lengthLimit: 128).html(error: nil)
        FormField("digits", "验证码（没有设置就不填）", .oneTimeCode, isRequired: false).html(error: nil)
        Button.row { Button.submit("看有哪些场次") }
      }
      Tag.form(
        .class("form"), .set(.method, "post"), .action("/take"), .set(.enctype, "multipart/form-data"), .data("upload", "")
      ) {
        CSRF.field(csrf)
        FormField("file", "或：U 盘上的场次文件", .file(accept: ".byta", isMultiple: false)).html(error: nil)
        Button.row { Button.submit("带到本机", .quiet) }
      }
    }
  }
}
