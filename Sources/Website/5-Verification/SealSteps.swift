import GraduatePhotos
import Workflow

/// The two ways in which a record that was handed in gets its seal: the stamped page, or the leader's second factor.
struct SealSteps: Sendable {
  let call: Call
  /// The record's page; `/paper`, `/seal/page` and `/seal/leader` lie below it.
  let address: String
  /// 「核对单」.
  let paper: String
  let version: Int
  let errors: FormErrors

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
        FormPage(
          action: address + "/seal/page", csrf: call.csrf, submitVerb: "上传盖章页",
          fields: [
            FormField(
              "page", "盖章页", .file(accept: ".jpg,.jpeg,.png,.pdf,image/*", isMultiple: false),
              hint: "JPG、PNG 或 PDF，最大 \(WorkflowLimits.documentBytes >> 20) MB。整页放平、光线均匀；系统按页上的二维码认出是哪一版")
          ], errors: errors
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
    let form = FormPage(
      action: address + "/seal/leader", csrf: call.csrf, submitVerb: "用印：确认第 \(version) 版",
      fields: [challenge.field], errors: errors
    ).keeping("version", "\(version)")
    return nowCard("核对下面的内容后用印") {
      Tag.p(meaning)
      form.html
    }
  }
}
