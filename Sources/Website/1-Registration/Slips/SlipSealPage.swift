import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// Putting the seal on a slip's newest version: an upload for the institution, the second factor for its leader, a registration of what
/// came by fax or courier for the agency.
struct SlipSealPage: Sendable {
  let call: Call
  let reader: any PaperReader

  private var address: SlipAddress { SlipAddress(call) }

  func show(errors: FormErrors = FormErrors(), typed: SubmittedForm? = nil) async throws -> Response {
    let record = try await call.slip(for: reader)
    guard let newest = record.newest else { return .redirect(toOwn: address.page) }
    // What has its seal is shown there, unless a form was just refused: then the reason is.
    if newest.seal != nil, errors.isEmpty { return .redirect(toOwn: address.page) }
    let frame = try await call.frame(campaign: record.campaignID, here: .registration)
    let way = try await way(newest, errors, typed)
    return frame.page(
      "登记单用印", lead: "\(newest.slip.displayName)，第 \(newest.number) 版，应拍 \(newest.slip.headCounts.total) 人。",
      trail: address.trail
    ) {
      if !newest.heldUp.isEmpty {
        Notice(
          kind: .look, title: "这一版还不完整",
          text: "影响\(newest.heldUp.map(\.chineseName).joined(separator: "、"))。可以先用印，补齐后交新的一版要再次用印。"
        ).html
      }
      way
      if !(reader is any SlipKeeper) { SlipFacts(slip: newest.slip).html }
    }.response(status: errors.isEmpty ? .ok : .unprocessableContent)
  }

  private func way(_ newest: SlipVersion, _ errors: FormErrors, _ typed: SubmittedForm?) async throws -> HTML {
    var steps = SealSteps(
      call: call, address: address.page, paper: "登记单", version: newest.number, errors: errors, typed: typed)
    steps.back = address.page
    return switch reader {
    case is SealingLeader:
      try await steps.secondFactor(meaning: "用印等于在纸质登记单上盖章：您对内容负责，用印后不能撤回；内容有改动时要交新的一版、再次用印。")
    case is any PaperReceiver: steps.received()
    default:
      steps.stampedPage(
        message: "【图像采集登记单待用印】\(newest.slip.displayName)的综合信息采集登记单（第 \(newest.number) 版）请您核对并用印："
          + call.center.publicAddress + address.seal)
    }
  }
}

extension SlipSealPage: SealActs {
  var sealedAddress: String { address.page }
  func checkReach() async throws { _ = try await call.slip(for: reader) }
  func again(_ errors: FormErrors, _ typed: SubmittedForm?) async throws -> Response {
    try await show(errors: errors, typed: typed)
  }

  func takePage(_ form: SubmittedForm, by keeper: any SlipKeeper) async throws -> Response {
    try await seal(byPage: form) { _ = try await call.center.sealSlip(call.part("slip"), byPage: $0, by: keeper) }
  }

  func takeAnswer(_ form: SubmittedForm, by leader: SealingLeader) async throws -> Response {
    try await seal(byAnswer: form) {
      _ = try await call.center.sealSlip(call.part("slip"), version: $0, answer: $1, token: call.token, by: leader)
    }
  }

  func takeReceived(_ form: SubmittedForm, by receiver: any PaperReceiver) async throws -> Response {
    try await seal(received: form) {
      _ = try await call.center.sealSlip(call.part("slip"), version: $0, received: $1, by: receiver)
    }
  }
}
