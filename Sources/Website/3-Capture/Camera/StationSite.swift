import GraduatePhotos
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import Station

/// The website of a station of its own (`biying station`): visits taken along, and each visit's desk.
public struct StationSite: Sendable {
  let host: StationHost
  let network: CenterNetwork
  /// Where uploads lie while they arrive.
  let spoolFolder: String
  let sessions = StationSessions()
  let uploads = UploadGate()
  let mac: CSRF.MAC

  static let cookie = "biying-station"

  public init(host: StationHost, network: CenterNetwork, spoolFolder: String) {
    self.host = host
    self.network = network
    self.spoolFolder = spoolFolder
    mac = stationAuthenticator()
  }

  /// The application, ready to be run by a service group.
  public func application(
    host address: String, port: Int, logger: Logger, onListening: @escaping @Sendable (Int) async -> Void
  ) -> some ApplicationProtocol {
    Application(
      router: router(), server: WebServer.http1(bodyLimitBytes: VisitDeskLimits.visitFileBytes + 2 * WebsiteLimits.formBytes),
      configuration: ApplicationConfiguration(address: .hostname(address, port: port), serverName: nil),
      onServerRunning: { channel in await onListening(channel.localAddress?.port ?? port) }, logger: logger)
  }

  func router() -> Router<SiteContext> {
    let router = Router(context: SiteContext.self)
    _ = router.addSiteMiddleware(proxies: .none, contact: "")
    AssetShelf.shared.addRoute(to: router)
    GlyphRoute.add(to: router)
    router.get("/") { request, context in try await StationHomePage(site: self, request: request, context: context).show() }
    router.get("/health") { _, _ in Response(status: .ok, body: .init(byteBuffer: ByteBuffer(string: "ok\n"))) }
    router.post("/station/peer") { request, _ in try await answerPeer(request) }
    router.post("/take") { request, context in
      try await upload(request, context, limitBytes: VisitDeskLimits.visitFileBytes) { form in
        try await StationHomePage(site: self, request: request, context: context).takeFile(form)
      }
    }
    for (path, act) in StationHomePage.acts {
      router.post(RouterPath(path)) { request, context in
        let form = try await request.form()
        guard hasToken(form, request, context) else { return ProblemPages.stale.response(status: .forbidden) }
        return try await act(StationHomePage(site: self, request: request, context: context))(form)
      }
    }
    router.get("/visits/{campaign}/{visit}") { _, context in
      Response.redirect(toOwn: Self.base(context) + "/camera")
    }
    for route in DeskRoute.all {
      router.on(RouterPath("/visits/{campaign}/{visit}" + route.path), method: route.method == .get ? .get : .post) {
        request, context in try await answer(route, request, context)
      }
    }
    return router
  }

  /// Another station of the same visit: what it sends proves itself, no cookie is read or given.
  private func answerPeer(_ request: Request) async throws -> Response {
    let body = try await request.body.collect(upTo: VisitDeskLimits.peerBytes)
    do {
      let answer = try await host.station.answerPeer(Array(buffer: body))
      return Response(
        status: .ok, headers: [.contentType: "application/octet-stream", .cacheControl: "no-store"],
        body: .init(byteBuffer: ByteBuffer(bytes: answer)))
    } catch VisitDeskRefusal.visitUnknown {
      return .json(["error": "那台工作站上还没有人打开这一场"], status: .notFound)
    } catch let refusal as VisitDeskRefusal {
      return .json(["error": refusal.message], status: .forbidden)
    }
  }

  private static func base(_ context: SiteContext) -> String {
    "/visits/\(context.parameters.get("campaign") ?? "")/\(context.parameters.get("visit") ?? "")"
  }

