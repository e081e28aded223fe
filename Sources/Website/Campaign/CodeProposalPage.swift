import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// An institution with a provisional code tells the province the one the ministry gave it (A4).
struct CodeProposalPage: Sendable {
  let call: Call
  let liaison: Liaison

  private var campaignID: String { call.part("campaign") }
  private var address: String { "/campaigns/\(campaignID)/institution-code" }

  func show(refilled: (form: SubmittedForm, errors: FormErrors)? = nil) async throws -> Response {
    let frame = try await call.frame(campaign: campaignID, here: .registration)
    let institution = try await call.center.ownInstitution(in: campaignID, for: liaison).institution
    let proposal = try await call.center.codeProposal(by: liaison)
    var page = FormPage(
      action: address, csrf: call.csrf, submitVerb: proposal == nil ? "报给省厅" : "改报这个代码",
      fields: [
        FormField(
          "code", "教育部五位院校代码", value: proposal?.code ?? "", hint: "以教育部公布的名单为准；十位学校标识码的后五位就是院校代码", autocomplete: "off",
          lengthLimit: 10)
      ])
    page.cancel = ("返回首页", "/campaigns/\(campaignID)/registration")
    let form = refilled.map { page.refilled(from: $0.form, errors: $0.errors) } ?? page
    return frame.page(
      "院校代码", lead: "现用代码 \(institution.code.value)。",
      trail: [.init(label: "登记与学生名单", address: "/campaigns/\(campaignID)/registration")]
    ) {
      CampaignWords.done(call, ["told": "已报给省厅，核定后会通知贵校。"])
      if institution.code.isProvisional {
        nowCard(proposal.map { "已报 \($0.code)，等省厅核定" } ?? "临时代码只影响报盘") {
          Tag.p("登记、名单和拍摄都可以照常办理。代码由省厅核定后换上，不用再做别的。")
        }
        card { form.html }
      } else {
        card { Tag.p("已是教育部代码，不用再报。如有错误请联系省厅。") }
      }
    }.response(status: refilled == nil ? .ok : .unprocessableContent)
  }

  func take(_ form: SubmittedForm) async throws -> Response {
    do {
      try await call.center.proposeCode(form.trimmed("code"), campaignID: campaignID, by: liaison)
      return .redirect(toOwn: address + "?done=told")
    } catch let refusal as any Refusal {
      var errors = FormErrors()
      errors.add(refusal.sentence, for: "code")
      return try await show(refilled: (form, errors))
    }
  }
}

/// The officer's answer to a code that an institution told.
struct CodeProposalDecision: Sendable {
  let call: Call
  let officer: Officer

  private static let accepts = "accept"

  /// What stands on the institution's page while a code waits.
  static func card(_ proposal: CodeProposal?, address: String, csrf: String, decides: Bool) -> HTML {
    guard let proposal else { return .nothing }
    let fields = [(name: "code", value: proposal.code)]
    return nowCard("学校报来代码 \(proposal.code)，等待核定") {
      Tag.p("\(proposal.proposedBy)于\(Moment.text(proposal.proposedAt))报来。请与教育部公布的名单核对。")
      if decides {
        Button.row {
          Button.act(
            "核定，换上 \(proposal.code)", at: "\(address)/code-proposal", csrf: csrf, .primary,
            fields: fields + [(name: "answer", value: accepts)])
          Button.act("不是这个代码", at: "\(address)/code-proposal", csrf: csrf, fields: fields)
        }
      } else {
        Tag.p("由省厅管理员核定。", .class("soft"))
      }
    }
  }

  func take(_ form: SubmittedForm) async throws -> Response {
    let (campaignID, institutionID) = (call.part("campaign"), call.part("institution"))
    let address = "/campaigns/\(campaignID)/institutions/\(institutionID)"
    do {
      if form["answer"] == Self.accepts {
        try await call.center.acceptCodeProposal(
          form.trimmed("code"), of: institutionID, campaignID: campaignID, by: officer)
        return .redirect(toOwn: address + "?done=coded")
      }
      try await call.center.declineCodeProposal(form.trimmed("code"), of: institutionID, campaignID: campaignID, by: officer)
      return .redirect(toOwn: address + "?done=declined")
    } catch let refusal as InstitutionRefusal {
      let frame = try await call.frame(campaign: campaignID)
      return ProblemPages.refusal(refusal, in: frame, back: ("返回院校", address)).response(status: .unprocessableContent)
    }
  }
}
