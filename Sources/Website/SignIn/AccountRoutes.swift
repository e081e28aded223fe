import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

extension Site {
  /// Accounts: the own one, and those one keeps.
  static let accountRoutes: [Route] =
    [
      .get("/me", .anyone) { call, session in try await MyAccountPage(call: call, session: session).show() },
      .post("/me/sign-out-everywhere", .anyone) { call, session, _ in
        try await call.center.signOutEverywhere(session.person.signedIn)
        return SignedOutPage(call: call).response()
      },
      .post("/me/recovery-codes", .anyone) { call, session, form in
        try await MyAccountPage(call: call, session: session).renewCodes(form)
      },
      .get("/accounts", .accountKeepers) { call, session in try await AccountListPage(call: call, session: session).show() },
      .get("/accounts/invite", .accountKeepers) { call, session in try await InvitePage(call: call, session: session).show() },
      .post("/accounts/invite", .accountKeepers) { call, session, form in
        try await InvitePage(call: call, session: session).take(form)
      },
      .get("/accounts/download", .accountKeepers) { call, session in
        try await AccountListPage(call: call, session: session).download()
      },
      .get("/accounts/{account}", .accountKeepers) { call, session in
        try await AccountPage(call: call, session: session).show()
      },
      .get("/accounts/{account}/hand-over", .anyone) { call, session in
        try await HandOverPage(call: call, session: session).show()
      },
      .post("/accounts/{account}/hand-over", .anyone) { call, session, form in
        try await HandOverPage(call: call, session: session).take(form)
      },
    ] + AccountAct.Kind.allCases.flatMap(actRoutes)

  private static func actRoutes(_ kind: AccountAct.Kind) -> [Route] {
    [
      .get("/accounts/{account}/\(kind.rawValue)", .accountKeepers) { call, session in
        try await AccountAct(call: call, session: session, kind: kind).show()
      },
      .post("/accounts/{account}/\(kind.rawValue)", .accountKeepers) { call, session, form in
        try await AccountAct(call: call, session: session, kind: kind).take(form)
      },
    ]
  }
}
