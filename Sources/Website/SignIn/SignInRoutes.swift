import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

extension Site {
  /// Coming in and going out.
  static let signInRoutes: [Route] = [
    .short("/sign-in", .everybody) { call, session in
      if session?.isProven == true { return .redirect(toOwn: "/") }
      return SignInPage(call: call).document().response(status: .ok)
    },
    .post("/sign-in", .everybody) { call, _, form in try await SignInPage(call: call).take(form) },
    .get("/sign-in/second", .halfSignedIn) { call, session in
      session.isProven ? .redirect(toOwn: "/") : try await SecondStepPage(call: call).show()
    },
    .post("/sign-in/second", .halfSignedIn) { call, _, form in try await SecondStepPage(call: call).take(form) },
    .get("/sign-in/set-up", .halfSignedIn) { call, session in try await SetUpPage(call: call, session: session).choose() },
    .post("/sign-in/set-up", .halfSignedIn) { call, session, form in
      try await SetUpPage(call: call, session: session).offer(form)
    },
    .post("/sign-in/set-up/confirm", .halfSignedIn) { call, session, form in
      try await SetUpPage(call: call, session: session).confirm(form)
    },
    .post("/sign-out", .halfSignedIn) { call, _, _ in
      try await call.center.signOut(token: call.token)
      return SignedOutPage(call: call).response()
    },
    .get("/invitation/{token}", .everybody) { call, _ in try await InvitationPage(call: call).show() },
    .post("/invitation/{token}", .everybody) { call, _, form in try await InvitationPage(call: call).take(form) },
    .short("/counselor/{token}", .everybody) { call, _ in CounselorLinkPage(call: call).show() },
    .post("/counselor/{token}", .everybody) { call, _, _ in try await CounselorLinkPage(call: call).take() },
  ]
}
