import GraduatePhotos
import Hummingbird
import Workflow

/// The addresses of who was shot and stands on no list.
struct SpareAddress: Sendable {
  let campaignID: String

  var home: String { "/campaigns/\(campaignID)/verification/spare-people" }
  func give(_ id: String) -> String { "\(home)/\(id)/give" }
  func decline(_ id: String) -> String { "\(home)/\(id)/decline" }
  func reopen(_ id: String) -> String { "\(home)/\(id)/reopen" }
  func picture(_ id: String) -> String { "\(home)/\(id)/picture" }
}

extension Call {
  var spareAddress: SpareAddress { SpareAddress(campaignID: part("campaign")) }
}

extension Site {
  /// 名单外人员: whose the pictures of spare cards are, said by the institution.
  static let spareRoutes: [Route] = [
    .get(home, .liaison) { call, liaison in try await SparePeoplePage(call: call, liaison: liaison).show() },
    .get(home + "/{spare}/picture", .liaison) { call, liaison in
      try await SparePeoplePage(call: call, liaison: liaison).picture()
    },
    .post(home + "/{spare}/give", .liaison) { call, liaison, form in
      try await SparePeoplePage(call: call, liaison: liaison).give(form)
    },
    .post(home + "/{spare}/decline", .liaison) { call, liaison, form in
      try await SparePeoplePage(call: call, liaison: liaison).decline(form)
    },
    .post(home + "/{spare}/reopen", .liaison) { call, liaison, _ in
      try await SparePeoplePage(call: call, liaison: liaison).reopen()
    },
  ]

  private static let home = "/campaigns/{campaign}/verification/spare-people"
}
