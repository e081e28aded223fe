import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// A table of institutions: uploaded, shown as it would be imported, confirmed.
///
/// Nothing is stored before.
struct InstitutionUploadPage: Sendable {
  /// A table of institutions is small; whatever is larger is something else.
  static let sizeLimitBytes = 8 * 1024 * 1024

  let call: Call
  let keeper: any CampaignKeeper

  private var campaignID: String { call.part("campaign") }
  private var list: String { "/campaigns/\(campaignID)/institutions" }
  private var address: String { "\(list)/upload" }
  private var trail: [Frame.Crumb] { [.init(label: "院校", address: list)] }

  func show(errors: FormErrors = FormErrors(), problems: [InstitutionRefusal.RowProblem] = []) async throws -> Response {
    let frame = try await call.frame(campaign: campaignID)
    var form = FormPage(
      action: address, csrf: call.csrf, submitVerb: "上传并预览",
      fields: [
        FormField(
          "table", "院校表", .file(accept: ".xlsx,.xls,.csv,.dbf", isMultiple: false),
          hint: "Excel、WPS 或 CSV。表头要有院校代码、院校名称；可以有类型、省份、城市、学校标识码、起年、止年。代码空着的给临时代码")
      ], errors: errors)
    form.cancel = ("返回院校列表", list)
    return frame.page("上传院校表", lead: "先预览，确认后才添加；已有的院校保持不变。", trail: trail) {
      Steps(titles: ["上传", "预览", "添加"], here: 0).html
      card { form.html }
      if !problems.isEmpty {
        DataTable(
          caption: "不能导入的行", columns: [.number("行"), .text("原因")], rows: problems.map { [.number($0.row), .text($0.message)] },
          emptyText: ""
        ).html
      }
    }.response(status: errors.isEmpty ? .ok : .unprocessableContent)
  }

  func take(_ form: SubmittedForm) async throws -> Response {
    var errors = FormErrors()
    guard let file = form.files("table").first else {
      errors.add("请选择文件", for: "table")
      return try await show(errors: errors)
    }
    let province = try await call.center.campaign(campaignID).plan.province
    do {
      let preview = try await call.center.previewInstitutions(
        path: file.path, fileName: file.name, province: province, for: keeper)
      return try await show(preview)
    } catch InstitutionRefusal.table(let problems) {
      errors.add("有 \(problems.count) 行不能导入，请照下表改正后重新上传；这次没有添加任何院校", for: "table")
      return try await show(errors: errors, problems: problems)
    } catch let refusal as any Refusal {
      errors.add(refusal.sentence, for: "table")
      return try await show(errors: errors)
    }
  }

  private func show(_ preview: InstitutionTablePreview) async throws -> Response {
    let frame = try await call.frame(campaign: campaignID)
    let known = preview.lines.count - preview.newCount
    return frame.page("上传院校表", lead: "将添加 \(preview.newCount) 所；\(known) 所已经有了，保持不变。", trail: trail) {
      Steps(titles: ["上传", "预览", "添加"], here: 1).html
      if preview.newCount > 0 { confirmation(preview) }
      DataTable(
        caption: "预览",
        columns: [
          .number("行", wide: true), .text("代码"), .text("名称"), .text("类型", wide: true), .text("城市", wide: true), .text("结果"),
        ],
        rows: preview.lines.map { line in
          [
            .number(line.row), .text(line.code.isEmpty ? "临时代码" : line.code), .text(line.name), .text(line.kind.chineseName),
            .text(line.city), .mark(line.isKnown ? .wait("已有") : .right("添加")),
          ]
        }, emptyText: ""
      ).html
      Button.row { Button.link("换一个文件", to: address, .quiet) }
    }.response(status: .ok)
  }

  /// The rows travel with the form: nothing is kept for who never confirms.
  ///
  /// They are judged again when they arrive.
  private func confirmation(_ preview: InstitutionTablePreview) -> HTML {
    let text = InstitutionRowText.text(preview.rows)
    return Tag.form(.class("form"), .set(.method, "post"), .action("\(address)/confirm"), .set(.enctype, "multipart/form-data"))
    {
      CSRF.field(call.csrf)
      Tag.input(.set(.type, "hidden"), .set(.name, "rows"), .set(.value, text))
      FormField("invite", "同时邀请表里的全部院校参加这次采集", .checkbox, value: "on", isRequired: false).html(error: nil)
      Button.row { Button.submit("添加 \(preview.newCount) 所院校") }
    }
  }

  func confirm(_ form: SubmittedForm) async throws -> Response {
    let rows = InstitutionRowText.rows(form["rows"] ?? "")
    do {
      let done = try await call.center.importInstitutions(rows, by: keeper)
      if form["invite"] != nil {
        _ = try await call.center.inviteInstitutions(done.added + done.already, to: campaignID, by: keeper)
      }
      return .redirect(toOwn: "\(list)?done=imported&count=\(done.added.count)")
    } catch let refusal as InstitutionRefusal {
      var errors = FormErrors()
      errors.add(refusal.sentence, for: "table")
      return try await show(errors: errors)
    }
  }
}

/// Rows of a table of institutions as text: one a line, tabs between the fields.
enum InstitutionRowText {
  static func text(_ rows: [InstitutionRow]) -> String {
    rows.map { row in
      let fields = [
        String(row.row), row.code, row.name, row.fromYear.map(String.init) ?? "", row.toYear.map(String.init) ?? "", row.kind,
        row.province, row.city, row.identifier,
      ]
      return fields.map { $0.replacing("\t", with: " ").replacing("\n", with: " ") }.joined(separator: "\t")
    }.joined(separator: "\n")
  }

  static func rows(_ text: String) -> [InstitutionRow] {
    text.split(separator: "\n").prefix(CampaignLimits.institutionRows + 1).compactMap { line in
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map { String($0) }
      guard fields.count == 9, let row = Int(fields[0]) else { return nil }
      return InstitutionRow(
        row: row, code: fields[1], name: fields[2], fromYear: Int(fields[3]), toYear: Int(fields[4]), kind: fields[5],
        province: fields[6], city: fields[7], identifier: fields[8])
    }
  }
}
