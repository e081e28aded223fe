/// One HTTP request and how its reply is received.
///
/// A value: nothing happens until an `Outlet` sends it.
///
/// Redirects are not followed, certificates are always verified, no proxy is used unless `route` names one,
/// nothing is taken from the environment, and nothing is unpacked.
public struct HTTPCall: Sendable, Redacted {
  public enum Method: String, Sendable {
    case get = "GET"
    case head = "HEAD"
    case put = "PUT"
    case post = "POST"
    case patch = "PATCH"
    case delete = "DELETE"
  }

  /// What is sent.
  ///
  /// A file is read while it is sent and must not change meanwhile.
  public enum Body: Sendable {
    case none
    case bytes([UInt8])
    case file(path: String)
  }

  /// Where a reply goes.
  ///
  /// A file must not exist yet; only a 2xx reply is written to it, with mode 0600 and without fsync.
  public enum Target: Sendable {
    case memory(limitBytes: Int)
    case file(path: String, limitBytes: Int)
  }

  /// http or https, at most 8,192 bytes, already percent-encoded; its path is sent exactly as it stands.
  public var url: String
  public var method: Method
  public var headers: [HTTPHeader]
  public var body: Body
  public var target: Target
  public var patience: Patience
  public var route: Route

  public init(
    _ method: Method, _ url: String, headers: [HTTPHeader] = [], body: Body = .none,
    target: Target = .memory(limitBytes: OutwardLimits.replyBytes), patience: Patience = Patience(), route: Route = Route()
  ) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
    self.target = target
    self.patience = patience
    self.route = route
  }
}

/// How long a transfer may take.
public struct Patience: Sendable {
  /// Until the connection with its TLS stands, in milliseconds.
  public var connectMilliseconds: Int
  /// For the whole transfer, in milliseconds; 0 for no end (large files), where the low-speed limit still holds.
  public var totalMilliseconds: Int
  /// Below this speed for `lowSpeedSeconds` the transfer is given up.
  public var lowSpeedBytesPerSecond: Int
  public var lowSpeedSeconds: Int

  public init(
    connectMilliseconds: Int = OutwardLimits.connectMilliseconds, totalMilliseconds: Int = OutwardLimits.totalMilliseconds,
    lowSpeedBytesPerSecond: Int = OutwardLimits.lowSpeedBytesPerSecond, lowSpeedSeconds: Int = OutwardLimits.lowSpeedSeconds
  ) {
    self.connectMilliseconds = connectMilliseconds
    self.totalMilliseconds = totalMilliseconds
    self.lowSpeedBytesPerSecond = lowSpeedBytesPerSecond
    self.lowSpeedSeconds = lowSpeedSeconds
  }
}

/// The way to the other side.
public struct Route: Sendable {
  /// PEM file of the only authorities to trust; nil for those of the system.
  public var authorityFile: String?
  /// A proxy such as `http://10.0.0.1:3128`; nil for none, whatever the environment says.
  public var proxy: String?

  public init(authorityFile: String? = nil, proxy: String? = nil) {
    self.authorityFile = authorityFile
    self.proxy = proxy
  }
}
