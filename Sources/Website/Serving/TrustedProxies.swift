/// The proxies whose word about the client is believed; by default none.
public struct TrustedProxies: Sendable {
  private let ranges: [AddressRange]

  public static let none = TrustedProxies(ranges: [])

  private init(ranges: [AddressRange]) { self.ranges = ranges }

  /// Reads a list such as `127.0.0.1, ::1, 10.0.0.0/8`; nil when an entry is no address or range.
  public init?(_ list: String) {
    var ranges: [AddressRange] = []
    for entry in list.split(whereSeparator: { $0 == "," || $0 == " " }) {
      guard let range = AddressRange(entry) else { return nil }
      ranges.append(range)
    }
    self.ranges = ranges
  }

  func contains(_ address: IPAddress) -> Bool { ranges.contains { $0.contains(address) } }

  /// Who is really there, and over what.
  ///
  /// The chain of `X-Forwarded-For` is read from the right: each hop is believed as long as the one after it is a proxy of ours;
  /// the first stranger is the client, whatever stands to his left.
  ///
  /// - Parameters:
  ///   - peer: the other end of the connection.
  ///   - forwardedFor: all values of `X-Forwarded-For`, in order.
  ///   - forwardedProto: all values of `X-Forwarded-Proto`.
  /// - Returns: the client as far as it can be believed.
  func client(peer: IPAddress?, forwardedFor: [String], forwardedProto: [String]) -> ClientFacts {
    guard let peer, contains(peer) else { return ClientFacts(address: peer, isSecure: false) }
    var address = peer
    let hops = forwardedFor.joined(separator: ",").split(separator: ",").suffix(WebsiteLimits.forwardedHops)
    for hop in hops.reversed() {
      guard contains(address), let next = IPAddress(hop) else { break }
      address = next
    }
    let scheme = forwardedProto.joined(separator: ",").split(separator: ",").last?.filter { $0 != " " }.lowercased()
    return ClientFacts(address: address, isSecure: scheme == "https")
  }
}

/// What is known of the other side before anybody has signed in.
struct ClientFacts: Sendable, Equatable {
  /// Nil when the connection has no address, as in tests.
  var address: IPAddress?
  /// True when the client's connection is TLS (ended by a trusted proxy).
  var isSecure: Bool
}
