import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// What the forms of an institution's page do.
extension FeePage {
  private var institution: String { call.part("institution") }
  private var page: String { address.institution(institution) }

  func issue(_ form: SubmittedForm, by planner: Planner) async throws -> Response {
    try await done("issued", .whole, form) {
      try await call.center.issueFees(
        campaignID: address.campaignID, institutionID: institution, seen: form.trimmed("seen"), by: planner)
    }
  }

  func adjust(_ form: SubmittedForm, by planner: Planner) async throws -> Response {
    guard let amount = Fen(signed: form.trimmed("adjust-amount")) else {
      return try await refuse(SettlementRefusal.amount, "adjust-amount", .adjustment, form)
    }
    return try await done("adjusted", .adjustment, form, field: { $0 == .amount ? "adjust-amount" : "adjust-reason" }) {
      try await call.center.adjustFees(
        campaignID: address.campaignID, institutionID: institution, amount: amount, reason: form["adjust-reason"] ?? "",
        operation: form.operation, by: planner)
    }
  }

  func pay(_ form: SubmittedForm, by planner: Planner) async throws -> Response {
    guard let payment = form.payment() else { return try await refuse(SettlementRefusal.amount, "amount", .payment, form) }
    return try await done("paid", .payment, form, field: FeeFields.field) {
      _ = try await call.center.recordFeePayment(
        payment, invoice: form.invoice, campaignID: address.campaignID, institutionID: institution,
        operation: form.operation, by: planner)
    }
  }

  func cancelPayment(_ form: SubmittedForm, by planner: Planner) async throws -> Response {
    try await done("cancelled", .cancelling(call.part("payment")), form) {
      try await call.center.cancelFeePayment(
        call.part("payment"), because: form["why"] ?? "", campaignID: address.campaignID, by: planner)
    }
  }

  func receipt(by planner: Planner) async throws -> Response {
    do {
      let printed = try await call.center.printFeeReceipt(call.part("payment"), campaignID: address.campaignID, by: planner)
      return Download.response(bytes: printed.pdf, fileName: printed.fileName, contentType: "application/pdf")
    } catch FeeDeskRefusal.unknown { throw HTTPError(.notFound) } catch let refusal as FeeDeskRefusal {
      return try await refuse(refusal, nil, .whole, nil)
    }
  }

  func accept(by planner: Planner) async throws -> Response {
    try await done("accepted", .exemption(call.part("exemption")), nil) {
      try await call.center.acceptExemption(call.part("exemption"), campaignID: address.campaignID, by: planner)
    }
  }

  func decline(_ form: SubmittedForm, by planner: Planner) async throws -> Response {
    try await done("declined", .exemption(call.part("exemption")), form) {
      try await call.center.declineExemption(
        call.part("exemption"), because: form["why"] ?? "", campaignID: address.campaignID, by: planner)
    }
  }

  func withdraw(_ form: SubmittedForm, by exempter: any FeeExempter) async throws -> Response {
    try await done("withdrawn", .exemption(call.part("exemption")), form) {
      try await call.center.withdrawExemption(
        call.part("exemption"), because: form["why"] ?? "", campaignID: address.campaignID, by: exempter)
    }
  }

  /// - field: where a refusal of the rules is shown.
  private func done(
    _ word: String, _ refused: Refused, _ form: SubmittedForm?, field: (SettlementRefusal) -> String? = { _ in nil },
    _ work: () async throws -> Void
  ) async throws -> Response {
    do {
      try await work()
      return .redirect(toOwn: page + "?done=\(word)")
    } catch FeeDeskRefusal.unknown, FeeDeskRefusal.institutionUnknown {
      throw HTTPError(.notFound)
    } catch let refusal as SettlementRefusal {
      return try await refuse(refusal, field(refusal), refused, form)
    } catch let refusal as FeeDeskRefusal {
      let field: String? =
        switch refusal {
        case .receiptTaken: "slip"
        case .noReason, .reasonTooLong, .numberInReason: "why"
        default: nil
        }
      return try await refuse(refusal, field, refused, form)
    }
  }

  private func refuse(
    _ refusal: any Refusal, _ field: String?, _ refused: Refused, _ form: SubmittedForm?
  ) async throws -> Response {
    try await show(refused, errors: FormErrors(refusal, for: field), typed: form)
  }
}

extension FeePage: SealActs {
  var sealedAddress: String { page }
  /// The seal itself finds no statement that is out of reach.
  func checkReach() async throws {}
  func again(_ errors: FormErrors, _ typed: SubmittedForm?) async throws -> Response {
    try await show(.seal, errors: errors, typed: typed)
  }

  func takePage(_ form: SubmittedForm, by liaison: Liaison) async throws -> Response {
    try await seal(byPage: form) { _ = try await call.center.sealFees(call.part("statement"), byPage: $0, by: liaison) }
  }

  func takeAnswer(_ form: SubmittedForm, by leader: SealingLeader) async throws -> Response {
    try await seal(byAnswer: form) {
      _ = try await call.center.sealFees(call.part("statement"), version: $0, answer: $1, token: call.token, by: leader)
    }
  }

  func takeReceived(_ form: SubmittedForm, by planner: Planner) async throws -> Response {
    try await seal(received: form) {
      _ = try await call.center.sealFees(call.part("statement"), received: $1, version: $0, by: planner)
    }
  }
}
