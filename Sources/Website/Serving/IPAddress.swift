import NIOCore

#if canImport(Glibc)
  import Glibc
#endif

/// An address of the network layer, IPv4 or IPv6; IPv4 inside IPv6 (`::ffff:…`) counts as IPv4.
struct IPAddress: Sendable, Hashable, CustomStringConvertible {
  /// 4 or 16.
  let bytes: [UInt8]

  /// 127.0.0.0/8 or ::1: the other end is a program of this machine.
  var isLoopback: Bool { bytes.count == 4 ? bytes[0] == 127 : bytes.dropLast().allSatisfy { $0 == 0 } && bytes.last == 1 }

  /// Reads `192.0.2.7`, `2001:db8::1`, and both with a port (`192.0.2.7:80`, `[2001:db8::1]:80`), as proxies write them.
  init?(_ text: some StringProtocol) {
    var text = String(text.drop { $0 == " " || $0 == "\t" }.prefix { $0 != " " && $0 != "\t" })
    if text.hasPrefix("[") {
      text = String(text.dropFirst().prefix { $0 != "]" })
    } else if text.filter({ $0 == ":" }).count == 1 {
      text = String(text.prefix { $0 != ":" })
    }
    // A zone (`fe80::1%eth0`) says nothing to anybody else.
    text = String(text.prefix { $0 != "%" })
    if let four = Self.bytes(text, family: AF_INET, count: 4) {
      self.init(bytes: four)
    } else if let sixteen = Self.bytes(text, family: AF_INET6, count: 16) {
      self.init(sixteen: sixteen)
    } else {
      return nil
    }
  }

  /// The other end of a connection, whose bytes the system has at hand; nil for what is no network.
  init?(_ address: SocketAddress) {
    switch address {
    case .v4(let four): self.init(bytes: withUnsafeBytes(of: four.address.sin_addr) { Array($0) })
    case .v6(let six): self.init(sixteen: withUnsafeBytes(of: six.address.sin6_addr) { Array($0) })
    case .unixDomainSocket: return nil
    }
  }

  private init(sixteen: [UInt8]) {
    let isMapped = sixteen[..<10].allSatisfy { $0 == 0 } && sixteen[10] == 0xFF && sixteen[11] == 0xFF
    self.init(bytes: isMapped ? Array(sixteen[12...]) : sixteen)
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private static func bytes(_ text: String, family: Int32, count: Int) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: count)
    return inet_pton(family, text, &bytes) == 1 ? bytes : nil
  }

  var description: String {
    if bytes.count == 4 { return "\(bytes[0]).\(bytes[1]).\(bytes[2]).\(bytes[3])" }
    return stride(from: 0, to: 16, by: 2)
      .map { String(Int(bytes[$0]) << 8 | Int(bytes[$0 + 1]), radix: 16) }.joined(separator: ":")
  }

  /// Who is meant by a rate limit: an IPv4 address, or an IPv6 network of 64 bits, which is one customer.
  var place: String {
    bytes.count == 4 ? description : description.split(separator: ":").prefix(4).joined(separator: ":") + "::/64"
  }
}

/// A range of addresses in CIDR notation, such as `10.0.0.0/8` or `::1`.
struct AddressRange: Sendable, Equatable {
  let base: IPAddress
  let prefixBits: Int

  init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count <= 2, let base = parts.first.flatMap({ IPAddress($0) }) else { return nil }
    let all = base.bytes.count * 8
    let bits = parts.count == 2 ? Int(parts[1]) : all
    guard let bits, (0...all).contains(bits) else { return nil }
    self.base = base
    prefixBits = bits
  }

  func contains(_ address: IPAddress) -> Bool {
    guard address.bytes.count == base.bytes.count else { return false }
    let whole = prefixBits / 8
    guard address.bytes[..<whole] == base.bytes[..<whole] else { return false }
    let rest = prefixBits % 8
    guard rest > 0 else { return true }
    let mask = UInt8(truncatingIfNeeded: 0xFF << (8 - rest))
    return address.bytes[whole] & mask == base.bytes[whole] & mask
  }
}
