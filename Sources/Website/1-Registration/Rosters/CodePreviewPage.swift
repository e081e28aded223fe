import GraduatePhotos
import Hummingbird
import Workflow

/// What importing a table of collection codes would do, and its confirmation.
struct CodePreviewPage: Sendable {
  let call: Call
  let keeper: any RosterKeeper

  private var address: RosterAddress { call.rosterAddress }
  private var uploadID: String { call.part("upload") }

  /// Lines of one table; the counts are of all.
  private static let shown = 100

  func show(refused: (form: SubmittedForm, refusal: any Refusal)? = nil) async throws -> Response {
    let frame = try await call.frame(campaign: address.campaign, here: .registration)
    let preview = try await call.center.codePreview(uploadID: uploadID, by: keeper)
    return frame.page("预览：采集码", lead: "现在还没有登记。看过下面的内容，到页面最后确认。", trail: trail) {
      if let refused { Notice(kind: .wrong, title: refused.refusal.message, text: refused.refusal.hint).html }
      numbers(preview)
      if preview.unchanged + preview.gone + preview.outside + preview.changed + preview.returned > 0 {
        RosterScopeForm(
          scope: preview.scope, choices: preview.choices, action: address.upload(uploadID) + "/scope", csrf: call.csrf
        ).html
      }
      if !preview.problems.isEmpty { problems(preview.problems) }
      if !preview.moves.isEmpty { moves(preview) }
      if preview.isEmpty {
        Notice(kind: .right, title: "没有需要导入的内容").html
      } else {
        confirmation(preview, refused?.form)
      }
      Button.row { Button.act("放弃这份采集码", at: address.upload(uploadID) + "/drop", csrf: call.csrf) }
    }.response(status: refused == nil ? .ok : .unprocessableContent)
  }

  private var trail: [Frame.Crumb] { [.init(label: "采集码", address: address.home)] }

  private func numbers(_ preview: CodePreview) -> HTML {
    nowCard("\(preview.rowCount) 行，没有姓名和证件号码") {
      FlowNumbers(entries: [
        .init(noun: "新增", count: preview.added, of: nil, key: nil),
        .init(noun: "改班级", count: preview.changed, of: nil, key: nil),
        .init(noun: "减少", count: preview.gone, of: nil, key: nil),
        .init(noun: "不变", count: preview.unchanged, of: nil, key: nil),
        .init(noun: "恢复", count: preview.returned, of: nil, key: nil),
        .init(noun: "不导入", count: preview.problems.count, of: nil, key: nil),
      ]).html
    }
  }

  private func problems(_ problems: [RosterProblem]) -> HTML {
    card("有 \(problems.count) 行不导入") {
      Tag.ul { for problem in problems.prefix(Self.shown) { Tag.li(problem.sentence) } }
      if problems.count > Self.shown { Tag.p("其余 \(problems.count - Self.shown) 行没有列出，请先改正这些，再上传一次。", .class("hint")) }
    }
  }

  private func moves(_ preview: CodePreview) -> HTML {
    card("改班级 \(preview.changed) 个") {
      DataTable(
        caption: "从哪里到哪里", columns: [.text("类别、院系、班级"), .number("采集码")],
        rows: preview.moves.prefix(Self.shown).map { [.text($0.sentence), .number($0.count)] }, emptyText: ""
      ).html
    }
  }

  private func confirmation(_ preview: CodePreview, _ typed: SubmittedForm?) -> HTML {
    let kinds =
      [FormField.Option(value: "", label: "请选择")]
      + StatusChange.Kind.allCases.map { .init(value: $0.rawValue, label: $0.chineseName) }
    return card("确认导入", id: "confirm") {
      Tag.form(.class("form"), .set(.method, "post"), .action(address.upload(uploadID) + "/confirm"), .flag(.novalidate)) {
        CSRF.field(call.csrf)
        Tag.input(.set(.type, "hidden"), .set(.name, "seen"), .set(.value, preview.seen))
        if preview.gone > 0 {
          Tag.p("表里没有的 \(preview.gone) 个采集码不再应采，要填写学籍异动。如果只是漏写，请放弃这份，补全后再上传。", .class("hint"))
          FormField("kind-all", "异动", .select(kinds), value: typed?["kind-all"] ?? "", isRequired: false).html(error: nil)
          FormField("day-all", "日期", .date, value: typed?["day-all"] ?? "", isRequired: false).html(error: nil)
          FormField(
            "document-all", "依据的文件", value: typed?["document-all"] ?? "", hint: "文号，例如 校学〔2026〕12号；不要写姓名",
            isRequired: false, lengthLimit: 100
          ).html(error: nil)
        }
        Button.row { Button.submit(Self.verb(preview)) }
      }
    }
  }

  private static func verb(_ preview: CodePreview) -> String {
    let parts = [("新增", preview.added), ("改班级", preview.changed), ("移出", preview.gone), ("恢复", preview.returned)]
    return "确认导入：" + parts.filter { $0.1 > 0 }.map { "\($0.0) \($0.1) 个" }.joined(separator: "、")
  }

  func confirm(_ form: SubmittedForm) async throws -> Response {
    do {
      let leaving = try RosterConfirmForm.everybody(in: form)
      let done = try await call.center.confirmCodes(
        uploadID: uploadID, seen: form["seen"] ?? "", leaving: leaving, by: keeper)
      let frame = try await call.frame(campaign: address.campaign, here: .registration)
      return frame.page("采集码已导入", trail: trail) {
        Notice(
          kind: .right,
          title: "新增 \(done.added) 个采集码，改班级 \(done.changed) 个，减少 \(done.gone) 个，不变 \(done.unchanged) 个",
          text: done.blocked > 0 ? "有错误的 \(done.blocked) 行没有导入，请改正后再上传一次。" : ""
        ).html
        Button.row { Button.link("返回", to: address.home) }
      }.response(status: .ok)
    } catch let refusal as any Refusal {
      if let gone = refusal as? RosterImportRefusal, gone == .uploadGone { throw gone }
      return try await show(refused: (form, refusal))
    }
  }
}
