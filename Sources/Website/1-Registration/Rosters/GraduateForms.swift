import GraduatePhotos
import Hummingbird
import Workflow

/// Takes the forms of a graduate's page.
struct GraduateForms: Sendable {
  let call: Call

  private var id: String { call.part("graduate") }
  private var campaign: String { call.part("campaign") }

  var back: Response { .redirect(toOwn: call.rosterAddress.graduate(id)) }

  func change(_ form: SubmittedForm, by keeper: any RosterEditor) async throws -> Response {
    try await showingRefusal(form, keeper) {
      let column = RosterColumn(rawValue: form["column"] ?? "") ?? .institutionCode
      let warnings = try await call.center.changeGraduate(
        id, campaignID: campaign, column: column, to: form.trimmed("value"), version: Int64(form["version"] ?? "") ?? 0,
        by: keeper)
      guard !warnings.isEmpty else { return back }
      let notice = Notice(kind: .look, title: "已修改，请看一眼", text: warnings.joined(separator: "；")).html
      return try await GraduateRecordPage(call: call, reader: keeper, notice: notice).show()
    }
  }

  func status(_ form: SubmittedForm, by keeper: any RosterEditor) async throws -> Response {
    try await showingRefusal(form, keeper) {
      guard let kind = StatusChange.Kind(rawValue: form["kind"] ?? ""), let day = CalendarDay.parse(form.trimmed("day")) else {
        throw GraduateRefusal.rule(["请选择异动并填写日期"])
      }
      let change = StatusChange(kind: kind, day: day, document: form.trimmed("document"))
      try await call.center.recordStatusChange(change, of: id, campaignID: campaign, by: keeper)
      return back
    }
  }

  func absence(_ form: SubmittedForm, by keeper: any AbsenceKeeper) async throws -> Response {
    try await showingRefusal(form, keeper) {
      try await call.center.recordAbsence(
        try AbsenceFields.absence(form), of: id, campaignID: campaign, by: keeper)
      return back
    }
  }

  func specialCase(_ form: SubmittedForm, by approver: any SpecialCaseApprover) async throws -> Response {
    try await showingRefusal(form, approver) {
      guard let ground = SpecialCase.Ground(rawValue: form["ground"] ?? "") else {
        throw GraduateRefusal.specialCase("请选择原因类别")
      }
      let checks = Set(ExcusableCheck.allCases.filter { form["check-\($0.rawValue)"] != nil })
      let value = SpecialCase(
        ground: ground, checks: checks, instruction: form.trimmed("instruction"),
        needsWheelchairPlace: form["wheelchair"] != nil,
        needsQuietCorner: form["quiet"] != nil)
      try await call.center.approveSpecialCase(value, of: id, campaignID: campaign, by: approver)
      return back
    }
  }

  /// A refusal is shown on the page with what was typed.
  private func showingRefusal(
    _ form: SubmittedForm, _ reader: any GraduateReader, _ work: () async throws -> Response
  ) async throws -> Response {
    do {
      return try await work()
    } catch let refusal as any Refusal {
      if let notFound = refusal as? RosterImportRefusal, notFound == .notFound { throw notFound }
      return try await GraduateRecordPage(call: call, reader: reader, refused: (form, refusal)).show()
    }
  }
}

/// The forms themselves, each folded away until it is wanted.
struct GraduateFormCards: Sendable {
  let call: Call
  let reader: any GraduateReader
  let record: GraduateRecord
  let typed: SubmittedForm?

  private var address: String { call.rosterAddress.graduate(record.id) }

  var html: HTML {
    fragment {
      if reader is any RosterKeeper { folded("修改一项信息") { changeForm.html } }
      if reader is any AbsenceKeeper, record.statusChange == nil { absenceCard }
      if reader is any SpecialCaseApprover, record.statusChange == nil { specialCard }
      if reader is any RosterKeeper { statusCard }
    }
  }

  private func folded(_ title: String, @HTMLBuilder content: () -> HTML) -> HTML {
    Tag.details(.class("card")) {
      Tag.summary(title)
      content()
    }
  }

