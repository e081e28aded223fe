import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// Setting up a second factor: choosing a kind, proving it once, keeping the recovery codes.
struct SetUpPage: Sendable {
  let call: Call
  let session: Session

  /// A second factor that is in force may only be replaced by who has just proved it.
  private func mayGoOn() async throws -> Bool {
    if session.isProven { return true }
    let challenge = try await call.center.secondFactorChallenge(token: call.token)
    return !challenge.acceptsPhone && challenge.cardCells.isEmpty
  }

  func choose() async throws -> Response {
    guard try await mayGoOn() else { return .redirect(toOwn: "/sign-in/second") }
    let page = DoorwayPage(title: "设置第二道验证", under: nil, help: nil).document {
      Tag.h1("设置第二道验证")
      Tag.p("名单里有学生的身份证号，只靠密码不够安全。请选一种，以后每次登录都要用它：")
      choice(
        kind: .totp, title: "手机验证器", text: "在手机上装任意一款验证器（支持 TOTP 的都行），扫一次二维码，以后看 6 位数字。不用联网，不用短信。")
      choice(kind: .card, title: "打印口令卡", text: "不方便用手机的单位，可以打印一张口令卡随身带着，每次按提示输入其中两格。")
    }
    return page.response(status: .ok)
  }

  private func choice(kind: SecondFactorKind, title: String, text: String) -> HTML {
    Tag.section(.class("offer")) {
      Tag.h2(title)
      Tag.p(text)
      Button.act(
        "用\(title)", at: "/sign-in/set-up", csrf: call.csrf, kind == .totp ? .primary : .quiet,
        fields: [("kind", kind.rawValue)])
    }
  }

  func offer(_ form: SubmittedForm) async throws -> Response {
    guard try await mayGoOn() else { return .redirect(toOwn: "/sign-in/second") }
    guard let kind = SecondFactorKind(rawValue: form["kind"] ?? "") else { throw HTTPError(.notFound) }
    let offer = try await call.center.offerSecondFactor(kind, to: session.person.signedIn)
    return page(kind: kind, offer: offer).response(status: .ok)
  }

  private func page(
    kind: SecondFactorKind, offer: SecondFactorOffer,
    errors: FormErrors = FormErrors()
  ) -> Document {
    DoorwayPage(title: "设置第二道验证", under: nil, help: nil).document {
      Tag.h1(kind == .totp ? "用手机扫这个二维码" : "打印并保管好这张口令卡")
      if kind == .totp {
        QRImage.svg(offer.qr, label: "验证器二维码")
        Tag.p("扫不了的话，在验证器里选「手动输入」，填：")
        Tag.p(inFours(offer.secretText), .class("incident"))
      } else {
        CodeCardTable(cells: offer.cells, serial: offer.serial).html
        Tag.p("请现在打印本页。口令卡只显示这一次；丢了请马上重新设置。", .class("soft"))
      }
      FormPage(
        action: "/sign-in/set-up/confirm", csrf: call.csrf, submitVerb: "确认",
        fields: [
          FormField(
            "answer", kind == .totp ? "验证器现在显示的 6 位数字" : "口令卡上 \(offer.askedCells.joined(separator: " 和 ")) 两格的数字",
            .oneTimeCode, autocomplete: "one-time-code",
            lengthLimit: 20)
        ], errors: errors
      ).keeping("pending", offer.pending).html
    }
  }

  /// Groups of four, which are easier to type over; authenticators ignore the blanks.
  private func inFours(_ text: String) -> String {
    stride(from: 0, to: text.count, by: 4).map { String(text.dropFirst($0).prefix(4)) }.joined(separator: " ")
  }

  func confirm(_ form: SubmittedForm) async throws -> Response {
    guard try await mayGoOn() else { return .redirect(toOwn: "/sign-in/second") }
    let pending = form["pending"] ?? ""
    do {
      let codes = try await call.center.confirmSecondFactor(
        pending: pending, answer: form["answer"] ?? "", token: call.token, deviceToken: call.place.deviceToken,
        person: session.person.signedIn)
      return RecoveryCodesPage(codes: codes, verb: "已经保管好，进入系统", address: "/").document.response(status: .ok)
    } catch let refusal as SignInRefusal {
      guard let offer = try await call.center.pendingOffer(pending, to: session.person.signedIn) else {
        return .redirect(toOwn: "/sign-in/set-up")
      }
      var errors = FormErrors()
      errors.add("\(refusal.message)。\(refusal.hint)", for: "answer")
      return page(kind: offer.kind, offer: offer, errors: errors).response(status: .unprocessableContent)
    }
  }
}

/// Recovery codes, shown once.
struct RecoveryCodesPage: Sendable {
  let codes: [String]
  let verb: String
  let address: String

  var document: Document {
    DoorwayPage(title: "恢复码", under: nil, help: nil).document {
      Tag.h1("请保管好这 \(codes.count) 个恢复码")
      Tag.p("手机丢了或口令卡不在身边时，用其中一个代替验证码，每个只能用一次。只显示这一次，请打印或抄下来，和密码分开放。")
      Tag.ol(.class("codes")) { for code in codes { Tag.li { Tag.code(code) } } }
      Button.link(verb, to: address)
    }
  }
}

/// The printed code card (口令卡).
struct CodeCardTable: Sendable {
  let cells: [[String]]
  let serial: String

  var html: HTML {
    Tag.table(.class("code-card")) {
      Tag.caption("毕影口令卡 编号 \(serial)")
      Tag.thead {
        Tag.tr {
          Tag.th("")
          for letter in "ABCDEFGHIJ" { Tag.th(String(letter), .set(.scope, "col")) }
        }
      }
      Tag.tbody {
        for (index, row) in cells.enumerated() {
          Tag.tr {
            Tag.th(String(index + 1), .set(.scope, "row"))
            for cell in row { Tag.td(cell) }
          }
        }
      }
    }
  }
}
