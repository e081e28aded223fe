import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// The national site's proofing status, brought by the institution as it downloaded it (N5).
struct NationalStatusPage: Sendable {
  let call: Call
  let liaison: Liaison

  private var address: ProofAddress { call.proofAddress }

  func show() async throws -> Response { try await show(FormErrors()) }

  private func show(_ errors: FormErrors) async throws -> Response {
    let frame = try await call.frame(campaign: address.campaignID, here: .proofing)
    return frame.page("导入学信网的校对状态", trail: [.init(label: "学生校对", address: address.home)]) {
      FormPage(
        action: address.national, csrf: call.csrf, submitVerb: "导入",
        fields: [
          FormField(
            "file", "学信网下载的名单", .file(accept: ".xlsx,.xls,.csv", isMultiple: false),
            hint: "要有学号或身份证号一列，和校对状态一列；名单上没有的人不改")
        ], errors: errors
      ).html
    }.response(status: errors.isEmpty ? .ok : .unprocessableContent)
  }

  func take(_ form: SubmittedForm) async throws -> Response {
    guard let file = form.files("file").first(where: { $0.sizeBytes > 0 }) else {
      var errors = FormErrors()
      errors.add("请选择文件", for: "file")
      return try await show(errors)
    }
    do {
      let done = try await call.center.importNationalStatus(
        path: file.path, fileName: file.name, campaignID: address.campaignID, by: liaison)
      let frame = try await call.frame(campaign: address.campaignID, here: .proofing)
      return frame.page("已导入 \(done.people) 人的状态", trail: [.init(label: "学生校对", address: address.home)]) {
        FlowNumbers(entries: [
          .init(noun: "已校对", count: done.checked, of: done.people), .init(noun: "未校对", count: done.unchecked),
          .init(noun: "校对有误", count: done.error),
        ]).html
        if done.people < done.rows {
          Notice(
            kind: .look, title: "\(done.rows - done.people) 行没有对上本校应采的学生",
            text:
              "第 \(done.strangers.map(String.init).joined(separator: "、")) 行\(done.rows - done.people > done.strangers.count ? "等" : "")。请核对学号，或看是否已办理学籍异动。"
          ).html
        }
        Button.row { Button.link("看名单", to: address.home) }
      }.response(status: .ok)
    } catch let refusal as any Refusal { return try await show(FormErrors(refusal, for: "file")) }
  }
}
