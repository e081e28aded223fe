import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// A filled-in 《勘误表》: uploaded, read as a whole, looked at, confirmed; nothing is half taken.
struct ErrataUploadPage: Sendable {
  static let sizeLimitBytes = VerificationLimits.errataFileBytes + WebsiteLimits.formBytes

  let call: Call
  let liaison: Liaison

  private var address: ErrataAddress { call.errataAddress }

  func show(errors: FormErrors = FormErrors()) async throws -> Response {
    let frame = try await call.frame(campaign: address.campaignID, here: .verification)
    var form = FormPage(
      action: address.upload, csrf: call.csrf, submitVerb: "上传并检查",
      fields: [
        FormField(
          "file", "填好的《勘误表》", .file(accept: ".xlsx,.xls,.csv,.dbf", isMultiple: false),
          hint: "XLSX、XLS 或 CSV，最多 \(VerificationLimits.errataRows) 行。上传后先看检查结果，确认之前什么都不会登记")
      ], errors: errors)
    form.cancel = ("返回勘误", address.home)
    return frame.page("上传《勘误表》", trail: ErrataWords.trail(address)) {
      if call.query("done") == "gone" {
        Notice(kind: .look, title: "上传的勘误表已经不在了", text: "确认过、换过文件或超过两天的不再保留。请重新上传一次。").html
      }
      card { form.html }
      card("没有表？") {
        Tag.p("下载空表，按表下面的说明填写；学校自己做的表，列名相同也能读。")
        Button.row { Button.link("下载空的《勘误表》（XLSX）", to: address.upload + "/template", .quiet) }
      }
    }.response(status: errors.isEmpty ? .ok : .unprocessableContent)
  }

  func take(_ form: SubmittedForm) async throws -> Response {
    guard let file = form.files("file").first, file.sizeBytes > 0 else {
      var errors = FormErrors()
      errors.add("请选择填好的《勘误表》", for: "file")
      return try await show(errors: errors)
    }
    do {
      let preview = try await call.center.readErrataFile(
        path: file.path, fileName: file.name, campaignID: address.campaignID, by: liaison)
      if let id = preview.id { return .redirect(toOwn: address.uploaded(id)) }
      return try await show(preview, status: .unprocessableContent)
    } catch let refusal as any Refusal {
      return try await show(errors: FormErrors(refusal, for: "file"))
    }
  }

  func preview() async throws -> Response {
    do {
      return try await show(
        call.center.errataPreview(call.part("upload"), campaignID: address.campaignID, by: liaison))
    } catch ErrataDeskRefusal.uploadGone {
      return .redirect(toOwn: address.upload + "?done=gone")
    }
  }

  func confirm(_ form: SubmittedForm) async throws -> Response {
    do {
      guard form.trimmed("act") != "drop" else {
        try await call.center.dropErrataFile(call.part("upload"), campaignID: address.campaignID, by: liaison)
        return .redirect(toOwn: address.upload)
      }
      let count = try await call.center.confirmErrataFile(
        call.part("upload"), campaignID: address.campaignID, by: liaison)
      return .redirect(toOwn: "\(address.home)?done=proposed&count=\(count)")
    } catch let refusal as any Refusal {
      return try await show(errors: FormErrors(refusal, for: "file"))
    }
  }

  private func show(_ preview: ErrataPreview, status: HTTPResponse.Status = .ok) async throws -> Response {
    let frame = try await call.frame(campaign: address.campaignID, here: .verification)
    return frame.page("《勘误表》检查结果", lead: "还没有登记。", trail: ErrataWords.trail(address)) {
      nowCard(preview.id == nil ? "有 \(preview.problemCount) 处问题，一条也没有登记" : "共 \(preview.lines.count) 条，没有问题") {
        if preview.id == nil { Tag.p("请按下面列出的行和字段改好，再上传一次。") }
        if !preview.passedOver.isEmpty {
          Tag.p("没有当作勘误的行：\(preview.passedOver.prefix(10).map(\.chinese).joined(separator: "、"))。")
        }
        Button.row {
          if let id = preview.id {
            Button.act("确认登记 \(preview.lines.count) 条", at: address.uploaded(id), csrf: call.csrf, .primary)
            Button.act("不登记，换一个文件", at: address.uploaded(id), csrf: call.csrf, fields: [("act", "drop")])
          } else {
            Button.link("换一个文件", to: address.upload)
          }
        }
      }
      if !preview.problems.isEmpty { ErrataProblems(fileName: preview.fileName, problems: preview.problems).html }
      lines(preview.lines)
    }.response(status: status)
  }

  private func lines(_ lines: [ErrataPreview.Line]) -> HTML {
    DataTable(
      caption: "读到的勘误", columns: [.text("位置"), .text("学生"), .text("类型", wide: true), .text("更正")],
      rows: lines.prefix(500).map { line in
        [
          .text(line.place.chinese), .text(ErrataWords.who(name: line.name, number: line.studentNumber)),
          .text(line.kind.chineseName),
          .html(
            fragment {
              "\(line.field.chineseName)："
              ErrataWords.change(line.old, line.new)
            }),
        ]
      }, emptyText: "没有可登记的勘误。"
    ).html
  }
}

/// What is wrong with a form's rows: file, row, field, what to do.
struct ErrataProblems: Sendable {
  let fileName: String
  let problems: [ErrataFormProblem]

  var html: HTML {
    DataTable(
      caption: "问题：\(fileName)", columns: [.text("位置"), .text("字段"), .text("问题"), .text("怎样改")],
      rows: problems.map { problem in
        [
          .text(problem.place.chinese), .text(problem.column?.chineseName ?? "整行"), .text(problem.message),
          .text(problem.remedy),
        ]
      }, emptyText: "没有问题"
    ).html
  }
}
