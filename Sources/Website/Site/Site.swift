import Foundation
import GraduatePhotos
import HTTPTypes
import Hummingbird
import Logging
import Workflow

/// The website of a center: its routes, and what they need.
public struct Site: Sendable {
  let center: CollectionCenter
  /// Where uploads lie while they arrive.
  let spoolFolder: String
  let proxies: TrustedProxies
  /// Whom to call, at the foot of every page and on the page of a fault.
  let contact: String
  /// Shown at the sign-in of a demonstration center; nil in service.
  let demo: DemoHints?
  /// Requests one place may make at once, before it is slowed down to 60 a second; a school's people share one address.
  let requestsAtOnce: Int
  /// The center's own station; nil where nobody shoots at the center.
  let desks: CenterDesks?
  /// Who bears it reads the center's numbers from elsewhere; empty lets only this machine.
  let metricsToken: String
  let meter = RequestMeter()
  let uploads = UploadGate()
  let stationGate = StationGate()
  let waiting = WaitingShelf()
  /// Milliseconds of a clock that only goes forward, for rate limits.
  let steadyClock: @Sendable () -> Int64

  public init(
    center: CollectionCenter, spoolFolder: String, proxies: TrustedProxies = .none, contact: String = "",
    demo: DemoHints? = nil, requestsAtOnce: Int = 600,
    desks: CenterDesks? = nil, metricsToken: String = ""
  ) {
    self.center = center
    self.spoolFolder = spoolFolder
    self.proxies = proxies
    self.contact = contact
    self.demo = demo
    self.requestsAtOnce = requestsAtOnce
    self.desks = desks
    self.metricsToken = metricsToken
    let began = ContinuousClock.now
    steadyClock = {
      let elapsed = began.duration(to: .now).components
      return elapsed.seconds * 1000 + elapsed.attoseconds / 1_000_000_000_000_000
    }
  }

  /// The newest first; a form that was open while the keys were changed is still good.
  ///
  /// A ring has always one; without any, no form is believed.
  var macs: [CSRF.MAC] { center.authenticators(purpose: "forms") }
  var mac: CSRF.MAC { macs.first ?? { _ in [] } }

  /// All routes, by stage.
  static let routes: [Route] =
    signInRoutes + accountRoutes + homeRoutes + campaignRoutes + campaignFileRoutes + publicRoutes + publicTextRoutes
    + scheduleRoutes
    + visitPaperRoutes + captureRoutes + centerDeskRoutes + stationPageRoutes + releaseRoutes + deliveryRoutes
    + photoPrintRoutes + reprintRoutes + referenceRoutes + stationRoutes
    + registrationRoutes + rosterRoutes + verificationRoutes + errataRoutes + missingRoutes + spareRoutes + makeupRoutes
    + ledgerRoutes
    + correctionRoutes + proofRoutes + myRoutes + feeRoutes + filingRoutes + retentionRoutes + noticeRoutes + journalRoutes
    + jobRoutes + machineRoutes

  /// The largest body any route takes.
  static let bodyLimitBytes =
    max(WorkflowLimits.rosterFileBytes, StationLimits.bundleBytes, ReferenceLimits.uploadBytes) + 2 * WebsiteLimits.formBytes

  func router() -> Router<SiteContext> {
    let router = Router(context: SiteContext.self)
    let rate = RateLimit(TokenBuckets(capacity: requestsAtOnce, perSecond: 60), now: steadyClock)
    _ = router.addSiteMiddleware(proxies: proxies, contact: contact, rate: rate, meter: meter)
    AssetShelf.shared.addRoute(to: router)
    GlyphRoute.add(to: router, executor: center.database.readingExecutor)
    for route in Self.routes {
      router.on(RouterPath(route.path), method: route.method == .get ? .get : .post) { request, context in
        if route.isShort { return try await answer(route, request, context) }
        return try await atLength { try await answer(route, request, context) }
      }
    }
    return router
  }

  /// Does what may take long away from the connection's event loop, on the threads that read: others' connections wait for the loop.
  func atLength<T>(_ work: () async throws -> T) async rethrows -> T {
    try await withTaskExecutorPreference(center.database.readingExecutor, operation: work)
  }

