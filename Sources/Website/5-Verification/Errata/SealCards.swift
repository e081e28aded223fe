import GraduatePhotos
import Workflow

/// How a paper of the verification gets its seal: printed and uploaded, by the leader's second factor, or registered by the head office.
struct SealCards: Sendable {
  let call: Call
  let reader: any PaperReader
  /// Of the record that is sealed.
  let page: String
  let version: Int
  /// 《勘误表》.
  let paper: String
  /// For the leader's group, before the address.
  let words: String
  let errors: FormErrors
  var typed: SubmittedForm?

  func html() async throws -> HTML {
    switch reader {
    case is SealingLeader: try await leader()
    case is Clerk: received()
    case is Liaison: upload()
    default: .nothing
    }
  }

  static func print(_ call: Call, _ page: String, _ paper: String, _ look: Button.Look = .quiet) -> HTML {
    Button.act("打印\(paper)（PDF）", at: page + "/paper", csrf: call.csrf, look)
  }

  private func upload() -> HTML {
    fragment {
      card("1. 打印并盖章") {
        Tag.p("打印第 \(version) 版，在页上留出的位置盖学校公章，不要盖住二维码。")
        Self.print(call, page, paper)
      }
      card("2. 拍照或扫描后上传") {
        FormPage(
          action: page + "/seal/page", csrf: call.csrf, submitVerb: "上传盖章页",
          fields: [
            FormField(
              "page", "盖章页", .file(accept: ".jpg,.jpeg,.png,.pdf,image/*", isMultiple: false),
              hint: "JPG、PNG 或 PDF，最大 \(WorkflowLimits.documentBytes >> 20) MB。整页放平、光线均匀；系统按页上的二维码认出是哪一版")
          ], errors: errors
        ).html
      }
      card("或者：请主管领导直接确认") {
        Tag.p("主管领导登录后用第二道验证确认，与盖章页同样有效，不用打印。")
        CopyText(title: "转给主管领导", text: "【\(paper)待用印】\(words)。请您核对并用印：" + call.center.publicAddress + page).html
      }
    }
  }

  private func leader() async throws -> HTML {
    let challenge = try await call.center.secondFactorChallenge(token: call.token)
    let form = FormPage(
      action: page + "/seal/leader", csrf: call.csrf, submitVerb: "用印：确认第 \(version) 版", fields: [challenge.field],
      errors: errors
    ).keeping("version", "\(version)")
    return nowCard("核对下面的内容后用印") {
      Tag.p("用印等于在纸质\(paper)上盖章：您对内容负责，用印后不能撤回。")
      form.html
    }
  }

  private func received() -> HTML {
    let ways = ReceivedPaper.Way.allCases.map { FormField.Option(value: $0.rawValue, label: $0.chineseName) }
    let form = FormPage(
      action: page + "/seal/received", csrf: call.csrf, submitVerb: "登记收到",
      fields: [
        FormField("way", "怎样送来的", .radio(ways), value: typed?["way"] ?? ReceivedPaper.Way.courier.rawValue),
        FormField(
          "page", "盖章页的扫描件", .file(accept: ".jpg,.jpeg,.png,.pdf,image/*", isMultiple: false),
          hint: "认得出二维码时自动核对是哪一版；传真认不出时请写收件说明", isRequired: false),
        FormField(
          "note", "收件说明", .textArea(rows: 3), value: typed?["note"] ?? "", hint: "何时收到、单号、原件放在哪里。没有扫描件时必填",
          isRequired: false, lengthLimit: PaperLimits.noteCharacters),
      ], errors: errors
    ).keeping("version", "\(version)")
    return card("登记传真、快递送来的盖章页") {
      Tag.p("请与第 \(version) 版的内容逐项核对。登记后用印生效，学校会收到通知。")
      form.html
    }
  }
}

extension SubmittedForm {
  /// How a paper came, of the form that registers it; nil without a way.
  func receivedPaper() throws -> ReceivedPaper? {
    guard let way = ReceivedPaper.Way(rawValue: self["way"] ?? "") else { return nil }
    return ReceivedPaper(way: way, scan: try bytes("page"), note: self["note"] ?? "")
  }

  /// The version that was looked at.
  var seenVersion: Int { Int(trimmed("version")) ?? 0 }
}
