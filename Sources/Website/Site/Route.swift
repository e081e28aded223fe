import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// One address of the site: method, path, whom it lets in, what it does.
///
/// The list of all of them is data, so that a test can try every role at every door.
struct Route: Sendable {
  enum Method: String, Sendable { case get = "GET", post = "POST" }

  let method: Method
  /// With `{name}` for what varies.
  let path: String
  /// Nil for everybody.
  let roles: Set<Role>?
  let takesHalfSignedIn: Bool
  /// Takes a form with files.
  var takesFiles = false
  /// For stations' programs: no cookie is read, and none is given.
  var isForStations = false
  /// For everybody who only reads: no cookie is read, and none is given.
  var isOpen = false
  /// Answered on its connection's event loop, see ``short(_:_:_:)``.
  var isShort = false
  let run: @Sendable (Call) async throws -> Response

  /// Shows something; changes nothing.
  static func get<Guest>(
    _ path: String, _ admit: Admit<Guest>, _ handler: @escaping @Sendable (Call, Guest) async throws -> Response
  ) -> Route {
    Route(method: .get, path: path, roles: admit.roles, takesHalfSignedIn: admit.takesHalfSignedIn) { call in
      guard let guest = admit.guest(call.session) else { throw HTTPError(.notFound) }
      return try await handler(call, guest)
    }
  }

  /// The same for a page that reads a bounded number of rows and makes nothing else: it is answered on its connection's event loop,
  /// without a change of thread, and nobody on that loop waits for it longer than for any other step.
  static func short<Guest>(
    _ path: String, _ admit: Admit<Guest>, _ handler: @escaping @Sendable (Call, Guest) async throws -> Response
  ) -> Route {
    var route = get(path, admit, handler)
    route.isShort = true
    return route
  }

  /// A page or file that is the same for everybody: who is signed in is not even asked, and nobody gets a cookie for looking.
  static func open(_ path: String, _ handler: @escaping @Sendable (Call) async throws -> Response) -> Route {
    var route = get(path, .everybody) { call, _ in try await handler(call) }
    route.isOpen = true
    return route
  }

  /// Takes a form whose token was checked.
  static func post<Guest>(
    _ path: String, _ admit: Admit<Guest>, _ handler: @escaping @Sendable (Call, Guest, SubmittedForm) async throws -> Response
  ) -> Route {
    Route(method: .post, path: path, roles: admit.roles, takesHalfSignedIn: admit.takesHalfSignedIn) { call in
      guard let guest = admit.guest(call.session) else { throw HTTPError(.notFound) }
      let form = try await call.request.form()
      guard call.hasToken(form) else { return ProblemPages.stale.response(status: .forbidden) }
      return try await handler(call, guest, form)
    }
  }

  /// Takes a form with files; the token is checked before the first byte of a file is kept, and what is left in the spool is removed.
  static func upload<Guest>(
    _ path: String, _ admit: Admit<Guest>, sizeLimitBytes: Int,
    _ handler: @escaping @Sendable (Call, Guest, SubmittedForm) async throws -> Response
  ) -> Route {
    Route(
      method: .post, path: path, roles: admit.roles, takesHalfSignedIn: admit.takesHalfSignedIn, takesFiles: true
    ) { call in
      guard let guest = admit.guest(call.session) else { throw HTTPError(.notFound) }
      // A stick may hold gigabytes; room is asked for what is announced, not for the most there could be.
      let announced = call.request.headers[.contentLength].flatMap { Int($0) } ?? sizeLimitBytes
      return try await call.site.uploads.pass(
        call.session?.person.accountID ?? "", sizeLimitBytes: min(sizeLimitBytes, max(0, announced)),
        into: call.site.spoolFolder
      ) { try await take(call, sizeLimitBytes: sizeLimitBytes) { try await handler(call, guest, $0) } }
    }
  }

  /// Reads a form with files into the spool, has it handled, and removes what is left of it.
  private static func take(
    _ call: Call, sizeLimitBytes: Int, _ handle: (SubmittedForm) async throws -> Response
  ) async throws -> Response {
    let form: SubmittedForm
    do {
      form = try await call.request.form(
        with: UploadLimits(sizeLimitBytes: sizeLimitBytes),
        beforeFirstFile: { fields in guard call.hasToken(fields) else { throw StaleForm() } },
        open: { _, _ in try SpoolFile(folder: call.site.spoolFolder, name: RequestFacts.newID() + ".upload") })
    } catch is StaleForm {
      return ProblemPages.stale.response(status: .forbidden)
    }
    defer { for file in form.files { SpoolFile.remove(file.path) } }
    guard call.hasToken(form) else { return ProblemPages.stale.response(status: .forbidden) }
    return try await handle(form)
  }

  private struct StaleForm: Error {}
}
