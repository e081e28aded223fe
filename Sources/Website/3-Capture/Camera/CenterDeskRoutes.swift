import GraduatePhotos
import HTTPTypes
import Hummingbird
import Station
import Workflow

extension Site {
  /// The desks of visits at the center itself: the same pages as at a station, for a crew whose camera is a browser's.
  static let centerDeskRoutes: [Route] =
    [
      .post("/campaigns/{campaign}/today/{visit}/desk", .photographer) { call, photographer, _ in
        try await CenterDesk(call: call, photographer: photographer).open()
      }
    ] + DeskRoute.anywhere.map { CenterDesk.route($0) }
}

/// A visit's desk that runs in the center's own process.
struct CenterDesk: Sendable {
  let call: Call
  let photographer: Photographer

  static let path = "/campaigns/{campaign}/today/{visit}/desk"

  private var visit: VisitName { VisitName(campaign: call.part("campaign"), number: Int(call.part("visit")) ?? 0) }
  private var base: String { "/campaigns/\(visit.campaign)/today/\(visit.number)/desk" }

  /// Takes the visit along to the center's own station and opens it.
  func open() async throws -> Response {
    guard let desks = call.site.desks else { throw HTTPError(.notFound) }
    let host = try await desks.host()
    // Open already, perhaps by the other crew member: one desk a visit.
    if host.station.desk(of: visit) != nil { return .redirect(toOwn: "\(base)/camera") }
    do {
      let made = try await call.center.visitFile(
        for: host.station.card, of: visit.number, campaignID: visit.campaign, readings: await StationVisits.readings(),
        by: photographer)
      try await host.station.take(made.bytes)
      _ = try await host.station.open(visit, key: made.key)
      return .redirect(toOwn: "\(base)/camera")
    } catch CaptureRefusal.visitUnknown { throw HTTPError(.notFound) }
  }

  static func route(_ route: DeskRoute) -> Route {
    switch route.body {
    case .none:
      Route.get(path + route.path, .photographer) { call, photographer in
        try await CenterDesk(call: call, photographer: photographer).answer(route, SubmittedForm())
      }
    case .form:
      Route.post(path + route.path, .photographer) { call, photographer, form in
        try await CenterDesk(call: call, photographer: photographer).answer(route, form)
      }
    case .file(let limitBytes):
      Route.upload(path + route.path, .photographer, sizeLimitBytes: limitBytes) { call, photographer, form in
        try await CenterDesk(call: call, photographer: photographer).answer(route, form)
      }
    }
  }

  private func answer(_ route: DeskRoute, _ form: SubmittedForm) async throws -> Response {
    guard let desks = call.site.desks else { throw HTTPError(.notFound) }
    // Whose crew it is may change during the day: asked every time.
    do {
      _ = try await call.center.livingVisit(visit.number, campaignID: visit.campaign, by: photographer)
    } catch CaptureRefusal.visitUnknown { throw HTTPError(.notFound) }
    guard let host = await desks.opened(), let desk = host.station.desk(of: visit) else {
      return .redirect(toOwn: "/campaigns/\(visit.campaign)/today/\(visit.number)")
    }
    var frame = try await call.frame(campaign: visit.campaign, here: .capture)
    frame.rooms = DeskFrame.rooms(base)
    frame.path = call.request.uri.path
    let member = CrewMember(account: photographer.accountID, name: call.session?.name ?? "")
    return try await route.run(
      DeskCall(
        host: host, desk: desk, member: member, base: base, csrf: call.csrf, request: call.request, context: call.context,
        frame: frame), form)
  }
}
