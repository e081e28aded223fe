import GraduatePhotos
import Workflow

/// The last step: 「同一人?」, the status change of those who leave, and the button that says what it does.
struct RosterConfirmForm: Sendable {
  let preview: RosterPreview
  let action: String
  let csrf: String
  /// What was typed before it was refused.
  let typed: SubmittedForm?

  /// Those who leave with fields of their own: each has three, and a form takes 500 in all.
  private static let ownFields = 100

  var html: HTML {
    card("确认导入", id: "confirm") {
      Tag.form(.class("form"), .set(.method, "post"), .action(action), .flag(.novalidate)) {
        CSRF.field(csrf)
        Tag.input(.set(.type, "hidden"), .set(.name, "seen"), .set(.value, preview.seen))
        if !preview.changes.possiblySamePerson.isEmpty { questions }
        if !preview.goneOpen.isEmpty { departures }
        Tag.p("确认后将\(preview.changes.chineseSummary.replacingCommas)。没有后续记录之前可以撤回。")
        Button.row { Button.submit(verb) }
      }
    }
  }

  /// 「确认导入 1204 人」, or what else will happen.
  private var verb: String {
    let changes = preview.changes
    if preview.registered.isEmpty { return "确认导入 \(changes.added.count) 人" }
    var parts: [String] = []
    if !changes.added.isEmpty { parts.append("新增 \(changes.added.count) 人") }
    if !changes.changed.isEmpty { parts.append("修改 \(changes.changed.count) 人") }
    if !changes.gone.isEmpty { parts.append("移出 \(changes.gone.count) 人") }
    if !changes.returned.isEmpty { parts.append("恢复 \(changes.returned.count) 人") }
    return "确认导入" + (parts.isEmpty ? "" : "：" + parts.joined(separator: "、"))
  }

  private var questions: HTML {
    Tag.fieldset(.class("group form")) {
      Tag.legend("同一人？")
      Tag.p("学号和证件号码同时变了，其余相同。同一人就改正原来的记录，不是同一人就算一人减少、一人新增。", .class("hint"))
      for question in preview.changes.possiblySamePerson {
        let old = preview.registered[question.old]
        let new = preview.reading.entries[question.new]
        let name = "same-\(old.key)"
        FormField(
          name,
          "\(old.entry.name.value)　学号 \(old.entry.studentNumber) → \(new.studentNumber)，证件号码 \(old.entry.idNumber.masked) → \(new.idNumber.masked)",
          .radio([.init(value: "yes", label: "是同一人"), .init(value: "no", label: "不是同一人")]), value: typed?[name] ?? ""
        ).html(error: nil)
      }
    }
  }

  private var departures: HTML {
    let gone = preview.goneOpen
    return Tag.fieldset(.class("group form")) {
      Tag.legend("这份名单里没有的 \(gone.count) 人")
      Tag.p("移出名单要填写学籍异动。情况相同的填在「全部」里，个别不同的在表里单独填。如果只是漏写，请放弃这份名单，补全后再上传。", .class("hint"))
      kindField("all", "全部：异动")
      FormField("day-all", "全部：日期", .date, value: typed?["day-all"] ?? "", isRequired: false).html(error: nil)
      FormField(
        "document-all", "全部：依据的文件", value: typed?["document-all"] ?? "", hint: "文号，例如 校学〔2026〕12号", isRequired: false,
        lengthLimit: 100
      )
      .html(error: nil)
      DataTable(
        caption: gone.count > Self.ownFields ? "前 \(Self.ownFields) 人，其余按「全部」" : "逐人填写",
        columns: [.text("学生"), .text("单独填写：异动、日期、文件")],
        rows: gone.prefix(Self.ownFields).map { row($0) }, emptyText: ""
      ).html
    }
  }

  private var kinds: [FormField.Option] {
    [.init(value: "", label: "请选择")] + StatusChange.Kind.allCases.map { .init(value: $0.rawValue, label: $0.chineseName) }
  }

  private func kindField(_ key: String, _ label: String) -> HTML {
    FormField("kind-\(key)", label, .select(kinds), value: typed?["kind-\(key)"] ?? "", isRequired: false).html(error: nil)
  }

  private func row(_ record: RegisteredEntry) -> [DataTable.Cell] {
    let key = record.key
    let name = record.entry.name.value
    func input(_ field: String, _ type: String, _ label: String) -> HTML {
      Tag.input(
        .set(.type, type), .set(.name, "\(field)-\(key)"), .set(.value, typed?["\(field)-\(key)"] ?? ""),
        .aria("label", "\(name) \(label)"),
        .set(.autocomplete, "off"))
    }
    let select = Tag.select(.set(.name, "kind-\(key)"), .aria("label", "\(name) 异动")) {
      for kind in kinds {
        Tag.option(kind.label, .set(.value, kind.value), .flag(.selected, if: kind.value == typed?["kind-\(key)"] ?? ""))
      }
    }
    // One under the other: three columns of fields do not fit a phone.
    let own = Tag.div(.class("form")) {
      select
      input("day", "date", "日期")
      input("document", "text", "依据的文件")
    }
    return [
      .html(
        fragment {
          Tag.p(name); Tag.small(record.entry.studentNumber)
        }), .html(own),
    ]
  }

  /// What a person answered; `kind-all` stands for everybody who has no own kind.
  static func confirmation(from form: SubmittedForm) -> RosterConfirmation {
    var confirmation = RosterConfirmation(seen: form["seen"])
    let everybody = change(form, "all")
    for field in form.fields {
      if let key = field.name.suffix(after: "same-"), !field.value.isEmpty {
        confirmation.samePerson[key] = field.value == "yes"
      }
      if let key = field.name.suffix(after: "kind-"), key != "all" {
        confirmation.statusChanges[key] = change(form, key) ?? everybody
      }
    }
    confirmation.everybodyElse = everybody
    return confirmation
  }

  private static func change(_ form: SubmittedForm, _ key: String) -> StatusChange? {
    guard let kind = StatusChange.Kind(rawValue: form["kind-\(key)"] ?? "") else { return nil }
    let day = CalendarDay.parse(form.trimmed("day-\(key)")) ?? CalendarDay.parse(form.trimmed("day-all"))
    let document = form.trimmed("document-\(key)").isEmpty ? form.trimmed("document-all") : form.trimmed("document-\(key)")
    return day.map { StatusChange(kind: kind, day: $0, document: document) }
  }
}

extension String {
  fileprivate func suffix(after prefix: String) -> String? { hasPrefix(prefix) ? String(dropFirst(prefix.count)) : nil }

  /// A list inside a sentence reads better with 、.
  fileprivate var replacingCommas: String { split(separator: "，").joined(separator: "、") }
}
