/// One header line of a request or a reply.
///
/// Names are compared without regard to case.
public struct HTTPHeader: Sendable, Equatable, Redacted {
  public let name: String
  public let value: String

  public init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }

  /// Whether both parts may stand in a request as they are (RFC 9110 5.1 and 5.5): no line end can hide in them.
  var isSendable: Bool {
    !name.isEmpty && name.utf8.allSatisfy(Self.isTokenByte) && !Self.ownNames.contains(name.lowercased())
      && value.utf8.allSatisfy { $0 == 0x09 || ($0 >= 0x20 && $0 != 0x7F) }
  }

  /// As libcurl wants it: a header without a value ends with a semicolon, or it would be taken out.
  var line: String {
    value.isEmpty ? "\(name);" : "\(name): \(value)"
  }

  /// What the transfer sets itself, because it frames the message.
  private static let ownNames: Set<String> = [
    "connection", "content-length", "expect", "host", "proxy-authorization", "te", "trailer", "transfer-encoding", "upgrade",
  ]

  static func isTokenByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
    }
  }
}
