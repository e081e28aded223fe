import GraduatePhotos
import Hummingbird
import Workflow

/// The addresses of a campaign's missing letters.
struct MissingAddress: Sendable {
  let campaignID: String

  var home: String { "/campaigns/\(campaignID)/verification/missing" }
  func letter(_ id: String) -> String { "\(home)/letters/\(id)" }
  var desk: String { "/campaigns/\(campaignID)/missing-desk" }
  func answers(_ id: String) -> String { "\(desk)/\(id)" }
}

extension Call {
  var missingAddress: MissingAddress { MissingAddress(campaignID: part("campaign")) }
}

extension Site {
  /// 漏拍名单（函） (A5): derived, sealed and sent by the institution, answered person by person.
  static let missingRoutes: [Route] = [
    .get(home, .verificationReaders) { call, reader in try await MissingListPage(call: call, reader: reader).show() },
    .post(home, .liaison) { call, liaison, form in
      try await MissingListPage(call: call, reader: liaison).handIn(form, by: liaison)
    },
    .get(home + "/letters/{letter}", .letterReaders) { call, reader in
      try await MissingLetterPage(call: call, reader: reader).show()
    },
    .post(home + "/letters/{letter}/paper", .letterReaders) { call, reader, _ in
      try await MissingLetterPage(call: call, reader: reader).paper()
    },
    .upload(home + "/letters/{letter}/seal/page", .liaison, sizeLimitBytes: WorkflowLimits.documentBytes) {
      call, liaison, form in try await MissingLetterPage(call: call, reader: liaison).takePage(form, by: liaison)
    },
    .post(home + "/letters/{letter}/seal/leader", .sealingLeader) { call, leader, form in
      try await MissingLetterPage(call: call, reader: leader).takeAnswer(form, by: leader)
    },
    .upload(home + "/letters/{letter}/seal/received", .clerk, sizeLimitBytes: WorkflowLimits.documentBytes) {
      call, clerk, form in try await MissingLetterPage(call: call, reader: clerk).takeReceived(form, by: clerk)
    },
    .post(home + "/letters/{letter}/send", .liaison) { call, liaison, _ in
      try await MissingLetterPage(call: call, reader: liaison).send(by: liaison)
    },
    .get(desk, .errataOfficeReaders) { call, reader in try await MissingDeskPage(call: call, reader: reader).show() },
    .get(desk + "/{letter}", .errataOfficeReaders) { call, reader in
      try await MissingAnswerPage(call: call, reader: reader).show()
    },
    .post(desk + "/{letter}", .clerk) { call, clerk, form in
      try await MissingAnswerPage(call: call, reader: clerk).answer(form, by: clerk)
    },
    .post(desk + "/{letter}/withdraw", .clerk) { call, clerk, form in
      try await MissingAnswerPage(call: call, reader: clerk).withdraw(form, by: clerk)
    },
  ]

  private static let home = "/campaigns/{campaign}/verification/missing"
  private static let desk = "/campaigns/{campaign}/missing-desk"
}