  private func answer(_ route: DeskRoute, _ request: Request, _ context: SiteContext) async throws -> Response {
    let token = token(of: request, context)
    let visit = VisitName(
      campaign: context.parameters.get("campaign") ?? "", number: Int(context.parameters.get("visit") ?? "") ?? 0)
    guard let session = sessions.session(token, now: host.station.now), session.visit == visit,
      let desk = host.station.desk(of: visit)
    else {
      if request.headers[.accept]?.contains("application/json") == true {
        return .json(["error": "登录已过期，请重新登录"], status: .unauthorized)
      }
      return .redirect(toOwn: "/")
    }
    context.facts.actorID = session.member.account
    let call = DeskCall(
      host: host, desk: desk, member: session.member, base: Self.base(context), csrf: csrf(token), request: request,
      context: context, frame: frame(session, desk, csrf: csrf(token), path: request.uri.path))
    switch route.body {
    case .none: return try await route.run(call, SubmittedForm())
    case .form:
      let form = try await request.form()
      guard hasToken(form, request, context) else { return ProblemPages.stale.response(status: .forbidden) }
      return try await route.run(call, form)
    case .file(let limitBytes):
      return try await upload(request, context, limitBytes: limitBytes) { try await route.run(call, $0) }
    }
  }

  /// Takes a form with a file; what is left of it in the spool is removed.
  private func upload(
    _ request: Request, _ context: SiteContext, limitBytes: Int, _ work: (SubmittedForm) async throws -> Response
  ) async throws -> Response {
    try await uploads.pass(token(of: request, context), sizeLimitBytes: limitBytes, into: spoolFolder) {
      let form: SubmittedForm
      do {
        form = try await request.form(
          with: UploadLimits(sizeLimitBytes: limitBytes),
          beforeFirstFile: { fields in guard hasToken(fields, request, context) else { throw Stale() } },
          open: { _, _ in try SpoolFile(folder: spoolFolder, name: RequestFacts.newID() + ".upload") })
      } catch is Stale { return ProblemPages.stale.response(status: .forbidden) }
      defer { for file in form.files { SpoolFile.remove(file.path) } }
      guard hasToken(form, request, context) else { return ProblemPages.stale.response(status: .forbidden) }
      return try await work(form)
    }
  }

  private struct Stale: Error {}

  // MARK: Cookies and tokens

  func token(of request: Request, _ context: SiteContext) -> String {
    SiteCookie.value(Self.cookie, isSecure: context.facts.client.isSecure, in: request.headers[values: .cookie]) ?? ""
  }

  func csrf(_ token: String) -> String { CSRF.token(session: token, form: "station", mac: mac) }

  func hasToken(_ form: SubmittedForm, _ request: Request, _ context: SiteContext) -> Bool {
    CSRF.verify(form[CSRF.fieldName], session: token(of: request, context), form: "station", mac: mac)
  }

  private func frame(_ session: StationSessions.Session, _ desk: VisitDesk, csrf: String, path: String) -> Frame {
    DeskFrame.frame(
      desk, base: "/visits/\(session.visit.campaign)/\(session.visit.number)", person: session.member.name, csrf: csrf,
      path: path, home: "/")
  }
}

/// The frame of a desk's pages: its rooms instead of the nine stages.
enum DeskFrame {
  static func frame(_ desk: VisitDesk, base: String, person: String, csrf: String, path: String, home: String) -> Frame {
    var frame = Frame(
      campaign: desk.plan.campaignTitle, institution: desk.plan.place, person: Frame.Person(name: person, role: "摄影员"),
      stages: [], here: nil, home: home, csrf: csrf, help: nil)
    frame.rooms = rooms(base)
    frame.path = path
    return frame
  }

  static func rooms(_ base: String) -> [Frame.Room] {
    [
      .init(label: "拍摄", address: "\(base)/camera"), .init(label: "签到", address: "\(base)/door"),
      .init(label: "排队屏", address: "\(base)/screen"), .init(label: "照片", address: "\(base)/shots"),
      .init(label: "对不上的", address: "\(base)/checks"), .init(label: "签字与结束", address: "\(base)/day"),
      .init(label: "传输", address: "\(base)/transfer"),
    ]
  }
}
