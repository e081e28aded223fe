import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// More time for one graduate, and who answers for somebody who cannot: granted by the officer, read by the others.
struct ProofGrantsPage: Sendable {
  let call: Call
  let watcher: any ProofWatcher

  private var address: ProofAddress { call.proofAddress }

  func show() async throws -> Response { try await show(FormErrors(), nil) }

  private func show(_ errors: FormErrors, _ form: SubmittedForm?) async throws -> Response {
    let grants = try await call.center.proofGrants(campaignID: address.campaignID, by: watcher)
    let frame = try await call.frame(campaign: address.campaignID, here: .proofing)
    let forms = watcher is Officer ? try await forms(form) : .nothing
    return frame.page("延长和代为校对", lead: "个别学生的例外，由省厅批准，都记操作日志。", trail: [.init(label: "学生校对", address: address.home)]) {
      CampaignWords.done(call, ["granted": "已批准。", "withdrawn": "已撤销。"])
      ErrorSummary(errors: errors).html
      if !(watcher is Officer) {
        Tag.p {
          "个别学生错过时间，或者本人办不了的，请把学号和原因报省厅管理员批准；批准后显示在这里。"
          Tag.a("联系方式", .href("/campaigns/\(address.campaignID)/contacts"))
        }
      }
      table(grants)
      forms
    }.response(status: errors.isEmpty ? .ok : .unprocessableContent)
  }

  private func table(_ grants: [ProofGrant]) -> HTML {
    let isOfficer = watcher is Officer
    return DataTable(
      caption: "已批准", columns: [.text("学生"), .text("院校", wide: true), .text("批准"), .text("原因", wide: true), .text("")],
      rows: grants.map { grant in
        [
          .text("\(grant.label) \(grant.studentNumber)"), .text(grant.institution), .text(Self.words(grant.what)),
          .text(grant.why),
          grant.isWithdrawn
            ? .mark(.wait("已撤销"))
            : .html(
              isOfficer
                ? Button.act("撤销", at: address.grants + "/withdraw", csrf: call.csrf, fields: [("grant", grant.id)])
                : proxyLink(grant)),
        ]
      }, emptyText: "还没有批准过延长或代为校对。"
    ).html
  }

  /// Shown to who may use it; others are refused there.
  private func proxyLink(_ grant: ProofGrant) -> HTML {
    guard watcher is any ProofKeeper, grant.accountID == watcher.accountID else { return .nothing }
    return Tag.a("代为校对", .href(address.proxy(grant.personID)))
  }

  private static func words(_ what: ProofGrant.What) -> String {
    switch what {
    case .until(let day): "延长到 \(day.chinese)"
    case .proxy(let name): "由\(name)代为校对"
    }
  }

  private func forms(_ form: SubmittedForm?) async throws -> HTML {
    let lines = try await call.center.proofProgress(campaignID: address.campaignID, by: watcher).lines
    let schools = [FormField.Option(value: "", label: "请选择")] + lines.map { .init(value: $0.institutionID, label: $0.name) }
    func person() -> [FormField] {
      [
        FormField("institution", "院校", .select(schools), value: form?.trimmed("institution") ?? ""),
        FormField("number", "学号", value: form?.trimmed("number") ?? "", autocomplete: "off", lengthLimit: 40),
      ]
    }
    let why = FormField(
      "why", "原因", value: form?.trimmed("why") ?? "", hint: "不要写病情和证件号码", lengthLimit: ProofLimits.reasonCharacters)
    return fragment {
      card("延长一名学生的校对时间") {
        FormPage(
          action: address.grants + "/extend", csrf: call.csrf, submitVerb: "批准延长",
          fields: person() + [FormField("until", "延长到", .date, value: form?.trimmed("until") ?? ""), why]
        ).html
      }
      card("批准代为校对") {
        FormPage(
          action: address.grants + "/proxy", csrf: call.csrf, submitVerb: "批准代为校对",
          fields: person() + [
            FormField("proxy", "代为校对的老师的登录名", value: form?.trimmed("proxy") ?? "", autocomplete: "off", lengthLimit: 64), why,
          ]
        ).html
      }
    }
  }

  func extend(_ form: SubmittedForm, by officer: Officer) async throws -> Response {
    guard let day = CalendarDay.parse(form.trimmed("until")) else {
      return try await show(FormErrors(ProofDeskRefusal.extensionDay, for: "until"), form)
    }
    return try await grant(form) {
      try await call.center.extendProofing(
        of: form.trimmed("number"), institutionID: form.trimmed("institution"), until: day, why: form["why"] ?? "",
        campaignID: address.campaignID, by: officer)
    }
  }

  func proxy(_ form: SubmittedForm, by officer: Officer) async throws -> Response {
    try await grant(form) {
      try await call.center.grantProxy(
        of: form.trimmed("number"), institutionID: form.trimmed("institution"), to: form.trimmed("proxy"),
        why: form["why"] ?? "",
        campaignID: address.campaignID, by: officer)
    }
  }

  func withdraw(_ form: SubmittedForm, by officer: Officer) async throws -> Response {
    do {
      try await call.center.withdrawProofGrant(form.trimmed("grant"), campaignID: address.campaignID, by: officer)
      return .redirect(toOwn: address.grants + "?done=withdrawn")
    } catch let refusal as ProofDeskRefusal { return try await show(FormErrors(refusal), nil) }
  }

  private func grant(_ form: SubmittedForm, _ work: () async throws -> Void) async throws -> Response {
    do {
      try await work()
      return .redirect(toOwn: address.grants + "?done=granted")
    } catch let refusal as any Refusal where refusal is ProofDeskRefusal || refusal is ProofRefusal {
      return try await show(FormErrors(refusal), form)
    }
  }
}