  private func form(_ part: String, _ verb: String, _ fields: [FormField]) -> FormPage {
    let filled = typed.map { typed in fields.map { typed[$0.name] == nil ? $0 : $0.filled(from: typed) } } ?? fields
    return FormPage(action: "\(address)/\(part)", csrf: call.csrf, submitVerb: verb, fields: filled)
  }

  private var changeForm: FormPage {
    let columns = RosterColumn.allCases.filter { $0 != .institutionCode && $0 != .institutionName }
    var page = form(
      "change", "保存修改",
      [
        FormField(
          "column", "哪一项", .select(columns.map { .init(value: $0.code, label: $0.chineseName) }), value: RosterColumn.name.code),
        FormField("value", "改成", hint: "和导入名单用同样的规则检查", isRequired: false, autocomplete: "off", lengthLimit: 120),
      ])
    page.hidden = [("version", String(record.version))]
    return page
  }

  private var absenceCard: HTML {
    folded(record.absence == nil ? "登记不能到场" : "不能到场") {
      if let absence = record.absence {
        Tag.p("\(absence.reason.chineseName)，\(absence.wayOn.chineseName)。")
        Button.row {
          if case .otherBranch = absence.wayOn { Button.act("打印散拍证明（PDF）", at: address + "/scatter-proof", csrf: call.csrf) }
          Button.act("撤销，按时到场", at: address + "/absence/withdraw", csrf: call.csrf)
        }
      }
      form(
        "absence", record.absence == nil ? "登记不能到场" : "改为",
        AbsenceFields.fields
      ).html
    }
  }

  private var specialCard: HTML {
    let current = record.specialCase
    let checks = ExcusableCheck.allCases.map { check in
      FormField(
        "check-\(check.rawValue)", check.chineseName, .checkbox, value: current?.checks.contains(check) == true ? "on" : "",
        isRequired: false)
    }
    return folded(current == nil ? "登记特殊情况" : "特殊情况") {
      if let current {
        Tag.p("已批准：\(current.ground.chineseName)。摄影员看到：\(current.forPhotographer.isEmpty ? "（没有说明）" : current.forPhotographer)")
        Button.row { Button.act("撤销特殊情况", at: address + "/special-case/withdraw", csrf: call.csrf) }
      }
      Tag.p("选中的检测项不会直接判为不合格，改由人看。只写怎么拍，不写病情。", .class("hint"))
      form(
        "special-case", "批准",
        [
          FormField(
            "ground", "原因类别", .select(SpecialCase.Ground.allCases.map { .init(value: $0.rawValue, label: $0.chineseName) }),
            value: current?.ground.rawValue ?? "medical")
        ] + checks + [
          FormField(
            "instruction", "给摄影员的说明", value: current?.instruction ?? "", hint: "例如：请坐着拍，从左侧靠近说话", isRequired: false,
            lengthLimit: SpecialCase.instructionCharacters),
          FormField(
            "wheelchair", "需要轮椅位置", .checkbox, value: current?.needsWheelchairPlace == true ? "on" : "", isRequired: false),
          FormField("quiet", "需要安静的等候处", .checkbox, value: current?.needsQuietCorner == true ? "on" : "", isRequired: false),
        ]
      ).html
    }
  }

  private var statusCard: HTML {
    folded("学籍异动") {
      if let change = record.statusChange {
        Tag.p("\(change.kind.chineseName)，\(change.day.chinese)，\(change.document)")
        Button.row { Button.act("撤销异动，恢复应采", at: address + "/status/withdraw", csrf: call.csrf) }
      } else {
        Tag.p("登记后这名学生不再应采，可以撤销。", .class("hint"))
        form(
          "status", "登记学籍异动",
          [
            FormField(
              "kind", "异动", .select(StatusChange.Kind.allCases.map { .init(value: $0.rawValue, label: $0.chineseName) }),
              value: "suspension"),
            FormField("day", "日期", .date),
            FormField("document", "依据的文件", hint: "文号，例如 校学〔2026〕12号", isRequired: false, lengthLimit: 100),
          ]
        ).html
      }
    }
  }
}