  /// Finds out who asks, lets in or sends to the sign-in, and says no with "not found" to who is in but not admitted.
  private func answer(_ route: Route, _ request: Request, _ context: SiteContext) async throws -> Response {
    if route.isForStations || route.isOpen {
      return try await route.run(
        Call(site: self, request: request, context: context, session: nil, token: "", visitor: ""))
    }
    let cookies = request.headers[values: .cookie]
    let isSecure = context.facts.client.isSecure
    let token = SiteCookie.value(SiteCookieName.session, isSecure: isSecure, in: cookies) ?? ""
    // What only takes a form answers without a frame mostly.
    let visit =
      token.isEmpty
      ? nil
      : try await center.visit(
        token: token, campaignID: context.parameters.get("campaign"), withSurroundings: route.method == .get)
    let session = visit?.session
    context.facts.actorID = session?.person.accountID
    let visitor = SiteCookie.value(SiteCookieName.visitor, isSecure: isSecure, in: cookies)
    // Made only for who has neither: it ties his forms to this browser.
    let fresh = visitor ?? (session == nil ? center.freshToken() : "")
    let call = Call(
      site: self, request: request, context: context, session: session, token: session == nil ? "" : token, visitor: fresh,
      whereabouts: visit?.whereabouts)
    if let roles = route.roles {
      guard let session else { return signInFirst(request, asGraduate: roles == [.graduate]) }
      guard session.isProven || route.takesHalfSignedIn else { return .redirect(toOwn: "/sign-in/second") }
      guard roles.contains(session.person.role) else {
        if case .graduate = session.person, route.path == "/" { return .redirect(toOwn: MyAddress.home) }
        throw HTTPError(.notFound)
      }
    }
    // Before the answer is made, because it may show the count, and after it for what was counted meanwhile.
    if route.method == .post { waiting.empty() }
    defer { if route.method == .post { waiting.empty() } }
    let answer = try await route.run(call)
    // What any cache may keep carries nobody's cookie.
    guard answer.headers[.cacheControl]?.hasPrefix("public") != true else { return answer }
    var response = call.counted(answer)
    if visitor == nil, session == nil, let header = call.cookie(SiteCookieName.visitor, fresh) {
      response.headers.append(HTTPField(name: .setCookie, value: header))
    }
    return response
  }

  /// To the sign-in and back; our own scripts are told in words.
  ///
  /// What only takes forms has no page: back to where the form stood.
  private func signInFirst(_ request: Request, asGraduate: Bool) -> Response {
    if asGraduate { return .redirect(toOwn: "/my") }
    if request.headers[.accept]?.contains("application/json") == true {
      return .json(["error": "登录已过期，请重新登录"], status: .unauthorized)
    }
    var target = request.uri.description
    if request.method != .get {
      let referer = request.headers[.referer].flatMap { URLComponents(string: $0) }
      let isOurs = referer?.host != nil && referer?.host == URLComponents(string: "//" + (request.head.authority ?? ""))?.host
      target = isOurs ? referer?.path ?? "/" : "/"
    }
    return .redirect(toOwn: "/sign-in?to=\(WebAddress.encoded(target))")
  }

  /// The application, ready to be run by a service group.
  public func application(
    host: String, port: Int, logger: Logger, onListening: @escaping @Sendable (Int) async -> Void
  ) -> some ApplicationProtocol {
    let database = center.database
    let loops = LoopExecutors { loop in database.readingExecutor { work in loop.execute(work) } }
    return Application(
      router: router(), server: WebServer.http1(bodyLimitBytes: Self.bodyLimitBytes, loops: loops),
      configuration: ApplicationConfiguration(address: .hostname(host, port: port), serverName: nil),
      onServerRunning: { channel in await onListening(channel.localAddress?.port ?? port) },
      eventLoopGroupProvider: .shared(LoopExecutors.group), logger: logger)
  }
}

/// The demonstration's users, shown at its sign-in.
public struct DemoHints: Sendable {
  public struct User: Sendable {
    public let role: String
    public let signInName: String
    public let password: String
    /// The digits of the second factor that are right now.
    public let digits: @Sendable () -> String

    public init(role: String, signInName: String, password: String, digits: @escaping @Sendable () -> String) {
      self.role = role
      self.signInName = signInName
      self.password = password
      self.digits = digits
    }
  }

  public let users: [User]

  public init(users: [User]) { self.users = users }
}
