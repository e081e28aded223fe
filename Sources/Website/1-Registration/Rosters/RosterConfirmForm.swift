import GraduatePhotos
import Workflow

/// The last step: 「同一人?」, the status change of those who leave, and the button that says what it does.
struct RosterConfirmForm: Sendable {
  let preview: RosterPreview
  let action: String
  let csrf: String
  /// What was typed before it was refused.
  let typed: SubmittedForm?

  var html: HTML {
    card("确认导入", id: "confirm") {
      Tag.form(.class("form"), .set(.method, "post"), .action(action), .flag(.novalidate)) {
        CSRF.field(csrf)
        Tag.input(.set(.type, "hidden"), .set(.name, "seen"), .set(.value, preview.seen))
        if !changes.questions.isEmpty { questions }
        if !changes.leaving.isEmpty { departures }
        Tag.p("确认后：\(changes.sentences.joined(separator: "；"))。没有后续记录之前可以撤回。")
        Button.row { Button.submit(verb) }
      }
    }
  }

  private var changes: RosterChanges { preview.changes }

  /// 「确认导入 1204 人」, or what else will happen.
  private var verb: String {
    if preview.isFirst { return "确认导入 \(changes.added.count) 人" }
    var parts: [String] = []
    if !changes.added.isEmpty { parts.append("新增 \(changes.added.count) 人") }
    if !changes.changed.isEmpty { parts.append("修改 \(changes.changed.count) 人") }
    if changes.goneCount > 0 { parts.append("移出 \(changes.goneCount) 人") }
    if changes.returned > 0 { parts.append("恢复 \(changes.returned) 人") }
    return "确认导入" + (parts.isEmpty ? "" : "：" + parts.joined(separator: "、"))
  }

  private static let answers: [FormField.Option] = [
    .init(value: "yes", label: "是同一人"), .init(value: "no", label: "不是同一人"),
  ]

  private var questions: HTML {
    let pairs = changes.questions
    return Tag.fieldset(.class("group form")) {
      Tag.legend("同一人？（\(pairs.count) 对）")
      Tag.p("证件号码和学号（或姓名）同时变了，其余相同。同一人就改正原来的记录，不是同一人就算一人减少、一人新增。", .class("hint"))
      if pairs.count > 1 {
        FormField(
          "same-all", pairs.rest > 0 ? "没有单独回答的，连同没有列出的 \(pairs.rest) 对" : "没有单独回答的",
          .radio([.init(value: "yes", label: "全部是同一人"), .init(value: "no", label: "全部不是同一人")]),
          value: typed?["same-all"] ?? "", isRequired: false
        ).html(error: nil)
      }
      for pair in pairs.first { question(pair) }
    }
  }

  private func question(_ pair: RosterChanges.Pair) -> HTML {
    let name = "same-\(pair.old.key)"
    let (old, new) = (pair.old, pair.new)
    let names = old.name == new.name ? old.name : "\(old.name) → \(new.name)"
    let numbers = old.studentNumber == new.studentNumber ? old.studentNumber : "\(old.studentNumber) → \(new.studentNumber)"
    return FormField(
      name, "\(names)　学号 \(numbers)，证件号码 \(old.idNumber) → \(new.idNumber)", .radio(Self.answers), value: typed?[name] ?? ""
    ).html(error: nil)
  }

  private var departures: HTML {
    let gone = changes.leaving
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
        caption: gone.rest > 0 ? "前 \(gone.first.count) 人，其余按「全部」" : "逐人填写",
        columns: [.text("学生"), .text("单独填写：异动、日期、文件")],
        rows: gone.first.map { row($0) }, emptyText: ""
      ).html
    }
  }

  private var kinds: [FormField.Option] {
    [.init(value: "", label: "请选择")] + StatusChange.Kind.allCases.map { .init(value: $0.rawValue, label: $0.chineseName) }
  }

  private func kindField(_ key: String, _ label: String) -> HTML {
    FormField("kind-\(key)", label, .select(kinds), value: typed?["kind-\(key)"] ?? "", isRequired: false).html(error: nil)
  }

  private func row(_ record: RosterChanges.Person) -> [DataTable.Cell] {
    let key = record.key
    let name = record.name
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
          Tag.p(name); Tag.small(record.studentNumber)
        }), .html(own),
    ]
  }

  /// What a person answered; `kind-all` and `same-all` stand for everybody without an answer of his own.
  ///
  /// - Throws: `RegistrationRefusal.statusChangeWithoutDay` when a kind was chosen and no day is there for it.
  static func confirmation(from form: SubmittedForm) throws -> RosterConfirmation {
    var confirmation = RosterConfirmation(seen: form["seen"])
    let everybody = try everybody(in: form)
    for field in form.fields {
      if let key = field.name.suffix(after: "same-"), !field.value.isEmpty {
        if key == "all" {
          confirmation.everyOtherPair = field.value == "yes"
        } else {
          confirmation.samePerson[key] = field.value == "yes"
        }
      }
      if let key = field.name.suffix(after: "kind-"), key != "all" {
        confirmation.statusChanges[key] = try change(form, key) ?? everybody
      }
    }
    confirmation.everybodyElse = everybody
    return confirmation
  }

  /// The status change for all who have none of their own; nil when none was chosen.
  static func everybody(in form: SubmittedForm) throws -> StatusChange? { try change(form, "all") }

  private static func change(_ form: SubmittedForm, _ key: String) throws -> StatusChange? {
    guard let kind = StatusChange.Kind(rawValue: form["kind-\(key)"] ?? "") else { return nil }
    let own = form.trimmed("day-\(key)")
    guard let day = CalendarDay.parse(own.isEmpty ? form.trimmed("day-all") : own) else {
      throw RegistrationRefusal.statusChangeWithoutDay(kind)
    }
    let document = form.trimmed("document-\(key)").isEmpty ? form.trimmed("document-all") : form.trimmed("document-\(key)")
    return StatusChange(kind: kind, day: day, document: document)
  }
}

extension String {
  fileprivate func suffix(after prefix: String) -> String? { hasPrefix(prefix) ? String(dropFirst(prefix.count)) : nil }
}
