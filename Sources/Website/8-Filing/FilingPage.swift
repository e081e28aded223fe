import Foundation
import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// 报盘 of one institution: what can be filed, what holds back whom, the packages and where they went.
struct FilingPage: Sendable {
  let call: Call
  let filer: any Filer

  private var address: FilingAddress { call.filingAddress }

  func show() async throws -> Response {
    guard let institution = institution(call.query("institution")) else { return try await overview() }
    return try await show(institution, profile: call.query("profile"))
  }

  /// Own people never name one; the officer does.
  private func institution(_ asked: String) -> String? { filer.filesFor ?? (asked.isEmpty ? nil : asked) }

  private func overview() async throws -> Response {
    guard let officer = filer as? Officer else { throw HTTPError(.notFound) }
    let lines = try await call.center.filingOverview(campaignID: address.campaignID, by: officer)
    let frame = try await call.frame(campaign: address.campaignID, here: .filing)
    let made = lines.count { $0.newest != nil }
    return frame.page("报盘", lead: "\(lines.count) 所院校，已生成数据包 \(made) 所。学历注册由学校在学信网完成，这里准备数据和照片。") {
      DataTable(
        caption: "院校", columns: [.text("院校", wide: true), .text("最近一次"), .number("人数"), .number("暂不报盘"), .text("报送")],
        rows: lines.map { line in
          let newest = line.newest
          let sent = newest?.sent.last { !$0.isCancelled }
          return [
            .html(Tag.a(line.name, .href(address.of(line.institutionID)))), .text(newest?.number ?? ""),
            .text(newest.map { String($0.people) } ?? ""), .text(newest.map { String($0.held) } ?? ""),
            newest == nil ? .mark(.wait("没有生成")) : sent.map { .text("\($0.day.chinese) 已报送") } ?? .mark(.look("没有登记报送")),
          ]
        }, emptyText: "还没有院校参加。"
      ).html
    }.response(status: .ok)
  }

  private func show(
    _ institution: String, profile: String, _ errors: FormErrors = FormErrors(), at place: String = "",
    _ typed: SubmittedForm? = nil
  ) async throws -> Response {
    let frame = try await call.frame(campaign: address.campaignID, here: .filing)
    let trail: [Frame.Crumb] = filer.filesFor == nil ? [.init(label: "报盘", address: address.home)] : []
    do {
      let preview = try await call.center.previewFiling(
        of: institution, campaignID: address.campaignID, profile: profile, by: filer)
      let filings = try await call.center.filings(of: institution, campaignID: address.campaignID, by: filer)
      return frame.page(
        "报盘", lead: "\(preview.institution)：应报 \(preview.people) 人，现在可以报盘 \(preview.ready) 人。", trail: trail
      ) {
        CampaignWords.done(
          call, ["made": "已生成报盘数据包。", "sent": "已登记报送。", "cancelled": "报送记录已作废。"])
        ErrorSummary(errors: place.isEmpty ? errors : FormErrors()).html
        profiles(preview)
        make(preview)
        holds(preview)
        FilingList(call: call, filings: filings, errors: errors, refusedAt: place, typed: typed).html
        classes(preview)
      }.response(status: errors.isEmpty ? .ok : .unprocessableContent)
    } catch FilingRefusal.codeMode {
      return frame.page("报盘", trail: trail) {
        Notice(kind: .plain, title: FilingRefusal.codeMode.message, text: FilingRefusal.codeMode.hint).html
      }.response(status: .ok)
    } catch FilingRefusal.unknown { throw HTTPError(.notFound) }
  }

  private func profiles(_ preview: FilingPreview) -> HTML {
    Tag.nav(.class("filters"), .aria("label", "报盘格式")) {
      for profile in FilingProfile.builtIn {
        if profile.id == preview.profile.id {
          Tag.strong(profile.name)
        } else {
          Tag.a(profile.name, .href(address.of(preview.institutionID, profile: profile.id)))
        }
        " "
      }
    }
  }

  private func make(_ preview: FilingPreview) -> HTML {
    let said = FilingConfirmation.allCases.compactMap { kind in
      preview.confirmations[kind].map { "\(kind.chineseName) \($0) 人" }
    }.joined(separator: "，")
    guard preview.ready > 0 else {
      return Notice(kind: .look, title: "现在没有可以报盘的学生", text: "请按下面的原因逐项处理。").html
    }
    return nowCard("可以报盘 \(preview.ready) 人") {
      Tag.p("\(said)。没有校对的会在清单里注明。")
      Tag.p(preview.profile.note)
      Button.row {
        Button.act(
          "生成 \(preview.ready) 人的数据包", at: address.home + "/make", csrf: call.csrf, .primary,
          fields: [
            ("institution", preview.institutionID), ("profile", preview.profile.id), ("seen", preview.seen),
            ("operation", call.center.freshToken()),
          ])
      }
    }
  }

