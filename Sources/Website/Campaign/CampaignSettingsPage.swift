import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// A campaign's settings, changed by officer and planner.
struct CampaignSettingsPage: Sendable {
  let call: Call
  let keeper: any CampaignKeeper

  private var campaignID: String { call.part("campaign") }
  private var address: String { "/campaigns/\(campaignID)/settings" }

  func show() async throws -> Response {
    let frame = try await call.frame(campaign: campaignID)
    let campaign = try await call.center.campaign(campaignID)
    let form = try await form(CampaignFormValues(campaign.plan), version: campaign.version)
    return frame.page("年度设置", lead: "第 \(campaign.version) 版，\(campaign.changedBy)于\(Moment.text(campaign.changedAt))保存。") {
      CampaignWords.done(
        call,
        [
          "saved": "已保存。修改前的内容在「修改记录」里。", "same": "没有改动，不用保存。",
          "example": "示例已装入：日程、院校和函授站都在，联系人请按实际填写。",
        ])
      missing(campaign.plan)
      Button.row {
        Button.link("修改记录", to: "/campaigns/\(campaignID)/history", .quiet)
        Button.link("联系方式", to: "/campaigns/\(campaignID)/contacts", .quiet)
        Button.link("保存期限", to: "/campaigns/\(campaignID)/retention", .quiet)
      }
      form.html
    }.response(status: .ok)
  }

  func take(_ form: SubmittedForm) async throws -> Response {
    let values = CampaignFormValues(form)
    let seen = Int(form.trimmed("version")) ?? 0
    let stored = try await call.center.campaign(campaignID)
    var errors = FormErrors()
    let plan = values.plan(on: stored.plan, errors: &errors)
    guard errors.isEmpty else {
      for entry in CampaignFormProblems.errors(of: plan).entries { errors.add(entry.message, for: entry.field) }
      return try await show(values, version: seen, errors: errors)
    }
    do {
      let now = try await call.center.changeCampaign(campaignID, to: plan, seen: seen, by: keeper)
      return .redirect(toOwn: "\(address)?done=\(now == seen ? "same" : "saved")")
    } catch let refusal as ChangedMeanwhile {
      return try await showConflict(refusal, mine: values, seen: seen)
    } catch let refusal as CampaignRefusal {
      return try await show(values, version: seen, errors: CampaignFormProblems.errors(of: refusal))
    }
  }

  private func show(_ values: CampaignFormValues, version: Int, errors: FormErrors) async throws -> Response {
    let frame = try await call.frame(campaign: campaignID)
    let form = try await form(values, version: version, errors: errors)
    return frame.page("年度设置") { form.html }.response(status: .unprocessableContent)
  }

  /// Both versions side by side, and the form with what both changed: saving again keeps both.
  private func showConflict(_ refusal: ChangedMeanwhile, mine: CampaignFormValues, seen: Int) async throws -> Response {
    let frame = try await call.frame(campaign: campaignID)
    let history = try await call.center.campaignHistory(campaignID, for: keeper)
    let current = try await call.center.campaign(campaignID)
    let theirs = CampaignFormValues(current.plan)
    let base = history.first { $0.version == seen }.map { CampaignFormValues($0.plan) } ?? theirs
    let standards = try await call.center.photoStandards().map(\.standard)
    let conflict = CampaignConflict(base: base, theirs: theirs, mine: mine, who: refusal.who, standards: standards)
    let form = try await form(mine.merged(from: base, with: theirs), version: current.version)
    return frame.page("年度设置") {
      conflict.html(refusal)
      form.html
    }.response(status: .conflict)
  }

  private func form(
    _ values: CampaignFormValues, version: Int, errors: FormErrors = FormErrors()
  ) async throws -> CampaignForm {
    let standards = try await call.center.photoStandards().map(\.standard)
    return CampaignForm(
      action: address, csrf: call.csrf, values: values, standards: standards, decidesForProvince: keeper is Officer,
      errors: errors, submitVerb: "保存设置", cancel: "/campaigns/\(campaignID)/registration",
      hidden: [(name: "version", value: String(version))])
  }

