import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

extension Admit where Guest == any VisitSpeaker {
  /// Who speaks for a place's visits.
  static var visitSpeakers: Admit<any VisitSpeaker> {
    Admit(roles: [.officer, .planner, .liaison, .sealingLeader, .studyCenterLiaison]) {
      $0?.person.signedIn as? any VisitSpeaker
    }
  }
}

extension Site {
  /// Stage 2: who shoots where and when.
  static let scheduleRoutes: [Route] = inputRoutes + draftRoutes + placeRoutes

  private static let inputRoutes: [Route] = [
    .get("/campaigns/{campaign}/schedule", .visitReaders) { call, reader in
      if let keeper = reader as? any CampaignKeeper { return try await SchedulePage(call: call, keeper: keeper).show() }
      guard let speaker = reader as? any VisitSpeaker else { return try await OwnPapersPage(call: call, reader: reader).show() }
      return try await OwnVisitsPage(call: call, speaker: speaker).show()
    },
    .get("/campaigns/{campaign}/schedule/crews", .campaignKeepers) { call, keeper in
      try await CrewListPage(call: call, keeper: keeper).show()
    },
    .get("/campaigns/{campaign}/schedule/crews/new", .campaignKeepers) { call, keeper in
      try await CrewFormPage(call: call, keeper: keeper).showNew()
    },
    .post("/campaigns/{campaign}/schedule/crews/new", .campaignKeepers) { call, keeper, form in
      try await CrewFormPage(call: call, keeper: keeper).takeNew(form)
    },
    .get("/campaigns/{campaign}/schedule/crews/{crew}", .campaignKeepers) { call, keeper in
      try await CrewFormPage(call: call, keeper: keeper).show()
    },
    .post("/campaigns/{campaign}/schedule/crews/{crew}", .campaignKeepers) { call, keeper, form in
      try await CrewFormPage(call: call, keeper: keeper).take(form)
    },
    .post("/campaigns/{campaign}/schedule/crews/{crew}/accounts", .campaignKeepers) { call, keeper, form in
      try await CrewFormPage(call: call, keeper: keeper).setAccounts(form)
    },
    .post("/campaigns/{campaign}/schedule/crews/{crew}/dismiss", .campaignKeepers) { call, keeper, _ in
      try await CrewFormPage(call: call, keeper: keeper).dismiss()
    },
    .get("/campaigns/{campaign}/schedule/agreed", .campaignKeepers) { call, keeper in
      try await AgreedVisitsPage(call: call, keeper: keeper).show()
    },
    .post("/campaigns/{campaign}/schedule/agreed", .campaignKeepers) { call, keeper, form in
      try await AgreedVisitsPage(call: call, keeper: keeper).take(form)
    },
    .post("/campaigns/{campaign}/schedule/agreed/drop", .campaignKeepers) { call, keeper, form in
      try await AgreedVisitsPage(call: call, keeper: keeper).drop(form)
    },
    .get("/campaigns/{campaign}/schedule/settings", .campaignKeepers) { call, keeper in
      try await TourSettingsRoomPage(call: call, keeper: keeper).show()
    },
    .post("/campaigns/{campaign}/schedule/settings", .campaignKeepers) { call, keeper, form in
      try await TourSettingsRoomPage(call: call, keeper: keeper).take(form)
    },
  ]

  private static let draftRoutes: [Route] = [
    .get("/campaigns/{campaign}/schedule/drafts", .campaignKeepers) { call, keeper in
      try await TourDraftsPage(call: call, keeper: keeper).show()
    },
    .get("/campaigns/{campaign}/schedule/drafts/progress", .campaignKeepers) { call, keeper in
      try await TourDraftsPage(call: call, keeper: keeper).progress()
    },
    .post("/campaigns/{campaign}/schedule/drafts/solve", .campaignKeepers) { call, keeper, form in
      try await TourDraftsPage(call: call, keeper: keeper).solve(form)
    },
    .post("/campaigns/{campaign}/schedule/drafts/stop", .campaignKeepers) { call, keeper, _ in
      try await TourDraftsPage(call: call, keeper: keeper).stop()
    },
    .get("/campaigns/{campaign}/schedule/drafts/{draft}", .campaignKeepers) { call, keeper in
      try await TourDraftPage(call: call, keeper: keeper).show()
    },
    .get("/campaigns/{campaign}/schedule/drafts/{draft}/visits/{visit}", .campaignKeepers) { call, keeper in
      try await TourVisitPage(call: call, keeper: keeper).show()
    },
    .post("/campaigns/{campaign}/schedule/drafts/{draft}/visits/{visit}", .campaignKeepers) { call, keeper, form in
      try await TourVisitPage(call: call, keeper: keeper).take(form)
    },
    .post("/campaigns/{campaign}/schedule/drafts/{draft}/lock", .campaignKeepers) { call, keeper, form in
      try await TourDraftPage(call: call, keeper: keeper).lock(form)
    },
    .post("/campaigns/{campaign}/schedule/drafts/{draft}/copy", .campaignKeepers) { call, keeper, _ in
      try await TourDraftPage(call: call, keeper: keeper).copy()
    },
    .post("/campaigns/{campaign}/schedule/drafts/{draft}/publish", .campaignKeepers) { call, keeper, form in
      try await TourDraftPage(call: call, keeper: keeper).publish(form)
    },
  ]

  private static let placeRoutes: [Route] = [
    .get("/campaigns/{campaign}/visits/{place}", .visitSpeakers) { call, speaker in
      try await VisitsPage(call: call, speaker: speaker).show()
    },
    .post("/campaigns/{campaign}/visits/{place}/answer", .visitSpeakers) { call, speaker, form in
      try await VisitsPage(call: call, speaker: speaker).answer(form)
    },
    .get("/campaigns/{campaign}/visits/{place}/conditions", .visitSpeakers) { call, speaker in
      try await VisitConditionsRoomPage(call: call, speaker: speaker).show()
    },
    .post("/campaigns/{campaign}/visits/{place}/conditions", .visitSpeakers) { call, speaker, form in
      try await VisitConditionsRoomPage(call: call, speaker: speaker).take(form)
    },
  ]
}
