import Foundation
import Outward

/// A page that somebody got.
struct Page: Sendable {
  let address: String
  let status: Int
  let bytes: [UInt8]
  let fileName: String?

  var text: String { String(decoding: bytes, as: UTF8.self) }
  var forms: [PageForm] { PageReader.forms(of: text) }

  /// The main part as a reader sees it.
  var words: String {
    let html = text
    guard let main = html.between("<main", "</main>") else { return PageText.words(html[...]) }
    return PageText.words(main.drop { $0 != ">" }.dropFirst())
  }

  /// What the page says is wrong, for messages of ours.
  var complaint: String {
    let lines = words.split(separator: "\n").map(String.init)
    return lines.prefix(12).joined(separator: " / ")
  }

  /// The first form that goes to an address ending so; one that changes something before one that only looks.
  func form(to ending: String) throws -> PageForm {
    let found = forms.filter { $0.address.hasPath(ending: ending) }
    guard let form = found.first(where: \.isPost) ?? found.first else {
      throw SeasonFault.noForm(ending, on: address, says: complaint)
    }
    return form
  }

  func hasForm(to ending: String) -> Bool { forms.contains { $0.address.hasPath(ending: ending) } }

  /// Addresses of the links that lead somewhere containing `piece`.
  func links(_ piece: String) -> [String] {
    text.allBetween("href=\"", "\"").map { PageText.plain($0[...]) }.filter { $0.contains(piece) }
  }
}

extension String {
  fileprivate func hasPath(ending: String) -> Bool {
    let path = prefix { $0 != "?" }
    return hasSuffix(ending) || path.hasSuffix(ending)
  }
}

/// What went wrong in playing, not in the season: a page without what a reader would look for on it.
public enum SeasonFault: Error, CustomStringConvertible {
  case noForm(String, on: String, says: String)
  case refused(String, status: Int, says: String)
  case missing(String)
  case folderExists(String)

  public var description: String {
    switch self {
    case .noForm(let ending, let page, let says): "页面 \(page) 上没有去「\(ending)」的表单：\(says)"
    case .refused(let page, let status, let says): "\(page) 答复 \(status)：\(says)"
    case .missing(let what): "没有找到：\(what)"
    case .folderExists(let path): "文件夹 \(path) 已经有了，演练要一个新的"
    }
  }
}