  /// What is still missing: an office's empty fields in one line, everything else as its rule says it.
  private func missing(_ plan: CampaignPlan) -> HTML {
    let values = CampaignFormValues(plan)
    let errors = CampaignFormProblems.errors(of: plan)
    let warnings = CampaignFormProblems.warnings(of: plan)
    guard !errors.isEmpty || !warnings.isEmpty else { return .nothing }
    let isEmptyOffice: (FormErrors.Entry) -> Bool = { entry in
      (entry.field?.hasPrefix("office-") ?? false) && values[entry.field ?? ""].isEmpty
    }
    return Tag.div(.class("notice look"), .set(.role, "status")) {
      Tag.h2(errors.isEmpty ? "还可以补充" : "还没有填完，补齐后才能保存")
      Tag.ul {
        for kind in OfficePart.single {
          let gaps = errors.entries.filter { isEmptyOffice($0) && $0.field?.hasPrefix(OfficePart.prefix(kind)) == true }
          officeLine(kind, gaps)
        }
        for entry in errors.entries where !isEmptyOffice(entry) {
          Tag.li { Tag.a(entry.message, .href("#\(FormField.identifier(entry.field ?? ""))")) }
        }
        for warning in warnings { Tag.li(warning) }
      }
    }
  }

  private func officeLine(_ kind: Office.Kind, _ gaps: [FormErrors.Entry]) -> HTML {
    guard let first = gaps.first?.field else { return .nothing }
    let labels = gaps.compactMap { gap in
      OfficePart.allCases.first { $0.field(OfficePart.prefix(kind)) == gap.field }?.label
    }
    return Tag.li {
      Tag.a("\(kind.chineseName)的\(labels.joined(separator: "、"))", .href("#\(FormField.identifier(first))"))
    }
  }
}

/// Two people changed the same settings: what each of them changed, against what both had seen.
struct CampaignConflict: Sendable {
  var base: CampaignFormValues
  var theirs: CampaignFormValues
  var mine: CampaignFormValues
  var who: String
  var standards: [PhotoStandard]

  func html(_ refusal: ChangedMeanwhile) -> HTML {
    let changes = lines
    return fragment {
      Notice(
        kind: .look, title: refusal.message,
        text: "下面的表单里已经合在一起：对方改的和您改的都在。两人都改了的，先按您填写的；核对后再保存一次。"
      ).html
      DataTable(
        caption: "两人的修改", columns: [.text("项目"), .text("打开时", wide: true), .text("\(who)改成"), .text("您改成")],
        rows: changes, emptyText: "您没有和对方不同的修改。"
      ).html
    }
  }

  private var lines: [[DataTable.Cell]] {
    var widest = mine
    if theirs.otherRows > mine.otherRows { widest = theirs }
    let asked = mine.names.filter { mine.holds($0) }
    return widest.names.compactMap { name in
      let theyDid = theirs[name] != base[name]
      let iDid = asked.contains(name) && mine[name] != base[name]
      guard theyDid || iDid else { return nil }
      return [
        .text(CampaignFieldLabel.of(name)), .text(shown(name, base)), .text(theyDid ? shown(name, theirs) : "未改"),
        .text(iDid ? shown(name, mine) : "未改"),
      ]
    }
  }

  private func shown(_ name: String, _ values: CampaignFormValues) -> String {
    let value = values[name]
    let word: String? =
      switch name {
      case "kind": CampaignKind(rawValue: value)?.chineseName
      case "regime": Regime(rawValue: value)?.chineseName
      case "proofing-place": ProofingPlace(rawValue: value)?.chineseName
      case "photo-standard": standards.first { $0.id == value }?.name
      default: CalendarDay.parse(value)?.chinese
      }
    return word ?? (value.isEmpty ? "（空）" : value)
  }
}

/// What a field of the form is called outside it.
enum CampaignFieldLabel {
  static func of(_ name: String) -> String {
    switch name {
    case "province": return "省份"
    case "graduating-class": return "届"
    case "kind": return "种类"
    case "regime": return "采集方式"
    case "makeup-place": return "补拍地点"
    case "fee-per-head": return "每人费用（元）"
    case "reprint-price": return "加洗每张价格（元）"
    case "photo-standard": return "照片规范"
    case "proofing-place": return "学生校对的地方"
    case "students-per-hour": return "每组每小时人数"
    case "second-eyes": return "放行照片时要几个人看"
    default: break
    }
    if let label = RosterTermFields.label(of: name) ?? CaptionFields.label(of: name) { return label }
    for kind in CampaignWindow.Kind.allCases {
      if name == CampaignFormValues.first(kind) { return "\(kind.chineseName)开始" }
      if name == CampaignFormValues.last(kind) { return "\(kind.chineseName)结束" }
    }
    for kind in Office.Kind.allCases where name.hasPrefix(OfficePart.prefix(kind) + "-") {
      let rest = name.dropFirst(OfficePart.prefix(kind).count + 1).drop { $0.isNumber || $0 == "-" }
      return kind.chineseName + (OfficePart(rawValue: String(rest))?.label ?? "")
    }
    return name
  }
}
