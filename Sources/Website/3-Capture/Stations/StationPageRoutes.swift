import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

extension Admit where Guest == any StickBearer {
  /// Who may bring a stick with packets: the agency's people.
  static var stickBearers: Admit<any StickBearer> {
    Admit(roles: [.planner, .clerk, .photographer]) { $0?.person.signedIn as? any StickBearer }
  }
}

extension Admit where Guest == Photographer {
  static var photographer: Admit<Photographer> {
    Admit(roles: [.photographer]) { if case .photographer(let person)? = $0?.person { person } else { nil } }
  }
}

extension Site {
  /// Stations as people see them: how each does, what waits for a decision, sticks, and taking a visit along.
  static let stationPageRoutes: [Route] = stationKeeperRoutes + stationCrewRoutes

  private static let base = "/campaigns/{campaign}/stations"

  private static let stationKeeperRoutes: [Route] = [
    .get(base, .campaignKeepers) { call, keeper in try await StationsPage(call: call, keeper: keeper).show() },
    .get(base + "/live", .campaignKeepers) { call, keeper in try await StationsPage(call: call, keeper: keeper).live() },
    .get(base + "/review", .campaignKeepers) { call, keeper in
      try await StationReviewPage(call: call, keeper: keeper).show()
    },
    .post(base + "/review/{packet}", .campaignKeepers) { call, keeper, form in
      try await StationReviewPage(call: call, keeper: keeper).decide(form)
    },
    .get(base + "/{station}/revoke", .campaignKeepers) { call, keeper in
      try await RevokeStationPage(call: call, keeper: keeper).show()
    },
    .post(base + "/{station}/revoke", .campaignKeepers) { call, keeper, form in
      try await RevokeStationPage(call: call, keeper: keeper).take(form)
    },
    .post(base + "/{station}/give-up", .campaignKeepers) { call, keeper, _ in
      do {
        try await call.center.giveUpMissingPackets(of: call.part("station"), campaignID: call.part("campaign"), by: keeper)
      } catch StationRefusal.stationUnknown { throw HTTPError(.notFound) }
      return .redirect(toOwn: "\(StationWords.base(call))?done=given-up")
    },
  ]

  private static let stationCrewRoutes: [Route] = [
    .get(base + "/import", .stickBearers) { call, bearer in try await StickPage(call: call, bearer: bearer).show() },
    .upload(base + "/import", .stickBearers, sizeLimitBytes: StationLimits.bundleBytes) { call, bearer, form in
      try await StickPage(call: call, bearer: bearer).take(form)
    },
    .get(base + "/imports/{stick}", .stickBearers) { call, bearer in
      try await StickPage(call: call, bearer: bearer).result()
    },
    .get("/campaigns/{campaign}/today/{visit}/take", .photographer) { call, photographer in
      try await TakeVisitPage(call: call, photographer: photographer).show()
    },
    .post("/campaigns/{campaign}/today/{visit}/take", .photographer) { call, photographer, form in
      try await TakeVisitPage(call: call, photographer: photographer).take(form)
    },
  ]
}

/// What pages of stations say in common.
enum StationWords {
  static func base(_ call: Call) -> String { "/campaigns/\(call.part("campaign"))/stations" }

  static func trail(_ call: Call) -> [Frame.Crumb] {
    DayWords.trail(call.part("campaign")) + [.init(label: "工作站", address: base(call))]
  }
}
