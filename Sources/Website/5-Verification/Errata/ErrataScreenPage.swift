import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// All errata of one institution, the paper's scan beside old and new value: one, a chosen set or a run is accepted or declined.
struct ErrataScreenPage: Sendable {
  let call: Call
  let reader: any ErrataOfficeReader

  private var address: ErrataAddress { call.errataAddress }
  private var institutionID: String { call.part("institution") }
  private var page: String { address.screen(institutionID) }
  private var filter: ErrataFilter { ErrataFilter(rawValue: call.query("filter")) ?? .open }

  /// What was sent and not taken, or not all of it.
  private struct Refused: Sendable {
    var errors = FormErrors()
    var ticked: Set<String> = []
    /// By erratum.
    var reasons: [String: String] = [:]
    var form: SubmittedForm?
  }

  func show() async throws -> Response { try await show(Refused()) }

  private func show(_ refused: Refused) async throws -> Response {
    let screen: ErrataScreen
    do {
      screen = try await call.center.errataScreen(
        of: institutionID, campaignID: address.campaignID, filter: filter, by: reader)
    } catch RosterImportRefusal.notTakingPart { throw HTTPError(.notFound) }
    let now = try await call.center.now()
    let frame = try await call.frame(campaign: address.campaignID, here: .verification)
    let waiting = screen.lines.count { $0.standing == .sealed }
    return frame.page(
      "\(screen.institution)的勘误", lead: "院校代码 \(screen.code)，等总部处理 \(waiting) 条。",
      trail: [.init(label: "勘误", address: address.desk)], scripts: ["errata.js"]
    ) {
      outcome
      ErrorSummary(errors: refused.errors).html
      if !refused.reasons.isEmpty {
        Notice(kind: .look, title: "\(refused.reasons.count) 条没有处理", text: why(refused, screen)).html
      }
      filterForm
      Tag.div(.class("errata-screen")) {
        papers(screen)
        if screen.lines.contains(where: { isOpen($0) }), reader is Clerk {
          form(screen, refused, now)
        } else {
          table(screen, refused, now)
        }
      }
    }.response(status: refused.errors.isEmpty && refused.reasons.isEmpty ? .ok : .unprocessableContent)
  }

  private func isOpen(_ line: ErratumLine) -> Bool { line.standing == .sealed || line.standing == .unsealed }

  func decide(_ form: SubmittedForm, by clerk: Clerk) async throws -> Response {
    let ids = form.values("erratum")
    var refused = Refused(ticked: Set(ids), form: form)
    guard !ids.isEmpty else {
      refused.errors.add("没有打勾的勘误。请在要处理的勘误上打勾", for: nil)
      return try await show(refused)
    }
    let isAccepted = form.trimmed("act") == "accept"
    let reason = ErratumDecision.DeclineReason(rawValue: form.trimmed("reason"))
    guard isAccepted || reason != nil else {
      refused.errors.add("请选择不采纳的原因", for: "reason")
      return try await show(refused)
    }
    let decision = ErratumDecision(
      isAccepted ? .accepted : .declined(reason ?? .other), remark: isAccepted ? "" : form["remark"] ?? "")
    do {
      let outcome = try await call.center.decideErrata(
        ids, as: decision, campaignID: address.campaignID, operation: form.operation, by: clerk)
      guard outcome.refused.isEmpty else {
        refused.reasons = outcome.refused
        refused.ticked = Set(outcome.refused.keys)
        return try await show(refused)
      }
      let counts = [("accepted", outcome.accepted), ("declined", outcome.declined)].filter { $0.1 > 0 }
      return .redirect(
        toOwn: WebAddress.path(page, query: counts.map { ($0.0, String($0.1)) } + [("correction", outcome.correction ?? "")]))
    } catch ErrataDeskRefusal.unknown {
      throw HTTPError(.notFound)
    } catch let refusal as any Refusal {
      refused.errors = FormErrors(refusal, for: isAccepted ? nil : "remark")
      return try await show(refused)
    }
  }

