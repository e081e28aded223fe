import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore
import NIOHTTPTypes

/// The HTTP/1.1 server underneath: limits on what is read before any page sees it, and `Expect: 100-continue` answered, without
/// which curl and .NET wait a second before each larger upload.
enum WebServer {
  /// The server; a request that announces more than `bodyLimitBytes` gets its refusal instead of the invitation to go on.
  ///
  /// - `loops`: what connections run on.
  static func http1(bodyLimitBytes: Int, loops: LoopExecutors = .none) -> HTTPServerBuilder {
    HTTPServerBuilder { responder in
      let channel = HTTP1Channel(
        responder: { request, writer, channel in
          if expectsContinue(request.head, bodyLimitBytes: bodyLimitBytes) {
            try await writer.writeInformationalHead(HTTPResponse(status: .continue))
          }
          try await responder(request, writer, channel)
        },
        configuration: HTTP1Channel.Configuration(
          idleTimeout: .seconds(Int64(WebsiteLimits.idleSeconds)),
          httpDecoderConfiguration: .init(
            maxHeaderFieldSize: WebsiteLimits.headerBytes, maxHeaderListSize: WebsiteLimits.headerBytes,
            maxHeaderFieldCount: WebsiteLimits.headerCount)))
      return LoopChannel(channel: channel, loops: loops)
    }
  }

  static func expectsContinue(_ head: HTTPRequest, bodyLimitBytes: Int) -> Bool {
    guard head.headerFields[.expect]?.lowercased() == "100-continue" else { return false }
    return (head.headerFields[.contentLength].flatMap { Int($0) } ?? 0) <= bodyLimitBytes
  }
}

extension RouterMethods where Context: SiteRequestContext {
  /// What is done around every page.
  ///
  /// To be called before any route is added: later ones do not see earlier routes.
  func addSiteMiddleware(
    proxies: TrustedProxies, contact: String, rate: RateLimit? = nil, meter: RequestMeter? = nil
  ) -> Self {
    add(
      middleware: SiteMiddleware<Context>(
        proxies: proxies, problems: Problems(contact: contact), rate: rate, meter: meter))
  }
}
