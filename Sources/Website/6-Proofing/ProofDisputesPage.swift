import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// What graduates said is wrong, the oldest first: taken up as a finding, or answered.
struct ProofDisputesPage: Sendable {
  let call: Call
  let watcher: any ProofWatcher

  private var address: ProofAddress { call.proofAddress }

  func show() async throws -> Response { try await show(FormErrors(), nil) }

  private func show(_ errors: FormErrors, _ form: SubmittedForm?) async throws -> Response {
    let asked = call.query("institution")
    let (disputes, waiting, total) = try await call.center.proofDisputes(
      campaignID: address.campaignID, institutionID: asked.isEmpty ? nil : asked, page: call.pageNumber, by: watcher)
    let frame = try await call.frame(campaign: address.campaignID, here: .proofing)
    let paging = Paging(page: call.pageNumber, rowCount: total)
    return frame.page(
      "学生说有误", lead: total == 0 ? nil : "\(waiting) 条等学校处理，最早的在前；已受理、还没有更正的 \(total - waiting) 条在后。",
      trail: [.init(label: "学生校对", address: address.home)]
    ) {
      CampaignWords.done(call, ["taken": "已受理，登记为问题。更正以后学生会再确认一次。", "declined": "已答复学生。"])
      ErrorSummary(errors: errors).html
      if disputes.isEmpty { Tag.p("没有等着处理的。学生选「有误」后显示在这里。") }
      for dispute in disputes { one(dispute, form) }
      paging.html(address: address.disputes, kept: [("institution", asked)])
    }.response(status: errors.isEmpty ? .ok : .unprocessableContent)
  }

  private func one(_ dispute: ProofDispute, _ form: SubmittedForm?) -> HTML {
    let at = DayMinute(milliseconds: dispute.answeredAt)
    return card("\(dispute.label) \(dispute.studentNumber)") {
      Tag.p(
        "\(dispute.department) \(dispute.classGroup)，\(at.day.chineseWithoutYear) \(MinuteSpan.clock(at.minute))\(dispute.isRehearsal ? "（预校对）" : "")",
        .class("soft"))
      if let portrait = dispute.portraitID, watcher is any VerificationReader {
        Tag.figure(.class("proof-picture small")) {
          Tag.img(
            .src(ClassCheckAddress(campaignID: address.campaignID).picture(portrait)), .set(.alt, "\(dispute.label)的照片"),
            .set(.width, 480), .set(.height, 640))
        }
      }
      Tag.p { Tag.strong(dispute.complaint.chinese) }
      if !dispute.complaint.words.isEmpty { Tag.p("学生的说明：\(dispute.complaint.words)") }
      if watcher is any ProofKeeper {
        if let evidence = dispute.evidenceID {
          Tag.p { Tag.a("看证明照片（记操作日志）", .href(address.evidence(evidence))) }
        }
        acts(dispute, form)
      }
    }
  }

  @HTMLBuilder private func acts(_ dispute: ProofDispute, _ form: SubmittedForm?) -> HTML {
    let fields = [("person", dispute.id), ("round", String(dispute.round))]
    if dispute.isTaken {
      Tag.p { Mark.look("已受理，还没有更正").html }
    } else if watcher is any ClassVerifier {
      Button.row { Button.act("受理：登记为问题", at: address.disputes + "/take", csrf: call.csrf, .primary, fields: fields) }
    }
    Tag.details(.flag(.open, if: form?.trimmed("person") == dispute.id)) {
      Tag.summary("不用改，答复学生")
      Tag.form(.class("form"), .set(.method, "post"), .action(address.disputes + "/decline"), .flag(.novalidate)) {
        CSRF.field(call.csrf, and: fields)
        FormField(
          "words-\(dispute.id)", "为什么不用改", .textArea(rows: 2), value: form?["words-\(dispute.id)"] ?? "",
          hint: "学生会看到，答复后不能撤销，学生也不能再改答复；不要写证件号码",
          lengthLimit: ProofLimits.reasonCharacters
        ).html(error: nil)
        Button.row { Button.submit("答复学生", .quiet) }
      }
    }
  }

  func take(_ form: SubmittedForm, by taker: any DisputeTaker) async throws -> Response {
    try await act(form, done: "taken") { person, round in
      try await call.center.takeUpDispute(of: person, round: round, campaignID: address.campaignID, by: taker)
    }
  }

  func decline(_ form: SubmittedForm, by keeper: any ProofKeeper) async throws -> Response {
    try await act(form, done: "declined") { person, round in
      try await call.center.declineDispute(
        of: person, round: round, words: form["words-\(person)"] ?? "", campaignID: address.campaignID, by: keeper)
    }
  }

  private func act(
    _ form: SubmittedForm, done: String, _ work: (String, Int) async throws -> Void
  ) async throws -> Response {
    do {
      try await work(form.trimmed("person"), Int(form.trimmed("round")) ?? 0)
      return .redirect(toOwn: address.disputes + "?done=\(done)")
    } catch let refusal as any Refusal where refusal is ProofDeskRefusal || refusal is ClassCheckRefusal {
      let isWords = [ProofDeskRefusal.wordsMissing, .wordsTooLong, .numberInWords].contains {
        $0 == refusal as? ProofDeskRefusal
      }
      return try await show(FormErrors(refusal, for: isWords ? "words-\(form.trimmed("person"))" : nil), form)
    }
  }
}
