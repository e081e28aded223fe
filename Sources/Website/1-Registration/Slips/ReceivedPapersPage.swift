import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// From a paper that came by fax or courier to its slip: by number, code or name, or by the QR of a scan.
struct ReceivedPapersPage: Sendable {
  let call: Call
  let receiver: any PaperReceiver

  private var campaignID: String { call.part("campaign") }
  private var address: String { "/campaigns/\(campaignID)/received" }
  private var search: String { call.query("search") }

  func show(errors: FormErrors = FormErrors()) async throws -> Response {
    let frame = try await call.frame(campaign: campaignID, here: .registration)
    let found = try await orNotFound {
      try await call.center.findSlips(search, campaignID: campaignID, for: receiver)
    }
    return frame.page(
      "收到的盖章页", lead: "先找到那份登记单，核对内容后登记收到。",
      trail: [.init(label: "登记与学生名单", address: "/campaigns/\(campaignID)/registration")]
    ) {
      card("按编号、代码或名称找") { searchForm }
      if !search.isEmpty { results(found) }
      card("或者上传扫描件") {
        FormPage(
          action: address, csrf: call.csrf, submitVerb: "按二维码找到登记单",
          fields: [
            FormField(
              "page", "盖章页的扫描件", .file(accept: ".jpg,.jpeg,.png,.pdf,image/*", isMultiple: false),
              hint: "按页上的二维码找到登记单；这里只用来找，登记时还要再上传一次")
          ], errors: errors
        ).html
      }
    }.response(status: errors.isEmpty ? .ok : .unprocessableContent)
  }

  private var searchForm: HTML {
    Tag.form(.class("form"), .set(.method, "get"), .action(address)) {
      FormField(
        "search", "纸上的编号、院校代码或名称", .search, value: search, hint: "编号印在页脚，例如 登-10730-2014-001；代码和名称可以只写一部分", lengthLimit: 64
      ).html(error: nil)
      Button.row { Button.submit("查找") }
    }
  }

  private func results(_ found: [FoundSlip]) -> HTML {
    DataTable(
      caption: "找到的登记单", columns: [.text("代码"), .text("名称"), .text("最新一版"), .text("编号", wide: true), .text("状态")],
      rows: found.map { slip in
        let page = SlipAddress(campaignID: campaignID, slipID: slip.id)
        return [
          .html(Tag.span(slip.code, .class("nowrap"))), .link(slip.name, to: slip.progress == .sealed ? page.page : page.seal),
          .text("第 \(slip.version) 版"), .text(slip.paperNumber ?? "没有打印过"),
          .mark(slip.progress == .sealed ? .right(slip.progress.chineseName) : .look(slip.progress.chineseName)),
        ]
      }, emptyText: "没有找到已交的登记单。请核对编号，或换代码、名称查找；学校还没有交的，请学校先交。"
    ).html
  }

  func take(_ form: SubmittedForm) async throws -> Response {
    do {
      guard let bytes = try form.bytes("page") else {
        var errors = FormErrors()
        errors.add("请选择盖章页的扫描件", for: "page")
        return try await show(errors: errors)
      }
      let found = try await call.center.findSlip(byPage: bytes, campaignID: campaignID, for: receiver)
      let page = SlipAddress(campaignID: campaignID, slipID: found.id)
      return .redirect(toOwn: found.progress == .sealed ? page.page : page.seal)
    } catch let refusal as any Refusal {
      var errors = FormErrors()
      errors.add(refusal.sentence, for: "page")
      return try await show(errors: errors)
    }
  }
}
