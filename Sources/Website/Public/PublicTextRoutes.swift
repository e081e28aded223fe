import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

extension Admit where Guest == Planner {
  static var planner: Admit<Planner> {
    Admit(roles: [.planner]) { if case .planner(let person)? = $0?.person { person } else { nil } }
  }
}

extension Site {
  /// Where the agency writes what everybody reads (N6); the officer reads along.
  static let publicTextRoutes: [Route] = [
    .get("/campaigns/{campaign}/public", .campaignKeepers) { call, keeper in
      try await PublicTextListPage(call: call, keeper: keeper).show()
    },
    .get("/campaigns/{campaign}/public/{text}", .campaignKeepers) { call, keeper in
      try await PublicTextRoomPage(call: call, keeper: keeper).show()
    },
    .post("/campaigns/{campaign}/public/{text}", .planner) { call, planner, form in
      try await PublicTextRoomPage(call: call, keeper: planner).take(form, by: planner)
    },
    .post("/campaigns/{campaign}/public/{text}/publish", .planner) { call, planner, form in
      try await PublicTextRoomPage(call: call, keeper: planner).publish(form, by: planner)
    },
    .get("/campaigns/{campaign}/public/{text}/versions/{version}", .campaignKeepers) { call, keeper in
      try await PublicTextRoomPage(call: call, keeper: keeper).showVersion()
    },
  ]
}
