import GraduatePhotos
import Workflow

/// The ways in which a record that was handed in gets its seal, one set of cards for every paper: the stamped page, the leader's second
/// factor, or paper that somebody registers for the institution.
struct SealSteps: Sendable {
  let call: Call
  /// The record's page; `/paper`, `/seal/page`, `/seal/leader` and `/seal/received` lie below it.
  let address: String
  /// 「核对单」, as on the button that prints it.
  let paper: String
  let version: Int
  let errors: FormErrors
  /// What was sent and refused.
  var typed: SubmittedForm?
  /// Where the forms' way back leads; empty for none.
  var back = ""

  func paperButton(_ look: Button.Look) -> HTML {
    Button.act("打印\(paper)（PDF）", at: address + "/paper", csrf: call.csrf, look)
  }

  /// For liaisons.
  ///
  /// - message: what is sent to the leader, who may seal without paper.
  func stampedPage(message: String) -> HTML {
    fragment {
      card("1. 打印并盖章") {
        Tag.p("打印第 \(version) 版，在页上留出的位置盖学校公章，不要盖住二维码。")
        paperButton(.quiet)
      }
      card("2. 拍照或扫描后上传") {
        form(
          "/seal/page", "上传盖章页",
          [
            scan(
              "盖章页",
              hint: "JPG、PNG 或 PDF，最大 \(WorkflowLimits.documentBytes >> 20) MB。手机拍照请把整页放平、光线均匀；系统按页上的二维码认出是哪一版")
          ]
        ).html
      }
      card("或者：请主管领导直接确认") {
        Tag.p("主管领导登录后用第二道验证确认，与盖章页同样有效，不用打印。")
        CopyText(title: "转给主管领导", text: message).html
      }
    }
  }

  /// For sealing leaders.
  ///
  /// - meaning: what the seal makes of the record.
  func secondFactor(meaning: String) async throws -> HTML {
    let challenge = try await call.center.secondFactorChallenge(token: call.token)
    var form = form("/seal/leader", "用印：确认第 \(version) 版", [challenge.field]).keeping("version", "\(version)")
    if !back.isEmpty { form.cancel = ("返回", back) }
    return nowCard("核对下面的内容后用印") {
      Tag.p(meaning)
      form.html
    }
  }

  /// For who registers what came by fax or courier.
  func received() -> HTML {
    let ways = ReceivedPaper.Way.allCases.map { FormField.Option(value: $0.rawValue, label: $0.chineseName) }
    var form = form(
      "/seal/received", "登记收到",
      [
        FormField("way", "怎样送来的", .radio(ways), value: typed?["way"] ?? ReceivedPaper.Way.courier.rawValue),
        scan("盖章页的扫描件", hint: "认得出二维码时自动核对是哪一版；传真认不出时请写收件说明", isRequired: false),
        FormField(
          "note", "收件说明", .textArea(rows: 3), value: typed?["note"] ?? "", hint: "何时收到、单号、原件放在哪里。没有扫描件时必填",
          isRequired: false, lengthLimit: PaperLimits.noteCharacters),
      ]
    ).keeping("version", "\(version)")
    if !back.isEmpty { form.cancel = ("返回", back) }
    return card("登记传真、快递送来的盖章页") {
      Tag.p("请与第 \(version) 版的内容逐项核对。登记后用印生效，学校会收到通知。")
      form.html
    }
  }

  private func form(_ below: String, _ verb: String, _ fields: [FormField]) -> FormPage {
    FormPage(action: address + below, csrf: call.csrf, submitVerb: verb, fields: fields, errors: errors)
  }

  private func scan(_ label: String, hint: String, isRequired: Bool = true) -> FormField {
    FormField(
      "page", label, .file(accept: ".jpg,.jpeg,.png,.pdf,image/*", isMultiple: false), hint: hint, isRequired: isRequired)
  }
}

extension SecondFactorChallenge {
  /// The field in which it is answered.
  var field: FormField {
    let cells = cardCells.joined(separator: " 和 ")
    let phone = acceptsPhone ? "手机验证器上现在的 6 位数字" : ""
    let code = cells.isEmpty ? "" : "口令卡（编号 \(cardSerial)）上 \(cells) 两格的数字"
    return FormField(
      "answer", "第二道验证", .oneTimeCode, hint: [phone, code].filter { !$0.isEmpty }.joined(separator: "，或"),
      autocomplete: "one-time-code", lengthLimit: 20)
  }
}