  func picture() async throws -> Response {
    do {
      return .portrait(
        try await call.center.errataPicture(
          call.part("portrait"), of: institutionID, campaignID: address.campaignID, by: reader))
    } catch ErrataDeskRefusal.unknown { throw HTTPError(.notFound) }
  }

  // MARK: - Pieces

  @HTMLBuilder private var outcome: HTML {
    let accepted = Int(call.query("accepted")) ?? 0
    let declined = Int(call.query("declined")) ?? 0
    CampaignWords.done(call, ["registered": "已登记 # 条，学校会收到通知。请对照扫描件处理。"])
    if accepted > 0 {
      Notice(kind: .right, title: "采纳了 \(accepted) 条", text: outcomeOf(call.query("correction"))).html
    }
    if declined > 0 { Notice(kind: .right, title: "\(declined) 条没有采纳", text: "学校会看到原因。").html }
  }

  /// Shifts correct no data: their photos are released anew.
  private func outcomeOf(_ correction: String) -> String {
    correction.isEmpty
      ? "照片已改归本人，要重新放行，随下一次交付给学校。" : "学校名单已更正，照片照常可用；更正单号 \(correction.prefix(40))。"
  }

  private var filterForm: HTML {
    let filters = ErrataFilter.allCases.map { FormField.Option(value: $0.rawValue, label: $0.chineseName) }
    return FilterForm(
      address: page, fields: [FormField("filter", "状态", .select(filters), value: filter.rawValue, isRequired: false)],
      isFiltered: filter != .open
    ).html
  }

  /// The stamped pages, so that they are read beside the values.
  private func papers(_ screen: ErrataScreen) -> HTML {
    var seen: Set<String> = []
    let documents = screen.lines.compactMap { line -> (String, String?)? in
      guard let document = line.documentID, seen.insert(document).inserted else { return nil }
      return (document, line.formID)
    }
    return Tag.div(.class("errata-papers")) {
      if documents.isEmpty {
        Notice(kind: .plain, title: "没有扫描件", text: "由主管领导在系统里确认用印的，没有纸质页。").html
      }
      for (document, form) in documents {
        Tag.figure {
          Tag.a(.href("/documents/\(document)")) {
            Tag.img(.src("/documents/\(document)/picture"), .set(.alt, "盖章的勘误表；看不到时请点开看原件"), .set(.loading, "lazy"))
          }
          Tag.figcaption { caption(form, screen) }
        }
      }
    }
  }

  @HTMLBuilder private func caption(_ form: String?, _ screen: ErrataScreen) -> HTML {
    if let form {
      Tag.a(screen.papers[form].map { "《勘误表》\($0)" } ?? "《勘误表》", .href(address.form(form)))
      if let received = screen.received[form] {
        " \(received.day.chineseWithoutYear)\(received.way.chineseName)收到 \(received.number)"
      }
    }
  }

  /// The reasons of those that this page does not list any more are said here.
  private func why(_ refused: Refused, _ screen: ErrataScreen) -> String {
    let listed = Set(screen.lines.map(\.id))
    let others = Set(refused.reasons.filter { !listed.contains($0.key) }.values).sorted()
    return others.isEmpty ? "原因写在各条下面；其余的已经处理。" : others.joined(separator: "；") + "。其余的已经处理。"
  }

