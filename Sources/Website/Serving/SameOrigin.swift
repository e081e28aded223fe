/// Judges whether a request that changes something comes from one of our own pages.
///
/// The second wall beside the form's token: it needs no state and also covers forms that have no token yet, such as signing in.
enum SameOrigin {
  struct Signs: Sendable {
    /// `Sec-Fetch-Site`; browsers set it, scripts cannot.
    var fetchSite: String?
    var origin: String?
    var referer: String?
    /// The host the request was sent to, with port.
    var host: String?
    var isSecure: Bool
  }

  /// True when the browser says so; a request without any sign is nobody's form.
  static func accepts(_ signs: Signs) -> Bool {
    if let site = signs.fetchSite { return site == "same-origin" }
    guard let host = signs.host, !host.isEmpty else { return false }
    let own = "\(signs.isSecure ? "https" : "http")://\(host.lowercased())"
    if let origin = signs.origin { return origin.lowercased() == own }
    guard let referer = signs.referer?.lowercased() else { return false }
    return referer == own || referer.hasPrefix(own + "/")
  }
}
