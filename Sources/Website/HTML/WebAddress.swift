/// Judges addresses before they become a link, a form's target or a redirect.
enum WebAddress {
  /// What is written in place of an address that is not allowed: it leads nowhere.
  static let refused = "#"

  /// The address as it may stand in `href`, `src` or `action`, or ``refused``.
  ///
  /// Allowed: paths of our own (`/…`, `?…`, `#…`) and the schemes http, https, mailto and tel. Everything else, `javascript:`
  /// and `data:` included, is refused by not being on the list; so is any control character or blank, which browsers drop.
  static func link(_ address: String) -> String {
    guard isPlain(address) else { return refused }
    if isOwn(address) || address.hasPrefix("?") || address.hasPrefix("#") { return address }
    let scheme = address.prefix { $0 != ":" }.lowercased()
    switch scheme {
    case "https", "http": return address.dropFirst(scheme.utf8.count).hasPrefix("://") ? address : refused
    case "mailto", "tel": return address.utf8.count > scheme.utf8.count + 1 ? address : refused
    default: return refused
    }
  }

  /// True for a path on this site: one `/` first, so that neither `//host` nor `/\host` leaves it.
  static func isOwn(_ address: String) -> Bool {
    guard isPlain(address), address.utf8.first == UInt8(ascii: "/") else { return false }
    let second = address.utf8.dropFirst().first
    return second != UInt8(ascii: "/") && second != UInt8(ascii: "\\")
  }

  private static func isPlain(_ address: String) -> Bool {
    var address = address
    return address.withUTF8 { $0.allSatisfy { $0 > 0x20 && $0 != 0x7F } }
  }

  /// `text` for one path segment or one query value (RFC 3986: everything but unreserved characters is percent-encoded).
  static func encoded(_ text: String) -> String {
    var result: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
        UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"):
        result.append(byte)
      default:
        result.append(UInt8(ascii: "%"))
        result.append(upperHex[Int(byte >> 4)])
        result.append(upperHex[Int(byte & 15)])
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// `path` with a query of these names and values; empty values are left out.
  static func path(_ path: String, query: [(name: String, value: String)]) -> String {
    let parts = query.filter { !$0.value.isEmpty }.map { "\(encoded($0.name))=\(encoded($0.value))" }
    return parts.isEmpty ? path : path + "?" + parts.joined(separator: "&")
  }
}

private let upperHex = Array("0123456789ABCDEF".utf8)
