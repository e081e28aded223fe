import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

extension Site {
  /// Accounts: the own one, and those one keeps.
  static let accountRoutes: [Route] = [
    .get("/me", .anyone) { call, session in try await MyAccountPage(call: call, session: session).show() },
    .post("/me/sign-out-everywhere", .anyone) { call, session, _ in
      try await call.center.signOutEverywhere(session.person.signedIn)
      return SignedOutPage(role: session.person.role).response(call)
    },
    .get("/accounts", .accountKeepers) { call, session in try await AccountListPage(call: call, session: session).show() },
    .get("/accounts/invite", .accountKeepers) { call, session in try await InvitePage(call: call, session: session).show() },
    .post("/accounts/invite", .accountKeepers) { call, session, form in
      try await InvitePage(call: call, session: session).take(form)
    },
    .post("/accounts/{account}/invite-again", .accountKeepers) { call, session, _ in
      let invitation = try await call.center.inviteAgain(accountID: call.part("account"), by: session.person.signedIn)
      return try await InvitedPage(call: call, session: session, invitation: invitation).show()
    },
    .post("/accounts/{account}/close", .accountKeepers) { call, session, _ in
      try await call.center.closeAccount(call.part("account"), by: session.person.signedIn)
      return .redirect(toOwn: "/accounts")
    },
    .get("/accounts/{account}/hand-over", .anyone) { call, session in
      try await HandOverPage(call: call, session: session).show()
    },
    .post("/accounts/{account}/hand-over", .anyone) { call, session, form in
      try await HandOverPage(call: call, session: session).take(form)
    },
  ]
}
