import Foundation
import Logging
import Outward
import ServiceLifecycle
import Synchronization
import Website

@testable import Workflow

/// The real website of a province, on a free port of this machine.
public final class RunningSite: Sendable {
  public let province: Province
  public let port: Int
  private let group: ServiceGroup
  private let serving: Task<Void, any Error>
  private let outlet = Outlet()

  /// - `proxies`: addresses whose forwarded headers are believed.
  /// - `log`: takes what the site logs, at every level; nil logs what is critical only.
  public init(
    _ province: Province, contact: String = "0931-1234567 示例采集中心", proxies: String = "", log: CapturedLog? = nil,
    metricsToken: String = ""
  ) async throws {
    self.province = province
    let (ports, arrived) = AsyncStream<Int>.makeStream()
    let site = Site(
      center: province.center, spoolFolder: province.folder.path("spool"), proxies: TrustedProxies(proxies) ?? .none,
      contact: contact, requestsAtOnce: 100_000,
      desks: CenterDesks(folder: province.folder.path("desk"), center: province.center), metricsToken: metricsToken)
    var logger = log.map { log in Logger(label: "test") { _ in log.handler } } ?? Logger(label: "test")
    logger.logLevel = log == nil ? .critical : .trace
    let application = site.application(host: "127.0.0.1", port: 0, logger: logger) { port in
      arrived.yield(port)
      arrived.finish()
    }
    let group = ServiceGroup(services: [application], logger: logger)
    self.group = group
    serving = Task { try await group.run() }
    var found = 0
    for await port in ports { found = port }
    self.port = found
  }

  public var address: String { "http://127.0.0.1:\(port)" }

  public func stop() async {
    await group.triggerGracefulShutdown()
    _ = try? await serving.value
    outlet.close()
  }

  /// What a browser would get; never follows a redirect.
  ///
  /// With:
  /// - `session`: the token of the session cookie.
  /// - `form`: fields of a POST; nil is a GET.
  /// - `asUpload`: the form goes as one with files does.
  /// - `cookies`: further cookies, `name=value` each.
  public func fetch(
    _ path: String, session: String? = nil, form: [(String, String)]? = nil, asUpload: Bool = false, cookies: [String] = []
  ) async throws -> Page {
    var headers = [HTTPHeader("Sec-Fetch-Site", "same-origin")]
    let all = (session.map { ["biying-session=\($0)"] } ?? []) + cookies
    if !all.isEmpty { headers.append(HTTPHeader("Cookie", all.joined(separator: "; "))) }
    var body = HTTPCall.Body.none
    if let form, asUpload {
      headers.append(HTTPHeader("Content-Type", "multipart/form-data; boundary=----edge"))
      let parts = form.map { "------edge\r\nContent-Disposition: form-data; name=\"\($0.0)\"\r\n\r\n\($0.1)\r\n" }
      body = .bytes(Array((parts.joined() + "------edge--\r\n").utf8))
    } else if let form {
      headers.append(HTTPHeader("Content-Type", "application/x-www-form-urlencoded"))
      let pairs = form.map { "\(Self.encoded($0.0))=\(Self.encoded($0.1))" }
      body = .bytes(Array(pairs.joined(separator: "&").utf8))
    }
    let reply = try await outlet.send(HTTPCall(form == nil ? .get : .post, address + path, headers: headers, body: body))
    return Page(
      status: reply.status, text: String(decoding: reply.body, as: UTF8.self), location: reply.header("Location") ?? "",
      cookies: reply.headers.filter { $0.name.lowercased() == "set-cookie" }.map(\.value))
  }

  /// Sends a form with one file as a browser does (RFC 7578); follows no redirect.
  public func upload(
    _ path: String, session: String, fields: [(String, String)], file: (field: String, name: String, bytes: [UInt8])
  ) async throws -> Page {
    let boundary = "----boundary7MA4YWxkTrZu0gW"
    var body: [UInt8] = []
    func part(_ disposition: String, _ bytes: [UInt8]) {
      body += Array("--\(boundary)\r\nContent-Disposition: form-data; \(disposition)\r\n\r\n".utf8) + bytes + Array("\r\n".utf8)
    }
    for (name, value) in fields { part("name=\"\(name)\"", Array(value.utf8)) }
    part("name=\"\(file.field)\"; filename=\"\(file.name)\"\r\nContent-Type: application/octet-stream", file.bytes)
    body += Array("--\(boundary)--\r\n".utf8)
    let headers = [
      HTTPHeader("Sec-Fetch-Site", "same-origin"), HTTPHeader("Cookie", "biying-session=\(session)"),
      HTTPHeader("Content-Type", "multipart/form-data; boundary=\(boundary)"),
    ]
    let reply = try await outlet.send(HTTPCall(.post, address + path, headers: headers, body: .bytes(body)))
    return Page(
      status: reply.status, text: String(decoding: reply.body, as: UTF8.self), location: reply.header("Location") ?? "",
      cookies: [])
  }

  public struct Page: Sendable {
    public let status: Int
    public let text: String
    public let location: String
    /// Values of `Set-Cookie`.
    public let cookies: [String]
  }

  /// The token of the first form of a page.
  public func csrf(of page: Page) -> String {
    guard let mark = page.text.firstRange(of: "name=\"csrf\" value=\"") else { return "" }
    return String(page.text[mark.upperBound...].prefix { $0 != "\"" })
  }

  private static func encoded(_ text: String) -> String {
    text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
  }
}

extension Province {
  /// A session of the account, second factor proved, as its cookie's token.
  public func session(of accountID: String) async throws -> String {
    let token = center.chance.token()
    try await center.records.write { transaction in
      try transaction.insertSession(tokenHash: tokenHash(token), accountID: accountID, device: "test", proven: true)
    }
    return token
  }

  /// A graduate's session, as if his code had let him in.
  public func session(ofGraduate graduate: SignedInGraduate) async throws -> String {
    let token = GraduateToken.mark + center.chance.token()
    try await center.records.write { transaction in
      try transaction.insertGraduateSession(token, of: graduate, device: "test")
      try transaction.execute(
        """
        INSERT INTO graduate_password (campaign_id, person_id, argon2id, set_at) VALUES (?, ?, 'test', 0)
        ON CONFLICT (campaign_id, person_id) DO NOTHING
        """, [.text(graduate.campaignID), .text(graduate.personID)])
    }
    return token
  }
}
