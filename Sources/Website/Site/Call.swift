import GraduatePhotos
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Workflow

/// One request, with what every handler asks for; shared by the pieces of a page, each of which holds it.
final class Call: Sendable {
  let site: Site
  let request: Request
  let context: SiteContext
  let session: Session?
  /// The session's token from its cookie; empty when nobody is signed in.
  let token: String
  /// What ties a form to this browser before anybody has signed in.
  let visitor: String

  var center: CollectionCenter { site.center }

  /// A part of the path, such as the campaign of `/campaigns/{campaign}/slip`; empty when the pattern has no such part.
  func part(_ name: String) -> String { context.parameters.get(name) ?? "" }

  /// A value of the query; empty when it is not there.
  func query(_ name: String) -> String {
    guard let raw = queries[Substring(name)] else { return "" }
    return String(raw)
  }

  /// The query taken apart once: a page asks for many of its values.
  private let queries: FlatDictionary<Substring, Substring>

  /// The page asked for in a list, from 1.
  var pageNumber: Int { min(max(1, Int(query("page")) ?? 1), WebsiteLimits.pageNumber) }

  /// What stands around the page of the address's campaign, where it was asked for together with the session.
  private let whereabouts: Whereabouts?

  /// The token for this browser's forms; made once, a page has many of them.
  let csrf: String

  init(
    site: Site, request: Request, context: SiteContext, session: Session?, token: String, visitor: String,
    whereabouts: Whereabouts? = nil
  ) {
    self.whereabouts = whereabouts
    queries = request.uri.queryParameters
    self.site = site
    self.request = request
    self.context = context
    self.session = session
    self.token = token
    self.visitor = visitor
    csrf = CSRF.token(session: token.isEmpty ? visitor : token, form: "site", mac: site.mac)
  }

  func hasToken(_ form: SubmittedForm) -> Bool {
    site.macs.contains {
      CSRF.verify(form[CSRF.fieldName], session: token.isEmpty ? visitor : token, form: "site", mac: $0)
    }
  }

  /// Where the caller is, for the counting of attempts.
  var place: SignInPlace {
    let cookies = request.headers[values: .cookie]
    return SignInPlace(
      address: context.facts.client.address?.place ?? "local",
      deviceToken: SiteCookie.value(SiteCookieName.device, isSecure: isSecure, in: cookies),
      device: DeviceName.of(request.headers[.userAgent] ?? ""))
  }

  var isSecure: Bool { context.facts.client.isSecure }

  func cookie(_ name: String, _ value: String, maxAgeSeconds: Int? = nil) -> String? {
    SiteCookie(name: name, value: value, isSecure: isSecure, maxAgeSeconds: maxAgeSeconds).header
  }

  /// A page of a signed-in person, in his frame.
  ///
  /// - `campaign`: the campaign of the address; nil for pages of the center itself.
  /// Throws not found, when the campaign is not the person's.
  func frame(_ session: Session, campaign: String? = nil, here: Stage? = nil) async throws -> Frame {
    let known = whereabouts?.campaign?.id == campaign ? whereabouts : nil
    let asked = known == nil ? try await center.whereabouts(of: session.person, campaignID: campaign) : known
    guard let whereabouts = asked else { throw HTTPError(.notFound) }
    let waiting: Int
    if let shown = SiteFrame.campaign(at: whereabouts) {
      waiting = try await site.waiting.count(
        campaign: shown.id, account: session.person.accountID, now: site.steadyClock()
      ) {
        // Counts an institution's or a whole province's rows, once in a while.
        try await site.atLength { try await center.waitingAtRegistration(of: session.person, campaignID: shown.id) }
      }
    } else {
      waiting = 0
    }
    return SiteFrame.frame(
      for: session, at: whereabouts, waiting: waiting, here: here, path: request.uri.path, csrf: csrf, help: site.contact)
  }

  /// The same for a handler that was given a narrower guest than the session.
  func frame(campaign: String? = nil, here: Stage? = nil) async throws -> Frame {
    guard let session else { throw HTTPError(.notFound) }
    return try await frame(session, campaign: campaign, here: here)
  }
}

enum SiteCookieName {
  static let session = "biying-session"
  static let device = "biying-device"
  static let visitor = "biying-visitor"
  static let downloads = "biying-downloads"
}

/// A few words about a browser, for the list of sessions.
enum DeviceName {
  static func of(_ agent: String) -> String {
    let systems = [
      ("Android", "安卓手机"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows 电脑"), ("Macintosh", "苹果电脑"),
      ("Linux", "Linux 电脑"),
    ]
    let browsers = [
      ("MicroMessenger", "微信"), ("Edg/", "Edge 浏览器"), ("Firefox", "火狐浏览器"), ("Chrome", "Chrome 内核浏览器"),
      ("Safari", "Safari 浏览器"),
    ]
    let system = systems.first { agent.contains($0.0) }?.1 ?? "其他设备"
    let browser = browsers.first { agent.contains($0.0) }?.1 ?? "其他浏览器"
    return "\(system) · \(browser)"
  }
}
