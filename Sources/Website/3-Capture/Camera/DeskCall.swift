import GraduatePhotos
import HTTPTypes
import Hummingbird
import Station

/// One request of a crew member at a visit's desk, at a station of its own or at the center: the pages are the same.
struct DeskCall: Sendable {
  let host: StationHost
  let desk: VisitDesk
  let member: CrewMember
  /// Where this visit's pages lie: `/visits/{campaign}/{visit}` at a station.
  let base: String
  let csrf: String
  let request: Request
  let context: SiteContext
  let frame: Frame

  func address(_ page: String) -> String { base + page }

  func part(_ name: String) -> String { context.parameters.get(name) ?? "" }

  func query(_ name: String) -> String { request.uri.queryParameters[Substring(name)].map { String($0) } ?? "" }

  /// Our own script asks and shows the words itself.
  var wantsJSON: Bool { request.headers[.accept]?.contains("application/json") == true }
}

/// One address of a visit's desk.
struct DeskRoute: Sendable {
  enum Body: Sendable {
    case none
    case form
    /// A picture, as the page's camera sends it.
    case file(limitBytes: Int)
  }

  let method: Route.Method
  /// Below the visit's own address.
  let path: String
  let body: Body
  let run: @Sendable (DeskCall, SubmittedForm) async throws -> Response

  static func get(_ path: String, _ run: @escaping @Sendable (DeskCall) async throws -> Response) -> DeskRoute {
    DeskRoute(method: .get, path: path, body: .none) { call, _ in try await run(call) }
  }

  static func post(
    _ path: String, _ run: @escaping @Sendable (DeskCall, SubmittedForm) async throws -> Response
  ) -> DeskRoute {
    DeskRoute(method: .post, path: path, body: .form, run: run)
  }

  static func upload(
    _ path: String, limitBytes: Int, _ run: @escaping @Sendable (DeskCall, SubmittedForm) async throws -> Response
  ) -> DeskRoute {
    DeskRoute(method: .post, path: path, body: .file(limitBytes: limitBytes), run: run)
  }

  /// All addresses of a desk.
  static let all: [DeskRoute] = anywhere + folderRoutes

  /// Those that name no folder of the machine.
  static let anywhere: [DeskRoute] = cameraRoutes + shotRoutes + doorRoutes + checkRoutes + dayRoutes

  private static let cameraRoutes: [DeskRoute] = [
    .get("/camera") { try await CameraPage(call: $0).show() },
    .get("/camera/live") { try await CameraPage(call: $0).live() },
    .post("/camera/scan") { try await CameraActs(call: $0).scan($1) },
    .post("/camera/undo") { call, _ in try await CameraActs(call: call).undo() },
    .post("/camera/leave") { call, _ in try await CameraActs(call: call).leave() },
    .upload("/camera/shot", limitBytes: VisitDeskLimits.pictureBytes) { try await CameraActs(call: $0).take($1) },
    .get("/screen") { try await QueueScreenPage(call: $0).show() },
    .get("/screen/live") { try await QueueScreenPage(call: $0).live() },
  ]

  private static let shotRoutes: [DeskRoute] = [
    .get("/shots") { try await ShotsPage(call: $0).show() },
    .get("/shots/{shot}/portrait") { try await ShotsPage(call: $0).portrait() },
    .get("/shots/{shot}/drawing") { try await ShotsPage(call: $0).drawing() },
    .get("/references/{person}") { try await ShotsPage(call: $0).reference() },
    .post("/shots/{shot}/choose") { call, _ in try await ShotActs(call: call).choose() },
    .post("/shots/{shot}/overrule") { try await ShotActs(call: $0).overrule($1) },
    .post("/shots/{shot}/set-aside") { try await ShotActs(call: $0).setAside($1) },
    .post("/shots/{shot}/bind") { try await ShotActs(call: $0).bind($1) },
  ]

  private static let doorRoutes: [DeskRoute] = [
    .get("/door") { try await DeskDoorPage(call: $0).show() },
    .post("/door") { try await DeskDoorPage(call: $0).find($1) },
    .post("/door/check-in") { try await DeskDoorPage(call: $0).checkIn($1) },
    .post("/door/withdraw") { try await DeskDoorPage(call: $0).withdraw($1) },
    .post("/door/excuse") { try await DeskDoorPage(call: $0).excuse($1) },
    .post("/door/spare") { try await DeskDoorPage(call: $0).spare($1) },
    .get("/door/slip/{person}") { try await DeskDoorPage(call: $0).slip() },
  ]

  private static let checkRoutes: [DeskRoute] = [
    .get("/checks") { try await DeskChecksPage(call: $0).show() },
    .post("/checks/repair") { try await DeskChecksPage(call: $0).repair($1) },
    .post("/checks/settle") { try await DeskChecksPage(call: $0).settle($1) },
    .post("/checks/twins") { try await DeskChecksPage(call: $0).twins($1) },
    .post("/checks/card") { try await DeskChecksPage(call: $0).settleCard($1) },
    .post("/checks/take-back") { try await DeskChecksPage(call: $0).takeBack($1) },
  ]

  private static let dayRoutes: [DeskRoute] = [
    .get("/day") { try await DeskDayPage(call: $0).show() },
    .post("/day/sign") { try await DeskDayPage(call: $0).sign($1) },
    .post("/day/close") { try await DeskDayPage(call: $0).close($1) },
    .get("/day/sheet") { try await DeskDayPage(call: $0).sheet() },
    .get("/transfer") { try await DeskTransferPage(call: $0).show() },
  ]

  private static let folderRoutes: [DeskRoute] = [
    .post("/transfer/watch") { try await DeskTransferPage(call: $0).watch($1) },
    .post("/transfer/stop") { try await DeskTransferPage(call: $0).stop($1) },
    .post("/transfer/card") { try await DeskTransferPage(call: $0).readCard($1) },
    .post("/transfer/peer") { try await DeskTransferPage(call: $0).addPeer($1) },
    .post("/transfer/unpeer") { try await DeskTransferPage(call: $0).removePeer($1) },
    .post("/transfer/stick") { try await DeskTransferPage(call: $0).export($1) },
  ]
}
