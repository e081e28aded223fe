import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

extension Site {
  /// What a year's campaign rests on: settings, institutions, study centers, holidays, photo standards.
  static let campaignRoutes: [Route] = settingsRoutes + institutionRoutes + centerRoutes + holidayRoutes + standardRoutes

  private static let settingsRoutes: [Route] = [
    .get("/campaigns/new", .officer) { call, officer in try await NewCampaignPage(call: call, officer: officer).show() },
    .post("/campaigns/new", .officer) { call, officer, form in
      try await NewCampaignPage(call: call, officer: officer).take(form)
    },
    .post("/campaigns/example", .officer) { call, officer, form in
      try await NewCampaignPage(call: call, officer: officer).loadExample(form)
    },
    .post(CampaignForm.checkAddress, .campaignKeepers) { _, _, form in
      let error = CampaignFormProblems.whileTyping(form.trimmed("name"), form.trimmed("value"))
      return .json(error.map { ["error": $0] } ?? [:])
    },
    .get("/campaigns/{campaign}/settings", .campaignKeepers) { call, keeper in
      try await CampaignSettingsPage(call: call, keeper: keeper).show()
    },
    .post("/campaigns/{campaign}/settings", .campaignKeepers) { call, keeper, form in
      try await CampaignSettingsPage(call: call, keeper: keeper).take(form)
    },
    .get("/campaigns/{campaign}/history", .campaignKeepers) { call, keeper in
      try await CampaignHistoryPage(call: call, keeper: keeper).show()
    },
    .get("/campaigns/{campaign}/contacts", .anyone) { call, session in
      try await ContactsPage(call: call, session: session).show()
    },
  ]

  private static let institutionRoutes: [Route] =
    [
      .get("/campaigns/{campaign}/institutions", .campaignKeepers) { call, keeper in
        try await InstitutionListPage(call: call, keeper: keeper).show()
      },
      .post("/campaigns/{campaign}/institutions/invite", .campaignKeepers) { call, keeper, form in
        try await InstitutionListPage(call: call, keeper: keeper).invite(form)
      },
      .post("/campaigns/{campaign}/institutions/invite-previous", .campaignKeepers) { call, keeper, _ in
        try await InstitutionListPage(call: call, keeper: keeper).invitePrevious()
      },
      .get("/campaigns/{campaign}/institutions/new", .campaignKeepers) { call, keeper in
        try await NewInstitutionPage(call: call, keeper: keeper).show()
      },
      .post("/campaigns/{campaign}/institutions/new", .campaignKeepers) { call, keeper, form in
        try await NewInstitutionPage(call: call, keeper: keeper).take(form)
      },
      .post("/campaigns/{campaign}/institutions/check", .campaignKeepers) { call, keeper, form in
        try await NewInstitutionPage(call: call, keeper: keeper).check(form)
      },
      .get("/campaigns/{campaign}/institutions/{institution}", .campaignKeepers) { call, keeper in
        try await InstitutionRoomPage(call: call, keeper: keeper).show()
      },
      .post("/campaigns/{campaign}/institutions/{institution}/invite", .campaignKeepers) { call, keeper, _ in
        try await InstitutionRoomPage(call: call, keeper: keeper).invite()
      },
      .get("/campaigns/{campaign}/institution-code", .liaison) { call, liaison in
        try await CodeProposalPage(call: call, liaison: liaison).show()
      },
      .post("/campaigns/{campaign}/institution-code", .liaison) { call, liaison, form in
        try await CodeProposalPage(call: call, liaison: liaison).take(form)
      },
      .post("/campaigns/{campaign}/institutions/{institution}/code-proposal", .officer) { call, officer, form in
        try await CodeProposalDecision(call: call, officer: officer).take(form)
      },
    ] + InstitutionForms.Kind.allCases.map(institutionChange)

