import Foundation
import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// Putting the seal on a slip's newest version: an upload for the institution, the second factor for its leader, a registration of what
/// came by fax or courier for the agency.
struct SlipSealPage: Sendable {
  let call: Call
  let reader: any PaperReader

  private var address: SlipAddress { SlipAddress(call) }

  func show(errors: FormErrors = FormErrors(), typed: SubmittedForm? = nil) async throws -> Response {
    let record = try await call.slip(for: reader)
    guard let newest = record.newest else { return .redirect(toOwn: address.page) }
    // What has its seal is shown there, unless a form was just refused: then the reason is.
    if newest.seal != nil, errors.isEmpty { return .redirect(toOwn: address.page) }
    let frame = try await call.frame(campaign: record.campaignID, here: .registration)
    let way = try await way(newest, errors, typed)
    return frame.page(
      "登记单用印", lead: "\(newest.slip.displayName)，第 \(newest.number) 版，应拍 \(newest.slip.headCounts.total) 人。",
      trail: address.trail
    ) {
      if !newest.heldUp.isEmpty {
        Notice(
          kind: .look, title: "这一版还不完整",
          text: "影响\(newest.heldUp.map(\.chineseName).joined(separator: "、"))。可以先用印，补齐后交新的一版要再次用印。"
        ).html
      }
      way
      if !(reader is any SlipKeeper) { SlipFacts(slip: newest.slip).html }
    }.response(status: errors.isEmpty ? .ok : .unprocessableContent)
  }

  private func way(_ newest: SlipVersion, _ errors: FormErrors, _ typed: SubmittedForm?) async throws -> HTML {
    switch reader {
    case is SealingLeader: try await secondFactor(newest, errors)
    case is any PaperReceiver: received(newest, errors, typed)
    default: upload(newest, errors)
    }
  }

  private func upload(_ newest: SlipVersion, _ errors: FormErrors) -> HTML {
    fragment {
      card("1. 打印并盖章") {
        Tag.p("打印最新一版，在页上留出的位置盖学校公章，不要盖住二维码。")
        SlipButtons(call: call, address: address).paper(.quiet, "打印登记单（PDF）")
      }
      card("2. 拍照或扫描后上传") {
        FormPage(
          action: address.seal + "/page", csrf: call.csrf, submitVerb: "上传盖章页",
          fields: [
            FormField(
              "page", "盖章页", .file(accept: ".jpg,.jpeg,.png,.pdf,image/*", isMultiple: false),
              hint: "JPG、PNG 或 PDF，最大 \(WorkflowLimits.documentBytes >> 20) MB。手机拍照请把整页放平、光线均匀；系统按页上的二维码认出是哪一版")
          ], errors: errors
        ).html
      }
      card("或者：请主管领导直接确认") {
        Tag.p("主管领导登录后用第二道验证确认，与盖章页同样有效，不用打印。")
        CopyText(
          title: "转给主管领导",
          text: "【图像采集登记单待用印】\(newest.slip.displayName)的综合信息采集登记单（第 \(newest.number) 版）请您核对并用印："
            + call.center.publicAddress + address.seal
        ).html
      }
    }
  }

  private func secondFactor(_ newest: SlipVersion, _ errors: FormErrors) async throws -> HTML {
    let challenge = try await call.center.secondFactorChallenge(token: call.token)
    var form = FormPage(
      action: address.seal + "/leader", csrf: call.csrf, submitVerb: "用印：确认第 \(newest.number) 版",
      fields: [challenge.field], errors: errors
    ).keeping("version", "\(newest.number)")
    form.cancel = ("返回", address.page)
    return nowCard("核对下面的内容后用印") {
      Tag.p("用印等于在纸质登记单上盖章：您对内容负责，用印后不能撤回；内容有改动时要交新的一版、再次用印。")
      form.html
    }
  }

  private func received(_ newest: SlipVersion, _ errors: FormErrors, _ typed: SubmittedForm?) -> HTML {
    let ways = ReceivedPaper.Way.allCases.map { FormField.Option(value: $0.rawValue, label: $0.chineseName) }
    var form = FormPage(
      action: address.seal + "/received", csrf: call.csrf, submitVerb: "登记收到",
      fields: [
        FormField("way", "怎样送来的", .radio(ways), value: typed?["way"] ?? ReceivedPaper.Way.courier.rawValue),
        FormField(
          "page", "盖章页的扫描件", .file(accept: ".jpg,.jpeg,.png,.pdf,image/*", isMultiple: false),
          hint: "认得出二维码时自动核对是哪一版；传真认不出时请写收件说明", isRequired: false),
        FormField(
          "note", "收件说明", .textArea(rows: 3), value: typed?["note"] ?? "", hint: "何时收到、单号、原件放在哪里。没有扫描件时必填",
          isRequired: false, lengthLimit: PaperLimits.noteCharacters),
      ], errors: errors
    ).keeping("version", "\(newest.number)")
    form.cancel = ("返回", address.page)
    return card("登记传真、快递送来的盖章页") {
      Tag.p("请与第 \(newest.number) 版的内容逐项核对。登记后用印生效，学校会收到通知。")
      form.html
    }
  }
}

extension SlipSealPage {
  /// By the stamped page (liaisons).
  func takePage(_ form: SubmittedForm, by keeper: any SlipKeeper) async throws -> Response {
    guard let bytes = try form.bytes("page") else { return try await refuse("请选择盖章页的照片或扫描件", "page") }
    return try await seal("page") { try await call.center.sealSlip(call.part("slip"), byPage: bytes, by: keeper) }
  }

  /// By the leader's second factor.
  func takeAnswer(_ form: SubmittedForm, by leader: SealingLeader) async throws -> Response {
    guard !form.trimmed("answer").isEmpty else { return try await refuse("请输入数字", "answer") }
    return try await seal("answer") {
      try await call.center.sealSlip(
        call.part("slip"), version: Int(form["version"] ?? "") ?? 0, answer: form["answer"] ?? "", token: call.token, by: leader
      )
    }
  }

  /// What came by fax or courier (the agency).
  func takeReceived(_ form: SubmittedForm, by receiver: any PaperReceiver) async throws -> Response {
    guard let way = ReceivedPaper.Way(rawValue: form["way"] ?? "") else { return try await refuse("请选择怎样送来的", "way", form) }
    let received = ReceivedPaper(way: way, scan: try form.bytes("page"), note: form["note"] ?? "")
    return try await seal(received.scan == nil ? "note" : "page", form) {
      try await call.center.sealSlip(
        call.part("slip"), version: Int(form["version"] ?? "") ?? 0, received: received, by: receiver)
    }
  }

  private func seal(
    _ field: String, _ form: SubmittedForm? = nil, _ work: () async throws -> Seal
  ) async throws -> Response {
    _ = try await call.slip(for: reader)
    do {
      _ = try await orNotFound(work)
      return .redirect(toOwn: address.page + "?done=sealed")
    } catch let refusal as any Refusal {
      return try await refuse(refusal.hint.isEmpty ? refusal.message : "\(refusal.message)。\(refusal.hint)", field, form)
    }
  }

  private func refuse(_ message: String, _ field: String, _ form: SubmittedForm? = nil) async throws -> Response {
    var errors = FormErrors()
    errors.add(message, for: field)
    return try await show(errors: errors, typed: form)
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

extension SubmittedForm {
  /// The bytes of the one file of a field; nil when none was chosen.
  func bytes(_ field: String) throws -> [UInt8]? {
    guard let file = files(field).first, file.sizeBytes > 0 else { return nil }
    return [UInt8](try Data(contentsOf: URL(filePath: file.path)))
  }
}