  private func holds(_ preview: FilingPreview) -> HTML {
    let rows = FilingHold.allCases.compactMap { hold -> [DataTable.Cell]? in
      guard let count = preview.holds[hold] else { return nil }
      return [
        .html(Tag.a(hold.chineseName, .href(address.held(hold, preview.institutionID, profile: preview.profile.id)))),
        .text(String(count)), remedy(hold),
      ]
    }
    return card("暂不报盘 \(preview.people - preview.ready) 人") {
      DataTable(
        caption: "原因（一人可能有几项）", columns: [.text("原因"), .number("人数"), .text("怎么办", wide: true)], rows: rows,
        emptyText: "所有人都可以报盘。"
      ).html
    }
  }

  /// The officer reads what is to be done; who does it is led there.
  private func remedy(_ hold: FilingHold) -> DataTable.Cell {
    guard filer is Liaison, let room = address.room(of: hold) else { return .text(hold.remedy) }
    return .link(hold.remedy, to: room)
  }

  private func classes(_ preview: FilingPreview) -> HTML {
    card("各班情况") {
      DataTable(
        caption: "班级", columns: [.text("院系"), .text("班级"), .number("可以报盘"), .number("暂不报盘")],
        rows: preview.classes.map { line in
          [.text(line.department), .text(line.classGroup), .text(String(line.ready)), .text(String(line.held))]
        }, emptyText: "名单还没有导入。"
      ).html
    }
  }

  func make(_ form: SubmittedForm) async throws -> Response {
    guard let institution = institution(form.trimmed("institution")) else { throw HTTPError(.notFound) }
    let profile = form.trimmed("profile")
    do {
      _ = try await call.center.makeFiling(
        of: institution, campaignID: address.campaignID, profile: profile, seen: form.trimmed("seen"),
        operation: form.operation, by: filer)
      return .redirect(toOwn: address.of(filer.filesFor == nil ? institution : "", profile: profile).withDone("made"))
    } catch let refusal as FilingRefusal {
      guard refusal != .unknown else { throw HTTPError(.notFound) }
      return try await show(institution, profile: profile, FormErrors(refusal))
    }
  }

  func password() async throws -> Response {
    let id = call.part("filing")
    do {
      let password = try await call.center.filingPassword(id, campaignID: address.campaignID, by: filer)
      let frame = try await call.frame(campaign: address.campaignID, here: .filing)
      return frame.page("报盘数据包的密码", trail: [.init(label: "报盘", address: address.home)]) {
        card {
          Tag.p("打开数据包时输入。请不要和数据包放在一起，也不要发到群里；每次查看都记操作日志。")
          Tag.p(.class("code")) { password }
        }
      }.response(status: .ok)
    } catch FilingRefusal.unknown { throw HTTPError(.notFound) }
  }

  func record(_ form: SubmittedForm) async throws -> Response {
    try await act(form, "sent") {
      guard let day = CalendarDay.parse(form.trimmed("day")) else { throw FilingRefusal.day }
      try await call.center.recordFilingSent(
        call.part("filing"), FilingSent(day: day, way: form["way"] ?? "", reply: form["reply"] ?? ""),
        campaignID: address.campaignID, operation: form.operation, by: filer)
    }
  }

  func cancel(_ form: SubmittedForm) async throws -> Response {
    try await act(form, "cancelled") {
      try await call.center.cancelFilingSent(
        form.trimmed("sent"), of: call.part("filing"), campaignID: address.campaignID, by: filer)
    }
  }

  private func act(_ form: SubmittedForm, _ done: String, _ work: () async throws -> Void) async throws -> Response {
    guard let institution = institution(form.trimmed("institution")) else { throw HTTPError(.notFound) }
    do {
      try await work()
      return .redirect(toOwn: address.of(filer.filesFor == nil ? institution : "").withDone(done))
    } catch let refusal as FilingRefusal {
      guard refusal != .unknown else { throw HTTPError(.notFound) }
      let field =
        switch refusal {
        case .day: "day"
        case .wayMissing: "way"
        case .replyTooLong, .numberInText: "reply"
        default: ""
        }
      return try await show(
        institution, profile: "", FormErrors(refusal, for: field.isEmpty ? nil : field), at: call.part("filing"), form)
    }
  }
}

extension String {
  /// The address with what was done, for the page that follows.
  fileprivate func withDone(_ done: String) -> String { self + (contains("?") ? "&" : "?") + "done=" + done }
}
