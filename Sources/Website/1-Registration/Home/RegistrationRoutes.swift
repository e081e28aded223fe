import GraduatePhotos
import Hummingbird
import Workflow

extension Site {
  /// Stage 1: the first page of each role, slips, seals and the documents behind them.
  static let registrationRoutes: [Route] =
    [
      .get("/campaigns/{campaign}/registration", .anyone) { call, session in
        try await RegistrationPage(call: call, session: session).show()
      },
      .get("/campaigns/{campaign}/registration/download", .campaignKeepers) { call, keeper in
        try await RegistrationOverviewPage(call: call, keeper: keeper).download()
      },
      .post("/campaigns/{campaign}/registration/remind", .campaignKeepers) { call, keeper, form in
        try await RegistrationOverviewPage(call: call, keeper: keeper).remind(form)
      },
    ] + slipRoutes
}

/// Stage 1's first page: what it holds depends on who asks.
struct RegistrationPage: Sendable {
  let call: Call
  let session: Session

  func show() async throws -> Response {
    switch session.person {
    case .officer(let officer): try await RegistrationOverviewPage(call: call, keeper: officer).show()
    case .planner(let planner): try await RegistrationOverviewPage(call: call, keeper: planner).show()
    case .liaison(let liaison):
      try await institution(liaison) { try await call.center.institutionHome(campaignID: call.part("campaign"), for: liaison) }
    case .sealingLeader(let leader):
      try await institution(leader) { try await call.center.institutionHome(campaignID: call.part("campaign"), for: leader) }
    case .studyCenterLiaison(let keeper):
      try await institution(keeper) { try await call.center.institutionHome(campaignID: call.part("campaign"), for: keeper) }
    case .departmentSecretary, .counselor, .photographer, .clerk, .graduate:
      try await PartHomePage(call: call, session: session).show()
    }
  }

  private func institution(_ reader: any PaperReader, _ home: () async throws -> InstitutionHome) async throws -> Response {
    // First whether the campaign is the person's at all: another's is not found.
    let frame = try await call.frame(session, campaign: call.part("campaign"), here: .registration)
    let page = InstitutionHomePage(call: call, reader: reader)
    do {
      return try await page.show(try await home(), in: frame)
    } catch let refusal as SlipRefusal {
      return ProblemPages.refusal(refusal, in: frame, back: ("返回首页", "/")).response(status: .unprocessableContent)
    }
  }
}