  /// Codes and leaving are the province's to decide.
  private static func institutionChange(_ kind: InstitutionForms.Kind) -> Route {
    let path = "/campaigns/{campaign}/institutions/{institution}/\(kind.rawValue)"
    switch kind {
    case .rename, .facts, .names:
      return .post(path, .campaignKeepers) { call, keeper, form in
        try await InstitutionRoomPage(call: call, keeper: keeper).take(kind, form)
      }
    case .code, .withdraw:
      return .post(path, .officer) { call, officer, form in
        try await InstitutionRoomPage(call: call, keeper: officer).take(kind, form)
      }
    }
  }

  private static let centerRoutes: [Route] = [
    .get("/campaigns/{campaign}/centers", .centerReaders) { call, session in
      switch session.person.signedIn {
      case let keeper as any CampaignKeeper: return try await CenterListPage(call: call, keeper: keeper).show()
      case let keeper as any RosterKeeper: return try await OwnCentersPage(call: call, keeper: keeper).show()
      default: throw HTTPError(.notFound)
      }
    },
    .get("/campaigns/{campaign}/centers/new", .centerKeepers) { call, keeper in
      try await CenterFormPage(call: call, keeper: keeper).showNew()
    },
    .post("/campaigns/{campaign}/centers/new", .centerKeepers) { call, keeper, form in
      try await CenterFormPage(call: call, keeper: keeper).takeNew(form)
    },
    .post("/campaigns/{campaign}/centers/check", .centerKeepers) { call, keeper, form in
      try await CenterFormPage(call: call, keeper: keeper).check(form)
    },
    .get("/campaigns/{campaign}/centers/elsewhere", .campaignKeepers) { call, keeper in
      try await CentersElsewherePage(call: call, keeper: keeper).show()
    },
    .post("/campaigns/{campaign}/centers/elsewhere", .campaignKeepers) { call, keeper, form in
      try await CentersElsewherePage(call: call, keeper: keeper).take(form)
    },
    .get("/campaigns/{campaign}/centers/{center}", .centerKeepers) { call, keeper in
      try await CenterFormPage(call: call, keeper: keeper).show()
    },
    .post("/campaigns/{campaign}/centers/{center}", .centerKeepers) { call, keeper, form in
      try await CenterFormPage(call: call, keeper: keeper).take(form)
    },
    .post("/campaigns/{campaign}/centers/{center}/remove", .campaignKeepers) { call, keeper, form in
      try await CenterFormPage(call: call, keeper: .campaign(keeper)).remove(form)
    },
    .post("/campaigns/{campaign}/centers/{center}/take-back", .campaignKeepers) { call, keeper, _ in
      try await CentersElsewherePage(call: call, keeper: keeper).takeBack()
    },
  ]

  private static let holidayRoutes: [Route] = [
    .get("/holidays", .campaignKeepers) { call, keeper in try await HolidayListPage(call: call, keeper: keeper).show() },
    .post("/holidays/import", .campaignKeepers) { call, keeper, _ in
      try await HolidayListPage(call: call, keeper: keeper).importShipped()
    },
    .get("/holidays/{year}", .campaignKeepers) { call, keeper in try await HolidayPage(call: call, keeper: keeper).show() },
    .post("/holidays/{year}", .campaignKeepers) { call, keeper, form in
      try await HolidayPage(call: call, keeper: keeper).take(form)
    },
  ]

  private static let standardRoutes: [Route] = [
    .get("/photo-standards", .campaignReaders) { call, session in
      try await PhotoStandardListPage(call: call, session: session).show()
    },
    .get("/photo-standards/new", .officer) { call, _ in try await PhotoStandardRoomPage(call: call).form(isNew: true) },
    .post("/photo-standards/new", .officer) { call, officer, form in
      try await PhotoStandardRoomPage(call: call).take(form, isNew: true, by: officer)
    },
    .get("/photo-standards/{standard}", .campaignReaders) { call, session in
      try await PhotoStandardRoomPage(call: call).show(session)
    },
    .get("/photo-standards/{standard}/change", .officer) { call, _ in
      try await PhotoStandardRoomPage(call: call).form(isNew: false)
    },
    .post("/photo-standards/{standard}/change", .officer) { call, officer, form in
      try await PhotoStandardRoomPage(call: call).take(form, isNew: false, by: officer)
    },
  ]
}
