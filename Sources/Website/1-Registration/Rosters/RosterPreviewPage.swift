import GraduatePhotos
import Hummingbird
import Workflow

/// What importing a waiting upload would do: columns, problems, changes, and the confirmation.
struct RosterPreviewPage: Sendable {
  let call: Call
  let keeper: any RosterKeeper

  private var address: RosterAddress { call.rosterAddress }
  private var uploadID: String { call.part("upload") }

  private static let steps = ["上传文件", "对应各列", "看问题和变化", "确认导入"]

  func show(refused: (form: SubmittedForm, refusal: any Refusal)? = nil) async throws -> Response {
    switch try await call.center.rosterCheck(uploadID: uploadID, by: keeper) {
    case .checking(let progress): return try await show(progress)
    case .refused(let message, let hint): return try await show(unreadable: message, hint)
    case .done(let preview): return try await show(preview, refused: refused)
    }
  }

  /// How far the check is; the page follows it and becomes the preview.
  private func show(_ progress: RosterCheckProgress) async throws -> Response {
    let frame = try await call.frame(campaign: address.campaign, here: .registration)
    let words = RosterProgressWords(progress)
    return frame.page("正在检查名单", lead: "逐行检查，完成后自动显示预览。", trail: [.init(label: "学生名单", address: address.home)]) {
      Steps(titles: Self.steps, here: 1).html
      card {
        WorkProgress(
          title: "正在检查", done: progress.percent, of: 100, unit: "%", rate: words.rate, secondsLeft: progress.secondsLeft,
          liveAddress: address.upload(uploadID) + "/progress"
        ).html
      }
      Button.row {
        Button.link("看现在的进度", to: address.upload(uploadID), .quiet)
        Button.act("放弃这份名单", at: address.upload(uploadID) + "/drop", csrf: call.csrf)
      }
    }.response(status: .ok)
  }

  /// What live.js asks for while the check goes on.
  func progress() async throws -> Response {
    let state = try await call.center.rosterCheck(uploadID: uploadID, by: keeper, patienceMilliseconds: 0)
    guard case .checking(let progress) = state else { return .live([:], done: true) }
    let words = RosterProgressWords(progress)
    return .live(["done": String(progress.percent), "rate": words.rate, "left": words.left])
  }

  private func show(unreadable message: String, _ hint: String) async throws -> Response {
    let frame = try await call.frame(campaign: address.campaign, here: .registration)
    return frame.page("这份文件不能导入", trail: [.init(label: "学生名单", address: address.home)]) {
      Notice(kind: .wrong, title: message, text: hint).html
      Button.row { Button.act("放弃这份名单", at: address.upload(uploadID) + "/drop", csrf: call.csrf, .primary) }
    }.response(status: .ok)
  }

  private func show(
    _ preview: RosterPreview, refused: (form: SubmittedForm, refusal: any Refusal)?
  ) async throws -> Response {
    let frame = try await call.frame(campaign: address.campaign, here: .registration)
    let table = RosterProblemTable(preview: preview, call: call, address: address.upload(uploadID))
    let problems = try await call.center.rosterProblems(of: preview, table.range)
    let reading = preview.reading
    let canConfirm = reading.missingColumns.isEmpty && reading.entryCount > 0 && !preview.changes.isEmpty
    return frame.page(
      "预览：\(preview.fileName)", lead: "现在还没有登记。看过下面的内容，到页面最后确认。",
      trail: [.init(label: "学生名单", address: address.home)]
    ) {
      Steps(titles: Self.steps, here: reading.missingColumns.isEmpty ? 2 : 1).html
      if let refused { Notice(kind: .wrong, title: refused.refusal.message, text: refused.refusal.hint).html }
      RosterPreviewNotices(preview: preview).html
      numbers(preview)
      RosterColumnsForm(preview: preview, action: address.upload(uploadID) + "/columns", csrf: call.csrf).html
      if !preview.isFirst {
        RosterScopeForm(
          scope: preview.scope, choices: preview.choices, action: address.upload(uploadID) + "/scope", csrf: call.csrf
        )
        .html
      }
      table.html(problems)
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
        .init(noun: "可导入", count: reading.entryCount, of: reading.rowCount, key: nil),
        .init(noun: "有错误", count: reading.blockedRows, of: nil, key: nil),
        .init(noun: "新增", count: preview.changes.added.count, of: nil, key: nil),
        .init(noun: "修改", count: preview.changes.changed.count, of: nil, key: nil),
        .init(noun: "减少", count: preview.changes.goneCount, of: nil, key: nil),
        .init(noun: "不变", count: preview.changes.unchanged, of: nil, key: nil),
        .init(noun: "保持原样", count: preview.changes.held.count, of: nil, key: nil),
      ]).html
    }
  }

  /// Other columns, another sheet, another category.
  func map(_ form: SubmittedForm) async throws -> Response {
    let earlier = try await call.center.waitingUpload(uploadID, of: keeper).choices
    var choices = earlier
    choices.sheet = form.trimmed("sheet")
    choices.category = form.trimmed("category")
    for (index, header) in form.values("header").enumerated() {
      let code = form["column-\(index)"] ?? ""
      let was = form["was-\(index)"] ?? ""
      // Only what a person changed is his choice; the rest stays matched by name.
      if code != was { choices.columns[header] = code }
    }
    if choices != earlier { try await call.center.chooseForRoster(uploadID: uploadID, choices, by: keeper) }
    return .redirect(toOwn: address.upload(uploadID))
  }

  func confirm(_ form: SubmittedForm) async throws -> Response {
    do {
      let done = try await call.center.confirmRoster(
        uploadID: uploadID, try RosterConfirmForm.confirmation(from: form), by: keeper)
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
      Steps(titles: Self.steps, here: 4).html
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

/// A check's progress in words.
struct RosterProgressWords: Sendable {
  let rate: String
  let left: String

  init(_ progress: RosterCheckProgress) {
    rate = "已读 \(progress.rows) 行" + (progress.rowsPerSecond.map { "，每秒 \($0) 行" } ?? "")
    left = progress.secondsLeft.map { timeLeft(seconds: $0) } ?? ""
  }
}
