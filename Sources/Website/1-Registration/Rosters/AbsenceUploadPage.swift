import GraduatePhotos
import Hummingbird
import Workflow

/// A list of those who cannot come: uploaded, looked at, confirmed.
///
/// The rows that were looked at travel in the form of the confirmation; nothing of the file stays here.
struct AbsenceUploadPage: Sendable {
  let call: Call
  let keeper: any AbsenceKeeper

  private var address: RosterAddress { call.rosterAddress }
  private var home: String { address.home + "/absences" }

  func show(errors: FormErrors = FormErrors()) async throws -> Response {
    let frame = try await call.frame(campaign: address.campaign, here: .registration)
    var form = FormPage(
      action: home + "/upload", csrf: call.csrf, submitVerb: "上传并检查",
      fields: [
        FormField(
          "file", "名单文件", .file(accept: ".xlsx,.xls,.dbf,.csv,.tsv,.txt", isMultiple: false),
          hint: "XLSX、XLS、DBF、CSV；最多 \(RegistrationLimits.absencesAtOnce) 人")
      ], errors: errors)
    form.cancel = ("返回", home)
    return frame.page("上传不能到场的名单", lead: "上传后先看预览，确认之前什么都不会登记。", trail: trail) {
      card { form.html }
      card("表里要有这几列") {
        var list = DescriptionList()
        let _ = list.add("学号", "与已导入的学生名单一致；请设为文本")
        let _ = list.add("原因", Absence.Reason.allCases.map(\.chineseName).joined(separator: "、"))
        let _ = list.add("去向", "返校、补拍，或外省散拍的省份，例如 陕西省")
        let _ = list.add("返回日期", "去向是返校的填写，例如 2014-03-15")
        list.html
      }
    }.response(status: errors.isEmpty ? .ok : .unprocessableContent)
  }

  private var trail: [Frame.Crumb] {
    [.init(label: "学生名单", address: address.home), .init(label: "不能到场的学生", address: home)]
  }

  func take(_ form: SubmittedForm) async throws -> Response {
    var errors = FormErrors()
    guard let file = form.files("file").first, file.sizeBytes > 0 else {
      errors.add("请选择文件", for: "file")
      return try await show(errors: errors)
    }
    do {
      let preview = try await call.center.previewAbsences(
        path: file.path, fileName: file.name, campaignID: address.campaign, by: keeper)
      return try await show(preview)
    } catch let refusal as RegistrationRefusal {
      let hint = refusal == .noHeader ? "请在表头写出 学号、原因、去向、返回日期" : refusal.hint
      errors.add([refusal.message, hint].filter { !$0.isEmpty }.joined(separator: "。"), for: "file")
      return try await show(errors: errors)
    } catch let refusal as any Refusal {
      errors.add(refusal.sentence, for: "file")
      return try await show(errors: errors)
    }
  }

  private func show(_ preview: AbsencePreview) async throws -> Response {
    let frame = try await call.frame(campaign: address.campaign, here: .registration)
    let count = preview.lines.count
    return frame.page("不能到场的名单：预览", lead: "还没有登记。", trail: trail) {
      nowCard("可登记 \(count) 人，\(preview.problems.count) 行有错误") {
        if preview.unchanged > 0 { Tag.p("另有 \(preview.unchanged) 人已经这样登记过，不用再登记。") }
        if !preview.problems.isEmpty { Tag.p("有错误的行不会登记；可以先登记其余的，改好后再上传一次。") }
        Button.row {
          if count > 0 {
            Button.act(
              "确认登记 \(count) 人", at: home + "/list", csrf: call.csrf, .primary,
              fields: [("rows", AbsenceRows.text(preview.lines.map(\.row)))])
          }
          Button.link("换一个文件", to: home + "/upload", .quiet)
        }
      }
      if !preview.problems.isEmpty { problems(preview.problems) }
      lines(preview.lines)
    }.response(status: .ok)
  }

  private func problems(_ problems: [RosterProblem]) -> HTML {
    DataTable(
      caption: "有错误的行", columns: [.number("行"), .text("问题"), .text("怎样改")],
      rows: problems.prefix(500).map { [.number($0.place.row), .text($0.message), .text($0.remedy)] }, emptyText: "没有错误"
    ).html
  }

  private func lines(_ lines: [AbsencePreview.Line]) -> HTML {
    DataTable(
      caption: "将登记", columns: [.text("学号"), .text("姓名"), .text("班级", wide: true), .text("原因和去向"), .text("变化", wide: true)],
      rows: lines.prefix(500).map { line in
        [
          .text(line.row.studentNumber), .text(line.name), .text("\(line.department) \(line.classGroup)"),
          .text("\(line.row.absence.reason.chineseName)，\(line.row.absence.wayOn.chineseName)"),
          .mark(line.isChange ? .look("改") : .right("新")),
        ]
      }, emptyText: "没有可登记的学生。"
    ).html
  }

  func confirm(_ form: SubmittedForm) async throws -> Response {
    do {
      let count = try await call.center.recordAbsences(
        AbsenceRows.rows(form["rows"] ?? ""), campaignID: address.campaign, by: keeper)
      return .redirect(toOwn: home + "?done=listed&count=\(count)")
    } catch let refusal as any Refusal {
      var errors = FormErrors()
      errors.add(refusal.sentence, for: "file")
      return try await show(errors: errors)
    }
  }
}

/// The previewed rows as they travel in a form: a line each, fields by tabs.
enum AbsenceRows {
  static func text(_ rows: [AbsenceRow]) -> String {
    rows.map { row in
      let (way, value) =
        switch row.absence.wayOn {
        case .returns(let day): ("returns", day.compact)
        case .makeup: ("makeup", "")
        case .otherBranch(let province): ("other", province)
        }
      return [row.studentNumber, row.absence.reason.rawValue, way, value].joined(separator: "\t")
    }.joined(separator: "\n")
  }

  /// Lines of another shape are left out: they are none of ours.
  static func rows(_ text: String) -> [AbsenceRow] {
    text.split(separator: "\n").compactMap { line in
      let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard cells.count == 4, let reason = Absence.Reason(rawValue: cells[1]) else { return nil }
      let way: Absence.WayOn? =
        switch cells[2] {
        case "returns": CalendarDay.parse(cells[3]).map { .returns($0) }
        case "makeup": .makeup
        case "other": .otherBranch(province: cells[3])
        default: nil
        }
      return way.map { AbsenceRow(studentNumber: cells[0], absence: Absence(reason: reason, wayOn: $0)) }
    }
  }
}
