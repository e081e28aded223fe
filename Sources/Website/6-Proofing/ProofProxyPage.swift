import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// Answering for a graduate who cannot, by the officer's grant; the journal says who did.
struct ProofProxyPage: Sendable {
  let call: Call
  let keeper: any ProofKeeper

  private var address: ProofAddress { call.proofAddress }
  private var person: String { call.part("person") }
  private var page: String { address.proxy(person) }

  func show() async throws -> Response { try await show(FormErrors(), nil) }

  private func show(_ errors: FormErrors, _ form: SubmittedForm?) async throws -> Response {
    let shown: ShownProof
    do {
      shown = try await call.center.shownProof(of: person, campaignID: address.campaignID, proxy: keeper)
    } catch is ProofDeskRefusal { throw HTTPError(.notFound) }
    let frame = try await call.frame(campaign: address.campaignID, here: .proofing)
    let forms = ProofForms(call: call, shown: shown)
    return frame.page(
      "代\(shown.name)\(shown.terms.chineseName)", lead: "省厅批准由您代为答复，操作日志会写明。",
      trail: [.init(label: "延长和代为校对", address: address.grants)]
    ) {
      if let receipt = shown.receipt {
        Notice(
          kind: receipt.isRight ? .right : .look, title: "已答复：\(receipt.isRight ? "正确" : "有误")",
          text: "回执编号 \(receipt.number)，校验码 \(receipt.checkCode)。"
        ).html
      }
      if let closed = shown.closed { Notice(kind: .look, title: closed.message, text: closed.hint).html }
      ErrorSummary(errors: errors).html
      ProofSheet(shown: shown, picture: page + "/portrait").html
      if shown.closed == nil {
        card("照片和信息都对") { forms.right(at: page + "/right", back: address.grants, FormErrors()) }
        card("有误") { forms.wrong(at: page + "/wrong", back: address.grants, FormErrors(), form) }
      }
    }.response(status: errors.isEmpty ? .ok : .unprocessableContent)
  }

  func portrait() async throws -> Response {
    do {
      return .portrait(try await call.center.proofPortrait(of: person, campaignID: address.campaignID, proxy: keeper))
    } catch is ProofDeskRefusal { throw HTTPError(.notFound) }
  }

  func takeRight(_ form: SubmittedForm) async throws -> Response { try await take(form, complaint: nil) }

  func takeWrong(_ form: SubmittedForm) async throws -> Response {
    try await take(form, complaint: ProofForms.complaint(form))
  }

  private func take(_ form: SubmittedForm, complaint: TypedComplaint?) async throws -> Response {
    guard form["sure"] == "on" else { return try await show(ProofForms.notSure, form) }
    guard let handedIn = try ProofForms.handedIn(form, complaint: complaint) else { return .redirect(toOwn: page) }
    do {
      _ = try await call.center.answerProof(handedIn, of: person, campaignID: address.campaignID, proxy: keeper)
      return .redirect(toOwn: page)
    } catch ProofDeskRefusal.notGranted, ProofDeskRefusal.personUnknown {
      throw HTTPError(.notFound)
    } catch let refusal as any Refusal where refusal is ProofRefusal || refusal is ProofDeskRefusal {
      return try await show(FormErrors(refusal), form)
    }
  }
}
