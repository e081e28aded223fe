import GraduatePhotos
import Hummingbird
import Workflow

/// What importing a waiting upload would do: columns, problems, changes, and the confirmation.
struct RosterPreviewPage: Sendable {
  let call: Call
  let keeper: any RosterKeeper

  private var address: RosterAddress { call.rosterAddress }
  private var uploadID: String { call.part("upload") }

  func show(refused: (form: SubmittedForm, refusal: any Refusal)? = nil) async throws -> Response {
    let frame = try await call.frame(campaign: address.campaign, here: .registration)
    let preview = try await call.center.rosterPreview(uploadID: uploadID, by: keeper)
    let reading = preview.reading
    let canConfirm = reading.missingColumns.isEmpty && !reading.entries.isEmpty && !preview.changes.isEmpty
    return frame.page(
      "预览：\(preview.fileName)", lead: "现在还没有登记。看过下面的内容，到页面最后确认。",
      trail: [.init(label: "学生名单", address: address.home)]
    ) {
      Steps(titles: ["上传文件", "对应各列", "看问题和变化", "确认导入"], here: reading.missingColumns.isEmpty ? 2 : 1).html
      if let refused { Notice(kind: .wrong, title: refused.refusal.message, text: refused.refusal.hint).html }
      RosterPreviewNotices(preview: preview).html
      numbers(preview)
      RosterColumnsForm(preview: preview, action: address.upload(uploadID) + "/columns", csrf: call.csrf).html
      RosterProblemTable(preview: preview, call: call, address: address.upload(uploadID)).html
      RosterChangeTables(preview: preview).html
      if canConfirm {
        RosterConfirmForm(
          preview: preview, action: address.upload(uploadID) + "/confirm", csrf: call.csrf, typed: refused?.form
        ).html
      }
      Button.row {
        Button.act("放弃这份名单", at: address.upload(uploadID) + "/drop", csrf: call.csrf)
      }
    }.response(status: refused == nil ? .ok : .unprocessableContent)
  }

  private func numbers(_ preview: RosterPreview) -> HTML {
    let reading = preview.reading
    return nowCard(reading.chineseSummary) {
      FlowNumbers(entries: [
        .init(noun: "可导入", count: reading.entries.count, of: reading.rowCount, key: nil),
        .init(noun: "有错误", count: reading.blockedRows, of: nil, key: nil),
        .init(noun: "新增", count: preview.changes.added.count, of: nil, key: nil),
        .init(noun: "修改", count: preview.changes.changed.count, of: nil, key: nil),
        .init(noun: "减少", count: preview.changes.gone.count, of: nil, key: nil),
        .init(noun: "不变", count: preview.changes.unchanged.count, of: nil, key: nil),
      ]).html
    }
  }

  /// Other columns, another sheet, another category.
  func map(_ form: SubmittedForm) async throws -> Response {
    var choices = RosterChoices(sheet: form.trimmed("sheet"), category: form.trimmed("category"))
    for (index, header) in form.values("header").enumerated() {
      let code = form["column-\(index)"] ?? ""
      let was = form["was-\(index)"] ?? ""
      // Only what a person changed is his choice; the rest stays matched by name.
      if code != was { choices.columns[header] = code }
    }
    let earlier = try await call.center.rosterPreview(uploadID: uploadID, by: keeper).choices.columns
    choices.columns.merge(earlier) { mine, _ in mine }
    _ = try await call.center.rosterPreview(uploadID: uploadID, choices: choices, by: keeper)
    return .redirect(toOwn: address.upload(uploadID))
  }

  func confirm(_ form: SubmittedForm) async throws -> Response {
    do {
      let done = try await call.center.confirmRoster(
        uploadID: uploadID, RosterConfirmForm.confirmation(from: form), by: keeper)
      return try await result(done)
    } catch let refusal as any Refusal {
      // What is gone cannot be shown again: the words alone then.
      if let gone = refusal as? RosterImportRefusal, gone == .uploadGone { throw gone }
      return try await show(refused: (form, refusal))
    }
  }

  private func result(_ done: RosterImport) async throws -> Response {
    let frame = try await call.frame(campaign: address.campaign, here: .registration)
    return frame.page("名单已导入", trail: [.init(label: "学生名单", address: address.home)]) {
      Steps(titles: ["上传文件", "对应各列", "看问题和变化", "确认导入"], here: 4).html
      Notice(
        kind: .right, title: "已导入：新增 \(done.added) 人，修改 \(done.changed) 人，减少 \(done.gone) 人，不变 \(done.unchanged) 人",
        text: done.blocked > 0 ? "有错误的 \(done.blocked) 行没有导入，请改正后再上传一次。" : "接下来请按班级打印核对表，请学生核对签字。"
      ).html
      Button.row {
        Button.link("查看班级", to: address.home + "/classes")
        Button.link("返回学生名单", to: address.home, .quiet)
      }
    }.response(status: .ok)
  }
}
