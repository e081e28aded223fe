import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

extension Site {
  private static let retention = "/campaigns/{campaign}/retention"

  /// How long a campaign keeps what, and the erasing by two people (promise 10).
  static let retentionRoutes: [Route] = [
    .get(retention, .campaignKeepers) { call, keeper in try await RetentionPage(call: call, keeper: keeper).show() },
    .post(retention + "/terms", .officer) { call, officer, form in
      try await RetentionPage(call: call, keeper: officer).set(form, by: officer)
    },
    .post(retention + "/propose", .officer) { call, officer, form in
      try await RetentionPage(call: call, keeper: officer).propose(form, by: officer)
    },
    .post(retention + "/confirm", .campaignKeepers) { call, keeper, form in
      try await RetentionPage(call: call, keeper: keeper).confirm(form)
    },
    .post(retention + "/withdraw", .campaignKeepers) { call, keeper, form in
      try await RetentionPage(call: call, keeper: keeper).withdraw(form)
    },
  ]
}

/// What is kept until when; proposing, confirming and taking back; what was erased.
struct RetentionPage: Sendable {
  let call: Call
  let keeper: any CampaignKeeper

  private var campaignID: String { call.part("campaign") }
  private var address: String { "/campaigns/\(campaignID)/retention" }

  func show() async throws -> Response { try await show(FormErrors(), at: nil, nil) }

  /// - place: the form that was refused: `terms`, a part to propose, or the id of what should be confirmed.
  private func show(_ errors: FormErrors, at place: String?, _ typed: SubmittedForm?) async throws -> Response {
    let facts = try await call.center.retention(campaignID: campaignID, by: keeper)
    let frame = try await call.frame(campaign: campaignID)
    var cards: [HTML] = []
    for part in ErasedPart.allCases {
      cards.append(
        try await state(of: part, facts, place == part.rawValue || place == facts.present(part)?.id ? errors : FormErrors()))
    }
    let terms = terms(facts, place == "terms" ? errors : FormErrors(), typed)
    return frame.page(
      "保存期限与抹除", lead: "到期的照片和个人信息由两个人确认后抹除；人数、对账、费用和校验值保留。",
      trail: [.init(label: "年度设置", address: "/campaigns/\(campaignID)/settings")]
    ) {
      CampaignWords.done(
        call,
        [
          "terms": "保存期限已修改。", "proposed": "已提出。请另一位省厅管理员或采集计划员在本页确认。", "confirmed": "已确认，三天后开始抹除。",
          "withdrawn": "已撤回，什么都没有抹除。",
        ])
      for card in cards { card }
      terms
      history(facts)
    }.response(status: errors.isEmpty ? .ok : .unprocessableContent)
  }

  private func state(of part: ErasedPart, _ facts: RetentionFacts, _ errors: FormErrors) async throws -> HTML {
    let heading = part.chineseName
    guard let present = facts.present(part) else {
      let until = facts.firstDays[part].map { "\($0.chinese)起可以抹除" } ?? "填写各阶段日期后才能算出"
      let proposing = keeper is Officer && facts.isDue(part) ? proposal(part, facts, errors) : .nothing
      return card(heading) {
        Tag.p(part.chineseExplanation)
        Tag.p("保存 \(facts.terms.months(of: part)) 个月（自采集结束的次日起）：\(until)。")
        proposing
      }
    }
    switch present.standing {
    case .proposed: return try await waiting(present, errors)
    case .confirmed(let begins):
      return nowCard("\(heading)：已确认，\(Moment.text(begins))开始抹除") {
        Tag.p("由\(present.proposer)提出，\(present.confirmer ?? "")确认。开始以后不能恢复；在此之前可以撤回。")
        withdrawal(present)
      }
    case .underWay:
      return card("\(heading)：正在抹除") {
        Tag.p("已处理 \(present.people) 人、\(present.files) 个文件。可以离开本页，抹除会继续。")
      }
    case .done(let at):
      return card("\(heading)：已于 \(Moment.text(at)) 抹除") {
        Tag.p("共 \(present.people) 人的个人信息、\(present.files) 个文件。由\(present.proposer)提出，\(present.confirmer ?? "")确认。")
        if facts.filesLeft > 0 { Tag.p("还有 \(facts.filesLeft) 个文件正在从存储中删除。") }
        if part == .identity { Tag.p("请系统管理员换一次密钥（biying keys rotate），并销毁旧的备份和密钥导出。") }
      }
    case .withdrawn: return .nothing
    }
  }

  private func proposal(_ part: ErasedPart, _ facts: RetentionFacts, _ errors: FormErrors) -> HTML {
    var form = FormPage(
      action: address + "/propose", csrf: call.csrf, submitVerb: "提出抹除\(part.chineseName)",
      fields: [FormField("title", "确认", .confirmation(phrase: facts.title))], errors: errors)
    form.hidden = [("part", part.rawValue)]
    form.submitLook = .final
    return form.html
  }

