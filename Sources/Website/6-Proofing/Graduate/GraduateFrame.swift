import GraduatePhotos
import Workflow

/// What stands around a graduate's own pages: made for a phone, in WeChat too; who he is, and the way out.
struct GraduateFrame: Sendable {
  let call: Call
  let name: String
  let campaign: String

  init(_ call: Call, _ shown: ShownProof) {
    self.call = call
    name = shown.name.isEmpty ? "采集码" : shown.name
    campaign = shown.campaign
  }

  func page(_ title: String, lead: String? = nil, isHome: Bool = false, @HTMLBuilder content: () -> HTML) -> Document {
    let content = content()
    return Document(title: title) {
      Tag.a("跳到正文", .class("skip"), .href("#work"))
      Tag.header(.class("top")) {
        Tag.div(.class("top-in")) {
          Frame.brand(address: MyAddress.home)
          Tag.span(campaign, .class("campaign"))
          Tag.div(.class("who")) {
            Tag.span(name)
            Button.act("退出", at: MyAddress.signOut, csrf: call.csrf)
          }
        }
      }
      Tag.div(.class("frame alone")) {
        Tag.main(.id("work"), .set(.tabindex, "-1")) {
          if !isHome {
            Tag.nav(.class("trail"), .aria("label", "位置")) { Tag.ol { Tag.li { Tag.a("我的采集", .href(MyAddress.home)) } } }
          }
          Tag.div(.class("heading")) {
            Tag.h1(title)
            if let lead { Tag.p(lead) }
          }
          content
        }
      }
      Tag.footer(.class("foot")) {
        Tag.p(call.site.contact.isEmpty ? "有问题请找辅导员或本校学籍管理员。" : "有问题请找辅导员或本校学籍管理员；系统问题：\(call.site.contact)")
      }
    }
  }
}

/// The addresses of a graduate's own pages; none of them says who he is.
enum MyAddress {
  static let home = "/mine"
  static let password = "/mine/password"
  static let portrait = "/mine/portrait"
  static let proof = "/mine/proof"
  static let right = "/mine/proof/right"
  static let wrong = "/mine/proof/wrong"
  static let receipt = "/mine/receipt"
  static let looks = "/mine/looks"
  static let signOut = "/mine/sign-out"
}

extension Admit where Guest == SignedInGraduate {
  static var graduate: Admit<SignedInGraduate> {
    Admit(roles: [.graduate]) { if case .graduate(let person)? = $0?.person { person } else { nil } }
  }
}

extension Site {
  /// A graduate's own pages: sign-in by code, the season, proofing, the receipt.
  static let myRoutes: [Route] = [
    .get("/my", .everybody) { call, _ in try await MySignInPage(call: call).choose() },
    .get("/my/{key}", .everybody) { call, session in try await MySignInPage(call: call).show(session) },
    .post("/my/{key}", .everybody) { call, _, form in try await MySignInPage(call: call).take(form) },
    .short(MyAddress.home, .graduate) { call, graduate in try await MySeasonPage(call: call, graduate: graduate).show() },
    .get(MyAddress.password, .graduate) { call, graduate in
      try await MyPasswordPage(call: call, graduate: graduate).show()
    },
    .post(MyAddress.password, .graduate) { call, graduate, form in
      try await MyPasswordPage(call: call, graduate: graduate).take(form)
    },
    .short(MyAddress.portrait, .graduate) { call, graduate in
      try await MyProofPage(call: call, graduate: graduate).portrait()
    },
    .short(MyAddress.proof, .graduate) { call, graduate in try await MyProofPage(call: call, graduate: graduate).show() },
    .short(MyAddress.right, .graduate) { call, graduate in try await MyAnswerPage(call: call, graduate: graduate).right() },
    .post(MyAddress.right, .graduate) { call, graduate, form in
      try await MyAnswerPage(call: call, graduate: graduate).takeRight(form)
    },
    .get(MyAddress.wrong, .graduate) { call, graduate in try await MyAnswerPage(call: call, graduate: graduate).wrong() },
    .upload(MyAddress.wrong, .graduate, sizeLimitBytes: ProofLimits.evidenceBytes) { call, graduate, form in
      try await MyAnswerPage(call: call, graduate: graduate).takeWrong(form)
    },
    .get(MyAddress.receipt, .graduate) { call, graduate in try await MyReceiptPage(call: call, graduate: graduate).show() },
    .get(MyAddress.receipt + "/pdf", .graduate) { call, graduate in
      try await MyReceiptPage(call: call, graduate: graduate).pdf()
    },
    .get(MyAddress.receipt + "/picture", .graduate) { call, graduate in
      try await MyReceiptPage(call: call, graduate: graduate).picture()
    },
    .get(MyAddress.looks, .graduate) { call, graduate in try await MyLooksPage(call: call, graduate: graduate).show() },
    .post(MyAddress.signOut, .graduate) { call, graduate, _ in
      try await call.center.signOut(graduate, token: call.token)
      return SignedOutPage(call: call).response()
    },
  ]
}