  private func form(_ screen: ErrataScreen, _ refused: Refused, _ now: Int64) -> HTML {
    let reasons =
      [FormField.Option(value: "", label: "请选择")]
      + ErratumDecision.DeclineReason.allCases.map { .init(value: $0.rawValue, label: $0.chineseName) }
    return Tag.form(.class("errata-form"), .set(.method, "post"), .action(page), .data("errata", "")) {
      CSRF.field(call.csrf, and: [("operation", call.center.freshToken())])
      table(screen, refused, now)
      Tag.div(.class("glance-foot")) {
        Button.row {
          Tag.button(
            "采纳打勾的勘误", .class(Button.Look.primary.rawValue), .set(.type, "submit"), .set(.name, "act"),
            .set(.value, "accept"), .data("counted", "采纳打勾的 # 条"))
        }
        Tag.p("键盘：↑↓ 移动，空格打勾，Shift+空格 从上一个勾到这里，A 全部打勾，Y 采纳。", .class("hint"), .data("keys-hint", ""))
        Tag.details(.flag(.open, if: !refused.errors.isEmpty)) {
          Tag.summary("不采纳打勾的勘误")
          Tag.div(.class("form")) {
            FormField(
              "reason", "原因", .select(reasons), value: refused.form?["reason"] ?? "", isRequired: false
            ).html(error: refused.errors["reason"])
            FormField(
              // Of several lines: Enter in a single line would press the form's first button, which accepts.
              "remark", "说明", .textArea(rows: 2), value: refused.form?["remark"] ?? "", hint: "学校会看到；不要写证件号码",
              isRequired: false, lengthLimit: VerificationLimits.remarkCharacters
            ).html(error: refused.errors["remark"])
            Button.row { Button.submit("不采纳", .quiet, name: "act", value: "decline") }
          }
        }
      }
    }
  }

  private func table(_ screen: ErrataScreen, _ refused: Refused, _ now: Int64) -> HTML {
    fragment {
      DataTable(
        caption: filter.chineseName,
        columns: [.text(""), .text("学生"), .text("更正"), .text("依据", wide: true), .text("状态")],
        rows: screen.lines.map { line in
          [
            .html(box(line, refused)), .html(who(line)), .html(change(line)), .text(line.evidence.chinese),
            .html(state(line, refused, now)),
          ]
        }, emptyText: "没有这样的勘误。"
      ).html
      if screen.more > 0 { Tag.p("另有 \(screen.more) 条没有列出；先处理这些，再刷新页面。", .class("soft")) }
    }
  }

  private func box(_ line: ErratumLine, _ refused: Refused) -> HTML {
    guard isOpen(line), reader is Clerk else { return .nothing }
    return Tag.input(
      .set(.type, "checkbox"), .set(.name, "erratum"), .set(.value, line.id), .data("group", line.group),
      .data("unsealed", line.standing == .unsealed ? "1" : nil),
      .flag(.checked, if: refused.ticked.contains(line.id)), .aria("label", "选定 \(line.name)的\(line.field.chineseName)"))
  }

  private func who(_ line: ErratumLine) -> HTML {
    Tag.div(.class("erratum-who")) {
      if let portrait = line.portraitID {
        Tag.img(
          .src("\(page)/portraits/\(portrait)"), .set(.alt, ""), .set(.width, "480"), .set(.height, "640"),
          .set(.loading, "lazy"))
      }
      Tag.div {
        Tag.b(line.name)
        Tag.small("\(line.studentNumber) \(line.place.title)")
        if !line.serial.isEmpty { Tag.small("拍摄序号 \(line.serial)") }
      }
    }
  }

  private func change(_ line: ErratumLine) -> HTML {
    fragment {
      Tag.small(line.kind == .shifted ? "数据错位：拍摄序号" : line.field.chineseName)
      Tag.div(.class("erratum-change")) { ErrataWords.change(line.old, line.new) }
      if isOpen(line), !line.isCurrent { Mark.look("现在登记的已不是「\(ErrataWords.shown(line.old))」").html }
    }
  }

  private func state(_ line: ErratumLine, _ refused: Refused, _ now: Int64) -> HTML {
    fragment {
      ErrataWords.mark(line).html
      if let reason = refused.reasons[line.id] {
        Tag.p(reason, .class("field-error"))
      } else if let decision = line.decision {
        Tag.small("\(decision.chinese(of: line.kind))（\(line.decidedBy)）")
      } else {
        Tag.small(line.clock.chinese(now: now))
      }
    }
  }
}