  private func waiting(_ present: EraseFacts, _ errors: FormErrors) async throws -> HTML {
    let isOwn = present.proposedBy == keeper.accountID
    var confirmation = HTML.nothing
    if !isOwn {
      let challenge = try await call.center.secondFactorChallenge(token: call.token)
      var form = FormPage(
        action: address + "/confirm", csrf: call.csrf, submitVerb: "确认抹除，三天后开始", fields: [challenge.field], errors: errors)
      form.hidden = [("erase", present.id)]
      form.submitLook = .final
      confirmation = form.html
    }
    return nowCard("\(present.part.chineseName)：等另一个人确认") {
      Tag.p("\(present.proposer)于 \(Moment.text(present.proposedAt)) 提出。\(present.part.chineseExplanation)")
      if isOwn { Tag.p("您已提出，请另一位省厅管理员或采集计划员登录后在本页确认。") }
      confirmation
      withdrawal(present)
    }
  }

  private func withdrawal(_ present: EraseFacts) -> HTML {
    Button.row {
      Button.act("撤回", at: address + "/withdraw", csrf: call.csrf, .quiet, fields: [("erase", present.id)])
    }
  }

  private func terms(_ facts: RetentionFacts, _ errors: FormErrors, _ typed: SubmittedForm?) -> HTML {
    guard keeper is Officer else { return .nothing }
    let range = RetentionTerms.range
    func field(_ part: ErasedPart, _ name: String) -> FormField {
      FormField(
        name, "\(part.chineseName)保存几个月", .number(range), value: typed?.trimmed(name) ?? String(facts.terms.months(of: part)),
        hint: "\(range.lowerBound)–\(range.upperBound) 个月，自采集最后一个日期的次日起")
    }
    var form = FormPage(
      action: address + "/terms", csrf: call.csrf, submitVerb: "保存修改",
      fields: [field(.originals, "originals"), field(.identity, "identity")], errors: errors)
    form.hidden = [("version", String(facts.version))]
    return card("保存期限") { form.html }
  }

  private func history(_ facts: RetentionFacts) -> HTML {
    let past = facts.erasings.filter {
      if case .withdrawn = $0.standing { true } else { false }
    }
    guard !past.isEmpty else { return .nothing }
    return DataTable(
      caption: "撤回过的", columns: [.text("抹除什么"), .text("提出"), .text("提出时间"), .text("撤回时间")],
      rows: past.map { one in
        guard case .withdrawn(let at) = one.standing else { return [] }
        return [
          .text(one.part.chineseName), .text(one.proposer), .text(Moment.text(one.proposedAt)), .text(Moment.text(at)),
        ]
      }, emptyText: ""
    ).html
  }

  func set(_ form: SubmittedForm, by officer: Officer) async throws -> Response {
    guard let originals = Int(form.trimmed("originals")), let identity = Int(form.trimmed("identity")) else {
      return try await show(FormErrors(RetentionRefusal.termsWrong("保存期限请填写月数"), for: "originals"), at: "terms", form)
    }
    do {
      try await call.center.setRetention(
        RetentionTerms(originalsMonths: originals, identityMonths: identity), campaignID: campaignID,
        seen: Int(form.trimmed("version")) ?? 0, by: officer)
      return .redirect(toOwn: address + "?done=terms")
    } catch let refusal as any Refusal where refusal is RetentionRefusal || refusal is ChangedMeanwhile {
      return try await show(FormErrors(refusal, for: "originals"), at: "terms", form)
    }
  }

  func propose(_ form: SubmittedForm, by officer: Officer) async throws -> Response {
    guard let part = ErasedPart(rawValue: form.trimmed("part")) else { return .redirect(toOwn: address) }
    return try await act("proposed", at: part.rawValue, field: "title") {
      try await call.center.proposeErase(part, campaignID: campaignID, typedTitle: form["title"] ?? "", by: officer)
    }
  }

  func confirm(_ form: SubmittedForm) async throws -> Response {
    let id = form.trimmed("erase")
    return try await act("confirmed", at: id, field: "answer") {
      try await call.center.confirmErase(
        id, campaignID: campaignID, answer: form["answer"] ?? "", token: call.token, by: keeper)
    }
  }

  func withdraw(_ form: SubmittedForm) async throws -> Response {
    try await act("withdrawn", at: form.trimmed("erase"), field: "answer") {
      try await call.center.withdrawErase(form.trimmed("erase"), campaignID: campaignID, by: keeper)
    }
  }

  private func act(_ done: String, at place: String, field: String, _ work: () async throws -> Void) async throws -> Response {
    do {
      try await work()
      return .redirect(toOwn: "\(address)?done=\(done)")
    } catch let refusal as any Refusal where refusal is RetentionRefusal || refusal is SignInRefusal {
      return try await show(FormErrors(refusal, for: field), at: place, nil)
    }
  }
}
