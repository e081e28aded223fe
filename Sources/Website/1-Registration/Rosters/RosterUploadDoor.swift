import GraduatePhotos
import Hummingbird
import Workflow

/// A waiting upload's page: a roster's, or in code mode that of a table of codes.
struct RosterUploadDoor: Sendable {
  let call: Call
  let keeper: any RosterKeeper

  private var address: RosterAddress { call.rosterAddress }
  private var uploadID: String { call.part("upload") }

  private var isCodeMode: Bool {
    get async throws {
      guard let session = call.session else { return false }
      return try await call.center.whereabouts(of: session.person, campaignID: address.campaign)?.campaign?.plan.regime == .code
    }
  }

  func show() async throws -> Response {
    if try await isCodeMode { return try await CodePreviewPage(call: call, keeper: keeper).show() }
    return try await RosterPreviewPage(call: call, keeper: keeper).show()
  }

  func confirm(_ form: SubmittedForm) async throws -> Response {
    if try await isCodeMode { return try await CodePreviewPage(call: call, keeper: keeper).confirm(form) }
    return try await RosterPreviewPage(call: call, keeper: keeper).confirm(form)
  }

  /// What the file stands for.
  func choose(_ form: SubmittedForm) async throws -> Response {
    let earlier = try await call.center.waitingUpload(uploadID, of: keeper).choices
    let choices = RosterScopeForm.choices(from: form, earlier)
    if choices != earlier { try await call.center.chooseForRoster(uploadID: uploadID, choices, by: keeper) }
    return .redirect(toOwn: address.upload(uploadID))
  }
}