/// What somebody browses with: cookies, redirects, forms; from an address of his own.
actor SeasonBrowser {
  private let site: String
  private let outlet: Outlet
  /// Where he calls from, for a server that believes us as its proxy.
  private let place: String
  private var cookies: [String: String] = [:]

  init(site: String, outlet: Outlet, place: String) {
    self.site = site
    self.outlet = outlet
    self.place = place
  }

  /// Opens an address and follows where it leads.
  @discardableResult
  func open(_ path: String) async throws -> Page {
    try await follow(HTTPCall(.get, site + path, headers: headers), path)
  }

  /// Opens an address that must be there.
  @discardableResult
  func read(_ path: String) async throws -> Page {
    let page = try await open(path)
    guard page.status == 200 else { throw SeasonFault.refused(path, status: page.status, says: page.complaint) }
    return page
  }

  /// Sends a form, with files by field, name and bytes.
  ///
  /// - isScript: a page's own script asks for JSON instead of a page.
  @discardableResult
  func send(
    _ form: PageForm, files: [(field: String, name: String, bytes: [UInt8])] = [], isScript: Bool = false
  ) async throws -> Page {
    guard form.isPost else {
      let query = form.fields.map { "\(Self.encoded($0.name))=\(Self.encoded($0.value))" }.joined(separator: "&")
      return try await open(form.address + (form.address.contains("?") ? "&" : "?") + query)
    }
    var call = HTTPCall(.post, site + form.address, headers: headers)
    if isScript { call.headers.append(HTTPHeader("Accept", "application/json")) }
    if form.isMultipart {
      let boundary = "----season7MA4YWxkTrZu0gW"
      call.headers.append(HTTPHeader("Content-Type", "multipart/form-data; boundary=\(boundary)"))
      call.body = .bytes(Self.multipart(form, files, boundary))
    } else {
      call.headers.append(HTTPHeader("Content-Type", "application/x-www-form-urlencoded"))
      let body = form.fields.map { "\(Self.encoded($0.name))=\(Self.encoded($0.value))" }.joined(separator: "&")
      call.body = .bytes(Array(body.utf8))
    }
    return try await follow(call, form.address)
  }

  /// Sends a form that must be taken.
  @discardableResult
  func submit(_ form: PageForm, files: [(field: String, name: String, bytes: [UInt8])] = []) async throws -> Page {
    let page = try await send(form, files: files)
    guard page.status == 200 else { throw SeasonFault.refused(form.address, status: page.status, says: page.complaint) }
    return page
  }

  private var headers: [HTTPHeader] {
    var headers = [HTTPHeader("Sec-Fetch-Site", "same-origin"), HTTPHeader("X-Forwarded-For", place)]
    if !cookies.isEmpty {
      headers.append(
        HTTPHeader("Cookie", cookies.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: "; ")))
    }
    return headers
  }

  /// Redirects are followed as a browser does, with GET.
  private func follow(_ first: HTTPCall, _ path: String) async throws -> Page {
    var call = first
    var address = path
    for _ in 0..<SeasonLimits.repetitions {
      call.target = .memory(limitBytes: SeasonLimits.replyBytes)
      call.patience = Patience(
        totalMilliseconds: SeasonLimits.patienceMilliseconds, lowSpeedSeconds: SeasonLimits.patienceMilliseconds / 1_000)
      let reply = try await outlet.send(call)
      if reply.status == 429 {
        // Told to wait, as somebody in front of it would.
        try await Task.sleep(for: .seconds(min(60, Int(reply.header("Retry-After") ?? "") ?? 1)))
        continue
      }
      for cookie in reply.headers where cookie.name.lowercased() == "set-cookie" { keep(cookie.value) }
      guard [301, 302, 303, 307].contains(reply.status), let place = reply.header("Location") else {
        return Page(
          address: address, status: reply.status, bytes: reply.body,
          fileName: reply.header("Content-Disposition")?.between("filename*=UTF-8''", ";")?.removingPercentEncoding)
      }
      address = place.hasPrefix(site) ? String(place.dropFirst(site.count)) : place
      call = HTTPCall(.get, site + address, headers: headers)
    }
    throw SeasonFault.missing("页面（\(path) 一直跳转）")
  }

  private func keep(_ cookie: String) {
    let pair = cookie.prefix { $0 != ";" }
    guard let mark = pair.firstIndex(of: "=") else { return }
    let value = String(pair[pair.index(after: mark)...])
    let name = String(pair[..<mark])
    cookies[name] = value.isEmpty || cookie.contains("Max-Age=0") ? nil : value
  }

  private static func encoded(_ text: String) -> String {
    text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
  }

  private static func multipart(
    _ form: PageForm, _ files: [(field: String, name: String, bytes: [UInt8])], _ boundary: String
  ) -> [UInt8] {
    var body: [UInt8] = []
    func part(_ disposition: String, _ bytes: [UInt8]) {
      body += Array("--\(boundary)\r\nContent-Disposition: form-data; \(disposition)\r\n\r\n".utf8) + bytes + Array("\r\n".utf8)
    }
    for (name, value) in form.fields { part("name=\"\(name)\"", Array(value.utf8)) }
    for file in files {
      part("name=\"\(file.field)\"; filename=\"\(file.name)\"\r\nContent-Type: application/octet-stream", file.bytes)
    }
    return body + Array("--\(boundary)--\r\n".utf8)
  }
}

/// Bounds of playing.
enum SeasonLimits {
  /// The largest page or file taken into memory.
  static let replyBytes = 256 << 20
  /// A slow machine is no broken promise.
  static let patienceMilliseconds = 600_000
  /// Redirects followed and times waited for one answer.
  static let repetitions = 60
}
